import type { Pool, PoolClient } from 'pg';
import type { Clock } from './clock.js';

/** A clock that stands still until it is told to move. */
export interface TestClock extends Clock {
  /** Moves forward to an instant; never back, also when another process moved it further meanwhile. */
  moveTo(at: number): Promise<void>;
  close(): Promise<void>;
}

export interface TestClockOptions {
  /** Where a clock that does not exist yet begins; one that stands earlier is moved here. */
  readonly startAt: number;
  /** A production installation refuses to live on a clock that somebody can move. */
  readonly production: boolean;
}

const CHANNEL = 'access_test_clock';
/** Should a notification be lost with its connection, the clock is right again after this long. */
const POLL_MS = 500;

/** The clock in `access.test_clock`, shared by all processes on this database; needs `migrateAccess` first. */
export async function openTestClock(pool: Pool, { startAt, production }: TestClockOptions): Promise<TestClock> {
  if (production) throw new Error('the test clock is refused in production');
  const clock = new SharedTestClock(pool);
  await clock.moveTo(startAt);
  await clock.follow();
  return clock;
}

class SharedTestClock implements TestClock {
  private stands = Number.NEGATIVE_INFINITY;
  private listener: PoolClient | undefined;
  private poll: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(private readonly pool: Pool) {}

  now(): number {
    return this.stands;
  }

  async moveTo(at: number): Promise<void> {
    const { rows } = await this.pool.query<{ now: Date }>(
      `with moved as (
         insert into access.test_clock (now) values ($1)
         on conflict (only_row) do update set now = greatest(test_clock.now, excluded.now)
         returning now
       )
       select now, pg_notify('${CHANNEL}', '') from moved`,
      [new Date(at)],
    );
    this.show(rows[0]?.now);
  }

  /** Sees what other processes do: at once by notification, and by looking now and then. */
  async follow(): Promise<void> {
    await this.listen();
    this.poll = setInterval(() => void this.look(), POLL_MS);
    this.poll.unref();
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.poll);
    this.stopListening();
  }

  private async look(): Promise<void> {
    try {
      if (!this.listener) await this.listen();
      const { rows } = await this.pool.query<{ now: Date }>('select now from access.test_clock');
      this.show(rows[0]?.now);
    } catch {
      // The database is away: the clock stands still until it is back, and whoever needs the database learns it there.
    }
  }

  private async listen(): Promise<void> {
    const client = await this.pool.connect();
    if (this.closed || this.listener) return client.release();
    this.listener = client;
    client.on('error', () => this.stopListening());
    client.on('notification', () => void this.look());
    await client.query(`listen ${CHANNEL}`);
  }

  /** The connection is thrown away: one that listens must not be lent to anybody else. */
  private stopListening(): void {
    const { listener } = this;
    this.listener = undefined;
    listener?.release(true);
  }

  private show(now: Date | undefined): void {
    if (now) this.stands = Math.max(this.stands, now.getTime());
  }
}
