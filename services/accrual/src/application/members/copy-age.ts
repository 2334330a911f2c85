/** How far a log of shards was when it was asked. */
export interface Told {
  /** Milliseconds since the epoch, before the question went out: what was committed until then is in the answer. */
  readonly at: number;
  /** By shard. */
  readonly positions: readonly number[];
}

/**
 * As of when a copy is right: the last moment at which its source said how far it was, and the copy has come so far since.
 * No clock of the source takes part, and no message that may be lost.
 */
export class CopyAge {
  readonly #taken = new Map<number, number>();
  #waiting: Told[] = [];
  #reached: Told | undefined;

  constructor(private readonly now: () => number) {}

  /** What the copy had come to at its last known good moment; undefined where it never had one. */
  get reached(): Told | undefined {
    return this.#reached;
  }

  /** How long ago the copy was right, in milliseconds. */
  get ms(): number {
    return this.#reached === undefined ? Number.POSITIVE_INFINITY : this.now() - this.#reached.at;
  }

  /** What the source says of itself; asked one after the other. */
  told(told: Told): void {
    this.#waiting.push(told);
    this.#advance();
  }

  /** A shard has been taken in up to a position. */
  took(shard: number, position: number): void {
    this.#taken.set(shard, position);
    if (this.#waiting.length > 0) this.#advance();
  }

  /** It was emptied, and is not right before it has come as far again. */
  fellBack(): void {
    this.#reached = undefined;
  }

  #advance(): void {
    const behind = this.#waiting.findIndex((told) => !this.#has(told));
    const reached = this.#waiting.splice(0, behind < 0 ? this.#waiting.length : behind).at(-1);
    if (reached !== undefined && reached.at >= (this.#reached?.at ?? Number.NEGATIVE_INFINITY)) this.#reached = reached;
  }

  #has({ positions }: Told): boolean {
    return positions.every((position, shard) => (this.#taken.get(shard) ?? 0) >= position);
  }
}
