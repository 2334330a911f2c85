import { refusedWith } from '@loyalty/postgres';
import pg from 'pg';
import { ConnectionLost } from '../writer/log.js';

/**
 * A writer that died without closing its connection must not hold the heads for ever. Plans are made once, perhaps when
 * the log was empty, and everything that is asked for has an index.
 */
const SETTINGS = `
set synchronous_commit = on;
set idle_in_transaction_session_timeout = '15s';
set jit = off;
set plan_cache_mode = force_generic_plan;
set enable_seqscan = off;
set enable_bitmapscan = off`;

/**
 * The one connection that a writer writes through. Statements are sent without waiting for the answers to those before
 * them, so a lock and the reads under it, or a write and its commit, are one round trip.
 */
export class WriterConnection {
  #client: pg.Client | undefined;

  constructor(private readonly url: string) {}

  async query<Row extends pg.QueryResultRow>(query: pg.QueryConfig | string): Promise<Row[]> {
    const client = this.#client;
    if (client === undefined) throw new ConnectionLost();
    try {
      return (await client.query<Row>(query)).rows;
    } catch (error) {
      if (refusedWith(error) !== undefined) throw error;
      this.drop();
      throw new ConnectionLost({ cause: error });
    }
  }

  async connect(): Promise<void> {
    this.drop();
    // The published types of `pg` do not know of pipelines yet.
    const config: pg.ClientConfig & { readonly pipeline: boolean } = {
      connectionString: this.url,
      pipeline: true,
      keepAlive: true,
      connectionTimeoutMillis: 5000,
      application_name: 'loyalty event-store writer',
    };
    const client = new pg.Client(config);
    client.on('error', () => {
      if (this.#client === client) this.drop();
    });
    try {
      await client.connect();
      await client.query(SETTINGS);
    } catch (error) {
      client.end().catch(() => undefined);
      throw new ConnectionLost({ cause: error });
    }
    this.#client = client;
  }

  drop(): void {
    const client = this.#client;
    this.#client = undefined;
    client?.end().catch(() => undefined);
  }

  async close(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.end();
  }
}
