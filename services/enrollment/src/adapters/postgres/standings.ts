import type { EntityManager } from 'typeorm';
import type { StandingRecords } from '../../application/ports.js';
import type { MemberStanding, StandingChange, StandingKind } from '../../domain/standing.js';
import { announceRemoval } from './removals.js';

interface StandingRow {
  readonly member: string;
  readonly root: string;
  readonly household: string | null;
  readonly together: readonly string[];
}

const STANDING = `
  with asked as (
    select member, coalesce(s.root, member) as root, s.household
    from unnest($1::uuid[]) as m (member) left join enrollment.standings s using (member)
  )
  select member, root, household,
         root || array(select s.member from enrollment.standings s where s.root = asked.root and s.member <> asked.root
                       order by s.member) as together
  from asked`;

/** As whom members stand; in no order. */
export async function standingsOf(
  manager: Pick<EntityManager, 'query'>,
  members: readonly string[],
): Promise<ReadonlyMap<string, MemberStanding>> {
  const rows = await manager.query<readonly StandingRow[]>(STANDING, [members]);
  return new Map(
    rows.map(({ member, root, household, together }) => [
      member,
      { member, root, together, ...(household !== null && { household }) },
    ]),
  );
}

/** Who is in a household; of those who are one, the one they are. */
export async function membersOf(manager: Pick<EntityManager, 'query'>, household: string): Promise<readonly string[]> {
  const rows = await manager.query<readonly { readonly root: string }[]>(
    'select distinct root from enrollment.standings where household = $1 order by root',
    [household],
  );
  return rows.map(({ root }) => root);
}

/** Of a member, whichever side of it they were on; the oldest first. */
export async function changesOf(
  manager: Pick<EntityManager, 'query'>,
  member: string,
): Promise<readonly StandingChange[]> {
  const rows = await manager.query<readonly ChangeRow[]>(
    'select * from enrollment.standing_changes where member = $1 or other = $1 order by changed_at, id',
    [member],
  );
  return rows.map(toChange);
}

interface ChangeRow {
  readonly id: string;
  readonly kind: StandingKind;
  readonly member: string;
  readonly other: string;
  readonly undoes: string | null;
  readonly undone_by: string | null;
  readonly takes: string | null;
  readonly actor: string;
  readonly reason: string;
  readonly changed_at: Date;
}

/** Changes of who stands for whom are few, and each looks at several members: they go one after the other. */
const ONE_AT_A_TIME = `select pg_advisory_xact_lock(hashtextextended('enrollment.standings', 0))`;

const SET = `
  insert into enrollment.standings (member, root, household)
  select member, $2, $3 from unnest($1::uuid[]) as m (member)
  on conflict (member) do update set root = excluded.root, household = excluded.household`;

/** Copies of who is who are told the account in which these members earn from now on, in each programme. */
const TELL = `
  insert into enrollment.member_events (shard, type, member, occurred_at, programme, account, enrolled_by)
  select enrollment.shard_of_member(m.member), 'joined', m.member,
         coalesce(own.joined_at, a.joined_at), a.programme, a.id, own.enrolled_by
  from unnest($1::uuid[]) as m (member)
  join enrollment.accounts a on a.member = $2
  left join enrollment.accounts own on own.member = m.member and own.programme = a.programme
  order by m.member`;

export function standingRecords(transaction: EntityManager): StandingRecords {
  return {
    async holdStandings(members) {
      await transaction.query(ONE_AT_A_TIME);
      return standingsOf(transaction, members);
    },

    async addHousehold(household, at) {
      await transaction.query('insert into enrollment.members (id, joined_at, is_household) values ($1, $2, true)', [
        household,
        new Date(at),
      ]);
    },

    async retireAccounts(member, at) {
      await transaction.query(
        `with retired as (delete from enrollment.accounts where member = $1 returning id, member, programme)
         insert into enrollment.former_accounts (id, member, programme, until)
         select id, member, programme, $2 from retired`,
        [member, new Date(at)],
      );
    },

    async stand(members, { root, household }) {
      await transaction.query(SET, [members, root, household ?? null]);
      await transaction.query(TELL, [members, household ?? root]);
      for (const member of members) await announceRemoval(transaction, member);
    },

    async addChange({ id, kind, member, other, undoes, takes, partOf, actor, reason, changedAt }) {
      await transaction.query(
        `insert into enrollment.standing_changes (id, kind, member, other, undoes, takes, part_of, actor, reason, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [id, kind, member, other, undoes ?? null, takes ?? null, partOf ?? null, actor, reason, new Date(changedAt)],
      );
      if (undoes !== undefined) {
        await transaction.query('update enrollment.standing_changes set undone_by = $2 where id = $1', [undoes, id]);
      }
    },

    async findChange(id) {
      const rows = await transaction.query<readonly ChangeRow[]>(
        'select * from enrollment.standing_changes where id = $1',
        [id],
      );
      return rows.map(toChange)[0];
    },

    async openChanges(kind, about) {
      const rows = await transaction.query<readonly ChangeRow[]>(
        `select * from enrollment.standing_changes
         where kind = $1 and undone_by is null and (member = any($2::uuid[]) or other = any($2::uuid[])) order by id`,
        [kind, about],
      );
      return rows.map(toChange);
    },

    async movesOfChange(change) {
      const rows = await transaction.query<readonly { readonly id: string; readonly programme: string }[]>(
        'select id, programme from enrollment.moves where change = $1 order by place',
        [change],
      );
      return rows;
    },

    async addMoves(change, moves) {
      for (const { id, programme, fromAccount, toAccount, members, whole, undoes } of moves) {
        await transaction.query(
          `insert into enrollment.moves (id, change, programme, from_account, to_account, members, whole, undoes)
           values ($1, $2, $3, $4, $5, $6, $7, $8)`,
          [id, change, programme, fromAccount, toAccount, members, whole, undoes ?? null],
        );
      }
    },
  };
}

function toChange({ undoes, undone_by: undoneBy, changed_at: at, ...row }: ChangeRow): StandingChange {
  const { id, kind, member, other, takes, actor, reason } = row;
  return {
    id,
    kind,
    member,
    other,
    actor,
    reason,
    changedAt: at.getTime(),
    ...(undoes !== null && { undoes }),
    ...(undoneBy !== null && { undoneBy }),
    ...(takes !== null && { takes }),
  };
}
