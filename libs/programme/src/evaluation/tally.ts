import { windowKeyOfDay } from '../calendar/window-key.js';
import type { Limit } from '../offer.js';
import type { CounterMove, Trim } from './award.js';
import type { Occasion } from './occasion.js';

export interface Trimmed {
  readonly points: bigint;
  readonly trimmed: Trim | null;
}

/** The counters during one evaluation: as they stood before it, and what the rules before this one have added. */
export class Tally {
  /** Made when something is bounded: most purchases are not. */
  private added: Map<string, bigint> | undefined;

  constructor(private readonly occasion: Occasion) {}

  /** Caps trim and say so (rule 13); the tightest one is named. */
  trim(points: bigint, limits: readonly Limit[]): Trimmed {
    let left = points;
    let by: string | undefined;
    for (const limit of limits) {
      const room = limit.max - this.used(limit);
      const allowed = limit.of === 'uses' ? (room > 0n ? left : 0n) : room > 0n ? room : 0n;
      if (allowed < left) [left, by] = [allowed, limit.text];
    }
    return { points: left, trimmed: by === undefined ? null : { points: points - left, by } };
  }

  /** What was given counts for the rules after it, and for later purchases. */
  count(points: bigint, limits: readonly Limit[]): readonly CounterMove[] {
    if (points === 0n) return [];
    const moves: CounterMove[] = [];
    for (const limit of limits) {
      const move = { counter: limit.counter, window: this.window(limit), points: limit.of === 'uses' ? 1n : points };
      // Several bounds of one counter may share a window, as a budget's and a member's never do.
      const key = keyOf(move.counter, move.window);
      const added = (this.added ??= new Map());
      added.set(key, (added.get(key) ?? 0n) + move.points);
      if (limit.by !== 'purchase') moves.push(move);
    }
    return moves;
  }

  private used(limit: Limit): bigint {
    const window = this.window(limit);
    const { counters, budgets } = this.occasion.standing;
    const now = this.added?.get(keyOf(limit.counter, window)) ?? 0n;
    if (limit.by === 'purchase') return now;
    if (limit.by === 'budget') return now + (budgets.get(limit.counter) ?? 0n);
    return now + (counters.given.get(limit.counter)?.get(window) ?? 0n);
  }

  private window({ by }: Limit): string {
    if (by === 'purchase') return 'purchase';
    return by === 'member' || by === 'budget' ? 'ever' : windowKeyOfDay(this.occasion.local.day, by);
  }
}

function keyOf(counter: string, window: string): string {
  return `${counter} ${window}`;
}
