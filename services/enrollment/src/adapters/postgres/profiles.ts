import type { KeyObject } from 'node:crypto';
import type pg from 'pg';
import { EMPTY_PROFILE, type Profile } from '../../domain/profile.js';
import { MemberKey } from '../crypto/member-key.js';

interface Row {
  readonly id: string;
  readonly profile: Buffer | null;
  readonly wrapped: Buffer | null;
}

const FIND = `
select id, profile, wrapped from enrollment.members left join enrollment.member_keys on member = id
where id = any($1::uuid[])`;

/** Profiles alone, by bare ids: no identity is opened. Who was erased has told nothing; who never was is absent. */
export function profilesIn(
  pool: pg.Pool,
  masterKey: KeyObject,
): (members: readonly string[]) => Promise<ReadonlyMap<string, Profile>> {
  return async (members) => {
    const { rows } = await pool.query<Row>({ name: 'enrollment-profiles', text: FIND, values: [members] });
    return new Map(rows.map((row) => [row.id, open(row, masterKey)]));
  };
}

function open({ id, profile, wrapped }: Row, masterKey: KeyObject): Profile {
  if (!profile || !wrapped) return EMPTY_PROFILE;
  return MemberKey.unwrap(masterKey, id, wrapped).openProfile(id, profile);
}
