import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ensureAdminKey } from './admin-key.js';
import { createKeyStore, type KeyStore } from './key-store.js';
import { migrateAccess } from './migrate-access.js';

describe('API keys', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let keys: KeyStore;

  beforeAll(async () => {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
    await migrateAccess(database.pool);
    keys = createKeyStore(database.pool);
  });

  afterAll(async () => {
    await database.drop();
    await server.stop();
  });

  it('admit whoever shows the token, with the name and the scopes of the key', async () => {
    const { key, token } = await keys.create({ name: 'till 7', scopes: ['purchases:write'] });
    expect(token).toMatch(/^ll_[0-9a-z]{26}_[0-9a-z]{52}$/);
    expect(await keys.verify(token)).toEqual({ id: key.id, name: 'till 7', scopes: ['purchases:write'] });
  });

  it('admit nobody else', async () => {
    const { token } = await keys.create({ name: 'till 8', scopes: [] });
    const other = await keys.create({ name: 'till 9', scopes: [] });
    const secretOf = (text: string) => text.slice(-52);
    const mixed = token.slice(0, -52) + secretOf(other.token);
    for (const wrong of [mixed, token.slice(0, -1), `${token}0`, 'll_x_y', '', 'x'.repeat(10_000)]) {
      expect(await keys.verify(wrong)).toBeUndefined();
    }
    const unknown = token.replace(/^ll_.{26}/, `ll_${'7'.padEnd(26, 'z')}`);
    expect(await keys.verify(unknown)).toBeUndefined();
  });

  it('are kept without their secret', async () => {
    const { token } = await keys.create({ name: 'till 10', scopes: [] });
    const { rows } = await database.pool.query<{ row: string }>('select k::text as row from access.keys k');
    expect(JSON.stringify(rows)).not.toContain(token.slice(-52));
  });

  it('are listed, the oldest first, with when they were used to the hour', async () => {
    const { key, token } = await keys.create({ name: 'till 11', scopes: ['a', 'b'] });
    await keys.verify(token);
    const listed = await eventually(
      async () => (await keys.list()).find(({ id }) => id === key.id),
      (found) => found?.lastUsedAt !== undefined,
    );
    expect(listed).toMatchObject({ name: 'till 11', scopes: ['a', 'b'], revokedAt: undefined });
    const createdAts = (await keys.list()).map(({ createdAt }) => createdAt);
    expect(createdAts).toEqual(createdAts.toSorted((a, b) => a - b));
  });

  it('stop working at once where they are revoked, and soon in every other process', async () => {
    const elsewhere = createKeyStore(database.pool);
    const { key, token } = await keys.create({ name: 'lost', scopes: [] });
    expect(await keys.verify(token)).toBeDefined();
    expect(await elsewhere.verify(token)).toBeDefined();

    const revoked = await keys.revoke(key.id);
    expect(revoked?.revokedAt).toBeDefined();
    expect(await keys.verify(token)).toBeUndefined();
    const refused = await eventually(
      async () => elsewhere.verify(token),
      (actor) => actor === undefined,
    );
    expect(refused).toBeUndefined();
    expect((await keys.revoke(key.id))?.revokedAt).toBe(revoked?.revokedAt);
  });

  it('cannot be revoked under a name that is none', async () => {
    expect(await keys.revoke('key_00000000000000000000000000')).toBeUndefined();
    expect(await keys.revoke('till 7')).toBeUndefined();
  });

  describe('of whoever owns the home folder', () => {
    let home: string;

    beforeAll(async () => {
      home = await mkdtemp(join(tmpdir(), 'loyalty-home-'));
    });

    afterAll(() => rm(home, { recursive: true, force: true }));

    it('are made once, readable for nobody else, and found again', async () => {
      const { file, token } = await ensureAdminKey(home, keys);
      expect(file).toBe(join(home, 'admin.key'));
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      expect((await readFile(file, 'utf8')).trim()).toBe(token);
      expect(await keys.verify(token)).toMatchObject({ scopes: ['admin'] });
      expect(await ensureAdminKey(home, createKeyStore(database.pool))).toEqual({ file, token });
    });

    it('are replaced when they no longer work', async () => {
      const { file, token } = await ensureAdminKey(home, keys);
      const actor = await keys.verify(token);
      await keys.revoke(actor?.id ?? '');
      const replaced = await ensureAdminKey(home, keys);
      expect(replaced.token).not.toBe(token);

      await writeFile(file, 'nonsense', { mode: 0o644 });
      await ensureAdminKey(home, keys);
      expect((await stat(file)).mode & 0o777).toBe(0o600);
    });
  });
});

async function eventually<T>(read: () => Promise<T>, done: (value: T) => boolean): Promise<T> {
  const until = performance.now() + 5_000;
  for (;;) {
    const value = await read();
    if (done(value) || performance.now() > until) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
