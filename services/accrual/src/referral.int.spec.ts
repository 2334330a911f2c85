import { createPostgresStore, type EventStore } from '@loyalty/event-store';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { auditStore } from './application/audit/audit-store.js';
import type { Membership } from './application/ports.js';
import { openApp, type App } from './testing/app.fixture.js';
import { MembersFixture } from './testing/members.fixture.js';
import { aPurchase, aReturn, line, TEA, teaProgramme } from './testing/shop.fixture.js';

const PROGRAMME = `
referral:
  inviter: { points: 500, uses: { month: 5 } }
  friend: { points: 200, budget: 1500 }
`;

const CARDS = Array.from({ length: 10 }, (_, at) => `friend-${at}`);

describe('Invitations on PostgreSQL, in two processes', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let members: MembersFixture;
  let inviter: Membership;
  const opened: { app: App; store: EventStore }[] = [];

  beforeAll(async () => void (server = await startTestPostgres()));
  afterAll(() => server.stop());
  beforeEach(async () => {
    database = await createTestDatabase(server);
    members = new MembersFixture();
    inviter = members.join(TEA, { kind: 'card', value: 'ann' });
    for (const value of CARDS) members.join(TEA, { kind: 'card', value });
    members.tells = ({ member }) => ({
      consents: [],
      ...(member !== inviter.member && { invitations: [{ programme: TEA, joinedAt: 0, inviter }] }),
    });
  });
  afterEach(async () => {
    for (const { app, store } of opened.splice(0)) {
      await app.close();
      await store.close();
    }
    await database.drop();
  });

  async function open(): Promise<App> {
    let at = () => Date.now();
    const store = await createPostgresStore({ url: database.url, clock: { now: () => at() } });
    const app = await openApp({
      document: teaProgramme({ programme: PROGRAMME }),
      members,
      store: (testClock) => {
        at = () => testClock.now();
        return store;
      },
    });
    opened.push({ app, store });
    return app;
  }

  it('bring both sides theirs once, within the bounds, when every friend’s till asks both at once', async () => {
    const apps = [await open(), await open()] as const;
    const sales = CARDS.map((card) => aPurchase({ member: { card }, lines: [line('1', '40.00')] }));
    const sell = (sale: (typeof sales)[number], at: number) =>
      apps[at % 2 === 0 ? 0 : 1].call('POST', '/v1/purchases', sale);
    const answers = await Promise.all([...sales, ...sales].map(sell));
    expect(answers.map(({ status }) => status).every((status) => status === 200 || status === 201)).toBe(true);
    const balances = async () => {
      const looks = ['ann', ...CARDS].map((card, at) =>
        apps[at % 2 === 0 ? 0 : 1].call(
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
    await Promise.all(
      [...back, ...back].map((each, at) => apps[at % 2 === 0 ? 1 : 0].call('POST', '/v1/returns', each)),
    );
    expect(await balances()).toEqual(['ann', ...CARDS].map(() => 0));
    const store = opened[0]?.store;
    const audit = store && (await auditStore(store));
    expect(audit?.differences).toEqual([]);
    expect(audit?.different).toBe(0);
  });
});
