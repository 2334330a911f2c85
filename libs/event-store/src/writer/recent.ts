/** What entries may weigh together, and what one weighs now. */
export interface Scales<Value> {
  readonly weightMax: number;
  weigh(value: Value): number;
}

/**
 * Keeps at least the `max` entries that were used last, and at most twice as many: when so many have been used, those
 * that were not among them are dropped in one go. That costs next to nothing per use, and entries need no company.
 * With scales, fewer are kept once those that were used weigh too much together.
 *
 * Nothing that was used since `horizon` is ever dropped, however full it is: a command that looked at it may not be
 * committed yet, or an answer of the database that is under way may be older than it.
 */
export class Recent<Value> {
  #used = new Map<string, Value>();
  #before = new Map<string, Value>();
  /** Since when uses have been counted: what is in `#before` alone was not used after it. */
  #since = 0;
  /** Of what is in `#used`, nearly: entries grow while they are there. */
  #weight = 0;

  constructor(
    private readonly max: number,
    private readonly scales?: Scales<Value>,
  ) {}

  get(key: string): Value | undefined {
    const value = this.#used.get(key);
    if (value !== undefined) return value;
    const older = this.#before.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  peek(key: string): Value | undefined {
    return this.#used.get(key) ?? this.#before.get(key);
  }

  set(key: string, value: Value): void {
    this.#used.set(key, value);
    if (this.scales !== undefined) this.#weight += this.scales.weigh(value);
  }

  /** Told by whoever changes an entry in place. */
  grew(weight: number): void {
    this.#weight += weight;
  }

  delete(key: string): void {
    this.#used.delete(key);
    this.#before.delete(key);
  }

  clear(): void {
    this.#used = new Map();
    this.#before = new Map();
    this.#weight = 0;
  }

  /** @returns those that are dropped, among them some that are still here: they were used again. */
  trim(now: number, horizon: number): Map<string, Value> | undefined {
    if (!this.#isFull() || this.#since >= horizon) return undefined;
    const dropped = this.#before;
    this.#before = this.#used;
    this.#used = new Map();
    this.#weight = 0;
    this.#since = now;
    return dropped;
  }

  #isFull(): boolean {
    return this.#used.size >= this.max || (this.scales !== undefined && this.#weight >= this.scales.weightMax);
  }
}
