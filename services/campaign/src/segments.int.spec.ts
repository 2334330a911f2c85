import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createInMemoryStore, type EventStore } from '@loyalty/event-store';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { boughtTables } from './adapters/postgres/bought-tables.js';
import type { BoughtTables } from './application/ports.js';
import { BoughtReader } from './application/read-bought.js';
import { type App, openApp } from './testing/app.fixture.js';
import { claimed, PurchaseLog, returned, voided } from './testing/purchase-log.fixture.js';
import { tea } from './testing/tea.fixture.js';

const NOW = Date.parse('2026-06-01T12:00:00Z');
const DAY_MS = 86_400_000;
const SEGMENTS = `segments:
  spenders: { when: history.spend >= 50.00 }
  strangers: { when: member.purchases == 0 }
  asleep: { when: history.daysSincePurchase > 90 }
  adults: { when: "has(member.ageGroup) && member.ageGroup != 'under_18' && member.daysSinceJoined >= 7" }
  birthday: { when: member.birthdayWeek && 'post' in member.consents }
`;

describe('Segments', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let store: EventStore;
  let log: PurchaseLog;
  let app: App | undefined;
  const asked: string[] = [];
  /** Of the programme, in the order of their ids. */
  let everybody: readonly string[] = [];

  beforeAll(async () => {
    server = await startTestPostgres();
  });
  beforeEach(async () => {
    database = await createTestDatabase(server);
    store = createInMemoryStore({ clock: { now: () => NOW } });
    log = new PurchaseLog(store);
    asked.length = 0;
    everybody = ['ann', 'ben', 'eve', 'ida'];
  });
  afterEach(async () => {
    await app?.close();
    app = undefined;
    await database?.drop();
  });
  afterAll(() => server?.stop());

  /** Ann is grown up and celebrates; nothing is known of anybody else. */
  const people = {
    find: async (questions: readonly { readonly member: string }[]) => {
      asked.push('find');
      return questions.map(({ member }) => ({ account: member.replace('mem_', 'acc_'), joinedAt: NOW - 7 * DAY_MS }));
    },
    facts: async (questions: readonly { readonly member: string }[]) => {
      asked.push('facts');
      return questions.map(({ member }) =>
        member === 'mem_ann'
          ? { ageGroup: '25_34', birthday: ['week', 'month'] as const, consents: ['post'] }
          : { consents: [] },
      );
    },
    page: async ({ after, limit }: { readonly after: string; readonly limit: number }) =>
      everybody
        .map((who) => ({ member: `mem_${who}`, account: `acc_${who}` }))
        .filter(({ member }) => member > after)
        .slice(0, limit),
  };
  async function open(): Promise<App> {
    app = await openApp(database, { store, people });
    expect((await app.put(tea(SEGMENTS))).status).toBe(201);
    return app;
  }
  const membersOf = async (name: string) => {
    const { body } = await (app as App).call('GET', `/v1/segments/${name}/members?programme=tea`);
    return { of: body.count.of, who: body.items.map(({ account }: { account: string }) => account) };
  };

  it('follow what was bought, given back, voided and claimed', async () => {
    await open();
    expect(await membersOf('spenders')).toEqual({ of: 4, who: [] });
    const first = await log.bought({ who: 'ann', cents: 60_00n, units: 3n, at: NOW });
    const second = await log.bought({ who: 'ben', cents: 50_00n, at: NOW });
    const nobodys = await log.bought({ who: null, cents: 70_00n, at: NOW });
    await log.bought({ who: 'eve', cents: 49_99n, at: NOW });
    await log.bought({ who: 'tom', cents: 90_00n, at: NOW, programme: 'coffee' });
    expect(await membersOf('spenders')).toEqual({ of: 4, who: ['acc_ann', 'acc_ben'] });
    await log.happened(first, returned(1n, 20_00n, NOW));
    expect(await membersOf('spenders')).toMatchObject({ who: ['acc_ben'] });
    await log.happened(nobodys, claimed('ann', NOW));
    expect(await membersOf('spenders')).toMatchObject({ who: ['acc_ann', 'acc_ben'] });
    await log.happened(second, voided(50_00n, NOW));
    expect(await membersOf('spenders')).toEqual({ of: 4, who: ['acc_ann'] });
  });

  it('know those who have never bought', async () => {
    await open();
    await log.bought({ who: 'ann', cents: 1_00n, at: NOW });
    await log.bought({ who: 'ben', cents: 1_00n, at: NOW });
    expect(await membersOf('strangers')).toEqual({ of: 4, who: ['acc_eve', 'acc_ida'] });
  });

  it('are told page by page, each member once', async () => {
    await open();
    const told: string[] = [];
    for (let after = ''; ;) {
      const path = `/v1/segments/strangers/members?programme=tea&limit=3${after && `&after=${after}`}`;
      const { body } = await (app as App).call('GET', path);
      told.push(...body.items.map(({ member }: { member: string }) => member));
      if (body.next === null) break;
      after = body.next;
    }
    expect(told).toEqual(['mem_ann', 'mem_ben', 'mem_eve', 'mem_ida']);
  });

  it('go by the clock: who bought and never came again falls asleep', async () => {
    const { moveTo } = await open();
    const kept = await log.bought({ who: 'ann', cents: 1_00n, units: 2n, at: NOW - 90 * DAY_MS });
    expect(await membersOf('asleep')).toMatchObject({ who: [] });
    moveTo(new Date(NOW + DAY_MS).toISOString());
    expect(await membersOf('asleep')).toMatchObject({ who: ['acc_ann'] });
    // Money alone went back: the units are kept, and so is the purchase.
    await log.happened(kept, returned(0n, 1_00n, NOW));
    expect(await membersOf('asleep')).toMatchObject({ who: ['acc_ann'] });
    await log.happened(kept, returned(2n, 0n, NOW));
    expect(await membersOf('asleep')).toMatchObject({ who: [] });
  });

  it('ask enrollment for what is personal, only where a condition names it, and keep nothing of it', async () => {
    await open();
    for (const who of ['ann', 'ben']) await log.bought({ who, cents: 60_00n, at: NOW });
    await membersOf('spenders');
    expect(asked).toEqual([]);
    expect(await membersOf('adults')).toMatchObject({ who: ['acc_ann'] });
    expect(await membersOf('birthday')).toMatchObject({ who: ['acc_ann'] });
    expect(new Set(asked)).toEqual(new Set(['find', 'facts']));
    const { rows } = await database.pool.query('select row_to_json(b)::text as row from campaign.bought b');
    expect(JSON.stringify(rows)).not.toMatch(/25_34|post|week/);
  });

  it('are read once by two processes at once, and anew by a process of another version', async () => {
    await open();
    everybody = ['m0', 'm1', 'm2', 'm3'];
    for (let nth = 0; nth < 40; nth += 1) await log.bought({ who: `m${nth % 4}`, cents: 10_00n, at: NOW });
    const tables = boughtTables(database.pool);
    const errors: unknown[] = [];
    const readers = [1, 2].map(() => new BoughtReader({ log: store, tables, onError: (error) => errors.push(error) }));
    await Promise.all(readers.map((each) => each.readOn()));
    expect(await membersOf('spenders')).toMatchObject({ of: 4, who: ['acc_m0', 'acc_m1', 'acc_m2', 'acc_m3'] });
    await Promise.all(readers.map((each) => each.stop()));
    expect(errors).toEqual([]);
    const content = async () => {
      const { rows } = await database.pool.query('select * from campaign.bought order by purchase');
      return rows;
    };
    const before = await content();
    expect(before).toHaveLength(40);

    await app?.close();
    app = undefined;
    await database.pool.query('update campaign.segment_checkpoints set version = 0');
    await expect(tables.position(0)).rejects.toThrow('another version');
    await tables.prepare(store.shards);
    expect(await content()).toEqual([]);
    const again = new BoughtReader({ log: store, tables, onError: (error) => errors.push(error) });
    await again.readOn();
    await again.stop();
    expect(await content()).toEqual(before);
    expect(errors).toEqual([]);
  });

  it('read on past texts that PostgreSQL cannot hold: a NUL, half a character', async () => {
    await open();
    const word = 'a\0b\uD83C';
    const odd = await log.bought({ who: 'ben', cents: 60_00n, at: NOW, word });
    await log.bought({ who: 'ann', cents: 60_00n, at: NOW });
    expect(await membersOf('spenders')).toEqual({ of: 4, who: ['acc_ann', 'acc_ben'] });
    const back = { line: word, quantity: 1_000_000n, amount: 60_00n, lots: [] };
    await log.happened(odd, { type: 'UnitsReturned', return: 'ret_1', occurredAt: NOW, lines: [back], refund: [] });
    expect(await membersOf('spenders')).toEqual({ of: 4, who: ['acc_ann'] });
  });

  it('are written by whoever reads a batch first, and by nobody after', async () => {
    await open();
    await app?.close();
    app = undefined;
    const tables = boughtTables(database.pool);
    const row = {
      programme: 'tea',
      member: 'mem_ann',
      account: 'acc_ann',
      occurredAt: NOW,
      currency: 'EUR',
      lines: [],
    };
    const batch = { shard: 0, after: await tables.position(0), to: 7 };
    const purchase = '01920000-0000-7000-8000-000000000001';
    expect(await tables.write(batch, { bought: new Map([[purchase, row]]), leads: new Map() })).toBe(true);
    expect(
      await tables.write(batch, { bought: new Map([[purchase, { ...row, account: 'acc_ben' }]]), leads: new Map() }),
    ).toBe(false);
    expect(await tables.position(0)).toBe(7);
    expect(await tables.find([purchase])).toEqual(new Map([[purchase, row]]));
  });

  it('are not told from half a history', async () => {
    await open();
    await log.bought({ who: 'ann', cents: 60_00n, at: NOW });
    const stuck = Promise.withResolvers<Awaited<ReturnType<BoughtTables['find']>>>();
    const tables = { ...boughtTables(database.pool), find: () => stuck.promise };
    const reader = new BoughtReader({ log: store, tables, onError: () => undefined, waitMsMax: 50 });
    await expect(reader.readOnce()).rejects.toThrow('campaign cannot be asked');
    stuck.resolve(new Map());
    let isThere = false;
    while (!isThere) {
      isThere = await reader.readOnce().then(
        () => true,
        () => false,
      );
    }
    await reader.stop();
  });
});
