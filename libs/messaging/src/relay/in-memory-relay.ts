import type { HeldLock, Locks, RelayCheckpoints } from './relay.js';

/** For several relays of one process. */
export class InMemoryLocks implements Locks {
  readonly #held = new Map<string, HeldLock>();

  async tryLock(name: string): Promise<HeldLock | undefined> {
    if (this.#held.has(name)) return undefined;
    const lock: HeldLock = {
      isHeld: () => this.#held.get(name) === lock,
      release: async () => {
        if (lock.isHeld()) this.#held.delete(name);
      },
    };
    this.#held.set(name, lock);
    return lock;
  }

  /** As when its holder has died. */
  take(name: string): void {
    this.#held.delete(name);
  }
}

export function createInMemoryCheckpoints(): RelayCheckpoints {
  const positions = new Map<number, number>();
  return {
    read: async (shard) => positions.get(shard) ?? 0,
    write: async (shard, position) => void positions.set(shard, position),
  };
}
