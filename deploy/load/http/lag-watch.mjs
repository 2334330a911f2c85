import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const LOOK_EVERY_MS = 3;
const LOOK = `select h.shard, h.position::int8 as head, c.position as read
  from ledger.heads h join balance.checkpoints c on c.shard = h.shard`;

/**
 * Looks with the eyes of a reader of the database, at the ledger and the read model in one statement: when a commit is
 * first seen, and when the read model is first seen to have it. As exact as the looks are close to each other.
 *
 * @param {string} url
 * @param {() => Promise<unknown>} load
 */
export async function lagDuring(url, load) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const lags = new Lags();
  lags.note((await client.query(LOOK)).rows, performance.now());
  let loading = true;
  const loaded = load().finally(() => (loading = false));
  while (loading || lags.waiting > 0) {
    const { rows } = await client.query({ name: 'look', text: LOOK });
    lags.note(rows, performance.now());
    await sleep(LOOK_EVERY_MS);
  }
  await loaded;
  await client.end();
  return lags;
}

class Lags {
  /** @type {Map<number, { head: number, unread: { position: number, events: number, seenAt: number }[] }>} */
  #shards = new Map();
  /** @type {{ ms: number, events: number }[]} */
  #lags = [];

  get waiting() {
    return [...this.#shards.values()].reduce((sum, { unread }) => sum + unread.length, 0);
  }

  /** @param {readonly { shard: number, head: string, read: string }[]} rows @param {number} at */
  note(rows, at) {
    for (const { shard, ...row } of rows) {
      const [head, read] = [Number(row.head), Number(row.read)];
      const known = this.#shards.get(shard) ?? { head, unread: [] };
      this.#shards.set(shard, known);
      if (head > known.head) known.unread.push({ position: head, events: head - known.head, seenAt: at });
      known.head = head;
      while (known.unread[0] !== undefined && known.unread[0].position <= read) {
        const { events, seenAt } = known.unread.shift() ?? { events: 0, seenAt: at };
        this.#lags.push({ ms: at - seenAt, events });
      }
    }
  }

  get events() {
    return this.#lags.reduce((sum, { events }) => sum + events, 0);
  }

  /** Of all events, this part was visible within so many milliseconds. @param {number} part */
  within(part) {
    let missing = this.events * part;
    for (const { ms, events } of [...this.#lags].sort((a, b) => a.ms - b.ms)) {
      missing -= events;
      if (missing <= 0) return ms;
    }
    return 0;
  }
}
