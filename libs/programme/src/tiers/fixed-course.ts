import type { Span } from '../calendar/window-key.js';
import type { Instant } from '../purchase.js';
import { withMovement, type Movement } from './contribution.js';
import type { Course, Fall, TierStep } from './course.js';
import { NOTHING, reachedRank, type Measures } from './measures.js';
import type { TierPeriods } from './tier-periods.js';
import type { Rank, TierRule, TierRules } from './tier-rules.js';

/** What was counted in one period, less what was returned since. */
interface PeriodCount {
  readonly whole: Measures;
  /** The part of purchases within the grace with which the period begins. */
  readonly early: Measures;
}

const EMPTY: PeriodCount = { whole: NOTHING, early: NOTHING };

interface Standing {
  readonly rank: Rank;
  /** The tier of the period before that is being kept until the end of the grace. */
  readonly inGrace: boolean;
}

/** The course through periods that begin and end: calendar years, years of membership. */
export class FixedCourse implements Course {
  at: Instant;
  rank: Rank = 0;
  steps: TierStep[] = [];
  readonly #rules: TierRules;
  readonly #periods: TierPeriods;
  #counts = new Map<number, PeriodCount>();
  #first = 0;
  #index = 0;
  #inGrace = false;

  private constructor(rules: TierRules, periods: TierPeriods, at: Instant) {
    this.#rules = rules;
    this.#periods = periods;
    this.at = at;
  }

  /** The course of someone for whom nothing was counted yet. */
  static from(rules: TierRules, periods: TierPeriods, startAt: Instant): FixedCourse {
    const course = new FixedCourse(rules, periods, startAt);
    course.#first = course.#index = periods.indexOf(startAt);
    course.steps.push({ ...course.#because('joined', course.#index), at: startAt, from: 0, to: 0, needed: {} });
    return course;
  }

  advance(to: Instant): void {
    for (let turn = this.nextTurn(); turn <= to; turn = this.nextTurn()) {
      if (this.#inGrace) this.#endGrace(turn);
      else this.#endPeriod(turn);
    }
    this.at = Math.max(this.at, to);
  }

  apply(movement: Movement): void {
    this.advance(movement.at);
    const index = this.#periods.indexOf(movement.purchasedAt);
    const { whole, early } = this.#counts.get(index) ?? EMPTY;
    const isEarly = movement.purchasedAt < this.#periods.graceEnd(index);
    this.#counts.set(index, {
      whole: withMovement(whole, movement),
      early: isEarly ? withMovement(early, movement) : early,
    });

    const { rank, inGrace } = this.#standingAt(movement.at);
    if (rank !== this.rank) {
      const rule = rank > this.rank ? 'reached_at_once' : 'withdrawn';
      this.#step({ ...this.#because(rule, index), at: movement.at, to: rank, purchase: movement.purchase });
    } else if (inGrace && !this.#inGrace) {
      // What had kept the tier at the last end of a period came back.
      const { at, purchase } = movement;
      this.#step({ ...this.#because('grace_began', this.#index - 1), at, to: rank, purchase });
    }
    this.#inGrace = inGrace;
  }

  nextTurn(): Instant {
    return this.#inGrace ? this.#periods.graceEnd(this.#index) : this.#periods.span(this.#index).until;
  }

  current(): { readonly period: Span; readonly counted: Measures } {
    return { period: this.#periods.span(this.#index), counted: this.#counted(this.#index).whole };
  }

  nextFall(): Fall | null {
    if (this.rank === 0 || this.#rules.downgrade === 'never') return null;
    const ahead = this.copy();
    while (ahead.rank >= this.rank) ahead.advance(ahead.nextTurn());
    return { at: ahead.at, to: ahead.rank };
  }

  graceUntil(): Instant | null {
    const isSaved = reachedRank(this.#rules, this.#counted(this.#index).early) >= this.rank;
    return this.#inGrace && !isSaved ? this.#periods.graceEnd(this.#index) : null;
  }

  copy(): FixedCourse {
    const copy = new FixedCourse(this.#rules, this.#periods, this.at);
    copy.rank = this.rank;
    copy.steps = [...this.steps];
    copy.#counts = new Map(this.#counts);
    copy.#first = this.#first;
    copy.#index = this.#index;
    copy.#inGrace = this.#inGrace;
    return copy;
  }

  #endPeriod(at: Instant): void {
    const ended = this.#index++;
    this.at = at;
    const { rank, inGrace } = this.#standingAt(at);
    const isReached = reachedRank(this.#rules, this.#counted(ended).whole) >= this.rank;
    this.#inGrace = inGrace;
    if (rank > this.rank) this.#step({ ...this.#because('reached_at_period_end', ended), at, to: rank });
    else if (rank < this.rank) this.#step({ ...this.#because(this.#fallen(), ended), at, to: rank });
    else if (inGrace) this.#step({ ...this.#because('grace_began', ended), at, to: rank });
    else if (rank > 0 && isReached) this.#step({ ...this.#because('kept', ended), at, to: rank });
  }

  #endGrace(at: Instant): void {
    this.at = at;
    this.#inGrace = false;
    const { rank } = this.#standingAt(at);
    if (rank < this.rank) this.#step({ ...this.#because(this.#fallen(), this.#index - 1), at, to: rank });
    else {
      const counted = this.#counted(this.#index).early;
      this.#step({ ...this.#because('kept_in_grace', this.#index), counted, at, to: rank });
    }
  }

  /**
   * The tier at an instant by all that is counted now, from the first period on: a Return may have taken from any of them.
   * In every period a member has what it was entered with, and what was reached in it where that counts at once. It is left
   * with what was reached, or with what the policy leaves of what was held.
   */
  #standingAt(at: Instant): Standing {
    const { upgrade, grace } = this.#rules;
    let held: Rank = 0;
    let reachedBefore: Rank = 0;
    let inGrace = false;
    for (let index = this.#first; index <= this.#index; index++) {
      const count = this.#counted(index);
      const reached = reachedRank(this.#rules, count.whole);
      const left = this.#afterPeriod(held, reachedBefore);
      inGrace = left < held && grace !== null && index === this.#index && at < this.#periods.graceEnd(index);
      if (left >= held) held = left;
      else if (grace === null) held = left;
      else if (!inGrace) held = Math.max(left, Math.min(held, reachedRank(this.#rules, count.early)));
      if (upgrade === 'at_once') held = Math.max(held, reached);
      reachedBefore = reached;
    }
    return { rank: held, inGrace };
  }

  #afterPeriod(held: Rank, reached: Rank): Rank {
    if (reached >= held) return reached;
    switch (this.#rules.downgrade) {
      case 'to_reached':
        return reached;
      case 'one_step':
        return held - 1;
      case 'never':
        return held;
      default:
        return this.#rules.downgrade satisfies never;
    }
  }

  #fallen(): TierRule {
    return this.#rules.downgrade === 'one_step' ? 'fell_one_step' : 'fell_to_reached';
  }

  #counted(index: number): PeriodCount {
    return this.#counts.get(index) ?? EMPTY;
  }

  #because(rule: TierRule, index: number): Pick<TierStep, 'rule' | 'period' | 'counted'> {
    return { rule, period: this.#periods.span(index), counted: this.#counted(index).whole };
  }

  #step(step: Omit<TierStep, 'from' | 'needed'>): void {
    const needed = this.#rules.ladder[Math.max(this.rank, step.to)]?.needs ?? {};
    this.steps.push({ ...step, from: this.rank, needed });
    this.rank = step.to;
  }
}
