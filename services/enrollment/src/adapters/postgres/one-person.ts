import { fromId, toId } from '@loyalty/service-host';
import type pg from 'pg';

const TOGETHER = `
  with person as (
    select coalesce((select root from enrollment.standings where member = $1), $1::uuid) as root
  )
  select root as member from person
  union select s.member from enrollment.standings s join person on s.root = person.root`;

/** All members (`mem_…`) who have turned out to be one person with this one, itself too; nobody where it is none of ours. */
export function onePerson(pool: pg.Pool): (member: string) => Promise<readonly string[]> {
  return async (member) => {
    const id = fromId('mem', member);
    if (id === undefined) return [];
    const values = [id];
    const { rows } = await pool.query<{ member: string }>({ name: 'enrollment-one-person', text: TOGETHER, values });
    return rows.map((row) => toId('mem', row.member)).sort();
  };
}
