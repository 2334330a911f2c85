import type { KeyObject } from 'node:crypto';
import { IDENTITY_KINDS } from '@loyalty/contracts';
import { SealBroken } from '@loyalty/service-host';
import type pg from 'pg';
import type { Fingerprints } from '../../application/ports.js';
import { MemberKey } from '../crypto/member-key.js';

export interface Sharing {
  readonly masterKey: KeyObject;
  readonly fingerprints: Pick<Fingerprints, 'shared'>;
}

interface Unshared {
  readonly identity: string;
  readonly hash: Buffer;
  readonly kind: string;
  readonly sealed: Buffer;
  readonly member: string;
  readonly wrapped: Buffer;
}

const AT_ONCE = 500;

/** What somebody else holds is theirs to do, or is being taken off: nobody waits here, so nobody waits for each other. */
const NEXT = `
  select u.identity, i.hash, i.kind, i.sealed, i.member, k.wrapped
  from enrollment.unshared_identities u
  join enrollment.identities i on i.id = u.identity
  join enrollment.member_keys k on k.member = i.member
  where u.identity > $1 order by u.identity limit ${AT_ONCE} for update of u, i skip locked`;

const SHARE = `
  with shared as (
    update enrollment.identities i set shared_hash = s.hash
    from unnest($1::uuid[], $2::bytea[]) as s (id, hash) where i.id = s.id
  )
  delete from enrollment.unshared_identities where identity = any($1::uuid[])`;

const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Identities of before there were copies, or of a process of the last release, get the hash under which other services
 * know them; that is an event (a trigger sees to it). Each page is a transaction, and what is done is no longer in the
 * queue, so it goes on wherever it was ended. Answers how many there were, and how many could not be opened: those stay.
 */
export async function shareIdentities(pool: pg.Pool, sharing: Sharing): Promise<{ shared: number; broken: number }> {
  const sum = { shared: 0, broken: 0 };
  for (let after = FIRST, found = AT_ONCE; found > 0;) {
    const page = await sharePage(pool, after, sharing);
    sum.shared += page.shared;
    sum.broken += page.broken;
    found = page.shared + page.broken;
    after = page.last ?? after;
  }
  return sum;
}

async function sharePage(pool: pg.Pool, after: string, sharing: Sharing) {
  const client = await pool.connect();
  let failure: unknown;
  try {
    await client.query('begin');
    const { rows } = await client.query<Unshared>(NEXT, [after]);
    const hashed = rows.flatMap((row) => {
      const hash = sharedHashOf(row, sharing);
      return hash === undefined ? [] : [{ id: row.identity, hash }];
    });
    if (hashed.length > 0) await client.query(SHARE, [hashed.map(({ id }) => id), hashed.map(({ hash }) => hash)]);
    await client.query('commit');
    return { shared: hashed.length, broken: rows.length - hashed.length, last: rows.at(-1)?.identity };
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    client.release(failure !== undefined);
  }
}

/** Undefined for a row that was changed by hand: its member is asked for, as before, and the others are not held up. */
function sharedHashOf(row: Unshared, { masterKey, fingerprints }: Sharing): Buffer | undefined {
  const kind = IDENTITY_KINDS.find((known) => known === row.kind);
  if (kind === undefined) return undefined;
  try {
    const value = MemberKey.unwrap(masterKey, row.member, row.wrapped).openIdentity(row.hash, row.sealed);
    return fingerprints.shared({ kind, value });
  } catch (error) {
    if (error instanceof SealBroken) return undefined;
    throw error;
  }
}
