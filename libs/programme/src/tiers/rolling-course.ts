import type { Span } from '../calendar/window-key.js';
import type { Instant } from '../purchase.js';
import type { Movement } from './contribution.js';
import type { Course, Fall, TierStep } from './course.js';
import { MEASURES, minus, NOTHING, plus, reachedRank, type Measures } from './measures.js';
import { tierClock, type TierClock } from './tier-clock.js';
import type { Rank, TierRules } from './tier-rules.js';

/** A Purchase and what is left of it. */
interface Kept {
  readonly purchase: string;
  readonly at: Instant;
  /** From then on it no longer counts. */
  readonly leavesAt: Instant;
  readonly counts: Measures;
}

const NEVER = Number.POSITIVE_INFINITY;

/**
 * The course through rolling months: a tier is met by a Purchase after which the months behind it hold what is needed, and
 * lasts one period from the last Purchase that met it. A Purchase of which nothing is left meets nothing.
 */
export class RollingCourse implements Course {
  at: Instant;
  rank: Rank = 0;
  steps: TierStep[] = [];
  readonly #rules: TierRules;
  readonly #clock: TierClock;
  #kept: Kept[] = [];
  /** Of those, what still counts, the next to leave first. */
  #window: Kept[] = [];
  #counted: Measures = NOTHING;
  /** By rank: until when what met it is good, without the grace. */
  #metUntil: Instant[] = [];
  /** Until when the tier is good, without the grace and with it. */
  #dueAt = NEVER;
  #fallsAt = NEVER;

  private constructor(rules: TierRules, at: Instant) {
    this.#rules = rules;
    this.#clock = tierClock(rules);
    this.at = at;
  }

  /** The course of someone for whom nothing was counted yet. */
  static from(rules: TierRules, startAt: Instant): RollingCourse {
    const course = new RollingCourse(rules, startAt);
    course.steps.push({ at: startAt, from: 0, to: 0, rule: 'joined', ...course.current(), needed: {} });
    return course;
  }

  advance(to: Instant): void {
    while (this.rank > 0 && this.#fallsAt <= to) this.#fall((step) => this.steps.push(step));
    this.#forget(to);
    this.at = Math.max(this.at, to);
  }

  apply(movement: Movement): void {
    this.advance(movement.at);
    const before = this.rank;
    if (movement.kind === 'return') this.#takeBack(movement);
    else {
      const { purchase, at, counts } = movement;
      const kept = { purchase, at, leavesAt: this.#clock.leavesAt(at), counts };
      this.#kept.push(kept);
      this.#count(kept);
    }
    if (this.rank === before) return;

    const rule = this.rank > before ? 'reached_at_once' : 'withdrawn';
    const needed = this.#rules.ladder[Math.max(this.rank, before)]?.needs ?? {};
    const { at, purchase } = movement;
    this.steps.push({ at, from: before, to: this.rank, rule, ...this.current(), needed, purchase });
  }

  /** From the oldest Purchase that counts. */
  current(): { readonly period: Span; readonly counted: Measures } {
    const from = this.#window.reduce((oldest, { at }) => Math.min(oldest, at), this.at);
    return { period: { from, until: this.at }, counted: this.#counted };
  }

  nextFall(): Fall | null {
    if (this.#fallsAt === NEVER) return null;
    return { at: this.#fallsAt, to: this.#rankAfterFall() };
  }

  nextTurn(): Instant {
    return this.#fallsAt;
  }

  graceUntil(): Instant | null {
    return this.#dueAt <= this.at ? this.#fallsAt : null;
  }

  copy(): RollingCourse {
    const copy = new RollingCourse(this.#rules, this.at);
    copy.rank = this.rank;
    copy.steps = [...this.steps];
    copy.#kept = [...this.#kept];
    copy.#window = [...this.#window];
    copy.#counted = this.#counted;
    copy.#metUntil = [...this.#metUntil];
    copy.#dueAt = this.#dueAt;
    copy.#fallsAt = this.#fallsAt;
    return copy;
  }

  #count(kept: Kept): void {
    if (!MEASURES.some((measure) => kept.counts[measure] > 0n)) return;
    // Nearly always the last; not so where months of other lengths end on one day.
    let place = this.#window.length;
    while (place > 0 && (this.#window[place - 1]?.leavesAt ?? 0) > kept.leavesAt) place--;
    this.#window.splice(place, 0, kept);
    this.#counted = plus(this.#counted, kept.counts);

    const reached = reachedRank(this.#rules, this.#counted);
    if (reached === 0) return;
    for (let rank = 1; rank <= reached; rank++)
      this.#metUntil[rank] = Math.max(this.#metUntil[rank] ?? kept.leavesAt, kept.leavesAt);
    if (reached > this.rank) this.#stand(reached, kept.leavesAt);
    else if (reached === this.rank) this.#stand(reached, Math.max(this.#dueAt, kept.leavesAt));
  }

  #stand(rank: Rank, dueAt: Instant): void {
    const isForEver = rank === 0 || this.#rules.downgrade === 'never';
    this.rank = rank;
    this.#dueAt = isForEver ? NEVER : dueAt;
    this.#fallsAt = isForEver ? NEVER : this.#clock.graceEnd(dueAt);
  }

  #fall(tell: (step: TierStep) => void): void {
    const at = this.#fallsAt;
    const from = this.rank;
    const to = this.#rankAfterFall();
    this.#forget(at);
    this.at = Math.max(this.at, at);
    const metUntil = this.#metUntil[to] ?? at;
    const isStep = this.#rules.downgrade === 'one_step';
    this.#stand(to, isStep ? Math.max(metUntil, this.#clock.leavesAt(at)) : metUntil);
    const needed = this.#rules.ladder[from]?.needs ?? {};
    tell({ at, from, to, rule: isStep ? 'fell_one_step' : 'fell_to_reached', ...this.current(), needed });
  }

  #rankAfterFall(): Rank {
    if (this.#rules.downgrade === 'one_step') return this.rank - 1;
    let rank = this.rank - 1;
    while (rank > 0 && !this.#isGood(rank, this.#fallsAt)) rank--;
    return rank;
  }

  #isGood(rank: Rank, at: Instant): boolean {
    const metUntil = this.#metUntil[rank];
    return metUntil !== undefined && at < this.#clock.graceEnd(metUntil);
  }

  /** What has left the window. At the instant of leaving it is out. */
  #forget(at: Instant): void {
    let gone = 0;
    for (; (this.#window[gone]?.leavesAt ?? NEVER) <= at; gone++)
      this.#counted = minus(this.#counted, this.#window[gone]?.counts ?? NOTHING);
    if (gone > 0) this.#window.splice(0, gone);
  }

  /** Walks the whole way again without what came back, and tells of no steps on it: those were taken. */
  #takeBack({ purchase, counts, at }: Movement): void {
    const kept = this.#kept.map((each) =>
      each.purchase === purchase ? { ...each, counts: minus(each.counts, counts) } : each,
    );
    this.#kept = kept;
    this.#window = [];
    this.#counted = NOTHING;
    this.#metUntil = [];
    this.#stand(0, at);
    const fallUntil = (instant: Instant) => {
      while (this.rank > 0 && this.#fallsAt <= instant) this.#fall(() => undefined);
      this.#forget(instant);
    };
    for (const each of kept) {
      fallUntil(each.at);
      this.#count(each);
    }
    fallUntil(at);
  }
}
