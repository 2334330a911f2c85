import { randomUUID } from 'node:crypto';
import { Bell } from '../bell.js';
import { deal, type Member } from '../members/deal.js';
import { Hand } from '../members/hand.js';
import { nameOf } from '../partition-name.js';
import type { PartitionSource } from '../members/partition-run.js';
import type { Subscription } from '../messaging.js';
import { Pauses } from '../pauses.js';
import type { Lock, LockSession } from './lock-session.js';
import type { BusTables, Topics } from './topics.js';

interface Surroundings {
  readonly tables: BusTables;
  readonly topics: Topics;
  readonly source: PartitionSource;
  readonly locks: LockSession;
  /** Tells the other members that somebody came, went, or let go of a partition. */
  readonly announce: (group: string) => Promise<void>;
}

/** How long a change stays unnoticed when its announcement was lost; the dead announce nothing. */
const LOOK_MS = 500;

/**
 * One member of a group. It looks who else is alive, deals the partitions as they all do, lets go of what is no longer
 * its own, and takes what is once the one who had it has unlocked it.
 */
export class Membership {
  readonly hand: Hand;
  readonly #id = randomUUID();
  readonly #bell = new Bell();
  readonly #pauses = new Pauses({ firstMs: 50, mostMs: 5_000 });
  readonly #locks = new Map<string, Lock>();
  readonly #running: Promise<void>;
  #own: Lock | undefined;
  #left = false;

  constructor(
    private readonly around: Surroundings,
    private readonly subscription: Subscription,
  ) {
    this.hand = new Hand(around.source, subscription);
    this.#running = this.#run();
  }

  get group(): string {
    return this.subscription.group;
  }

  /** Something about the group, or the session itself, is no longer as it was. */
  look(): void {
    this.#bell.ring();
  }

  async leave(): Promise<void> {
    this.#left = true;
    this.#bell.ring();
    await Promise.all([this.hand.giveUpAll(), this.#running]);
    await this.#dropAll();
    await this.#own?.release();
    await this.around.tables.pool.query(`delete from ${this.around.tables.schema}.members where id = $1`, [this.#id]);
    await this.around.announce(this.group);
  }

  async #run(): Promise<void> {
    while (!this.#left) {
      try {
        await this.#settle();
        this.#pauses.succeeded();
        await this.#bell.wait(LOOK_MS);
      } catch (error) {
        this.subscription.onError(error);
        await this.#bell.wait(this.#pauses.nextMs());
      }
    }
  }

  async #settle(): Promise<void> {
    if (this.#own?.isHeld() !== true) {
      // The session ended and others may have what was ours: nothing is taken up before it has been let go of.
      await this.#dropAll();
      await this.#join();
    }
    const mine = await this.#share();
    const names = new Set(mine.map(nameOf));
    const lost = this.hand.partitions().filter((partition) => !names.has(nameOf(partition)));
    for (const partition of lost) {
      await this.hand.giveUp(partition);
      await this.#unlock(nameOf(partition));
    }
    if (lost.length > 0) await this.around.announce(this.group);
    for (const partition of mine) {
      if (this.hand.has(partition)) continue;
      const lock = await this.around.locks.tryLock(`${this.around.tables.schema} ${this.group} ${nameOf(partition)}`);
      if (lock === undefined) continue;
      this.#locks.set(nameOf(partition), lock);
      if (!this.#left) this.hand.take(partition);
    }
  }

  async #join(): Promise<void> {
    const { schema, pool } = this.around.tables;
    const name = `${schema} member ${this.#id}`;
    this.#own = await this.around.locks.tryLock(name);
    await pool.query(
      `insert into ${schema}.members (id, group_name, topics, lock_name) values ($1, $2, $3, $4) on conflict do nothing`,
      [this.#id, this.group, this.subscription.topics, name],
    );
    await this.around.announce(this.group);
  }

  async #share(): Promise<{ topic: string; partition: number }[]> {
    const members = await livingMembers(this.around.tables, this.group);
    const topics = new Set(members.flatMap((member) => member.topics));
    const counts = await Promise.all(
      [...topics].map(async (topic) => [topic, await this.around.topics.partitions(topic)] as const),
    );
    return (deal(new Map(counts), members).get(this.#id) ?? []).map(([topic, partition]) => ({ topic, partition }));
  }

  async #dropAll(): Promise<void> {
    await this.hand.giveUpAll();
    for (const name of this.#locks.keys()) await this.#unlock(name);
  }

  async #unlock(name: string): Promise<void> {
    const lock = this.#locks.get(name);
    this.#locks.delete(name);
    await lock?.release();
  }
}

/** The dead are forgotten at once, and their rows after a while. */
async function livingMembers({ pool, schema }: BusTables, group: string): Promise<readonly Member[]> {
  const { rows } = await pool.query<{ id: string; topics: string[]; alive: boolean; old: boolean }>({
    name: `members-${schema}`,
    text: `
      select id, topics, exists (
        select from pg_locks
        where locktype = 'advisory' and granted and objsubid = 1
          and database = (select oid from pg_database where datname = current_database())
          and ((classid::int8 << 32) | objid::int8) = hashtextextended(lock_name, 0)
      ) as alive, joined_at < now() - interval '1 minute' as old
      from ${schema}.members where group_name = $1`,
    values: [group],
  });
  const dead = rows.filter(({ alive, old }) => !alive && old).map(({ id }) => id);
  if (dead.length > 0) await pool.query(`delete from ${schema}.members where id = any($1)`, [dead]);
  return rows.filter(({ alive }) => alive);
}
