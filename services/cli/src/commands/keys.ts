import { createPool } from '@loyalty/postgres';
import { createKeyStore, type KeyStore, migrateAccess } from '@loyalty/service-host';
import type { OpenHome } from '../home/home.js';
import { CommandFailed, type Output } from '../output.js';

export async function createKey(
  home: OpenHome,
  output: Output,
  wanted: { name: string; scopes: string[] },
): Promise<void> {
  const { key, token } = await withKeys(home, (keys) => keys.create(wanted));
  output.say(`key ${key.id} (${key.name}) may ${key.scopes.join(', ')}; it is shown this once:`);
  output.summary({ id: key.id, name: key.name, scopes: key.scopes, key: token }, token);
}

export async function listKeys(home: OpenHome, output: Output): Promise<void> {
  const keys = await withKeys(home, (store) => store.list());
  const lines = keys.map(({ id, name, scopes, revokedAt }) =>
    [id, revokedAt === undefined ? 'valid  ' : 'revoked', name, scopes.join(',')].join('  '),
  );
  output.summary({ keys }, lines.join('\n') || 'no keys');
}

export async function revokeKey(home: OpenHome, output: Output, id: string): Promise<void> {
  const key = await withKeys(home, (keys) => keys.revoke(id));
  if (key === undefined) throw new CommandFailed(`there is no key ${id}; \`loyalty keys list\` shows them`);
  output.summary({ revoked: key.id }, `key ${key.id} (${key.name}) is revoked`);
}

async function withKeys<Result>(home: OpenHome, work: (keys: KeyStore) => Promise<Result>): Promise<Result> {
  const pool = createPool(home.databaseUrl, { max: 2 });
  try {
    await migrateAccess(pool);
    return await work(createKeyStore(pool));
  } finally {
    await pool.end();
  }
}
