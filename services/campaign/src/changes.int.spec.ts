import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { programmeStream, programmeStreamId } from '@loyalty/contracts';
import { createPostgresStore, type EventStore, type PostgresStore } from '@loyalty/event-store';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { type App, openApp as open } from './testing/app.fixture.js';
import { tea } from './testing/tea.fixture.js';

const clock = { now: () => Date.now() };

/** A ledger that fails on purpose, before or after it has written. */
class FailingStore {
  fails: 'before' | 'after' | undefined;

  constructor(private readonly store: EventStore) {}

  of(): EventStore {
    const { store } = this;
    const execute: EventStore['execute'] = async (command) => {
      if (this.fails === 'before') throw new Error('fell over before the log');
      const committed = await store.execute(command);
      if (this.fails === 'after') throw new Error('fell over after the log');
      return committed;
    };
    return new Proxy(store, {
      get: (_target, name) =>
        name === 'execute' ? execute : (Reflect.get(store, name)?.bind?.(store) ?? Reflect.get(store, name)),
    });
  }
}

describe('A change of a programme on PostgreSQL', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let stores: PostgresStore[];
  let apps: App[];

  const openStore = async (): Promise<PostgresStore> => {
    const store = await createPostgresStore({ url: database.url, clock });
    stores.push(store);
    return store;
  };
  const openApp: typeof open = async (...args) => {
    const app = await open(...args);
    apps.push(app);
    return app;
  };
  const logOf = async (store: EventStore) => (await store.load(programmeStream, programmeStreamId('tea'))).state;

  beforeAll(async () => void (server = await startTestPostgres()));
  afterAll(() => server?.stop());
  beforeEach(async () => {
    stores = [];
    apps = [];
    database = await createTestDatabase(server);
  });
  afterEach(async () => {
    for (const app of apps) await app.close();
    for (const store of stores) await store.close();
    await database.drop();
  });

  const propose = async (app: App, name = 'New tea'): Promise<string> => {
    await app.put(tea());
    await app.call('PUT', '/v1/programmes/tea/policy', { approval: 'required', tests: 'none', reason: 'x' });
    return (await app.put(tea('', { name }))).body.proposal.id;
  };
  const approve = (app: App, proposal: string, as: string) =>
    app.call('POST', '/v1/programmes/tea/approve', { proposal, reason: as }, { as });

  it('of two who approve together in two processes has one approver, and is applied once', async () => {
    const [first, second] = [
      await openApp(database, { store: await openStore() }),
      await openApp(database, { store: await openStore() }),
    ];
    for (let round = 0; round < 10; round += 1) {
      const proposal = await propose(first, `Round ${round}`);
      const answers = await Promise.all([approve(first, proposal, 'ben'), approve(second, proposal, 'cleo')]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'proposal_not_open' });
      const { approvals, versions } = await logOf(await openStore());
      expect(approvals.filter((each) => each.proposal === proposal)).toHaveLength(1);
      expect(versions.filter(({ document }) => document.includes(`name: Round ${round}\n`))).toHaveLength(1);
    }
  });

  it.each(['before', 'after'] as const)(
    'that was approved is applied once where the process fell over %s the log',
    async (fails) => {
      const store = await openStore();
      const failing = new FailingStore(store);
      const app = await openApp(database, { store: failing.of() });
      const proposal = await propose(app);
      failing.fails = fails;
      expect((await approve(app, proposal, 'ben')).status).toBe(500);
      await app.close();
      expect(
        (await database.pool.query('select status from campaign.proposals where approved_by is not null')).rows,
      ).toEqual([{ status: 'accepted' }]);
      // Nobody has to come back for it: another process finds it.
      const next = await openApp(database, { store: await openStore() });
      const settled = async () =>
        (await next.call('GET', '/v1/programmes/tea/proposals')).body.items[0]?.status === 'applied';
      for (const until = Date.now() + 10_000; !(await settled()) && Date.now() < until;)
        await new Promise((resolve) => setTimeout(resolve, 100));
      expect((await next.call('GET', '/v1/programmes/tea/proposals')).body.items).toMatchObject([
        { id: proposal, status: 'applied', version: 2, approved: { by: 'key_ben' } },
      ]);
      const { versions, approvals } = await logOf(await openStore());
      expect(versions.map(({ version }) => version)).toEqual([1, 2]);
      expect(approvals).toMatchObject([{ version: 2, proposal, proposedBy: 'key_ann', approvedBy: 'key_ben' }]);
    },
  );

  it('is the version that it became, also where others came before anybody knew', async () => {
    const store = await openStore();
    const failing = new FailingStore(store);
    const app = await openApp(database, { store: failing.of() });
    const proposal = await propose(app);
    failing.fails = 'after';
    expect((await approve(app, proposal, 'ben')).status).toBe(500);
    await app.close();
    const stream = programmeStreamId('tea');
    const third = { type: 'ProgrammeApplied', programme: 'tea', version: 3, document: tea(), appliedAt: 1, actor: 'x' };
    const appends = [{ category: programmeStream, stream, events: [{ event: third, occurredAt: 1 }] }];
    await store.execute({ on: stream, decide: () => ({ answer: undefined, appends }) });

    const next = await openApp(database, { store: await openStore() });
    expect((await approve(next, proposal, 'ben')).body).toMatchObject({ programme: { version: 2 }, repeated: true });
    expect((await logOf(await openStore())).versions.map(({ version }) => version)).toEqual([1, 2, 3]);
  });

  it('of many at once loses none, where nobody else is asked', async () => {
    const [first, second] = [
      await openApp(database, { store: await openStore() }),
      await openApp(database, { store: await openStore() }),
    ];
    const names = Array.from({ length: 6 }, (_, at) => `Tea ${at}`);
    const answers = await Promise.all(names.map((name, at) => (at % 2 ? first : second).put(tea('', { name }))));
    const applied = answers.filter(({ status }) => status < 300);
    const { versions } = await logOf(await openStore());
    expect(versions.map(({ version }) => version)).toEqual(applied.map((_, at) => at + 1));
    for (const refused of answers.filter(({ status }) => status >= 300)) {
      expect(refused.body).toMatchObject({ code: 'programme_moved' });
    }
    expect(applied.length).toBeGreaterThan(1);
    // What was made again against a newer version stands there once, as what it became.
    const { items } = (await first.call('GET', '/v1/programmes/tea/history')).body;
    const became = items.filter(({ step }: { step: string }) => step === 'applied');
    expect(became.map(({ version }: { version: number }) => version)).toEqual(versions.map(({ version }) => version));
    expect(items).toHaveLength(became.length + 2 * (answers.length - applied.length));
  });

  it('of one who proposes the same many times at once is one proposal', async () => {
    const [first, second] = [
      await openApp(database, { store: await openStore() }),
      await openApp(database, { store: await openStore() }),
    ];
    await first.put(tea());
    await first.call('PUT', '/v1/programmes/tea/policy', { approval: 'required', tests: 'none', reason: 'x' });
    for (let round = 1; round <= 6; round += 1) {
      const puts = Array.from({ length: 12 }, (_, at) => (at % 2 ? first : second).put(tea('', { name: `R${round}` })));
      const answers = await Promise.all(puts);
      const { items } = (await first.call('GET', '/v1/programmes/tea/proposals')).body;
      expect(items).toHaveLength(round);
      expect(new Set(answers.map(({ body }) => body.proposal.id))).toEqual(new Set([items[0].id]));
      expect(answers.filter(({ body }) => !body.repeated)).toHaveLength(1);
    }
  });

  it('of many who send the same is told as of the one who came first', async () => {
    const app = await openApp(database, { store: await openStore() });
    const senders = ['ann', 'ben', 'dan', 'owner'];
    const answers = await Promise.all(
      senders.map((as) =>
        app.call('PUT', `/v1/programmes/tea?reason=of+${as}`, tea(), { as, type: 'application/yaml' }),
      ),
    );
    const first = senders[answers.findIndex(({ body }) => !body.repeated)];
    const { items } = (await app.call('GET', '/v1/programmes/tea/history')).body;
    expect(items).toMatchObject([{ step: 'applied', version: 1, by: `key_${first}`, reason: `of ${first}` }]);
  });
});
