import type Cluster from 'kafkajs/src/cluster/index.js';
import { UnknownTopic } from '../messaging.js';

/**
 * A connection to the cluster that is made when it is needed, and thrown away with all it knew after any failure: to begin
 * anew costs a few milliseconds, and no half-known leader or half-closed socket has to be reasoned about.
 */
export class Connection {
  #connecting: Promise<Cluster> | undefined;
  #current: Cluster | undefined;
  readonly #closing = new Set<Promise<void>>();

  constructor(private readonly make: () => Cluster) {}

  async use<T>(work: (cluster: Cluster) => Promise<T>): Promise<T> {
    const connecting = (this.#connecting ??= this.#connect());
    try {
      return await work(await connecting);
    } catch (error) {
      if (!(error instanceof UnknownTopic)) this.#discard(connecting);
      throw error;
    }
  }

  /** Whether it has not been thrown away meanwhile, since somebody else has failed: it would connect again, and go by old leaders. */
  isCurrent(cluster: Cluster): boolean {
    return this.#current === cluster;
  }

  async close(): Promise<void> {
    if (this.#connecting) this.#discard(this.#connecting);
    await Promise.all(this.#closing);
  }

  async #connect(): Promise<Cluster> {
    const cluster = this.make();
    try {
      await cluster.connect();
      this.#current = cluster;
      return cluster;
    } catch (error) {
      await cluster.disconnect();
      throw error;
    }
  }

  #discard(connecting: Promise<Cluster>): void {
    if (this.#connecting !== connecting) return;
    this.#connecting = undefined;
    this.#current = undefined;
    const closing = connecting
      .then((cluster) => cluster.disconnect())
      // Its own failure was thrown to whoever used it; a socket that cannot be closed is closed.
      .catch(() => undefined)
      .finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }
}
