import type { MemberEvent } from '@loyalty/contracts';
import { toId } from '@loyalty/service-host';
import type pg from 'pg';

/** What happened to members, in shards whose positions are gapless: 1, 2, 3 … in an order that keeps each member's. */
export interface MemberLog {
  /** The last position of every shard, with all that was committed before it was asked for. */
  heads(): Promise<readonly number[]>;
  readShard(shard: number, after: number, limit: number): Promise<readonly MemberEvent[]>;
  /** Told of shards that have more. Returns how to stop. */
  onCommit(listener: (shard: number) => void): () => void;
}

const AT_ONCE = 5_000;

const IS_ANY_UNPLACED = 'select exists (select from enrollment.member_events where position is null) as any';

/** One gives positions at a time, whichever process it is in. A statement of its own: the next one then sees what it left. */
const HOLD = 'select from enrollment.member_event_heads order by shard for update';

/**
 * Changes of one member wait for each other, so where the later one can be seen, so can the earlier, and its id is the
 * lower one. Of different members nothing needs an order here. A row that is held is one whose hash is being taken away: it
 * is left to the next round, which then sees why. To wait for it could be to wait for one who waits for us.
 */
const PLACE = `
  with unplaced as (
    select id, shard, row_number() over (partition by shard order by id) as next
    from (
      select id, shard from enrollment.member_events where position is null order by id limit $1 for update skip locked
    ) as first
  ), placed as (
    update enrollment.member_events e set position = h.position + u.next
    from unplaced u join enrollment.member_event_heads h using (shard) where e.id = u.id
    returning e.shard
  ), more as (
    select shard, count(*) as events from placed group by shard
  )
  update enrollment.member_event_heads h set position = h.position + more.events
  from more where more.shard = h.shard returning h.shard, more.events::int4 as events`;

const READ = `
  select id, position, type, member, occurred_at, programme, account, enrolled_by, identity, hash
  from enrollment.member_events where shard = $1 and position > $2 order by position limit $3`;

interface EventRow {
  readonly id: string;
  readonly position: string;
  readonly type: string;
  readonly member: string;
  readonly occurred_at: Date;
  readonly programme: string | null;
  readonly account: string | null;
  readonly enrolled_by: string | null;
  readonly identity: string | null;
  readonly hash: Buffer | null;
}

/** Triggers have written the events, without a place; this gives them one, and reads them. */
export class PostgresMemberLog implements MemberLog {
  readonly #listeners = new Set<(shard: number) => void>();
  #placing: Promise<void> | undefined;

  constructor(private readonly pool: pg.Pool) {}

  async heads(): Promise<readonly number[]> {
    // One that is under way may have looked before what the caller means was committed.
    await this.#placing?.catch(() => undefined);
    await this.place();
    const { rows } = await this.pool.query<{ position: string }>({
      name: 'enrollment-member-heads',
      text: 'select position from enrollment.member_event_heads order by shard',
    });
    return rows.map(({ position }) => Number(position));
  }

  async readShard(shard: number, after: number, limit: number): Promise<readonly MemberEvent[]> {
    const { rows } = await this.pool.query<EventRow>({
      name: 'enrollment-read-members',
      text: READ,
      values: [shard, after, limit],
    });
    return rows.map((row) => toEvent(row, shard));
  }

  onCommit(listener: (shard: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Gives a place to all that is committed. Who asks while that is under way shares it. */
  place(): Promise<void> {
    return (this.#placing ??= this.#placeAll().finally(() => (this.#placing = undefined)));
  }

  async #placeAll(): Promise<void> {
    for (let placed = AT_ONCE; placed === AT_ONCE;) {
      const { rows } = await this.pool.query<{ any: boolean }>({
        name: 'enrollment-any-unplaced',
        text: IS_ANY_UNPLACED,
      });
      if (rows[0]?.any !== true) return;
      const shards = await this.#placeSome();
      placed = shards.reduce((sum, { events }) => sum + events, 0);
      for (const { shard } of shards) for (const listener of this.#listeners) listener(shard);
    }
  }

  async #placeSome(): Promise<readonly { readonly shard: number; readonly events: number }[]> {
    const client = await this.pool.connect();
    let failure: unknown;
    try {
      await client.query('begin');
      await client.query(HOLD);
      const { rows } = await client.query<{ shard: number; events: number }>(PLACE, [AT_ONCE]);
      await client.query('commit');
      return rows;
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      // A connection on which something failed is closed, which also rolls back.
      client.release(failure !== undefined);
    }
  }
}

function toEvent(row: EventRow, shard: number): MemberEvent {
  const place = {
    shard,
    position: Number(row.position),
    version: Number(row.id),
    member: toId('mem', row.member),
    occurredAt: row.occurred_at.getTime(),
  };
  switch (row.type) {
    case 'joined': {
      const { programme, enrolled_by: enrolledBy } = row;
      const account = toId('acc', given(row.account, row));
      const joined = { ...place, type: 'joined' as const, programme: given(programme, row), account };
      return enrolledBy === null ? joined : { ...joined, enrolledBy };
    }
    case 'attached': {
      const attached = { ...place, type: 'attached' as const, identity: toId('str', given(row.identity, row)) };
      return row.hash === null ? attached : { ...attached, hash: row.hash };
    }
    case 'detached':
      return { ...place, type: 'detached', identity: toId('str', given(row.identity, row)) };
    case 'erased':
      return { ...place, type: 'erased' };
    default:
      throw new Error(`unknown event of a member in the database: ${row.type}`);
  }
}

function given(value: string | null, { id, type }: EventRow): string {
  if (value === null) throw new Error(`event ${id} of a member, ${type}, lacks what it is about`);
  return value;
}
