import { timingSafeEqual } from 'node:crypto';
import type { Actor } from './actor.js';
import { hashSecret, readToken } from './token.js';

export interface KnownKey {
  readonly actor: Actor;
  readonly secretHash: Buffer;
  readonly usedAt: number | undefined;
}

export interface KeySource {
  /** By the part of the token that names the key. */
  load(id: string): Promise<KnownKey | undefined>;
  touch(id: string): Promise<void>;
}

interface Cached {
  readonly key: KnownKey | undefined;
  readonly freshUntil: number;
  touchDue: boolean;
}

interface Admitted {
  readonly actor: Actor;
  readonly freshUntil: number;
}

/** A key that another process revokes stops working here within this time. */
const FRESH_MS = 2_000;
const TOUCH_AFTER_MS = 60 * 60 * 1000;
/** Unknown ids are remembered too, so that a client with a wrong key is not a query per request. */
const KEYS_MAX = 10_000;

/**
 * Remembers for a moment which keys there are, and which tokens have just been found right: a request usually waits
 * for no query, and hashes nothing. Only right tokens are remembered whole, so looking one up tells a stranger nothing.
 */
export class KeyCache {
  private admitted = new Map<string, Admitted>();
  private cached = new Map<string, Cached>();
  private loading = new Map<string, Promise<Cached>>();

  constructor(private readonly source: KeySource) {}

  verify(token: string): Actor | undefined | Promise<Actor | undefined> {
    const now = performance.now();
    const admitted = this.admitted.get(token);
    if (admitted && now < admitted.freshUntil) return admitted.actor;

    const parts = readToken(token);
    if (!parts) return undefined;
    const known = this.cached.get(parts.id);
    if (known && now < known.freshUntil) return this.admit(token, parts, known);
    const { admitted: memory } = this;
    return this.load(parts.id).then((loaded) => this.admit(token, parts, loaded, memory));
  }

  /** After a revoke. What is being loaded may be older than it, and must not be remembered. */
  forget(): void {
    this.admitted = new Map();
    this.cached = new Map();
    this.loading = new Map();
  }

  private admit(
    token: string,
    { id, secret }: { readonly id: string; readonly secret: string },
    entry: Cached,
    memory = this.admitted,
  ): Actor | undefined {
    const { key, freshUntil } = entry;
    if (!key || !timingSafeEqual(key.secretHash, hashSecret(secret))) return undefined;
    if (entry.touchDue) this.touch(id, entry);
    remember(memory, token, { actor: key.actor, freshUntil });
    return key.actor;
  }

  private load(id: string): Promise<Cached> {
    const { cached, loading } = this;
    const underWay = loading.get(id);
    if (underWay) return underWay;

    const load = this.source
      .load(id)
      .then((key) => {
        const touchDue = key?.usedAt === undefined || Date.now() - key.usedAt >= TOUCH_AFTER_MS;
        const entry = { key, freshUntil: performance.now() + FRESH_MS, touchDue };
        remember(cached, id, entry);
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

/** Bounded in the simplest way: what is forgotten is one query away. */
function remember<T>(memory: Map<string, T>, name: string, value: T): void {
  if (memory.size >= KEYS_MAX) memory.clear();
  memory.set(name, value);
}
