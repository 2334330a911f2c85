import { beforeEach, describe, expect, it } from '@jest/globals';
import { auditStore } from './application/audit/audit-store.js';
import { inTurn, processesOnPostgres } from './testing/processes.fixture.js';
import { aPurchase, aReturn, line, TEA, teaProgramme } from './testing/shop.fixture.js';

const PROGRAMME = `
referral:
  inviter: { points: 500, uses: { month: 5 } }
  friend: { points: 200, budget: 1500 }
`;

const CARDS = Array.from({ length: 10 }, (_, at) => `friend-${at}`);

describe('Invitations on PostgreSQL, in two processes', () => {
  const processes = processesOnPostgres();
  beforeEach(() => {
    const { members } = processes;
    const inviter = members.join(TEA, { kind: 'card', value: 'ann' });
    for (const value of CARDS) members.join(TEA, { kind: 'card', value });
    members.tells = ({ member }) => ({
      consents: [],
      ...(member !== inviter.member && { invitations: [{ programme: TEA, joinedAt: 0, inviter }] }),
    });
  });

  it('bring both sides theirs once, within the bounds, when every friend’s till asks both at once', async () => {
    const apps = await processes.openTwo({ document: teaProgramme({ programme: PROGRAMME }) });
    const sales = CARDS.map((card) => aPurchase({ member: { card }, lines: [line('1', '40.00')] }));
    const sell = (sale: (typeof sales)[number], at: number) => inTurn(apps, at).call('POST', '/v1/purchases', sale);
    const answers = await Promise.all([...sales, ...sales].map(sell));
    expect(answers.map(({ status }) => status).every((status) => status === 200 || status === 201)).toBe(true);
    const balances = async () => {
      const looks = ['ann', ...CARDS].map((card, at) =>
        inTurn(apps, at).call(
          'POST',
          '/v1/purchases?dryRun=true',
          aPurchase({ member: { card }, lines: [line('1', '0.00')] }),
        ),
      );
      return (await Promise.all(looks)).map(({ body }): number => body.balance[0].available);
    };
    const [ann, ...friends] = await balances();
    expect(ann).toBe(2500);
    expect(friends.reduce((sum, each) => sum + each - 40, 0)).toBe(1500);

    // All of it back, at both at once: nothing of what an invitation brought stays anywhere.
    const back = sales.map(({ source, externalId }) =>
      aReturn({ programme: TEA, purchase: { source, externalId }, lines: [{ id: '1', quantity: '1' }] }),
    );
    await Promise.all([...back, ...back].map((each, at) => inTurn(apps, at + 1).call('POST', '/v1/returns', each)));
    expect(await balances()).toEqual(['ann', ...CARDS].map(() => 0));
    const audit = await auditStore(apps[0].store);
    expect(audit.differences).toEqual([]);
    expect(audit.different).toBe(0);
  });
});
