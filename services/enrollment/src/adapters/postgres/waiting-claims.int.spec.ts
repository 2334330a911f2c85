import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { migrate } from '@loyalty/postgres';
import { newUuid } from '@loyalty/service-host';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import type { ClaimQueue, LeasedClaim } from '../../application/claim-courier.js';
import { SCHEMA } from './data-source.js';
import { waitingClaims } from './waiting-claims.js';

const MIGRATIONS = fileURLToPath(new URL('../../../migrations', import.meta.url));
const HOUR_MS = 3_600_000;
const SLOW = { leaseMs: HOUR_MS, firstRetryMs: HOUR_MS, retryMsMax: HOUR_MS, lookAgainMs: HOUR_MS };

describe('The outbox of claims', () => {
  let server: TestPostgres;
  let database: TestDatabase;

  beforeAll(async () => {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
    await migrate(database.pool, { schema: SCHEMA, directory: MIGRATIONS });
  });

  beforeEach(async () => {
    await database.pool.query('truncate enrollment.waiting_claims');
  });

  afterAll(async () => {
    await database?.drop();
  });
  afterAll(() => server?.stop());

  const write = async (...members: readonly string[]) => {
    const { rows } = await database.pool.query<{ id: string }>(
      `insert into enrollment.waiting_claims (member, account, programme, strangers, joined_at)
       select member, gen_random_uuid(), 'tea-shop', array[gen_random_uuid()], now()
       from unnest($1::uuid[]) with ordinality as m (member, place) order by place returning id`,
      [members],
    );
    return rows.map(({ id }) => id);
  };
  const timePasses = () => database.pool.query('update enrollment.waiting_claims set deliver_at = now()');
  const lease = async (queue: ClaimQueue) => (await queue.lease(100)).toSorted(byId);
  const idsOf = (claims: readonly LeasedClaim[]) => claims.map(({ id }) => id);

  it('gives each claim to one of several couriers', async () => {
    const ids = await write(...Array.from({ length: 60 }, newUuid));
    const couriers = Array.from({ length: 6 }, () => waitingClaims(database.pool, SLOW));
    const leased = (await Promise.all(couriers.map((queue) => queue.lease(20)))).flat();
    const rest = await lease(waitingClaims(database.pool, SLOW));
    expect(idsOf([...leased, ...rest].sort(byId))).toEqual(ids);
  });

  it('gives a claim to the next courier when its own has died with it, once its lease is over', async () => {
    const [id] = await write(newUuid());
    const [dead, next] = [waitingClaims(database.pool, SLOW), waitingClaims(database.pool, SLOW)];
    expect(await lease(dead)).toMatchObject([{ id, attempts: 1 }]);
    expect(await lease(next)).toEqual([]);
    await timePasses();
    expect(await lease(next)).toMatchObject([{ id, attempts: 2 }]);
  });

  it('keeps the claims of one member in order, and nobody else waits for them', async () => {
    const [ann, bob] = [newUuid(), newUuid()];
    const [first, second, bobs] = await write(ann, ann, bob);
    const queue = waitingClaims(database.pool, SLOW);
    const [leased, ...others] = await lease(queue);
    expect([leased?.id, ...idsOf(others)]).toEqual([first, bobs]);
    expect(await lease(queue)).toEqual([]);
    if (leased) await queue.delivered(leased);
    expect(idsOf(await lease(queue))).toEqual([second]);
  });

  it('lets nothing of a member pass a claim that failed, and tries that one again', async () => {
    const ann = newUuid();
    const [first] = await write(ann, ann);
    const queue = waitingClaims(database.pool, SLOW);
    const [leased] = await lease(queue);
    if (leased) await queue.failed(leased);
    expect(await lease(queue)).toEqual([]);
    await timePasses();
    expect(await lease(queue)).toMatchObject([{ id: first, attempts: 2 }]);
  });

  it('delivers a second time for purchases that were under way, and then forgets', async () => {
    const [id] = await write(newUuid());
    const queue = waitingClaims(database.pool, SLOW);
    for (const lookedOnce of [false, true]) {
      const [leased] = await lease(queue);
      expect(leased).toMatchObject({ id, lookedOnce });
      if (leased) await queue.delivered(leased);
      expect(await lease(queue)).toEqual([]);
      await timePasses();
    }
    expect((await database.pool.query('select from enrollment.waiting_claims')).rowCount).toBe(0);
  });
});

const byId = (a: LeasedClaim, b: LeasedClaim) => Number(a.id) - Number(b.id);
