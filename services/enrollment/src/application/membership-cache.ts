import type { Membership, Recognised } from './recognition.js';

/**
 * Memberships found lately; the least recently asked for go first. Only what is known is kept: who is a stranger now
 * may join at any moment.
 *
 * It answers only while it is open, that is while this process would hear of an identity that another one removes.
 * What was read before such news came is not kept after it: the epoch tells the two apart.
 */
export class MembershipCache {
  private readonly entries = new Map<string, Recognised>();
  private readonly keysOf = new Map<string, Set<string>>();
  private opened = false;
  private news = 0;

  constructor(private readonly entriesMax: number) {}

  /** To be taken before reading what is then kept under it. */
  get epoch(): number {
    return this.news;
  }

  get size(): number {
    return this.entries.size;
  }

  find(key: string): Membership | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.membership;
  }

  keep(epoch: number, key: string, entry: Recognised): void {
    if (!this.opened || epoch !== this.news || this.entries.has(key)) return;
    this.entries.set(key, entry);
    const keys = this.keysOf.get(entry.memberId) ?? new Set();
    this.keysOf.set(entry.memberId, keys.add(key));
    if (this.entries.size > this.entriesMax) this.forgetOldest();
  }

  forget(memberId: string): void {
    this.news += 1;
    for (const key of this.keysOf.get(memberId) ?? []) this.entries.delete(key);
    this.keysOf.delete(memberId);
  }

  open(): void {
    this.news += 1;
    this.opened = true;
  }

  close(): void {
    this.news += 1;
    this.opened = false;
    this.entries.clear();
    this.keysOf.clear();
  }

  private forgetOldest(): void {
    for (const [key, { memberId }] of this.entries) {
      this.entries.delete(key);
      const keys = this.keysOf.get(memberId);
      keys?.delete(key);
      if (keys?.size === 0) this.keysOf.delete(memberId);
      return;
    }
  }
}
