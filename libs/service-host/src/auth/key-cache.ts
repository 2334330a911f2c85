import { timingSafeEqual } from 'node:crypto';
import type { Actor } from './actor.js';

export interface KnownKey {
  readonly actor: Actor;
  readonly secretHash: Buffer;
  readonly usedAt: number | undefined;
}

export interface KeySource {
  load(id: string): Promise<KnownKey | undefined>;
  touch(id: string): Promise<void>;
}

interface Cached {
  readonly key: KnownKey | undefined;
  readonly freshUntil: number;
  touchDue: boolean;
}

/** A key that another process revokes stops working here within this time. */
const FRESH_MS = 2_000;
const TOUCH_AFTER_MS = 60 * 60 * 1000;
/** Unknown ids are remembered too, so that a client with a wrong key is not a query per request. */
const KEYS_MAX = 10_000;

/** Remembers keys for a moment, so that a request usually waits for no query. */
export class KeyCache {
  private cached = new Map<string, Cached>();
  private loading = new Map<string, Promise<Cached>>();

  constructor(private readonly source: KeySource) {}

  verify(id: string, secretHash: Buffer): Actor | undefined | Promise<Actor | undefined> {
    const known = this.cached.get(id);
    if (known && performance.now() < known.freshUntil) return this.admit(id, known, secretHash);
    return this.load(id).then((loaded) => this.admit(id, loaded, secretHash));
  }

  /** After a revoke. What is being loaded may be older than it, and must not be remembered. */
  forget(): void {
    this.cached = new Map();
    this.loading = new Map();
  }

  private admit(id: string, entry: Cached, secretHash: Buffer): Actor | undefined {
    const { key } = entry;
    if (!key || !timingSafeEqual(key.secretHash, secretHash)) return undefined;
    if (entry.touchDue) this.touch(id, entry);
    return key.actor;
  }

  private load(id: string): Promise<Cached> {
    const { cached, loading } = this;
    const under = loading.get(id);
    if (under) return under;

    const load = this.source
      .load(id)
      .then((key) => {
        const touchDue = key?.usedAt === undefined || Date.now() - key.usedAt >= TOUCH_AFTER_MS;
        const entry = { key, freshUntil: performance.now() + FRESH_MS, touchDue };
        if (cached.size >= KEYS_MAX) cached.clear();
        cached.set(id, entry);
        return entry;
      })
      .finally(() => loading.delete(id));
    loading.set(id, load);
    return load;
  }

  /** Nobody waits for this, and a failure is no reason to refuse a request: it is due again when the key is reloaded. */
  private touch(id: string, entry: Cached): void {
    entry.touchDue = false;
    this.source.touch(id).catch(() => undefined);
  }
}
