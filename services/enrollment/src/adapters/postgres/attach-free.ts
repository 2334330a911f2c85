import type { EntityManager } from 'typeorm';
import type { Attachment, NewIdentity } from '../../application/ports.js';

export type SealedIdentity = NewIdentity & { readonly hash: Buffer; readonly shared: Buffer; readonly sealed: Buffer };

/**
 * A stranger's row keeps its id, since purchases wait under it. A row that is someone's already is not returned. In
 * order of hash: two changes that attach the same identities then wait for each other instead of deadlocking.
 */
const ATTACH = `
  insert into enrollment.identities as known (id, hash, shared_hash, kind, sealed, added_at, member)
  select id, hash, shared_hash, kind, sealed, added_at, $1::uuid
  from unnest($2::uuid[], $3::bytea[], $4::text[], $5::bytea[], $6::timestamptz[], $7::bytea[]) as added (id, hash, kind, sealed, added_at, shared_hash)
  order by hash
  on conflict (hash) do update
    set member = excluded.member, sealed = excluded.sealed, added_at = excluded.added_at, shared_hash = excluded.shared_hash
    where known.member is null
  returning id, hash`;

/** Attaches what is nobody's yet; says of each whether it was. */
export async function attachFree(
  transaction: EntityManager,
  member: string,
  identities: readonly SealedIdentity[],
): Promise<readonly Attachment[]> {
  const rows = await transaction.query<readonly { readonly id: string; readonly hash: Buffer }[]>(ATTACH, [
    member,
    identities.map(({ id }) => id),
    identities.map(({ hash }) => hash),
    identities.map(({ identity }) => identity.kind),
    identities.map(({ sealed }) => sealed),
    identities.map(({ addedAt }) => new Date(addedAt)),
    identities.map(({ shared }) => shared),
  ]);
  return identities.map(({ id, hash, identity }): Attachment => {
    const attached = rows.find((row) => row.hash.equals(hash));
    if (attached === undefined) return { taken: true, identity };
    return { taken: false, identity, id: attached.id, waited: attached.id !== id };
  });
}
