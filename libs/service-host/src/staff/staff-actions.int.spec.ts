import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { migrateAccess } from '../auth/migrate-access.js';
import { Problem } from '../errors/problem.js';
import { StaffAction } from './staff-act.js';
import { createStaffActions, inMemoryStaffActions, type StaffActions } from './staff-actions.js';

const clock = { now: () => Date.UTC(2026, 0, 5, 9, 15) };

describe.each(['in PostgreSQL', 'in memory'])('The journal of what was changed by hand, %s,', (where) => {
  let server: TestPostgres;
  let database: TestDatabase;
  let journal: StaffActions;

  beforeAll(async () => {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
    await migrateAccess(database.pool);
  });
  beforeEach(async () => {
    await database.pool.query('truncate access.staff_actions');
    journal = where === 'in memory' ? inMemoryStaffActions(clock) : createStaffActions(database.pool, clock);
  });
  afterAll(async () => {
    await database.drop();
    await server.stop();
  });

  const by = (path: string, reason: string | null = 'as agreed', actor = 'key_1') =>
    new StaffAction(journal, { actor, method: 'PUT', path, reason, requestId: 'req-1' });
  const outcomes = async () => (await journal.list({ limit: 10 })).map(({ outcome }) => outcome);

  it('tells who did what, when, why and what came of it, the newest first', async () => {
    expect(await by('/v1/rewards/mug').record(async () => 'put')).toBe('put');
    await by('/v1/rewards/cup').record(async () => ({ repeated: true }));
    expect(await journal.list({ limit: 10 })).toEqual([
      { ...by('/v1/rewards/cup').asked, number: expect.any(Number), at: clock.now(), outcome: 'repeated' },
      { ...by('/v1/rewards/mug').asked, number: expect.any(Number), at: clock.now(), outcome: 'done' },
    ]);
  });

  it('has it before it is done, and says nothing of how it ended where nobody knows', async () => {
    let during: unknown;
    await by('/v1/rewards/mug').record(async () => {
      during = await outcomes();
    });
    expect(during).toEqual([null]);
  });

  it('tells what was refused by its code, and what failed, and both come out as they were', async () => {
    const refusal = new Problem({ status: 404, code: 'programme_not_found' });
    await expect(by('/v1/a').record(() => Promise.reject(refusal))).rejects.toBe(refusal);
    await expect(by('/v1/a').record(() => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk');
    expect(await outcomes()).toEqual(['failed', 'programme_not_found']);
  });

  it('has what machines do as well only where somebody says why', async () => {
    expect(await by('/v1/a', null).recordIfReasoned(async () => 1)).toBe(1);
    expect(await by('/v1/a').recordIfReasoned(async () => 2)).toBe(2);
    expect(await outcomes()).toEqual(['done']);
  });

  it('is read of one path and below it, of one actor, and page by page', async () => {
    for (const path of ['/v1/webhooks/w', '/v1/webhooks/w/resume', '/v1/webhooks/w2']) {
      await by(path).record(async () => undefined);
    }
    await by('/v1/webhooks/w', 'as agreed', 'key_2').record(async () => undefined);
    const paths = async (asked: object) => (await journal.list({ limit: 10, ...asked })).map(({ path }) => path);
    expect(await paths({ path: '/v1/webhooks/w' })).toEqual([
      '/v1/webhooks/w',
      '/v1/webhooks/w/resume',
      '/v1/webhooks/w',
    ]);
    expect(await paths({ actor: 'key_2' })).toEqual(['/v1/webhooks/w']);
    const [first] = await journal.list({ limit: 1 });
    expect(await paths({ after: first?.number, limit: 2 })).toEqual(['/v1/webhooks/w2', '/v1/webhooks/w/resume']);
  });
});
