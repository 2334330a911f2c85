import type pg from 'pg';
import type { ProgrammeOccasions } from '../../application/occasions.js';

/**
 * Of these rows (member, programme, joined_at) those who joined where joining earns. It is a part of the statement that
 * makes the account, so that neither stands without the other.
 */
export const welcome = (joined: string): string => `
  insert into enrollment.occasions (member, programme, occasion, occurred_at)
  select j.member, j.programme, 'joined', j.joined_at from ${joined} j
  where exists (select from enrollment.welcoming w where w.programme = j.programme)
  on conflict do nothing
  returning member`;

const FORGET = `delete from enrollment.welcoming where programme <> all($1::text[])`;
const LEARN = `
  insert into enrollment.welcoming (programme, since)
  select * from unnest($1::text[], $2::timestamptz[]) on conflict do nothing`;
const NEWS = `select programme from enrollment.welcoming where not looked_back`;
const WAIT = `lock table enrollment.accounts in share mode`;

/**
 * Who joined after a programme said that joining earns and before it was known here. Only accounts that members made by
 * joining: whom a merge or a household gave an account has not joined with it.
 */
const LOOK_BACK = `
  insert into enrollment.occasions (member, programme, occasion, occurred_at)
  select e.member, e.programme, 'joined', a.joined_at
  from enrollment.welcoming w
  join enrollment.member_events e on e.programme = w.programme and e.type = 'joined'
  join enrollment.accounts a on a.id = e.account and a.member = e.member
  join enrollment.members m on m.id = e.member and not m.is_household and m.erased_at is null
  where w.programme = any($1) and not w.looked_back and a.joined_at >= w.since
    and e.id > (select event from enrollment.occasions_begin)
  on conflict do nothing`;
const LOOKED_BACK = `update enrollment.welcoming set looked_back = true where programme = any($1)`;

/** Keeps which programmes welcome those who join. Answers how many were found who had joined meanwhile. */
export async function learnWelcoming(pool: pg.Pool, programmes: readonly ProgrammeOccasions[]): Promise<number> {
  const welcoming = programmes.flatMap(({ programme, joinedSince }) =>
    joinedSince === undefined ? [] : [{ programme, since: new Date(joinedSince) }],
  );
  const ids = welcoming.map(({ programme }) => programme);
  await pool.query(FORGET, [ids]);
  await pool.query(LEARN, [ids, welcoming.map(({ since }) => since)]);
  const { rows } = await pool.query<{ programme: string }>(NEWS);
  if (rows.length === 0) return 0;
  const news = rows.map(({ programme }) => programme);
  // Whoever joins from now on sees the row. Those who were joining when it was written are waited for.
  const client = await pool.connect();
  let failure: unknown;
  try {
    await client.query('begin');
    await client.query(WAIT);
    await client.query('commit');
    const { rowCount } = await client.query(LOOK_BACK, [news]);
    await client.query(LOOKED_BACK, [news]);
    return rowCount ?? 0;
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    client.release(failure !== undefined);
  }
}
