import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Jobs } from '@loyalty/service-host';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import type { Occasion, ProgrammeOccasions } from './enrollment.module.js';
import { eventually, startProcess, type Process } from './testing/enrollment.fixture.js';

const at = (text: string) => Date.parse(text);
const CAKE = { timeZone: 'Europe/Berlin', hasBirthdays: true };
const PROGRAMMES: readonly ProgrammeOccasions[] = [{ programme: 'tea-shop', ...CAKE }];
const BOTH: readonly ProgrammeOccasions[] = [...PROGRAMMES, { programme: 'cd-shop', ...CAKE }];

describe('Birthdays', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let running: Process[] = [];
  let now = 0;
  let sent = 0;

  beforeAll(async () => {
    server = await startTestPostgres();
  });
  beforeEach(async () => {
    database = await createTestDatabase(server);
    running = [];
    now = at('2026-01-05T09:15:00Z');
  });
  afterEach(async () => {
    for (const each of running) await each.app.close();
    await database.drop();
  }, 20_000);
  afterAll(() => server?.stop());

  async function start(options: Parameters<typeof startProcess>[1] = {}): Promise<Process> {
    const started = await startProcess(database.url, {
      programmes: async () => ['tea-shop', 'cd-shop'],
      clock: { now: () => now },
      occasions: async () => PROGRAMMES,
      ...options,
    });
    running.push(started);
    return started;
  }
  const call = (process: Process, method: string, path: string, body?: object) =>
    process.call(method, path, { ...(body && { body }), key: `call-${(sent += 1)}` });
  const joins = async (process: Process, birthday: string | undefined, more: object = {}) => {
    const body = { programme: 'tea-shop', card: `card-${(sent += 1)}`, ...(birthday && { birthday }), ...more };
    return (await call(process, 'POST', '/v1/members', body)).body;
  };
  /** Where the clock stands, the job has run, and all that it wrote has been reported. */
  const runOn = async (process: Process, instant: string) => {
    now = at(instant);
    await process.app.get(Jobs).runAll(now);
    await eventually(async () => (await rows()).every(({ given }) => given), 20_000);
  };
  const rows = async () =>
    (
      await database.pool.query<{ member: string; occasion: string; given: boolean }>(
        'select member, occasion, given_at is not null as given from enrollment.occasions order by id',
      )
    ).rows;
  const given = (...processes: Process[]) =>
    processes
      .flatMap(({ occasions }) => occasions)
      .map(({ member, occasion, occurredAt }) => [member, occasion, new Date(occurredAt).toISOString()]);

  it('are given on the day by the programme’s clocks, once a year, whoever runs how often', async () => {
    const [one, other] = [await start(), await start()];
    const ann = await joins(one, '1990-03-01');
    const bob = await joins(other, '2000-02-29');
    await joins(one, undefined);
    await runOn(one, '2026-02-27T22:59:59Z');
    expect(given(one, other)).toEqual([]);
    for (const instant of ['2026-02-27T23:00:00Z', '2026-02-28T12:00:00Z', '2026-03-01T12:00:00Z']) {
      now = at(instant);
      await Promise.all([one, other].map(({ app }) => app.get(Jobs).runAll(now)));
    }
    await runOn(one, '2026-03-05T12:00:00Z');
    expect(given(one, other).sort()).toEqual(
      [
        [bob.member.id, 'birthday:2026', '2026-02-27T23:00:00.000Z'],
        [ann.member.id, 'birthday:2026', '2026-02-28T23:00:00.000Z'],
      ].sort(),
    );
    await runOn(other, '2028-02-29T12:00:00Z');
    expect(given(one, other).slice(2)).toEqual([[bob.member.id, 'birthday:2028', '2028-02-28T23:00:00.000Z']]);
  });

  it('are given late where nobody ran on the day, dated on it, for a week', async () => {
    const process = await start();
    const ann = await joins(process, '1990-12-30');
    await joins(process, '1990-12-29');
    await runOn(process, '2027-01-06T12:00:00Z');
    expect(given(process)).toEqual([[ann.member.id, 'birthday:2026', '2026-12-29T23:00:00.000Z']]);
  });

  it('stay once a year when they are edited, and follow the edit', async () => {
    const process = await start();
    const [ann, bob] = [await joins(process, '1990-03-01'), await joins(process, '1990-03-01')];
    await runOn(process, '2026-02-28T23:00:00Z');
    expect(given(process)).toHaveLength(2);
    await call(process, 'PATCH', `/v1/members/${ann.member.id}`, { birthday: '1990-05-17' });
    await call(process, 'PATCH', `/v1/members/${bob.member.id}`, { birthday: null });
    await runOn(process, '2026-05-17T12:00:00Z');
    expect(given(process)).toHaveLength(2);
    await runOn(process, '2027-03-01T12:00:00Z');
    expect(given(process)).toHaveLength(2);
    await runOn(process, '2027-05-17T12:00:00Z');
    expect(given(process).slice(2)).toEqual([[ann.member.id, 'birthday:2027', '2027-05-16T22:00:00.000Z']]);
  });

  it('are of programmes that the member had joined by the end of the day, in each', async () => {
    const process = await start({ occasions: async () => BOTH });
    now = at('2026-03-01T15:00:00Z');
    const ann = await joins(process, '1990-03-01');
    now = at('2026-03-02T15:00:00Z');
    await call(process, 'POST', `/v1/members/${ann.member.id}/accounts`, { programme: 'cd-shop' });
    await runOn(process, '2026-03-02T16:00:00Z');
    expect(process.occasions.map(({ programme, occurredAt }) => [programme, occurredAt])).toEqual([
      ['tea-shop', at('2026-03-01T15:00:00Z')],
    ]);
    await runOn(process, '2027-03-01T16:00:00Z');
    expect(
      process.occasions
        .slice(1)
        .map(({ programme }) => programme)
        .sort(),
    ).toEqual(['cd-shop', 'tea-shop']);
  });

  it('are nobody’s who was erased, and one person’s once after a merge; of a household each has one', async () => {
    const process = await start();
    const [gone, from, into] = [
      await joins(process, '1990-03-01'),
      await joins(process, '1990-03-01'),
      await joins(process, '1990-03-03'),
    ];
    await call(process, 'POST', `/v1/members/${gone.member.id}/erase`);
    const left = await database.pool.query(
      'select from enrollment.members where birthday_day is not null and erased_at is not null',
    );
    expect(left.rowCount).toBe(0);
    await runOn(process, '2026-03-01T12:00:00Z');
    const merge = { from: from.member.id, into: into.member.id, reason: 'one person' };
    expect((await call(process, 'POST', '/v1/members/merge', merge)).body).toMatchObject({ repeated: false });
    await runOn(process, '2026-03-03T12:00:00Z');
    expect(given(process).map(([member]) => member)).toEqual([from.member.id]);
    await runOn(process, '2027-03-03T12:00:00Z');
    expect(given(process).map(([member]) => member)).toEqual([from.member.id, into.member.id]);

    const [ann, bob] = [await joins(process, '1990-06-01'), await joins(process, '1990-06-02')];
    const made = await call(process, 'POST', '/v1/households', {
      members: [ann.member.id, bob.member.id],
      reason: 'a family',
    });
    expect(made.status).toBe(201);
    await runOn(process, '2027-06-03T12:00:00Z');
    const shared = process.occasions.slice(2);
    expect(shared.map(({ member }) => member).sort()).toEqual([ann.member.id, bob.member.id].sort());
    expect(new Set(shared.map(({ account }: Occasion) => account)).size).toBe(1);
    expect(shared.map(({ account }) => account)).not.toContain(ann.account.id);
  });

  it('of members from before are taken up in pages, and cannot be read in the database', async () => {
    const process = await start({ occasions: async () => [] });
    for (let each = 0; each < 12; each += 1) await joins(process, '1990-03-01');
    await database.pool.query(
      `insert into enrollment.members (id, joined_at, profile)
       select gen_random_uuid(), now(), '\\x00' from generate_series(1, 1200)`,
    );
    expect((await database.pool.query('select from enrollment.members where birthday_day is not null')).rowCount).toBe(
      0,
    );
    const next = await start();
    await runOn(next, '2026-03-01T12:00:00Z');
    expect(await rows()).toHaveLength(12);
    const { rows: days } = await database.pool.query<{ day: Buffer; members: number }>(
      'select birthday_day as day, count(*)::int as members from enrollment.members group by 1 order by 2',
    );
    expect(days.map(({ day, members }) => [day.length, members])).toEqual([
      [32, 12],
      [0, 1200],
    ]);
  });
});
