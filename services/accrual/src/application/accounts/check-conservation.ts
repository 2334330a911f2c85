import type { EventStore } from '@loyalty/event-store';
import { accountStream, booksOf, type Imbalance, imbalances, type LedgerEvent } from '@loyalty/ledger';

export type ConservationPorts = Pick<EventStore, 'shards' | 'readShard' | 'readStream' | 'load'>;

export interface Sample {
  readonly account: string;
  /** Empty: every point issued to it is somewhere. */
  readonly imbalances: readonly Imbalance[];
}

const EVENTS_AT_ONCE = 50;
const PAGE = 1_000;
/**
 * A sample is to cost the doors nothing: a look ends with so many events, and an account that has more of them is left to
 * `loyalty verify`.
 */
const EVENTS_MAX = 2_000;

/**
 * A sample that rolls through the log, some accounts at each step: what was posted to each by its events, from the first
 * on, must be what it holds as decisions see it, whatever was remembered of it on the way.
 */
export class ConservationCheck {
  #shard = 0;
  readonly #read = new Map<number, number>();

  constructor(private readonly store: ConservationPorts) {}

  async next(): Promise<readonly Sample[]> {
    const samples: Sample[] = [];
    let events = 0;
    for (const account of await this.#accounts()) {
      if (events > EVENTS_MAX) break;
      const { version, state } = await this.store.load(accountStream, account);
      if (version > EVENTS_MAX) continue;
      events += version;
      samples.push({ account, imbalances: imbalances(booksOf(await this.#history(account, version)), state) });
    }
    return samples;
  }

  /** Of the next shard that has some; at the end of a shard it begins anew. */
  async #accounts(): Promise<ReadonlySet<string>> {
    for (let tries = 0; tries < this.store.shards; tries += 1) {
      const shard = this.#shard;
      this.#shard = (shard + 1) % this.store.shards;
      const events = await this.store.readShard(shard, this.#read.get(shard) ?? 0, EVENTS_AT_ONCE);
      this.#read.set(shard, events.at(-1)?.position ?? 0);
      const ofAccounts = events.filter(({ category }) => category === accountStream.name);
      if (ofAccounts.length > 0) return new Set(ofAccounts.map(({ stream }) => stream));
    }
    return new Set();
  }

  async #history(account: string, version: number): Promise<readonly LedgerEvent[]> {
    const events: LedgerEvent[] = [];
    while (events.length < version) {
      const page = await this.store.readStream(account, events.length, Math.min(PAGE, version - events.length));
      if (page.length === 0) throw new Error(`account ${account} has ${events.length} of its ${version} events`);
      for (const stored of page) events.push(accountStream.decode(stored));
    }
    return events;
  }
}
