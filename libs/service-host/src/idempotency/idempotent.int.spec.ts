import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { migrateAccess } from '../auth/migrate-access.js';
import { idempotent } from './idempotent.js';

describe('An idempotent write', () => {
  let server: TestPostgres;
  let database: TestDatabase;

  beforeAll(async () => {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
    await migrateAccess(database.pool);
    await database.pool.query('create table cups (tea text not null)');
  });

  beforeEach(async () => {
    await database.pool.query('truncate cups, access.idempotency');
  });

  afterAll(async () => {
    await database.drop();
    await server.stop();
  });

  const pour = (tea: string, key = 'k1', fingerprint = `of ${tea}`) =>
    idempotent(database.pool, { scope: 'POST /v1/cups', key, fingerprint }, async (client) => {
      await client.query('insert into cups values ($1)', [tea]);
      return { poured: tea };
    });
  const cups = async () =>
    (await database.pool.query<{ tea: string }>('select tea from cups')).rows.map(({ tea }) => tea);

  it('does its work, and remembers the answer', async () => {
    expect(await pour('green')).toEqual({ answer: { poured: 'green' }, repeated: false });
    expect(await cups()).toEqual(['green']);
  });

  it('answers a repeat as the first, and does nothing', async () => {
    await pour('green');
    expect(await pour('green')).toEqual({ answer: { poured: 'green' }, repeated: true });
    expect(await cups()).toEqual(['green']);
  });

  it('refuses the same key with other content', async () => {
    await pour('green');
    await expect(pour('black')).rejects.toMatchObject({ status: 409, code: 'already_used_with_other_content' });
    expect(await cups()).toEqual(['green']);
  });

  it('keeps keys of different doors apart', async () => {
    await pour('green');
    const elsewhere = { scope: 'POST /v1/pots', key: 'k1', fingerprint: 'other' };
    expect(await idempotent(database.pool, elsewhere, async () => 'pot')).toEqual({ answer: 'pot', repeated: false });
  });

  it('leaves no trace of work that failed, so that it can be tried again', async () => {
    const write = { scope: 'POST /v1/cups', key: 'k1', fingerprint: 'of green' };
    const failing = idempotent(database.pool, write, async (client) => {
      await client.query("insert into cups values ('spilt')");
      throw new Error('the cup fell');
    });
    await expect(failing).rejects.toThrow('the cup fell');
    expect(await cups()).toEqual([]);
    expect((await pour('green')).repeated).toBe(false);
  });

  it('is done once by tills that send it at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 16 }, () => pour('green')));
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(new Set(answers.map(({ answer }) => answer.poured))).toEqual(new Set(['green']));
    expect(await cups()).toEqual(['green']);
  });
});
