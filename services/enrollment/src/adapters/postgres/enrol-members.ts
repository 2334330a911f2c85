import type { KeyObject } from 'node:crypto';
import { errorCode } from '@loyalty/postgres';
import type pg from 'pg';
import { gather } from '../../application/gather.js';
import type { Fingerprints, NewEnrolment } from '../../application/ports.js';
import { MemberKey } from '../crypto/member-key.js';
import { welcome } from './welcoming.js';

export interface EnrolSecrets {
  readonly masterKey: KeyObject;
  readonly fingerprints: Fingerprints;
}

/**
 * Many at once, each all of it or nothing. Who asks again, or brings an identity that is someone's, is left out. Where
 * only some of their identities were free, or another process was faster, a key is violated at the end of the
 * statement (an identity whose member was not made, a write twice) and nothing of it stands.
 */
const ENROL = `
  with asked as (
    select * from unnest($1::bytea[], $2::uuid[], $3::uuid[], $4::text[], $5::bytea[], $6::bytea[], $7::text[], $8::timestamptz[], $9::int[])
      as a (key, member, account, fields, profile, wrapped, programme, joined_at, identities)
    where not exists (select from enrollment.writes w where w.key = a.key)
  ), offered as (
    select * from unnest($10::uuid[], $11::bytea[], $12::text[], $13::bytea[], $14::uuid[], $15::bytea[]) as o (id, hash, kind, sealed, member, shared_hash)
  ), attached as (
    insert into enrollment.identities as known (id, hash, kind, sealed, added_at, member, shared_hash)
    select o.id, o.hash, o.kind, o.sealed, a.joined_at, a.member, o.shared_hash from offered o join asked a using (member) order by o.hash
    on conflict (hash) do update
      set member = excluded.member, sealed = excluded.sealed, added_at = excluded.added_at, shared_hash = excluded.shared_hash
      where known.member is null
    returning id, hash, member
  ), enrolled as (
    select * from asked a where a.identities = (select count(*) from attached t where t.member = a.member)
  ), new_members as (
    insert into enrollment.members (id, joined_at, profile) select member, joined_at, profile from enrolled
  ), new_keys as (
    insert into enrollment.member_keys (member, wrapped) select member, wrapped from enrolled
  ), new_accounts as (
    insert into enrollment.accounts (id, member, programme, joined_at) select account, member, programme, joined_at from enrolled
  ), new_writes as (
    insert into enrollment.writes (key, operation, member, subject, fields, written_at)
    select key, 'enrol', member, account, fields::jsonb, now() from enrolled
  ), new_claims as (
    insert into enrollment.waiting_claims (member, account, programme, strangers, joined_at)
    select e.member, e.account, e.programme, array_agg(t.id order by t.id), e.joined_at
    from enrolled e join attached t using (member) join offered o using (hash) where o.id <> t.id
    group by e.member, e.account, e.programme, e.joined_at
    returning member
  ), new_occasions as (${welcome('enrolled')}
  )
  select member, exists (select from new_claims c where c.member = enrolled.member)
    or exists (select from new_occasions o where o.member = enrolled.member) as waited from enrolled`;

/** Violated keys, a row that two of one statement want, a deadlock: somebody was in the way. */
const IN_THE_WAY: ReadonlySet<string | undefined> = new Set(['23505', '23503', '21000', '40P01']);
const GATHERING = { atOnceMax: 100, lanes: 2 };

export function enrolMembers(
  pool: pg.Pool,
  { masterKey, fingerprints, wakeCourier }: EnrolSecrets & { readonly wakeCourier: () => void },
): (enrolment: NewEnrolment) => Promise<boolean> {
  const enrolTogether = async (proposed: readonly Proposed[]): Promise<readonly boolean[]> => {
    const { rows } = await pool.query<{ member: string; waited: boolean }>({
      name: 'enrollment-enrol-members',
      text: ENROL,
      values: parametersOf(proposed),
    });
    if (rows.some(({ waited }) => waited)) wakeCourier();
    const enrolled = new Set(rows.map(({ member }) => member));
    return proposed.map(({ write }) => enrolled.has(write.member));
  };

  const enrolAll = async (proposed: readonly Proposed[]): Promise<readonly boolean[]> => {
    try {
      return await enrolTogether(proposed);
    } catch (error) {
      if (!IN_THE_WAY.has(errorCode(error))) throw error;
    }
    if (proposed.length === 1) return [false];
    return (await Promise.all(proposed.map((one) => enrolAll([one])))).flat();
  };

  const enrol = gather(enrolAll, GATHERING);
  return async (enrolment) => {
    const [enrolled = false] = await enrol([propose(enrolment, { masterKey, fingerprints })]);
    return enrolled;
  };
}

/** Sealed with a key of the member's own. */
type Proposed = ReturnType<typeof propose>;

function propose({ write, profile, identities, account }: NewEnrolment, { masterKey, fingerprints }: EnrolSecrets) {
  const key = MemberKey.create();
  return {
    write,
    account,
    profile: key.sealProfile(write.member, profile),
    wrapped: key.wrap(masterKey, write.member),
    identities: identities.map(({ id, identity }) => {
      const hash = fingerprints.identity(identity);
      const shared = fingerprints.shared(identity);
      const sealed = key.sealIdentity(hash, identity.value);
      return { id, hash, shared, kind: identity.kind, sealed, member: write.member };
    }),
  };
}

function parametersOf(proposed: readonly Proposed[]): unknown[] {
  const identities = proposed.flatMap((one) => one.identities);
  return [
    proposed.map(({ write }) => write.key),
    proposed.map(({ write }) => write.member),
    proposed.map(({ account }) => account.id),
    proposed.map(({ write }) => JSON.stringify(write.fields)),
    proposed.map(({ profile }) => profile),
    proposed.map(({ wrapped }) => wrapped),
    proposed.map(({ account }) => account.programme),
    proposed.map(({ account }) => new Date(account.joinedAt)),
    proposed.map((one) => one.identities.length),
    identities.map(({ id }) => id),
    identities.map(({ hash }) => hash),
    identities.map(({ kind }) => kind),
    identities.map(({ sealed }) => sealed),
    identities.map(({ member }) => member),
    identities.map(({ shared }) => shared),
  ];
}
