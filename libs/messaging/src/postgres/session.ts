import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';

export interface SessionOptions {
  readonly pool: pg.Pool;
  /**
   * PostgreSQL ends the session of a process that says nothing for so long: one that hangs loses what it held as one that
   * is dead does, only later. Default 10 s.
   */
  readonly silenceMaxMs?: number;
  /** Told when the session has ended, with all that it held. */
  readonly onLost?: (error: unknown) => void;
  /** Done with a new session before anybody uses it. */
  readonly prepare?: (client: pg.PoolClient) => Promise<void>;
}

const SILENCE_MAX_MS = 10_000;

/** A connection for what lives and dies with it: locks, listening. Made when it is asked for, and again after it was lost. */
export class Session {
  #client: Promise<pg.PoolClient> | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #beating: NodeJS.Timeout | undefined;
  #end: (error?: unknown) => void = () => undefined;
  #closed = false;

  constructor(private readonly options: SessionOptions) {}

  /** Makes sure that it is there. */
  async open(): Promise<void> {
    await this.#get();
  }

  /** One statement after the other, as the connection takes them. */
  async query<Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
    const client = await this.#get();
    return this.#inTurn(async () => (await client.query<Row>(text, values)).rows);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#client?.catch(() => undefined);
    this.#end();
  }

  #get(): Promise<pg.PoolClient> {
    if (this.#closed) return Promise.reject(new Error('the session is closed'));
    this.#client ??= this.#open().catch((error: unknown) => {
      this.#client = undefined;
      throw error;
    });
    return this.#client;
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async #open(): Promise<pg.PoolClient> {
    const silenceMaxMs = this.options.silenceMaxMs ?? SILENCE_MAX_MS;
    const client = await this.options.pool.connect();
    let ended = false;
    const end = (error?: unknown): void => {
      if (ended) return;
      ended = true;
      clearInterval(this.#beating);
      this.#client = undefined;
      // Not given back: what was locked or listened to would stay with it.
      client.release(true);
      if (error !== undefined) this.options.onLost?.(error);
    };
    client.on('error', end);
    client.on('end', () => end(new Error('the session has ended')));
    try {
      await client.query(`set idle_session_timeout = ${silenceMaxMs}`);
      await this.options.prepare?.(client);
    } catch (error) {
      end();
      throw error;
    }
    const beat = (): Promise<unknown> => this.#inTurn(() => client.query('select 1'));
    this.#beating = setInterval(() => void inTime(beat(), silenceMaxMs).catch(end), silenceMaxMs / 4);
    this.#end = end;
    return client;
  }
}

/** An answer that does not come means that the session is as good as gone, whatever the socket says. */
async function inTime(answer: Promise<unknown>, milliseconds: number): Promise<void> {
  const stop = new AbortController();
  const late = pause(milliseconds, undefined, { signal: stop.signal }).then(() => {
    throw new Error(`the database has not answered for ${milliseconds} ms`);
  });
  try {
    await Promise.race([answer, late]);
  } finally {
    stop.abort();
    await late.catch(() => undefined);
  }
}
