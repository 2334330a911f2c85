/**
 * Keeps at least the `max` entries that were used last, and at most twice as many: when so many have been used, those
 * that were not among them are dropped in one go. That costs next to nothing per use, and entries need no company.
 *
 * Nothing that was used since `horizon` is ever dropped, however full it is: a command that looked at it may not be
 * committed yet, or an answer of the database that is under way may be older than it.
 */
export class Recent<Value> {
  #used = new Map<string, Value>();
  #before = new Map<string, Value>();
  /** Since when uses have been counted: what is in `#before` alone was not used after it. */
  #since = 0;

  constructor(private readonly max: number) {}

  get(key: string): Value | undefined {
    const value = this.#used.get(key);
    if (value !== undefined) return value;
    const older = this.#before.get(key);
    if (older !== undefined) this.#used.set(key, older);
    return older;
  }

  peek(key: string): Value | undefined {
    return this.#used.get(key) ?? this.#before.get(key);
  }

  set(key: string, value: Value): void {
    this.#used.set(key, value);
  }

  delete(key: string): void {
    this.#used.delete(key);
    this.#before.delete(key);
  }

  clear(): void {
    this.#used = new Map();
    this.#before = new Map();
  }

  trim(now: number, horizon: number): void {
    if (this.#used.size < this.max || this.#since >= horizon) return;
    this.#before = this.#used;
    this.#used = new Map();
    this.#since = now;
  }
}
