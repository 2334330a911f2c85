import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import type { Occasion, ProgrammeOccasions } from './enrollment.module.js';
import { eventually, NOW, startProcess, type Process } from './testing/enrollment.fixture.js';
import { enrolment } from './testing/two-processes.fixture.js';

const WELCOMING: ProgrammeOccasions = {
  programme: 'tea-shop',
  timeZone: 'Europe/Berlin',
  hasBirthdays: false,
  joinedSince: NOW - 1_000,
};
const programmes = async () => ['tea-shop', 'cd-shop'];

describe('Whoever joins a programme that welcomes', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let running: Process[] = [];

  beforeAll(async () => {
    server = await startTestPostgres();
  });
  beforeEach(async () => {
    database = await createTestDatabase(server);
    running = [];
  });
  afterEach(async () => {
    for (const each of running) await each.app.close();
    await database.drop();
  }, 20_000);
  afterAll(() => server?.stop());

  async function start(options: Parameters<typeof startProcess>[1] = {}): Promise<Process> {
    const started = await startProcess(database.url, { programmes, occasions: async () => [WELCOMING], ...options });
    running.push(started);
    return started;
  }

  const joins = async (process: Process, card: string, more: object = {}) =>
    (await process.call('POST', '/v1/members', { body: { programme: 'tea-shop', card, ...more }, key: `new ${card}` }))
      .body;
  const rows = async () =>
    (
      await database.pool.query<{ occasion: string; given: boolean }>(
        'select occasion, given_at is not null as given from enrollment.occasions order by id',
      )
    ).rows;
  const isWelcoming = () =>
    eventually(async () => {
      const { rows: found } = await database.pool.query('select from enrollment.welcoming where looked_back');
      return found.length > 0;
    });
  const members = (...processes: Process[]) => processes.flatMap(({ occasions }) => occasions).map((it) => it.member);

  it('is reported once, whichever way they joined, with the account that is theirs', async () => {
    const process = await start();
    await isWelcoming();
    const ann = await joins(process, '4007');
    expect((await joins(process, '4007')).repeated).toBe(true);
    const [bob] = await process.enrollment.enrol([enrolment('4008')]);
    const [cid] = await process.enrollment.enrol([enrolment('4009', 'cd-shop')]);
    await process.call('POST', `/v1/members/${cid?.member}/accounts`, { body: { programme: 'tea-shop' }, key: 'cid' });
    const dan = await joins(process, '4010', { programme: 'cd-shop' });
    const [danToo] = await process.enrollment.enrol([enrolment('4010')]);
    const friend = await joins(process, '4011', { referredBy: ann.member.id });
    await eventually(() => process.occasions.length >= 5);

    expect(process.occasions.map(({ member }) => member).sort()).toEqual(
      [ann.member.id, bob?.member, cid?.member, dan.member.id, friend.member.id].sort(),
    );
    expect(process.occasions.find(({ member }) => member === ann.member.id)).toEqual({
      member: ann.member.id,
      account: ann.account.id,
      programme: 'tea-shop',
      occasion: 'joined',
      occurredAt: NOW,
    } satisfies Occasion);
    expect(process.occasions.find(({ member }) => member === dan.member.id)?.account).toBe(danToo?.account);
    await eventually(async () => (await rows()).every(({ given }) => given));
    expect(await rows()).toHaveLength(5);
  });

  it('leaves no row where joining earns nothing', async () => {
    const process = await start({ occasions: async () => [] });
    await joins(process, '4007');
    await process.enrollment.enrol([enrolment('4008')]);
    expect(await rows()).toEqual([]);
  });

  it('is reported by the next process when the one that wrote it down ends after its commit', async () => {
    const down = async () => Promise.reject(new Error('accrual is down'));
    const ending = await start({ giveOccasion: down });
    await isWelcoming();
    const ann = await joins(ending, '4007');
    await eventually(() => ending.log.some((line) => line.includes('could not be given yet')));
    expect(await rows()).toEqual([{ occasion: 'joined', given: false }]);
    running = [];
    await ending.app.close();
    const next = await start();
    await eventually(() => next.occasions.length > 0, 20_000);
    expect(members(next)).toEqual([ann.member.id]);
  });

  it('is reported by one of two processes', async () => {
    const [one, other] = [await start(), await start()];
    await isWelcoming();
    for (let card = 0; card < 20; card += 1) await joins(card % 2 === 0 ? one : other, `card-${card}`);
    await eventually(async () => (await rows()).every(({ given }) => given));
    expect(new Set(members(one, other)).size).toBe(20);
    expect(members(one, other)).toHaveLength(20);
  });

  it('is found where they joined after the programme said so and before enrollment knew it, and not before', async () => {
    let clock = NOW - 60_000;
    let told: readonly ProgrammeOccasions[] = [];
    const process = await start({ clock: { now: () => clock }, occasions: async () => told });
    await joins(process, 'early');
    clock = NOW;
    const late = await joins(process, 'late');
    expect(await rows()).toEqual([]);
    told = [WELCOMING];
    await eventually(() => process.occasions.length > 0);
    expect(members(process)).toEqual([late.member.id]);
  });

  it('is not looked for among those who were members before this release', async () => {
    const before = await start({ occasions: async () => [] });
    await joins(before, 'early');
    await database.pool.query(
      'update enrollment.occasions_begin set event = (select max(id) from enrollment.member_events)',
    );
    await start();
    await isWelcoming();
    expect(await rows()).toEqual([]);
  });

  it('gets nothing once they are erased, and is welcomed as whom they stand after a merge', async () => {
    let isDown = true;
    const given: Occasion[] = [];
    const giveOccasion = async (occasion: Occasion) => {
      if (isDown) throw new Error('accrual is down');
      given.push(occasion);
    };
    const process = await start({ giveOccasion });
    await isWelcoming();
    const [ann, bob, cid] = [await joins(process, '1'), await joins(process, '2'), await joins(process, '3')];
    const erased = await process.call('POST', `/v1/members/${ann.member.id}/erase`, {
      key: 'erase',
      scopes: ['members:write'],
    });
    const merged = await process.call('POST', '/v1/members/merge', {
      body: { from: bob.member.id, into: cid.member.id, reason: 'one person' },
      key: 'merge',
    });
    expect([erased.status, merged.status]).toEqual([200, 201]);
    isDown = false;
    await eventually(() => given.length >= 2, 20_000);
    expect(given.map(({ member, account }) => [member, account]).sort()).toEqual(
      [
        [bob.member.id, cid.account.id],
        [cid.member.id, cid.account.id],
      ].sort(),
    );
  });
});
