import { fromId, toId } from '@loyalty/service-host';
import type pg from 'pg';

/** Somebody of a programme, and the account in which their points are. */
export interface Person {
  /** `mem_…` */
  readonly member: string;
  /** `acc_…` */
  readonly account: string;
}

export interface PeopleQuery {
  readonly programme: string;
  /** `mem_…`, the last of the page before; empty at the beginning. */
  readonly after: string;
  readonly limit: number;
}

const FIRST = '00000000-0000-0000-0000-000000000000';

/** Who was merged is another member now, and a household is nobody: it is its people who are listed, each with its account. */
const PAGE = `
  select m.id as member, a.id as account
  from enrollment.members m
  left join enrollment.standings s on s.member = m.id
  join enrollment.accounts a on a.member = coalesce(s.stands_as, m.id) and a.programme = $1
  where m.id > $2 and m.erased_at is null and not m.is_household and coalesce(s.root, m.id) = m.id
  order by m.id limit $3`;

/** In the order of their ids; nothing about the people themselves. */
export function peoplePages(pool: pg.Pool): (query: PeopleQuery) => Promise<readonly Person[]> {
  return async ({ programme, after, limit }) => {
    const from = after === '' ? FIRST : fromId('mem', after);
    if (from === undefined) throw new Error(`'${after}' is no id of a member`);
    const values = [programme, from, limit];
    const { rows } = await pool.query<Person>({ name: 'enrollment-people', text: PAGE, values });
    return rows.map(({ member, account }) => ({ member: toId('mem', member), account: toId('acc', account) }));
  };
}
