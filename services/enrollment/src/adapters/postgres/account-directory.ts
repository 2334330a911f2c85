import { fromId, toId } from '@loyalty/service-host';
import type pg from 'pg';

/** Whose an account is; asked for accounts that nothing has happened to yet. */
export interface AccountOwner {
  readonly member: string;
  readonly programme: string;
}

const FIND = `
  select member, programme from enrollment.accounts where id = $1
  union all select member, programme from enrollment.former_accounts where id = $1`;

export function accountDirectory(pool: pg.Pool): (account: string) => Promise<AccountOwner | undefined> {
  return async (account) => {
    const id = fromId('acc', account);
    if (id === undefined) return undefined;
    const { rows } = await pool.query<AccountOwner>({ name: 'enrollment-account', text: FIND, values: [id] });
    const [row] = rows;
    return row && { member: toId('mem', row.member), programme: row.programme };
  };
}
