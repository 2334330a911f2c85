import { decodeCounterEvent, type CountersMoved } from '@loyalty/contracts';
import type { RecordedEvent, StreamId } from '@loyalty/event-store';
import { applyChange, changesNothing, isBudget, type CounterChange, type Counters } from '@loyalty/programme';
import type { Owner } from '../../domain/purchase-state.js';
import { budgetOf, countersOf } from '../counters/counter-book.js';
import { mismatch } from './difference.js';
import type { Findings, Place } from './findings.js';
import { Pairs } from './pairs.js';

interface Expected {
  readonly place: Place;
  readonly change: CounterChange;
}

interface Found {
  readonly place: Place;
  readonly moved: CountersMoved;
}

/** What a budget was at an instant: before it, and what each commit of it did, in the order of its own versions. */
interface BudgetAt {
  readonly recordedAt: number;
  readonly before: bigint;
  readonly moves: { readonly purchase: string; readonly isReturn: boolean; before: bigint; after: bigint }[];
}

/** A purchase, an action or a side of a referral, as opposed to `mov_…` and `trf_…`. */
const EARNS = /^(?:pur|act|inv|frd)_/;

/** The members' counters and the budgets of all: each move must follow from a purchase or a return, and the other way round. */
export class CountersAudit {
  private readonly seen = new Map<string, Counters>();
  /** By stream: what the instant's moves found, in the order of the log. */
  private readonly instant = new Map<StreamId, { readonly position: number; readonly before: Counters }[]>();
  private readonly budgets = new Map<StreamId, BudgetAt>();
  private readonly moves: Pairs<Expected, Found>;

  constructor(private readonly findings: Findings) {
    const missing = (place: Place, expected: unknown, found: unknown) =>
      this.findings.report(place, { path: 'CountersMoved', expected, found });
    this.moves = new Pairs((expected, found) => this.check(expected, found), {
      cause: ({ place, change }) => missing(place, change, 'nothing'),
      found: ({ place, moved }) => missing(place, 'nothing', moved.moves),
    });
  }

  take(recorded: RecordedEvent, before: Counters): Counters {
    const moved = decodeCounterEvent(recorded);
    const { purchase } = moved;
    const after = applyChange(before, moved);
    if (moved.account === null) this.noteBudget(recorded, moved, { before, after });
    else this.noteOwn(recorded, moved, before);
    // What goes along with a move of accounts, or is given away, was computed where it was counted first.
    if (!EARNS.test(purchase)) return after;
    const place = { stream: recorded.stream, version: recorded.version, purchase };
    this.moves.find(nameOf(recorded.stream, purchase, moved.return), { place, moved });
    return after;
  }

  /** The member's counters as they were before this purchase moved them; undefined where it moved none. */
  seenBy(purchase: string): Counters | undefined {
    return this.seen.get(purchase);
  }

  /** Where in its shard the stream was written in this instant. */
  positionsOf(stream: StreamId): readonly number[] {
    return (this.instant.get(stream) ?? []).map(({ position }) => position);
  }

  /** The counters as they stood at a position of their shard, within this instant; undefined: as they stand now. */
  seenAt(stream: StreamId, position: number | undefined): Counters | undefined {
    if (position === undefined) return undefined;
    return this.instant.get(stream)?.find((move) => move.position > position)?.before;
  }

  /**
   * What a purchase may have seen of a budget, the likeliest first. Where it drew on it that is known to the version;
   * else it is one of the values that the budget had in the instant in which the purchase was recorded.
   */
  budgetSeenBy(purchase: string, budget: StreamId, recordedAt: number): readonly bigint[] {
    const at = this.budgets.get(budget);
    if (!at) return [0n];
    const last = at.moves.at(-1)?.after ?? at.before;
    if (at.recordedAt < recordedAt) return [last];
    const drawn = at.moves.find((move) => move.purchase === purchase && !move.isReturn);
    return drawn ? [drawn.before] : [...new Set([last, at.before, ...at.moves.map(({ after }) => after)])];
  }

  expect(place: Place, cause: Moving, change: CounterChange): void {
    const { owner, programme, purchase } = cause;
    const own = { ...change, moves: change.moves.filter((move) => !isBudget(move)) };
    const expect = (stream: StreamId, part: CounterChange) =>
      this.moves.expect(nameOf(stream, purchase, cause.return), { place, change: part });
    if (!changesNothing(own)) expect(countersOf(owner.account), own);
    for (const [counter, moves] of Map.groupBy(change.moves.filter(isBudget), (move) => move.counter)) {
      expect(budgetOf(programme, counter), { moves, waiting: [], settled: [] });
    }
  }

  settle(): void {
    this.moves.settle();
    if (this.seen.size > 0) this.seen.clear();
    if (this.instant.size > 0) this.instant.clear();
  }

  private check({ change }: Expected, { place, moved }: Found) {
    const { moves, waiting, settled } = moved;
    this.findings.compare(place, mismatch({ ...change }, { moves, waiting, settled }));
    return 'paired' as const;
  }

  private noteOwn({ stream, position }: RecordedEvent, moved: CountersMoved, before: Counters): void {
    const { purchase } = moved;
    if (moved.return === undefined && !this.seen.has(purchase)) this.seen.set(purchase, before);
    const moves = this.instant.get(stream);
    if (moves) moves.push({ position, before });
    else this.instant.set(stream, [{ position, before }]);
  }

  private noteBudget(
    { stream, recordedAt }: RecordedEvent,
    moved: CountersMoved,
    states: { readonly before: Counters; readonly after: Counters },
  ): void {
    const counter = moved.moves[0]?.counter ?? '';
    const used = (state: Counters) => state.given.get(counter)?.get('ever') ?? 0n;
    const before = used(states.before);
    let at = this.budgets.get(stream);
    if (at?.recordedAt !== recordedAt) this.budgets.set(stream, (at = { recordedAt, before, moves: [] }));
    const isReturn = moved.return !== undefined;
    at.moves.push({ purchase: moved.purchase, isReturn, before, after: used(states.after) });
  }
}

export interface Moving {
  readonly owner: Owner;
  readonly programme: string;
  readonly purchase: string;
  readonly return?: string;
}

function nameOf(stream: string, purchase: string, cause: string | undefined): string {
  return `${stream} ${purchase} ${cause ?? ''}`;
}
