import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createInMemoryStore, type EventStore } from '@loyalty/event-store';
import { accountStream, type Decision, moveIn, moveOut } from '@loyalty/ledger';
import { fromId, newUuid, toId } from '@loyalty/service-host';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { boughtTables } from './adapters/postgres/bought-tables.js';
import { BoughtReader } from './application/read-bought.js';
import { PurchaseLog } from './testing/purchase-log.fixture.js';
import { tea } from './testing/tea.fixture.js';
import { openApp } from './testing/app.fixture.js';

const NOW = Date.parse('2026-06-01T12:00:00Z');

interface Owner {
  readonly member: string;
  readonly account: string;
}

/** What was bought counts for the account that has the points, as moves of the ledger say. */
describe('What members bought, after merges', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let store: EventStore;
  let log: PurchaseLog;
  const readers: BoughtReader[] = [];
  const owner = (): Owner => ({ member: toId('mem', newUuid()), account: toId('acc', newUuid()) });

  beforeAll(async () => {
    server = await startTestPostgres();
  });
  beforeEach(async () => {
    database = await createTestDatabase(server);
    store = createInMemoryStore({ clock: { now: () => NOW } });
    log = new PurchaseLog(store);
    await (await openApp(database, { store })).close();
  });
  afterEach(async () => {
    for (const reader of readers.splice(0)) await reader.stop();
    await database?.drop();
  });
  afterAll(() => server?.stop());

  /** One commit over both accounts. */
  async function move(from: Owner, to: Owner, { members, whole }: { members: [string, ...string[]]; whole: boolean }) {
    const streams = [from, to].map(({ account }) => fromId('acc', account) ?? '');
    const [out = '', into = ''] = streams;
    await store.execute({
      on: out,
      decide(view) {
        const terms = {
          move: newUuid(),
          account: from.account,
          to: to.account,
          members,
          whole,
          occurredAt: NOW,
          now: NOW,
        };
        const left = accepted(moveOut(terms, view.state(accountStream, out).state));
        const event = left.find(({ type }) => type === 'AccountMovedOut');
        if (event?.type !== 'AccountMovedOut') throw new Error('nothing moved');
        const arriving = { account: to.account, from: from.account, out: event, now: NOW };
        const come = accepted(moveIn(arriving, view.state(accountStream, into).state));
        const append = (stream: string, events: typeof left) => ({
          category: accountStream,
          stream,
          events: events.map((each) => ({ event: each, occurredAt: each.occurredAt })),
        });
        return { answer: undefined, appends: [append(out, left), append(into, come)] };
      },
    });
  }
  /** Cents of each purchase by account, as a reader that has come to the end knows them. */
  async function boughtBy(...owners: readonly Owner[]): Promise<readonly (readonly number[])[]> {
    const tables = boughtTables(database.pool);
    const reader = new BoughtReader({ log: store, tables, onError: () => undefined });
    readers.push(reader);
    await reader.readOn();
    const found = await tables.of(owners.map(({ account }) => account));
    return owners.map(({ account }) =>
      (found.get(account) ?? [])
        .flatMap(({ lines }) => lines.map(({ amount }) => Number(amount)))
        .sort((one, other) => one - other),
    );
  }
  const buys = (by: Owner, cents: bigint, into = by.account) =>
    log.bought({ who: null, cents, at: NOW, owner: { member: by.member, account: into } });

  it('goes along with the one who is somebody else now, and back when they part', async () => {
    const [ann, ben] = [owner(), owner()];
    await buys(ann, 10n);
    await buys(ben, 20n);
    expect(await boughtBy(ann, ben)).toEqual([[10], [20]]);

    await move(ben, ann, { members: [ben.member], whole: true });
    await buys(ben, 30n, ann.account);
    await buys(ben, 40n);
    expect(await boughtBy(ann, ben)).toEqual([[10, 20, 30, 40], []]);

    await move(ann, ben, { members: [ben.member], whole: false });
    expect(await boughtBy(ann, ben)).toEqual([[10], [20, 30, 40]]);
    await move(ben, ann, { members: [ben.member], whole: true });
    expect(await boughtBy(ann, ben)).toEqual([[10, 20, 30, 40], []]);
  });

  it('goes as far as the ledger leads, over several accounts', async () => {
    const [ann, ben, eve] = [owner(), owner(), owner()];
    for (const [who, cents] of [
      [ann, 1n],
      [ben, 2n],
      [eve, 3n],
    ] as const)
      await buys(who, cents);
    await move(ann, ben, { members: [ann.member], whole: true });
    await move(ben, eve, { members: [ben.member, ann.member], whole: true });
    expect(await boughtBy(ann, ben, eve)).toEqual([[], [], [1, 2, 3]]);
    await move(eve, ben, { members: [ben.member, ann.member], whole: false });
    expect(await boughtBy(ann, ben, eve)).toEqual([[], [1, 2], [3]]);
  });

  it('is told, and not gone round after, where half a move was read', async () => {
    const [ann, ben] = [owner(), owner()];
    await buys(ben, 20n);
    await boughtBy(ben);
    await database.pool.query(`insert into campaign.leads values ($1, '', $2), ($2, $3, $1)`, [
      ben.account,
      ann.account,
      ben.member,
    ]);
    expect((await boughtBy(ann, ben)).flat()).toEqual([20]);
  });

  it('is read anew where it was read without leads', async () => {
    const [ann, ben] = [owner(), owner()];
    await buys(ben, 20n);
    await move(ben, ann, { members: [ben.member], whole: true });
    await boughtBy(ann);
    await database.pool.query('truncate campaign.leads');
    await database.pool.query('update campaign.segment_checkpoints set version = 1');
    const app = await openApp(database, { store });
    await app.put(tea('segments: { some: { when: member.purchases > 0 } }'));
    await app.close();
    expect(await boughtBy(ann, ben)).toEqual([[20], []]);
  });
});

function accepted(decision: Decision) {
  if (!decision.accepted) throw new Error(decision.rejection.reason);
  return decision.events;
}
