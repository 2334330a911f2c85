import type { PostgresMemberLog } from './member-log.js';

export interface NewsOptions {
  readonly log: Pick<PostgresMemberLog, 'place'>;
  /** Hashes what the last release left out. */
  readonly share: () => Promise<unknown>;
  readonly onError: (error: unknown) => void;
}

/** How long a change waits at most for its place. */
const PLACE_EVERY_MS = 100;
/** While the last release still runs beside this one, it leaves identities out again and again. */
const SHARE_EVERY_MS = 10_000;

/** Sees to it, beside the doors, that what happens to members can be read by other services. */
export class MemberNews {
  readonly #rounds: Promise<void>[] = [];
  readonly #stopping = new AbortController();

  constructor(private readonly options: NewsOptions) {}

  start(): void {
    this.#rounds.push(
      this.#every(SHARE_EVERY_MS, this.options.share),
      this.#every(PLACE_EVERY_MS, () => this.options.log.place()),
    );
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#rounds);
  }

  async #every(milliseconds: number, work: () => Promise<unknown>): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await work().catch(this.options.onError);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(end, milliseconds);
        function end() {
          clearTimeout(timer);
          signal.removeEventListener('abort', end);
          resolve();
        }
        signal.addEventListener('abort', end, { once: true });
      });
    }
  }
}
