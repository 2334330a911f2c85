import type { MemberEvent } from '@loyalty/contracts';
import { fromId, toId } from '@loyalty/service-host';
import type { Pool, PoolClient } from 'pg';
import type { Told } from '../../application/members/copy-age.js';
import type { Known, Sought } from '../../application/members/known-members.js';
import { whatRemains } from './what-remains.js';

/** The copy of who is who, in rows. */
export interface MemberCopy {
  /** How far each shard was taken in. */
  places(): Promise<ReadonlyMap<number, number>>;
  /**
   * Takes in what is new of these, which are of one shard and in order.
   * @throws CopyCut when something before them is missing: somebody has emptied the copy.
   */
  take(shard: number, events: readonly MemberEvent[]): Promise<void>;
  look(sought: readonly Sought[]): Promise<readonly (Known | undefined)[]>;
  told(): Promise<Told | undefined>;
  keepTold(told: Told): Promise<void>;
}

export class CopyCut extends Error {
  constructor(
    readonly shard: number,
    readonly place: number,
  ) {
    super(`the copy of shard ${shard} of the members stands at ${place}, before what it was to be given`);
    this.name = 'CopyCut';
  }
}

const LOOK = `
  select coalesce(i.member, sought.member) as member, a.account, a.joined_at, a.enrolled_by
  from unnest($1::bytea[], $2::uuid[], $3::text[]) with ordinality as sought (hash, member, programme, place)
  left join lateral (
    select member from accrual.known_identities where hash = sought.hash limit 1) i on true
  left join lateral (
    select account, joined_at, enrolled_by from accrual.known_accounts
    where member = coalesce(i.member, sought.member) and programme = sought.programme limit 1) a on true
  order by place`;

/** In order, so that two shards that bring one identity at the same time wait for each other. */
const ATTACH = `
  insert into accrual.known_identities as known (hash, identity, member, version)
  select * from unnest($1::bytea[], $2::uuid[], $3::uuid[], $4::bigint[]) as a (hash, identity, member, version) order by hash
  on conflict (hash) do update
    set identity = excluded.identity, member = excluded.member, version = excluded.version
    where known.version < excluded.version`;

const JOIN = `
  insert into accrual.known_accounts (member, programme, account, joined_at, enrolled_by)
  select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::bigint[], $5::text[])
  on conflict (member, programme) do update
    set account = excluded.account, joined_at = excluded.joined_at, enrolled_by = excluded.enrolled_by`;

interface FoundRow {
  readonly member: string | null;
  readonly account: string | null;
  readonly joined_at: string | null;
  readonly enrolled_by: string | null;
}

export function memberCopyInPostgres(pool: Pool): MemberCopy {
  return {
    async places() {
      const { rows } = await pool.query<{ shard: number; position: string }>(
        'select shard, position from accrual.known_places',
      );
      return new Map(rows.map(({ shard, position }) => [shard, Number(position)]));
    },

    take: (shard, events) => take(pool, shard, events),

    async look(sought) {
      const { rows } = await pool.query<FoundRow>({
        name: 'accrual-look-members',
        text: LOOK,
        values: [
          sought.map(({ hash }) => hash ?? null),
          sought.map(({ member }) => member ?? null),
          sought.map(({ programme }) => programme.replaceAll('\0', '\uFFFD')),
        ],
      });
      return rows.map(toKnown);
    },

    async told() {
      const { rows } = await pool.query<{ at: string; positions: readonly string[] }>(
        'select told_at as at, positions from accrual.known_until',
      );
      const [row] = rows;
      return row && { at: Number(row.at), positions: row.positions.map(Number) };
    },

    async keepTold({ at, positions }) {
      await pool.query(
        `insert into accrual.known_until (told_at, positions) values ($1, $2)
         on conflict (id) do update set told_at = excluded.told_at, positions = excluded.positions
         where accrual.known_until.told_at < excluded.told_at`,
        [Math.floor(at), positions],
      );
    },
  };
}

/** Effect and place in one transaction, which begins at the place: what another process has taken in is left out. */
async function take(pool: Pool, shard: number, events: readonly MemberEvent[]): Promise<void> {
  const client = await pool.connect();
  let failure: unknown;
  try {
    // It need not wait for the disk: what a crash loses is read again.
    await client.query('begin; set local synchronous_commit = off');
    await client.query('insert into accrual.known_places values ($1, 0) on conflict do nothing', [shard]);
    const { rows } = await client.query<{ position: string }>(
      'select position from accrual.known_places where shard = $1 for update',
      [shard],
    );
    const place = Number(rows[0]?.position ?? 0);
    const fresh = events.filter(({ position }) => position > place);
    const [first, last] = [fresh[0], fresh.at(-1)];
    if (first && last) {
      if (first.position !== place + 1) throw new CopyCut(shard, place);
      await write(client, fresh);
      await client.query('update accrual.known_places set position = $2 where shard = $1', [shard, last.position]);
    }
    await client.query('commit');
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    // A connection on which something failed is closed, which also rolls back.
    client.release(failure !== undefined);
  }
}

async function write(client: PoolClient, events: readonly MemberEvent[]): Promise<void> {
  const { erased, detached, attached, joined } = whatRemains(events);
  if (erased.length > 0) {
    await client.query('delete from accrual.known_identities where member = any($1::uuid[])', [erased.map(bare)]);
    await client.query('delete from accrual.known_accounts where member = any($1::uuid[])', [erased.map(bare)]);
  }
  if (detached.length > 0) {
    await client.query('delete from accrual.known_identities where identity = any($1::uuid[])', [detached.map(bare)]);
  }
  if (attached.length > 0) {
    await client.query(ATTACH, [
      attached.map(({ hash }) => Buffer.from(hash)),
      attached.map(({ identity }) => bare(identity)),
      attached.map(({ member }) => bare(member)),
      attached.map(({ version }) => version),
    ]);
  }
  if (joined.length > 0) {
    await client.query(JOIN, [
      joined.map(({ member }) => bare(member)),
      joined.map(({ programme }) => programme),
      joined.map(({ account }) => bare(account)),
      joined.map(({ occurredAt }) => occurredAt),
      joined.map(({ enrolledBy }) => enrolledBy ?? null),
    ]);
  }
}

const KINDS = ['mem', 'acc', 'str'] as const;

/** The uuid behind an id of the wire. */
function bare(id: string): string {
  for (const kind of KINDS) {
    const uuid = fromId(kind, id);
    if (uuid !== undefined) return uuid;
  }
  throw new Error(`${id} is the id of no member, account or identity`);
}

function toKnown({ member, account, joined_at: joinedAt, enrolled_by: enrolledBy }: FoundRow): Known | undefined {
  if (member === null || account === null || joinedAt === null) return undefined;
  const membership = { member: toId('mem', member), account: toId('acc', account), joinedAt: Number(joinedAt) };
  return { memberId: member, membership: enrolledBy === null ? membership : { ...membership, enrolledBy } };
}
