import { reviewsStream, reviewsStreamId } from '@loyalty/contracts';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { auditStore } from './application/audit/audit-store.js';
import { decidePurchaseReview } from './application/reviews/decide-review.js';
import { inTurn, portsOf, processesOnPostgres } from './testing/processes.fixture.js';
import { aPurchase, aReturn, line, TEA, teaProgramme } from './testing/shop.fixture.js';

const PROGRAMME =
  'velocity: { limits: [{ id: burst, on: purchases, of: member, within: P1D, times: 4, then: review }] }';
const SALES = 16;

describe('Purchases held for review on PostgreSQL, in two processes', () => {
  const processes = processesOnPostgres();
  beforeEach(() => void processes.members.join(TEA, { kind: 'card', value: '4007' }));

  it('hold exactly what is beyond the limit; one verdict of many stands, and returns beside it take nothing twice', async () => {
    const apps = await processes.openTwo({ document: teaProgramme({ programme: PROGRAMME }) });
    const sales = Array.from({ length: SALES }, () =>
      aPurchase({ member: { card: '4007' }, lines: [line('1', '10.00', { quantity: '2' })] }),
    );
    const answers = await Promise.all(sales.map((sale, at) => inTurn(apps, at).call('POST', '/v1/purchases', sale)));
    expect(answers.map(({ status }) => status)).toEqual(sales.map(() => 201));
    const ports = [await portsOf(apps[0]), await portsOf(apps[1])] as const;
    const held: string[] = answers.flatMap(({ body }) => (body.review ? [body.purchase.id] : []));
    expect(held).toHaveLength(SALES - 4);

    const outcomes = await Promise.all(
      held.map(async (id, at) => {
        const review = id.replace('pur_', 'rev_');
        const decide = (verdict: 'release' | 'reject', nth: number) =>
          decidePurchaseReview({ review, verdict, actor: `key_${nth}`, reason: verdict }, inTurn(ports, at + nth));
        const back = aReturn({ purchase: { id }, lines: [{ id: '1', quantity: '1' }] });
        const [one, other] = await Promise.all([
          decide('release', 0),
          decide('reject', 1),
          inTurn(apps, at + 1).call('POST', '/v1/returns', back),
        ]);
        expect([one.status, other.status].sort()).toEqual(['closed', 'decided']);
        return one.status === 'decided' ? 'released' : 'rejected';
      }),
    );
    const look = aPurchase({ member: { card: '4007' }, lines: [line('1', '0.00')] });
    const balances = await Promise.all(apps.map((app) => app.call('POST', '/v1/purchases?dryRun=true', look)));
    // Of 10 points one unit went back, whoever was first; a rejection takes the other one, and never more.
    const kept = 4 * 10 + outcomes.filter((outcome) => outcome === 'released').length * 5;
    for (const { body } of balances) expect(body.balance).toMatchObject([{ available: kept, pending: 0 }]);

    const queue = await apps[0].store.load(reviewsStream, reviewsStreamId(TEA));
    expect([...queue.state.values()].filter(({ closed }) => !closed)).toEqual([]);
    expect((await apps[0].store.verify()).ok).toBe(true);
    expect(await auditStore(apps[0].store)).toMatchObject({ different: 0 });
  });

  it('let exactly as many different members pay with one card as the limit says, whoever asks which process', async () => {
    const limit = '{ id: shared, on: purchases, of: token, within: P1D, members: 3, then: review }';
    const document = teaProgramme({ programme: `velocity: { limits: [${limit}] }` });
    const apps = await processes.openTwo({ document });
    const cards = ['4007', '5001', '5002', '5003', '5004', '5005', '5006', '5007'];
    for (const value of cards.slice(1)) processes.members.join(TEA, { kind: 'card', value });
    const payments = [{ kind: 'card', amount: '10.00', token: 'tok_1' }] as const;
    const pays = (card: string, at: number) =>
      inTurn(apps, at).call(
        'POST',
        '/v1/purchases',
        aPurchase({ member: { card }, lines: [line('1', '10.00')], payments }),
      );
    const round = async () => {
      const answers = await Promise.all(cards.map(pays));
      expect(answers.map(({ status }) => status)).toEqual(cards.map(() => 201));
      return answers.map(({ body }) => 'review' in body);
    };
    const held = await round();
    expect(held.filter((each) => each)).toHaveLength(cards.length - 3);
    // Those who came first are let through again, and the others are not: by either process.
    expect(await round()).toEqual(held);
    expect((await apps[0].store.verify()).ok).toBe(true);
  });
});
