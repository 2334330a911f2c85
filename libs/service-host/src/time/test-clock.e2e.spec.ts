import { Module } from '@nestjs/common';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrateAccess } from '../auth/migrate-access.js';
import { Jobs } from '../jobs/jobs.js';
import { openShop, type Shop } from '../testing/open-shop.fixture.js';
import { formatInstant } from './instant.js';
import { openTestClock, type TestClock } from './test-clock.js';

const START = Date.UTC(2026, 0, 1);

describe('The test clock', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let clock: TestClock;
  let elsewhere: TestClock;
  let shop: Shop;
  const opened: TestClock[] = [];
  const ranAt: string[] = [];
  let failing = false;

  @Module({})
  class ExpiryModule {
    constructor(jobs: Jobs) {
      jobs.register({
        name: 'expiry',
        everyMs: 3_600_000,
        async run(now) {
          if (failing) throw new Error('no');
          ranAt.push(formatInstant(now));
          return 1;
        },
      });
    }
  }

  /** Closed at the end also when a test fails: a clock that listens keeps a connection. */
  async function open(): Promise<TestClock> {
    const one = await openTestClock(database.pool, { startAt: START, production: false });
    opened.push(one);
    return one;
  }

  beforeAll(async () => {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
    await migrateAccess(database.pool);
    clock = await open();
    elsewhere = await open();
    shop = await openShop({ testClock: clock }, ExpiryModule);
  });

  afterAll(async () => {
    await shop.close();
    for (const each of opened) await each.close();
    await database.drop();
    await server.stop();
  });

  const move = (now: string, key = 'admin') => shop.call('POST', '/v1/test-clock', { body: { now }, key });

  it('stands still where it was started', () => {
    expect(clock.now()).toBe(START);
  });

  it('moves forward, and answers when the jobs have run', async () => {
    const { status, body } = await move('2026-02-01T01:00:00+01:00');
    expect({ status, body }).toEqual({
      status: 200,
      body: { now: '2026-02-01T00:00:00Z', jobs: [{ job: 'expiry', done: 1 }] },
    });
    expect(ranAt.at(-1)).toBe('2026-02-01T00:00:00Z');
    expect(clock.now()).toBe(Date.UTC(2026, 1, 1));
  });

  it('is seen by other processes', async () => {
    await move('2026-03-01T00:00:00Z');
    const until = performance.now() + 3_000;
    while (elsewhere.now() < Date.UTC(2026, 2, 1) && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(formatInstant(elsewhere.now())).toBe('2026-03-01T00:00:00Z');
  });

  it('does not go back, and says where it stands', async () => {
    const { status, body } = await move('2026-02-28T00:00:00Z');
    expect(status).toBe(409);
    expect(body).toMatchObject({ code: 'clock_cannot_go_back', now: '2026-03-01T00:00:00Z' });
  });

  it('lets journeys that start together arrive one after the other', async () => {
    const answers = await Promise.all([move('2026-04-01T00:00:00Z'), move('2026-05-01T00:00:00Z')]);
    expect(answers.map(({ body }) => body['now'])).toEqual(['2026-04-01T00:00:00Z', '2026-05-01T00:00:00Z']);
    expect(ranAt.slice(-2)).toEqual(['2026-04-01T00:00:00Z', '2026-05-01T00:00:00Z']);
  });

  it('names a job that failed; posting the same instant runs it again', async () => {
    failing = true;
    const { status, body } = await move('2026-06-01T00:00:00Z');
    expect(status).toBe(500);
    expect(body).toMatchObject({ code: 'job_failed', failed: ['expiry'], now: '2026-06-01T00:00:00Z' });
    failing = false;
    expect((await move('2026-06-01T00:00:00Z')).status).toBe(200);
    expect(ranAt.at(-1)).toBe('2026-06-01T00:00:00Z');
  });

  it('is moved by nobody but an admin, and by nothing but an instant', async () => {
    expect((await move('2027-01-01T00:00:00Z', 'writer')).status).toBe(403);
    expect((await move('tomorrow')).body).toMatchObject({ code: 'invalid_request', errors: [{ pointer: '/now' }] });
  });

  it('stands where it stood when it is opened again, and never before where it is told to begin', async () => {
    expect(formatInstant((await open()).now())).toBe('2026-06-01T00:00:00Z');
  });

  it('is refused in production', async () => {
    await expect(openTestClock(database.pool, { startAt: START, production: true })).rejects.toThrow('in production');
  });

  it('is not there in an app that was started without it', async () => {
    const other = await openShop();
    expect((await other.call('POST', '/v1/test-clock', { body: {}, key: 'admin' })).status).toBe(404);
    await other.close();
  });
});
