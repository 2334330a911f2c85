import { follow, type FollowedLog } from '@loyalty/event-store';
import { BatchWriter, type BatchWriterOptions } from './batch-writer.js';
import type { Projection, ProjectionListener } from './projection.js';
import { BuildReplaced, type OpenSession, type ProjectionSession } from './projection-session.js';

export interface LedgerReaderOptions extends ProjectionListener, Pick<BatchWriterOptions, 'decode'> {
  readonly log: FollowedLog;
  readonly openSession: OpenSession;
  readonly batchMax?: number;
}

/** While another process has the right to write, this one asks again after so long. */
const STANDBY_MS = 1_000;
const BATCH_MAX = 500;
const PACE_MS = 20;

/** Reads the ledger into the read model, or stands by while another process does. */
export class LedgerReader implements Projection {
  private stopped = false;
  private running: Promise<void> | undefined;
  private rouse: () => void = () => undefined;
  private writer: BatchWriter | undefined;
  private session: ProjectionSession | undefined;

  constructor(private readonly options: LedgerReaderOptions) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Somebody waits for what has been committed already. */
  hurry(): void {
    this.writer?.hurry();
  }

  lookAgain(): void {
    this.session?.confirm().catch((error: unknown) => this.options.onError(error));
  }

  trouble(): undefined {
    return undefined;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.rouse();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        const session = await this.options.openSession();
        if (session && (await this.readWith(session)) === 'replaced') continue;
      } catch (error) {
        this.options.onError(error);
      }
      await this.sleep();
    }
  }

  private async readWith(session: ProjectionSession): Promise<'replaced' | 'ended'> {
    let replaced = false;
    const ended = session.lost.then((reason) => {
      replaced = reason instanceof BuildReplaced;
      if (!replaced) this.options.onError(reason);
    });
    const batchMax = this.options.batchMax ?? BATCH_MAX;
    const { decode, log } = this.options;
    const onWritten = (accounts: readonly string[]) => this.options.onWritten(accounts);
    const writer = new BatchWriter(session, { decode, onWritten, batchMax, paceMs: PACE_MS, tracedAs: 'balance' });
    const following = follow(log, {
      after: async (shard) => (await session.positions()).get(shard) ?? 0,
      handle: (events, batch) => writer.handle(events, batch),
      onError: (error, shard) => {
        if (!replaced) this.options.onError(error, shard);
      },
      batchMax,
    });
    this.writer = writer;
    this.session = session;
    try {
      const stopping = new Promise<void>((resolve) => (this.rouse = resolve));
      if (!this.stopped) await Promise.race([stopping, ended]);
    } finally {
      this.writer = undefined;
      this.session = undefined;
      writer.hurry();
      await following.stop();
      await session.close();
    }
    return replaced ? 'replaced' : 'ended';
  }

  private sleep(): Promise<void> {
    if (this.stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, STANDBY_MS);
      this.rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
