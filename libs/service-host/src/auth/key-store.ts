import type { Pool } from 'pg';
import { newUuid } from '../ids/uuid.js';
import { KeyCache } from './key-cache.js';
import type { KeyVerifier } from './key-verifier.js';
import { keyIdOf, keyUuidOf, newToken } from './token.js';

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdAt: number;
  /** To the hour. */
  readonly lastUsedAt: number | undefined;
  readonly revokedAt: number | undefined;
}

export interface NewKey {
  readonly name: string;
  readonly scopes: readonly string[];
}

export interface KeyStore extends KeyVerifier {
  /** The token is shown here and never again. */
  create(key: NewKey): Promise<{ readonly key: ApiKey; readonly token: string }>;
  /** The oldest first, revoked ones too. */
  list(): Promise<readonly ApiKey[]>;
  /** Undefined when there is no such key. Takes effect here at once, and in other processes within two seconds. */
  revoke(id: string): Promise<ApiKey | undefined>;
}

interface KeyRow {
  readonly id: string;
  readonly name: string;
  readonly scopes: string[];
  readonly secret_hash: Buffer;
  readonly created_at: Date;
  readonly last_used_at: Date | null;
  readonly revoked_at: Date | null;
}

/** The API keys in `access.keys`; needs `migrateAccess` first, and no framework. */
export function createKeyStore(pool: Pool): KeyStore {
  const cache = new KeyCache({
    async load(id) {
      const uuid = keyUuidOf(id);
      if (uuid === undefined) return undefined;
      const { rows } = await pool.query<KeyRow>('select * from access.keys where id = $1 and revoked_at is null', [
        uuid,
      ]);
      const row = rows[0];
      if (!row) return undefined;
      const { name, scopes } = row;
      return {
        secretHash: row.secret_hash,
        usedAt: row.last_used_at?.getTime(),
        actor: { id: keyIdOf(uuid), name, scopes },
      };
    },
    async touch(id) {
      await pool.query('update access.keys set last_used_at = now() where id = $1', [keyUuidOf(id)]);
    },
  });

  return {
    async create({ name, scopes }) {
      const uuid = newUuid();
      const { token, secretHash } = newToken(uuid);
      const { rows } = await pool.query<KeyRow>(
        'insert into access.keys (id, name, scopes, secret_hash, created_at) values ($1, $2, $3, $4, now()) returning *',
        [uuid, name, scopes, secretHash],
      );
      const [row] = rows;
      if (!row) throw new Error('an insert returned no row');
      return { key: keyOf(row), token };
    },

    async list() {
      const { rows } = await pool.query<KeyRow>('select * from access.keys order by id');
      return rows.map(keyOf);
    },

    async revoke(id) {
      const uuid = keyUuidOf(id);
      if (uuid === undefined) return undefined;
      const { rows } = await pool.query<KeyRow>(
        'update access.keys set revoked_at = coalesce(revoked_at, now()) where id = $1 returning *',
        [uuid],
      );
      cache.forget();
      return rows[0] && keyOf(rows[0]);
    },

    verify: (token) => cache.verify(token),
  };
}

function keyOf(row: KeyRow): ApiKey {
  return {
    id: keyIdOf(row.id),
    name: row.name,
    scopes: row.scopes,
    createdAt: row.created_at.getTime(),
    lastUsedAt: row.last_used_at?.getTime(),
    revokedAt: row.revoked_at?.getTime(),
  };
}
