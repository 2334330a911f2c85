interface Used<Value> {
  value: Value;
  usedAt: number;
  /** When it was last put at the end of the line. */
  placedAt: number;
}

/**
 * Keeps what was used last, nearly: a use is only noted, and whoever is at the front of the line when room is needed
 * goes to its end if it was used since it stood there (the clock algorithm; moving entries at every use cost twenty
 * times as much). Nothing that was used since `horizon` is ever dropped, however full it is: a command that looked at
 * it may not be committed yet, or an answer of the database that is under way may be older than it.
 */
export class Lru<Value> {
  readonly #entries = new Map<string, Used<Value>>();

  constructor(private readonly max: number) {}

  get size(): number {
    return this.#entries.size;
  }

  get(key: string, now: number): Value | undefined {
    const used = this.#entries.get(key);
    if (used === undefined) return undefined;
    used.usedAt = now;
    return used.value;
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  peek(key: string): Value | undefined {
    return this.#entries.get(key)?.value;
  }

  set(key: string, value: Value, now: number): void {
    const used = this.#entries.get(key);
    if (used === undefined) this.#entries.set(key, { value, usedAt: now, placedAt: now });
    else {
      used.value = value;
      used.usedAt = now;
    }
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }

  trim(horizon: number): void {
    for (const [key, used] of this.#entries) {
      if (this.#entries.size <= this.max || used.placedAt >= horizon) return;
      this.#entries.delete(key);
      if (used.usedAt === used.placedAt) continue;
      used.placedAt = used.usedAt;
      this.#entries.set(key, used);
    }
  }
}
