import type { EntityManager } from 'typeorm';
import type pg from 'pg';
import type { ReadContactChanges } from '../../application/ports.js';

/** No programme looks further back. */
const KEPT_MS = 31 * 86_400_000;
/** More says nothing more. */
const TOLD_MAX = 1_000;

/** Within a change of a member; what nobody looks back to any more goes. */
export async function noteContactChange(transaction: EntityManager, member: string, at: number): Promise<void> {
  await transaction.query('delete from enrollment.contact_changes where member = $1 and changed_at < $2', [
    member,
    new Date(at - KEPT_MS),
  ]);
  await transaction.query('insert into enrollment.contact_changes (member, changed_at) values ($1, $2)', [
    member,
    new Date(at),
  ]);
}

/** Of all who are one person since a merge; of a household those of all its members. */
const READ = `
  with person as (
    select $1::uuid as member
    union select root from enrollment.standings where member = $1::uuid
    union select s.member from enrollment.standings s
      join enrollment.standings own on own.member = $1::uuid and s.root = own.root
    union select member from enrollment.standings where root = $1::uuid or stands_as = $1::uuid
  ), lately as (
    select distinct changed_at from enrollment.contact_changes
    where member in (select member from person) and changed_at > $2 order by changed_at desc limit ${TOLD_MAX}
  )
  select changed_at from lately order by changed_at`;

export function contactChangesIn(pool: pg.Pool): ReadContactChanges {
  return async (member, since) => {
    const { rows } = await pool.query<{ changed_at: Date }>({
      name: 'enrollment-contact-changes',
      text: READ,
      values: [member, new Date(since)],
    });
    return rows.map(({ changed_at: at }) => at.getTime());
  };
}
