import type pg from 'pg';
import type { Joiner } from '../../application/recognition.js';
import type { Enrolling } from './enrol-newcomers.js';
import { storable } from './storable.js';
import { welcome } from './welcoming.js';

/** Held in order, so that two processes do not deadlock, and against an identity that is being added at this moment. */
const HOLD = `
  select id from enrollment.members where id = any($1::uuid[]) and erased_at is null order by id for update`;

/** The account is that of whom a member stands as. A statement of its own after the locks, so that it sees every identity that was added before them. */
const JOIN = `
  with joining as (
    select distinct on (coalesce(s.stands_as, j.member), j.programme)
           j.id, coalesce(s.stands_as, j.member) as holder, j.member, j.programme, j.joined_at, j.enrolled_by
    from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::text[])
      as j (id, member, programme, joined_at, enrolled_by)
    left join enrollment.standings s on s.member = j.member
  ), joined as (
    insert into enrollment.accounts (id, member, programme, joined_at, enrolled_by)
    select id, holder, programme, joined_at, enrolled_by from joining
    on conflict (member, programme) do nothing
    returning *
  ), new_occasions as (${welcome('(select n.member, n.programme, n.joined_at from joining n join joined using (id))')}
  )
  insert into enrollment.waiting_claims (member, account, programme, strangers, joined_at)
  select member, id, programme,
         member || array(
           select i.id from enrollment.identities i
           where i.member = joined.member
              or i.member in (select s.member from enrollment.standings s where s.stands_as = joined.member)
           order by i.id), joined_at
  from joined`;

/** Accounts in further programmes. What waited there under the member's id or identities is the member's now. */
export async function joinProgrammes(
  pool: pg.Pool,
  joiners: readonly Joiner[],
  { newId, wakeCourier }: Pick<Enrolling, 'newId' | 'wakeCourier'>,
): Promise<void> {
  const client = await pool.connect();
  let failure: unknown;
  try {
    await client.query('begin');
    const held = await client.query<{ id: string }>(HOLD, [joiners.map(({ memberId }) => memberId)]);
    const present = new Set(held.rows.map(({ id }) => id));
    const joining = joiners.filter(({ memberId }) => present.has(memberId));
    await client.query(JOIN, [
      joining.map(() => newId()),
      joining.map(({ memberId }) => memberId),
      joining.map(({ programme }) => storable(programme)),
      joining.map(({ at }) => new Date(at)),
      joining.map(({ enrolledBy }) => storable(enrolledBy)),
    ]);
    await client.query('commit');
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    // A connection on which something failed is closed, which also rolls back.
    client.release(failure !== undefined);
  }
  wakeCourier();
}
