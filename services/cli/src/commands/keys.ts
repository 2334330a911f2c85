import { createPool } from '@loyalty/postgres';
import {
  createKeyStore,
  createStaffActions,
  type KeyStore,
  migrateAccess,
  newUuid,
  type StaffActions,
  systemClock,
} from '@loyalty/service-host';
import type { OpenHome } from '../home/home.js';
import { CommandFailed, type Output } from '../output.js';

export async function createKey(
  home: OpenHome,
  output: Output,
  wanted: { name: string; scopes: string[] },
): Promise<void> {
  const { key, token } = await withKeys(home, async (keys, staffActions) => {
    // What the key is for is why it is made.
    const asked = { method: 'keys create', path: 'keys', reason: wanted.name };
    return recorded(staffActions, asked, () => keys.create(wanted));
  });
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

interface Revoked {
  readonly id: string;
  /** Why. */
  readonly reason: string;
}

export async function revokeKey(home: OpenHome, output: Output, { id, reason }: Revoked): Promise<void> {
  const key = await withKeys(home, (keys, staffActions) =>
    recorded(staffActions, { method: 'keys revoke', path: `keys/${id}`, reason }, () => keys.revoke(id)),
  );
  if (key === undefined) throw new CommandFailed(`there is no key ${id}; \`loyalty keys list\` shows them`);
  output.summary({ revoked: key.id }, `key ${key.id} (${key.name}) is revoked`);
}

type Work<Result> = (keys: KeyStore, staffActions: StaffActions) => Promise<Result>;
type Asked = Pick<Parameters<StaffActions['begin']>[0], 'method' | 'path' | 'reason'>;

/** There is no key yet, or it may be the one that goes: whoever the machine takes them for is who asked. */
async function recorded<T>(staffActions: StaffActions, asked: Asked, work: () => Promise<T>): Promise<T> {
  const actor = `cli:${process.env['USER'] ?? `uid ${process.getuid?.()}`}`;
  const number = await staffActions.begin({ actor, requestId: newUuid(), ...asked });
  const answer = await work();
  await staffActions.end(number, answer === undefined ? 'not_found' : 'done');
  return answer;
}

async function withKeys<Result>(home: OpenHome, work: Work<Result>): Promise<Result> {
  const pool = createPool(home.databaseUrl, { max: 2 });
  try {
    await migrateAccess(pool);
    return await work(createKeyStore(pool), createStaffActions(pool, systemClock));
  } finally {
    await pool.end();
  }
}
