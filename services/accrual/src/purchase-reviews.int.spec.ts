import { reviewsStream, reviewsStreamId } from '@loyalty/contracts';
import { createPostgresStore, type EventStore } from '@loyalty/event-store';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { auditStore } from './application/audit/audit-store.js';
import { decidePurchaseReview } from './application/reviews/decide-review.js';
import { ProgrammeCatalogue } from './application/programmes/programme-catalogue.js';
import { openApp, type App } from './testing/app.fixture.js';
import { MembersFixture } from './testing/members.fixture.js';
import { aPurchase, aReturn, line, TEA, teaProgramme } from './testing/shop.fixture.js';

const PROGRAMME =
  'velocity: { limits: [{ id: burst, on: purchases, of: member, within: P1D, times: 4, then: review }] }';
const SALES = 16;

describe('Purchases held for review on PostgreSQL, in two processes', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let members: MembersFixture;
  const opened: { app: App; store: EventStore }[] = [];

  beforeAll(async () => void (server = await startTestPostgres()));
  afterAll(() => server.stop());
  beforeEach(async () => {
    database = await createTestDatabase(server);
    members = new MembersFixture();
    members.join(TEA, { kind: 'card', value: '4007' });
  });
  afterEach(async () => {
    for (const { app, store } of opened.splice(0)) {
      await app.close();
      await store.close();
    }
    await database.drop();
  });

  async function open(programme = PROGRAMME): Promise<App> {
    let at = () => Date.now();
    const store = await createPostgresStore({ url: database.url, clock: { now: () => at() } });
    const app = await openApp({
      document: teaProgramme({ programme }),
      members,
      store: (testClock) => {
        at = () => testClock.now();
        return store;
      },
    });
    opened.push({ app, store });
    return app;
  }

  it('hold exactly what is beyond the limit; one verdict of many stands, and returns beside it take nothing twice', async () => {
    const apps = [await open(), await open()] as const;
    const turn = (at: number) => apps[at % 2 === 0 ? 0 : 1];
    const sales = Array.from({ length: SALES }, () =>
      aPurchase({ member: { card: '4007' }, lines: [line('1', '10.00', { quantity: '2' })] }),
    );
    const answers = await Promise.all(sales.map((sale, at) => turn(at).call('POST', '/v1/purchases', sale)));
    expect(answers.map(({ status }) => status)).toEqual(sales.map(() => 201));
    const processes = await Promise.all(
      opened.map(async ({ store }) => {
        const programmes = new ProgrammeCatalogue(store);
        await programmes.refresh();
        return { store, programmes };
      }),
    );
    const processOf = (at: number) => {
      const found = processes[at % 2];
      if (!found) throw new Error('there are two');
      return found;
    };
    const held: string[] = answers.flatMap(({ body }) => (body.review ? [body.purchase.id] : []));
    expect(held).toHaveLength(SALES - 4);

    const outcomes = await Promise.all(
      held.map(async (id, at) => {
        const review = id.replace('pur_', 'rev_');
        const decide = (verdict: 'release' | 'reject', nth: number) =>
          decidePurchaseReview({ review, verdict, actor: `key_${nth}`, reason: verdict }, processOf(at + nth));
        const back = aReturn({ purchase: { id }, lines: [{ id: '1', quantity: '1' }] });
        const [one, other] = await Promise.all([
          decide('release', 0),
          decide('reject', 1),
          turn(at + 1).call('POST', '/v1/returns', back),
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
    const { store } = opened[0] ?? {};
    expect((await store?.verify())?.ok).toBe(true);
    if (store) expect(await auditStore(store)).toMatchObject({ different: 0 });
  });

  it('let exactly as many different members pay with one card as the limit says, whoever asks which process', async () => {
    const limit = '{ id: shared, on: purchases, of: token, within: P1D, members: 3, then: review }';
    const programme = `velocity: { limits: [${limit}] }`;
    const apps = [await open(programme), await open(programme)] as const;
    const cards = ['4007', '5001', '5002', '5003', '5004', '5005', '5006', '5007'];
    for (const value of cards.slice(1)) members.join(TEA, { kind: 'card', value });
    const payments = [{ kind: 'card', amount: '10.00', token: 'tok_1' }] as const;
    const pays = (card: string, at: number) =>
      apps[at % 2 === 0 ? 0 : 1].call(
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
