import type { KeyObject } from 'node:crypto';
import type pg from 'pg';
import type { Fingerprints, NewId } from '../../application/ports.js';
import type { Newcomer } from '../../application/recognition.js';
import { MemberKey } from '../crypto/member-key.js';
import { storable } from './storable.js';
import { welcome } from './welcoming.js';

export interface Enrolling {
  readonly masterKey: KeyObject;
  readonly fingerprints: Pick<Fingerprints, 'shared'>;
  readonly newId: NewId;
  /** Something has been written to an outbox. */
  readonly wakeCourier: () => void;
}

/**
 * One statement enrols them all. The unique key on `hash` decides who is first: whoever finds the identity taken writes
 * nothing. Rows go in by order of hash, so two processes with the same newcomers wait for each other and do not
 * deadlock. An identity that was a stranger keeps its id, and what waited under it is handed to the outbox.
 */
const ENROL = `
  with newcomer as (
    select * from unnest($1::bytea[], $2::text[], $3::uuid[], $4::bytea[], $5::uuid[], $6::bytea[], $7::uuid[], $8::text[], $9::text[], $10::timestamptz[], $11::bytea[])
      as n (hash, kind, identity, sealed, member, wrapped, account, programme, enrolled_by, joined_at, shared_hash)
  ), attached as (
    insert into enrollment.identities as known (id, hash, kind, member, sealed, added_at, shared_hash)
    select identity, hash, kind, member, sealed, joined_at, shared_hash from newcomer order by hash
    on conflict (hash) do update
      set member = excluded.member, sealed = excluded.sealed, added_at = excluded.added_at, shared_hash = excluded.shared_hash
      where known.member is null
    returning id, member
  ), enrolled as (
    select n.*, attached.id as known_as from newcomer n join attached using (member)
  ), new_members as (
    insert into enrollment.members (id, joined_at, enrolled_by) select member, joined_at, enrolled_by from enrolled
  ), new_keys as (
    insert into enrollment.member_keys (member, wrapped) select member, wrapped from enrolled
  ), new_accounts as (
    insert into enrollment.accounts (id, member, programme, joined_at, enrolled_by)
    select account, member, programme, joined_at, enrolled_by from enrolled
  ), new_claims as (
    insert into enrollment.waiting_claims (member, account, programme, strangers, joined_at)
    select member, account, programme, array[known_as], joined_at from enrolled where known_as <> identity
    returning member
  ), new_occasions as (${welcome('enrolled')}
  )
  select member from new_claims union all select member from new_occasions`;

export async function enrolNewcomers(
  pool: pg.Pool,
  newcomers: readonly Newcomer[],
  { masterKey, fingerprints, newId, wakeCourier }: Enrolling,
): Promise<void> {
  const proposed = newcomers.map((newcomer) => {
    const member = newId();
    const key = MemberKey.create();
    const sealed = key.sealIdentity(newcomer.hash, newcomer.identity.value);
    return { ...newcomer, member, identityId: newId(), account: newId(), sealed, wrapped: key.wrap(masterKey, member) };
  });

  const { rowCount: toDeliver } = await pool.query({
    name: 'enrollment-enrol',
    text: ENROL,
    values: [
      proposed.map(({ hash }) => hash),
      proposed.map(({ identity }) => identity.kind),
      proposed.map(({ identityId }) => identityId),
      proposed.map(({ sealed }) => sealed),
      proposed.map(({ member }) => member),
      proposed.map(({ wrapped }) => wrapped),
      proposed.map(({ account }) => account),
      proposed.map(({ programme }) => storable(programme)),
      proposed.map(({ enrolledBy }) => storable(enrolledBy)),
      proposed.map(({ at }) => new Date(at)),
      proposed.map(({ identity }) => fingerprints.shared(identity)),
    ],
  });
  if (toDeliver !== 0) wakeCourier();
}
