import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import type { EventStore, RecordedEvent, ShardDigest, Verification } from '../../event-store.js';
import { add, claimOf, settable, tally } from '../../tally.features.js';
import { createPostgresStore } from '../postgres-store.js';

describe('verify', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let store: EventStore;
  let exported: readonly ShardDigest[];
  /** Somewhere in the middle, with a claim and a tag. */
  let victim: RecordedEvent;

  beforeAll(async () => {
    server = await startTestPostgres();
  });
  afterAll(() => server.stop());

  beforeEach(async () => {
    database = await createTestDatabase(server);
    store = await createPostgresStore({ clock: settable(1000), url: database.url, shards: 2, categories: [tally] });
    // Half of them in either shard.
    const streams = Array.from({ length: 8 }, (_, index) => `${randomUUID().slice(0, -1)}${index % 2}`);
    for (let round = 0; round < 10; round += 1) {
      await Promise.all(
        streams.map((stream, index) =>
          store.execute(add(stream, index, { claims: [claimOf(`${round}/${index}`)], tags: [`tag${index}`, 'all'] })),
        ),
      );
    }
    const verified = await store.verify();
    if (!verified.ok) throw new Error(verified.problem);
    exported = verified.digests;
    victim = (await store.readShard(1, 16, 1))[0] as RecordedEvent;
    await database.pool.query('set search_path to ledger');
  });
  afterEach(async () => {
    await store.close();
    await database.drop();
  });

  async function after(tamper: string, values: unknown[] = []): Promise<Verification> {
    await database.pool.query(tamper.replaceAll('@', 'ledger.'), values);
    return store.verify({ expected: exported });
  }
  const at = (position: number, problem: string) => ({
    ok: false,
    shard: 1,
    position,
    problem: expect.stringContaining(problem),
  });

  it('finds nothing wrong while nothing is', async () => {
    expect(await store.verify({ expected: exported })).toMatchObject({ ok: true, events: 80 });
    expect((await database.pool.query('select from ledger.snapshots')).rowCount).toBe(8);
  });

  it.each([
    ['a byte of a payload', `update @events set payload = replace(payload, '"points"', '"Points"')`],
    ['a business time', 'update @events set occurred_at = occurred_at + 1'],
    ['the type', `update @events set type = 'Added.v2'`],
    ['a claim in the log', `update @events set claims = replace(claims, 'tea-shop', 'tea-shoq')`],
    ['a tag in the log', `update @events set tags = replace(tags, 'all', 'alL')`],
  ])('names the position at which %s was changed', async (_, tamper) => {
    expect(await after(`${tamper} where shard = 1 and position = 17`)).toEqual({
      ...at(17, 'the event was changed'),
      events: expect.any(Number),
    });
  });

  it('names the position at which a record time was changed', async () => {
    const tamper = 'update @events set recorded_at = 999 where shard = 1 and position = 17';
    expect(await after(tamper)).toMatchObject(at(17, 'the record time was changed'));
  });

  it('names the first of two rows that changed places', async () => {
    const tamper = `
      update @events set position = case position when 17 then -18 else -17 end where shard = 1 and position in (17, 18);
      update @events set position = -position where position < 0`;
    expect(await after(tamper)).toMatchObject(at(17, 'the event was changed'));
  });

  it('names a row that is missing', async () => {
    expect(await after('delete from @events where shard = 1 and position = 17')).toMatchObject(
      at(17, 'the event is missing'),
    );
  });

  it('names a batch that is missing with its events', async () => {
    const { rows } = await database.pool.query<{ first_position: string; last_position: string }>(
      'select * from ledger.batches where shard = 1 and last_position >= 17 order by last_position limit 1',
    );
    const [first, last] = [Number(rows[0]?.first_position), Number(rows[0]?.last_position)];
    const tamper = `
      delete from @events where shard = 1 and position between ${first} and ${last};
      delete from @batches where shard = 1 and last_position = ${last}`;
    expect(await after(tamper)).toMatchObject(at(first, 'the batch is missing'));
  });

  it('notices an event that was changed together with its leaf', async () => {
    const verified = await after(`
      update @events set payload = payload || ' ' where shard = 1 and position = 17;
      update @batches set leaves = overlay(leaves placing sha256('x') from 1) where shard = 1 and first_position <= 17 and last_position >= 17`);
    expect(verified).toMatchObject({ ok: false, shard: 1 });
  });

  it('notices a digest and a link that were changed', async () => {
    const first = (
      await database.pool.query<{ first_position: string }>(
        'select first_position from ledger.batches where shard = 1 order by last_position offset 2 limit 1',
      )
    ).rows[0]?.first_position;
    const of = `where shard = 1 and first_position = ${first}`;
    expect(await after(`update @batches set recorded_at = recorded_at + 1 ${of}`)).toMatchObject({
      ok: false,
      shard: 1,
    });
    await database.pool.query(`update ledger.batches set recorded_at = recorded_at - 1 ${of}`);
    expect(await after(`update @batches set chain = sha256(chain) ${of}`)).toMatchObject(
      at(Number(first), 'chain is broken'),
    );
  });

  it('names the event whose claim was changed, taken away or made up', async () => {
    const [stream, version] = [victim.stream, victim.version];
    const of = `where stream = '${stream}' and version = ${version}`;
    const changed = await after(`update @claims set fingerprint = gen_random_uuid() ${of}`);
    expect(changed).toMatchObject(at(victim.position, 'a claim of the event is not as it was made'));
    expect(await after(`delete from @claims ${of}`)).toMatchObject(at(victim.position, 'a claim of the event'));
  });

  it('names the event of a claim that nobody made', async () => {
    const made = `insert into @claims select gen_random_uuid(), '${victim.stream}', gen_random_uuid(), ${victim.version}`;
    expect(await after(made)).toMatchObject(at(victim.position, 'a claim that no event made'));
  });

  it('names the event whose tag was changed, taken away or made up', async () => {
    const of = 'where shard = 1 and position = 17';
    expect(await after(`update @tags set stream = gen_random_uuid() ${of}`)).toMatchObject(
      at(17, 'a tag of the event'),
    );
    expect(await after(`delete from @tags ${of}`)).toMatchObject(at(17, 'a tag of the event'));
  });

  it('names the event of a tag that it does not bear', async () => {
    const made = `insert into @tags select gen_random_uuid(), 1000, 17, 1, '${victim.stream}'`;
    expect(await after(made)).toMatchObject(at(17, 'a tag that no event bears'));
  });

  it('names the stream and the last position of a snapshot that was changed', async () => {
    const { rows } = await database.pool.query<{ version: number }>(
      `update ledger.snapshots set state = '12345' where stream = $1 returning version`,
      [victim.stream],
    );
    const last = (await store.readStream(victim.stream))[(rows[0]?.version ?? 0) - 1];
    expect(await store.verify()).toMatchObject({
      ...at(last?.position ?? 0, `the snapshot of stream ${victim.stream}`),
    });
  });

  it('notices a tail that was cut off, however well, by the digests that were exported', async () => {
    const cut = `
      delete from @claims using @events as event where event.shard = 1 and event.position > 12
        and claims.stream = event.stream and claims.version = event.version;
      delete from @tags where shard = 1 and position > 12;
      delete from @snapshots;
      delete from @events where shard = 1 and position > 12;
      delete from @batches where shard = 1 and last_position > 12;
      update @heads set position = 12, chain = (select chain from @batches where shard = 1 and last_position = 12) where shard = 1`;
    const ends = await database.pool.query('select from ledger.batches where shard = 1 and last_position = 12');
    expect(await after(cut)).toMatchObject({ ok: false, shard: 1, ...(ends.rowCount === 1 && { position: 13 }) });
    if (ends.rowCount === 1) expect(await store.verify()).toMatchObject({ ok: true });
  });

  it('leaves its connections quiet when it stops early, so that the next one starts anew', async () => {
    const tamper = 'update @events set occurred_at = occurred_at + 1 where shard = 1 and position = 1';
    const first = await after(tamper);
    for (let again = 0; again < 10; again += 1) expect(await store.verify({ expected: exported })).toEqual(first);
  });

  it('notices a head that was moved and an event behind it', async () => {
    expect(await after('update @heads set position = position + 1 where shard = 1')).toMatchObject({
      ok: false,
      shard: 1,
    });
    await database.pool.query('update ledger.heads set position = position - 1 where shard = 1');
    const behind = `insert into @events select position + 1000, occurred_at, recorded_at, version + 1000, shard, stream, category, type, null, null, payload
      from @events where shard = 1 and position = 17`;
    expect(await after(behind)).toMatchObject(at(1017, 'belongs to no batch'));
  });
});
