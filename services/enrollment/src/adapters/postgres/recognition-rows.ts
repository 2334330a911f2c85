import { toId } from '@loyalty/service-host';
import type pg from 'pg';
import type { RecognitionRows, Seen } from '../../application/recognition.js';
import { enrolNewcomers, type Enrolling } from './enrol-newcomers.js';
import { joinProgrammes } from './join-programmes.js';
import { storable } from './storable.js';

interface SeenRow {
  readonly member: string | null;
  readonly account: string | null;
  readonly joined_at: Date | null;
  readonly enrolled_by: string | null;
  readonly stranger: string | null;
}

/**
 * A member who has not joined the programme is waited for under the member's own id, or that of the identity.
 *
 * The account is the one of whom the member stands as; when the member joined stays the member's own.
 *
 * `limit 1` in a lateral join leaves the planner nothing but the keys' indexes. Without it an import into empty tables
 * was planned once as scans and hash joins, and each batch then took longer than the one before.
 */
const LOOK = `
  select coalesce(i.member, m.id) as member, a.id as account,
         coalesce(own.joined_at, a.joined_at) as joined_at, case when own.id is null then a.enrolled_by else own.enrolled_by end as enrolled_by, coalesce(i.id, m.id) as stranger
  from unnest($1::bytea[], $2::uuid[], $3::text[]) with ordinality as asked (hash, member, programme, place)
  left join lateral (
    select id, member from enrollment.identities where hash = asked.hash limit 1) i on true
  left join lateral (
    select id from enrollment.members where id = asked.member and erased_at is null limit 1) m on true
  left join lateral (
    select stands_as from enrollment.standings where member = coalesce(i.member, m.id) limit 1) s on true
  left join lateral (
    select id, joined_at, enrolled_by from enrollment.accounts
    where member = coalesce(i.member, m.id) and programme = asked.programme limit 1) own on true
  left join lateral (
    select id, joined_at, enrolled_by from enrollment.accounts
    where member = coalesce(s.stands_as, i.member, m.id) and programme = asked.programme limit 1) a on true
  order by place`;

const KEEP_STRANGERS = `
  insert into enrollment.identities (id, hash, kind, added_at)
  select id, hash, kind, now() from unnest($1::uuid[], $2::bytea[], $3::text[]) as stranger (id, hash, kind)
  order by hash
  on conflict (hash) do nothing`;

/** The hot path: plain statements on arrays, prepared once per connection. */
export function recognitionRows(pool: pg.Pool, enrolling: Enrolling): RecognitionRows {
  return {
    async look(asked) {
      const { rows } = await pool.query<SeenRow>({
        name: 'enrollment-look',
        text: LOOK,
        values: [
          asked.map(({ hash }) => hash ?? null),
          asked.map(({ member }) => member ?? null),
          asked.map(({ programme }) => storable(programme)),
        ],
      });
      return rows.map(toSeen);
    },

    async keepStrangers(identities) {
      if (identities.length === 0) return;
      await pool.query({
        name: 'enrollment-keep-strangers',
        text: KEEP_STRANGERS,
        values: [
          identities.map(() => enrolling.newId()),
          identities.map(({ hash }) => hash),
          identities.map(({ identity }) => identity.kind),
        ],
      });
    },

    enrol: (newcomers) => enrolNewcomers(pool, newcomers, enrolling),
    join: (joiners) => joinProgrammes(pool, joiners, enrolling),
  };
}

function toSeen(row: SeenRow): Seen {
  const { member, account, joined_at: joinedAt, enrolled_by: enrolledBy, stranger } = row;
  return {
    ...(member !== null && { memberId: member }),
    ...(stranger !== null && { stranger: toId('str', stranger) }),
    ...(member !== null &&
      account !== null &&
      joinedAt !== null && {
        membership: {
          member: toId('mem', member),
          account: toId('acc', account),
          joinedAt: joinedAt.getTime(),
          ...(enrolledBy !== null && { enrolledBy }),
        },
      }),
  };
}
