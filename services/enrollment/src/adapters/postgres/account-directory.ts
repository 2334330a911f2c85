import { fromId, toId } from '@loyalty/service-host';
import type pg from 'pg';

/** Whose an account is; asked for accounts that nothing has happened to yet. */
export interface AccountOwner {
  readonly member: string;
  readonly programme: string;
  /** Nobody is there any more who could have anything. */
  readonly erased?: true;
}

const FIND = `
  select found.member, found.programme, members.erased_at is not null as erased
  from (
    select member, programme from enrollment.accounts where id = $1
    union all select member, programme from enrollment.former_accounts where id = $1
  ) as found
  left join enrollment.members on members.id = found.member`;

interface Row {
  readonly member: string;
  readonly programme: string;
  readonly erased: boolean;
}

export function accountDirectory(pool: pg.Pool): (account: string) => Promise<AccountOwner | undefined> {
  return async (account) => {
    const id = fromId('acc', account);
    if (id === undefined) return undefined;
    const { rows } = await pool.query<Row>({ name: 'enrollment-account', text: FIND, values: [id] });
    const [row] = rows;
    if (!row) return undefined;
    return { member: toId('mem', row.member), programme: row.programme, ...(row.erased && { erased: true }) };
  };
}
