import { Worker } from 'node:worker_threads';
import type { EventStore } from '@loyalty/event-store';
import type { Projection, ProjectionListener } from '../application/projection.js';
import {
  type FromProjection,
  type ThreadData,
  type ThreadProgram,
  type ToProjection,
  workerOptions,
} from './messages.js';

export interface ProjectionThreadOptions extends ProjectionListener {
  readonly program: ThreadProgram;
  readonly data: ThreadData;
  readonly onCommit: EventStore['onCommit'];
  readonly restartMs?: number;
  readonly stopMsMax?: number;
}

const RESTART_MS = 1_000;
/** Everything it does is a transaction, so to end it at any moment loses nothing. */
const STOP_MS_MAX = 10_000;

/** The projection in a thread of its own: the loop that answers requests pays nothing for it, nor for its garbage. */
export class ProjectionThread implements Projection {
  private worker: Worker | undefined;
  private why: string | undefined;
  private restart: NodeJS.Timeout | undefined;
  private silence: () => void = () => undefined;
  private stopping: Promise<void> | undefined;
  private readonly committed = new Set<number>();

  constructor(private readonly options: ProjectionThreadOptions) {}

  start(): void {
    this.silence = this.options.onCommit((shard) => this.passOn(shard));
    this.launch();
  }

  hurry(): void {
    this.tell({ kind: 'hurry' });
  }

  lookAgain(): void {
    this.tell({ kind: 'look-again' });
  }

  trouble(): string | undefined {
    return this.why;
  }

  stop(): Promise<void> {
    this.stopping ??= this.end();
    return this.stopping;
  }

  private launch(): void {
    const { program, data, restartMs } = this.options;
    const worker = new Worker(program.file, workerOptions('projection', program, data));
    this.worker = worker;
    // Whoever stops waits for it; until then it is no reason for the process to go on.
    worker.unref();
    worker.on('message', (message: FromProjection) => this.hear(message));
    worker.on('error', (error) => this.options.onError(error));
    worker.once('exit', (code) => {
      this.worker = undefined;
      if (this.stopping) return;
      this.why = 'its thread has ended and will be started again';
      this.options.onError(new Error(`the thread of the projection ended with ${code}`));
      this.restart = setTimeout(() => this.launch(), restartMs ?? RESTART_MS);
      this.restart.unref();
    });
  }

  private hear(message: FromProjection): void {
    switch (message.kind) {
      case 'running':
        this.why = undefined;
        return;
      case 'written':
        return this.options.onWritten(message.accounts);
      case 'failed':
        return this.options.onError(message.error, message.shard);
      default:
        throw new Error(`nobody knows ${JSON.stringify(message satisfies never)}`);
    }
  }

  /** A commit touches several shards at once; they go over together. */
  private passOn(shard: number): void {
    if (this.committed.size === 0) {
      queueMicrotask(() => {
        this.tell({ kind: 'committed', shards: [...this.committed] });
        this.committed.clear();
      });
    }
    this.committed.add(shard);
  }

  private tell(message: ToProjection): void {
    this.worker?.postMessage(message);
  }

  private async end(): Promise<void> {
    this.silence();
    clearTimeout(this.restart);
    const { worker } = this;
    if (!worker) return;
    worker.ref();
    const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    const late = setTimeout(() => void worker.terminate(), this.options.stopMsMax ?? STOP_MS_MAX);
    this.tell({ kind: 'stop' });
    await gone;
    clearTimeout(late);
  }
}
