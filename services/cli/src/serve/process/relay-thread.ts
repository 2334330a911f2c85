import { Worker } from 'node:worker_threads';
import type { FromRelay, RelayData, SendTaken, ShardBehind, ToRelay } from './relay-messages.js';

export interface RelayThreadOptions {
  readonly data: RelayData;
  readonly onCommit: (listener: (shard: number) => void) => () => void;
  readonly onSent: (sent: { readonly shard: number; readonly events: number }) => void;
  /** Of every send, whether it was acknowledged or not. */
  readonly onSend: (send: SendTaken) => void;
  /** All shards that this process sends, again and again; none while the thread is gone. */
  readonly onLag: (shards: readonly ShardBehind[]) => void;
  readonly onError: (error: unknown, shard?: number) => void;
  readonly program?: URL;
  readonly restartMs?: number;
}

const PROGRAM = new URL('./relay-worker.js', import.meta.url);
const RESTART_MS = 1_000;
/** What it is ended with is sent again by the next one. */
const STOP_MS_MAX = 10_000;

/**
 * The relay beside the loop that decides: encoding and sending what was written costs a third of what writing it did. Its
 * thread may end at any moment: the next one goes on from what is really in the topic.
 */
export class RelayThread {
  #worker: Worker | undefined;
  #restart: NodeJS.Timeout | undefined;
  #isStopping = false;
  readonly #silence: () => void;
  readonly #committed = new Set<number>();

  constructor(private readonly options: RelayThreadOptions) {
    this.#silence = options.onCommit((shard) => this.#passOn(shard));
    this.#launch();
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#silence();
    clearTimeout(this.#restart);
    const worker = this.#worker;
    if (worker === undefined) return;
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    this.#tell({ kind: 'stop' });
    const timer = setTimeout(() => void worker.terminate(), STOP_MS_MAX);
    await ended;
    clearTimeout(timer);
  }

  #launch(): void {
    const { data, program, restartMs, onError } = this.options;
    const worker = new Worker(program ?? PROGRAM, { name: 'relay', workerData: data });
    this.#worker = worker;
    worker.on('message', (message: FromRelay) => this.#hear(message));
    worker.on('error', (error) => onError(error));
    worker.on('exit', (code) => {
      this.#worker = undefined;
      this.options.onLag([]);
      if (this.#isStopping) return;
      onError(new Error(`the thread of the relay ended with ${code}`));
      this.#restart = setTimeout(() => this.#launch(), restartMs ?? RESTART_MS);
    });
  }

  #hear(message: FromRelay): void {
    switch (message.kind) {
      case 'sent':
        return this.options.onSent(message);
      case 'send':
        return this.options.onSend(message);
      case 'behind':
        return this.options.onLag(message.shards);
      case 'failed':
        return this.options.onError(new Error(message.reason), message.shard);
      default:
        throw new Error(`nobody knows ${JSON.stringify(message satisfies never)}`);
    }
  }

  /** Many commits of one turn of the loop are one message. */
  #passOn(shard: number): void {
    this.#committed.add(shard);
    if (this.#committed.size > 1) return;
    setImmediate(() => {
      this.#tell({ kind: 'committed', shards: [...this.#committed] });
      this.#committed.clear();
    });
  }

  #tell(message: ToRelay): void {
    this.#worker?.postMessage(message);
  }
}
