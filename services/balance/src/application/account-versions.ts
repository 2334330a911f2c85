import type { BalanceReads } from './ports.js';

export interface AccountVersionsOptions {
  readonly reads: Pick<BalanceReads, 'version'>;
  /** Asks the reader of the ledger not to pace itself. */
  readonly hurry: () => void;
  readonly waitMsMax?: number;
}

export type VersionWait = { readonly reached: true } | { readonly reached: false; readonly version: number };

const WAIT_MS_MAX = 2_000;
/** Another process may be the one that reads the ledger; it wakes nobody here. */
const ASK_AGAIN_MS = 100;

/** Lets readers wait, by the real clock, for what they know to have happened. */
export class AccountVersions {
  private readonly waiting = new Map<string, Set<() => void>>();

  constructor(private readonly options: AccountVersionsOptions) {}

  /** These accounts may have moved on. */
  wake(accounts: Iterable<string>): void {
    if (this.waiting.size === 0) return;
    for (const account of accounts) for (const rouse of this.waiting.get(account) ?? []) rouse();
  }

  async atLeast(account: string, minVersion: number): Promise<VersionWait> {
    const deadline = performance.now() + (this.options.waitMsMax ?? WAIT_MS_MAX);
    for (;;) {
      // Listening begins before the question: what is written in between is not missed.
      const moved = this.moved(account, Math.min(ASK_AGAIN_MS, Math.max(0, deadline - performance.now())));
      try {
        const version = await this.options.reads.version(account);
        if (version >= minVersion) return { reached: true };
        if (performance.now() >= deadline) return { reached: false, version };
        this.options.hurry();
        await moved.promise;
      } finally {
        moved.cancel();
      }
    }
  }

  private moved(account: string, withinMs: number): { readonly promise: Promise<void>; readonly cancel: () => void } {
    const rousers = this.waiting.get(account) ?? new Set();
    this.waiting.set(account, rousers);
    let rouse: () => void = () => undefined;
    const promise = new Promise<void>((resolve) => (rouse = resolve));
    const timer = setTimeout(rouse, withinMs);
    rousers.add(rouse);
    const cancel = () => {
      clearTimeout(timer);
      rousers.delete(rouse);
      if (rousers.size === 0) this.waiting.delete(account);
    };
    return { promise, cancel };
  }
}
