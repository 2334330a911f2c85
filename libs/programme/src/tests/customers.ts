import { applyChange, counted, isBudget } from '../evaluation/counters.js';
import type { Evaluation } from '../evaluation/evaluation.js';
import { NO_COUNTERS, type Counters, type Standing } from '../evaluation/standing.js';
import type { Instant } from '../purchase.js';

/** The members of one test, with what they were given in it. */
export class Customers {
  private readonly counters = new Map<string, Counters>();
  private readonly budgets = new Map<string, bigint>();
  private purchases = 0;

  standingOf(member: string): Standing {
    return { counters: this.counters.get(member) ?? NO_COUNTERS, budgets: this.budgets };
  }

  count(member: string, at: Instant, evaluation: Evaluation): void {
    this.purchases += 1;
    const change = counted(evaluation, { purchase: `purchase ${this.purchases}`, at });
    this.counters.set(member, applyChange(this.counters.get(member) ?? NO_COUNTERS, change));
    for (const { counter, points } of change.moves.filter(isBudget)) {
      this.budgets.set(counter, (this.budgets.get(counter) ?? 0n) + points);
    }
  }
}
