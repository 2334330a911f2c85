import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NOW, startProcess, type Process } from './testing/enrollment.fixture.js';

const DAY = 86_400_000;

describe('What enrollment tells of changes of contact', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let process: Process;
  let now = NOW;
  beforeAll(async () => {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
    process = await startProcess(database.url, { clock: { now: () => now } });
  });
  afterAll(async () => {
    await process.app.close();
    await database.drop();
    await server.stop();
  });

  let asked = 0;
  const key = () => `k-${(asked += 1)}`;
  const join = async () => {
    const body = { source: 'crm', externalId: key(), email: `${key()}@example.org` };
    return (await process.call('POST', '/v1/members', { body })).body.member.id;
  };
  const add = (member: string, body: object, once = key()) =>
    process.call('POST', `/v1/members/${member}/identities`, { body, key: once });
  const told = (member: string, since = now - 31 * DAY) => process.enrollment.contactChanges({ member, since });

  it('is when identities were added or taken away after joining, the earliest first, and nothing of what', async () => {
    const ann = await join();
    expect(await told(ann)).toEqual([]);
    now += 1_000;
    const added = await add(ann, { phone: '+493012345678' });
    now += 1_000;
    const { id } = added.body.identity;
    const once = key();
    const removed = () => process.call('DELETE', `/v1/members/${ann}/identities/phone/${id}`, { key: once });
    expect((await removed()).status).toBe(200);
    expect(await told(ann)).toEqual([now - 1_000, now]);
    now += 1_000;
    expect((await removed()).body.repeated).toBe(true);
    expect(await told(ann)).toEqual([now - 2_000, now - 1_000]);
    expect(await told(ann, now - 2_000)).toEqual([now - 1_000]);
  });

  it('is nothing of what was refused, sent again, or there already', async () => {
    const [ann, bob] = [await join(), await join()];
    const once = key();
    await add(ann, { card: 'C-1' }, once);
    const at = now;
    now += 1_000;
    await add(ann, { card: 'C-1' }, once);
    await add(ann, { card: 'C-1' });
    expect((await add(bob, { card: 'C-1' })).body.code).toBe('identity_taken');
    expect([await told(ann), await told(bob)]).toEqual([[at], []]);
  });

  it('is of all who are one person since a merge, and of a household those of its members', async () => {
    const [ann, bob, cid] = [await join(), await join(), await join()];
    const scopes = ['members:write'];
    const ask = (path: string, body: object) => process.call('POST', path, { body, key: key(), scopes });
    await add(ann, { card: key() });
    const at = now;
    expect((await ask('/v1/members/merge', { from: ann, into: bob, reason: 'one person' })).status).toBe(201);
    expect([await told(ann), await told(bob), await told(cid)]).toEqual([[at], [at], []]);
    const made = await ask('/v1/households', { members: [bob, cid], reason: 'one kitchen' });
    const { household } = made.body as unknown as { household: { id: string } };
    expect([await told(household.id.replace('hhd_', 'mem_')), await told(cid)]).toEqual([[at], []]);
  });

  it('is nothing of who was erased, or never was; nor is it kept longer than anybody looks back', async () => {
    const ann = await join();
    await add(ann, { card: key() });
    now += 32 * DAY;
    await add(ann, { card: key() });
    expect(await told(ann, 0)).toEqual([now]);
    await process.call('POST', `/v1/members/${ann}/erase`, { key: key() });
    expect([await told(ann, 0), await told('mem_nobody', 0)]).toEqual([[], []]);
    const { rows } = await database.pool.query('select * from enrollment.contact_changes limit 1');
    expect(Object.keys(rows[0] ?? {})).toEqual(['member', 'changed_at']);
  });
});
