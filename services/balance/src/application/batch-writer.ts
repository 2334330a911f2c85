import type { RecordedEvent } from '@loyalty/event-store';
import { BatchSpans, isTracing } from '@loyalty/tracing';
import { collectEffect, type DecodeLedgerEvent } from '../domain/collect-effect.js';
import type { Batch, ProjectionSession } from './projection-session.js';

export interface BatchWriterOptions {
  readonly decode: DecodeLedgerEvent;
  /** Told after each write which accounts may have moved on. */
  readonly onWritten: (accounts: readonly string[]) => void;
  /** A batch of this size says that there is more behind it. */
  readonly batchMax: number;
  /**
   * A write follows the one before it after this time, so that what trickles in is written together; not when shards are
   * behind by whole batches, nor while somebody waits for a version.
   */
  readonly paceMs: number;
  /** Its commits are shown in the traces of what they write; absent where old events are read anew, whose traces are over. */
  readonly tracedAs?: string;
}

/** Another process has read on from the checkpoint; its own position is asked for again. */
export class CheckpointMoved extends Error {
  constructor(shard: number) {
    super(`the checkpoint of shard ${shard} was moved by another process`);
    this.name = 'CheckpointMoved';
  }
}

interface Waiting {
  readonly batch: Batch;
  readonly events: readonly RecordedEvent[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Group commit of the reader: what the shards hand over while one write is under way is the next write. */
export class BatchWriter {
  private waiting: Waiting[] = [];
  private writing = false;
  private hurried = false;
  private goOn: (() => void) | undefined;

  constructor(
    private readonly session: ProjectionSession,
    private readonly options: BatchWriterOptions,
  ) {}

  handle(events: readonly RecordedEvent[], { shard, after }: { shard: number; after: number }): Promise<void> {
    const effect = collectEffect(events, this.options.decode);
    const batch = { shard, after, to: after + events.length, effect };
    if (events.length === this.options.batchMax) this.hurry();
    return new Promise((resolve, reject) => {
      this.waiting.push({ batch, events, resolve, reject });
      if (!this.writing) void this.write();
    });
  }

  hurry(): void {
    this.hurried = true;
    this.goOn?.();
  }

  private async write(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) {
      const due = this.waiting;
      this.waiting = [];
      this.hurried = false;
      const spans = this.beginSpans(due);
      try {
        const written = await this.session.write(due.map(({ batch }) => batch));
        spans?.end();
        if (written.size < due.length) await this.session.confirm();
        this.options.onWritten(due.flatMap(({ batch }) => batch.effect.accounts.map(({ account }) => account)));
        for (const { batch, resolve, reject } of due) {
          if (written.has(batch.shard)) resolve();
          else reject(new CheckpointMoved(batch.shard));
        }
      } catch (error) {
        spans?.end(error);
        for (const { reject } of due) reject(error);
      }
      await this.pace();
    }
    this.writing = false;
  }

  /** One write is of many traces; each that is recorded ends with it. */
  private beginSpans(due: readonly Waiting[]): BatchSpans | undefined {
    const { tracedAs } = this.options;
    if (tracedAs === undefined || !isTracing()) return undefined;
    const attributes = { 'db.system.name': 'postgresql', 'loyalty.projection': tracedAs };
    return BatchSpans.begin(
      due.flatMap(({ events }) => events),
      {
        batch: { name: `write ${tracedAs}`, kind: 'CLIENT', attributes },
        each: { name: `project into ${tracedAs}`, attributes },
      },
    );
  }

  private pace(): Promise<void> {
    if (this.hurried || this.options.paceMs === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.options.paceMs);
      this.goOn = () => {
        clearTimeout(timer);
        this.goOn = undefined;
        resolve();
      };
    });
  }
}
