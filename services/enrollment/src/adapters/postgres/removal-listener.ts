import pg from 'pg';
import { REMOVALS_CHANNEL } from './removals.js';

/** Told of everything that decides whether a membership that was found earlier may still be believed. */
export interface RemovalAudience {
  /** From here on every removal will be heard of. */
  open(): void;
  /** Removals may be missed from here on. */
  close(): void;
  forget(member: string): void;
}

/** Half of the second within which a removal must be known everywhere; the other half is for a heartbeat's answer. */
const HEARTBEAT_MS = 400;
const ANSWER_MS_MAX = 400;
const RECONNECT_MS = 500;
/** A host that swallows packets would otherwise be waited for as long as the kernel likes. */
const CONNECT_MS_MAX = 5_000;

/**
 * Hears of identities that other processes remove. A connection that has died in silence would hear nothing and say
 * nothing, so it is asked for a sign of life all the time; without one the audience is closed until it is back.
 */
export class RemovalListener {
  private client: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly url: string,
    private readonly audience: RemovalAudience,
  ) {}

  /** Answers when it listens, or has failed to for the first time; it then goes on trying by itself. */
  async start(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      connectionTimeoutMillis: CONNECT_MS_MAX,
      query_timeout: ANSWER_MS_MAX,
      keepAlive: true,
    });
    this.client = client;
    client.on('error', () => this.lose(client));
    client.on('end', () => this.lose(client));
    client.on('notification', ({ payload }) => {
      if (payload !== undefined) this.audience.forget(payload);
    });
    try {
      await client.connect();
      await client.query(`listen ${REMOVALS_CHANNEL}`);
    } catch {
      this.lose(client);
      return;
    }
    if (this.client !== client) return;
    this.audience.open();
    this.beat(client);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    const { client } = this;
    this.client = undefined;
    this.audience.close();
    await client?.end();
  }

  private beat(client: pg.Client): void {
    this.timer = setTimeout(() => void this.askForLife(client), HEARTBEAT_MS);
  }

  private async askForLife(client: pg.Client): Promise<void> {
    try {
      await client.query('select');
      if (this.client === client) this.beat(client);
    } catch {
      this.lose(client);
    }
  }

  private lose(client: pg.Client): void {
    if (this.client !== client || this.stopped) return;
    this.client = undefined;
    this.audience.close();
    clearTimeout(this.timer);
    // Not awaited: a connection that does not answer may never end properly.
    void client.end().catch(() => undefined);
    this.timer = setTimeout(() => void this.start(), RECONNECT_MS);
  }
}
