import type { Known, Sought } from './known-members.js';
import type { Membership } from '../ports.js';

/**
 * Members of the copy that were at a till lately; who was not for the longest time goes first. Only who is known is kept:
 * a stranger may join at any moment. What was read before somebody was forgotten is not kept after it; the epoch tells.
 */
export class RememberedMembers {
  readonly #entries = new Map<string, Known>();
  readonly #keysOf = new Map<string, Set<string>>();
  #forgotten = 0;

  constructor(private readonly entriesMax: number) {}

  /** To be taken before reading what is then kept under it. */
  get epoch(): number {
    return this.#forgotten;
  }

  find(sought: Sought): Membership | undefined {
    const key = keyOf(sought);
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.membership;
  }

  keep(epoch: number, sought: Sought, known: Known): void {
    const key = keyOf(sought);
    if (epoch !== this.#forgotten || this.#entries.has(key)) return;
    this.#entries.set(key, known);
    this.#keysOf.set(known.memberId, (this.#keysOf.get(known.memberId) ?? new Set()).add(key));
    if (this.#entries.size > this.entriesMax) this.#forgetOldest();
  }

  has(memberId: string): boolean {
    return this.#keysOf.has(memberId);
  }

  /** Of a member something was taken off, or all of it, or they stand as another one. */
  forget(memberId: string): void {
    this.#forgotten += 1;
    for (const key of this.#keysOf.get(memberId) ?? []) this.#entries.delete(key);
    this.#keysOf.delete(memberId);
  }

  forgetAll(): void {
    this.#forgotten += 1;
    this.#entries.clear();
    this.#keysOf.clear();
  }

  #forgetOldest(): void {
    for (const [key, { memberId }] of this.#entries) {
      this.#entries.delete(key);
      const keys = this.#keysOf.get(memberId);
      keys?.delete(key);
      if (keys?.size === 0) this.#keysOf.delete(memberId);
      return;
    }
  }
}

function keyOf({ hash, member, programme }: Sought): string {
  return `${hash?.toString('latin1') ?? member} ${programme}`;
}
