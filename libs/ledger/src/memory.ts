import type { Account } from './account.js';
import type { LedgerEvent } from './events.js';

/**
 * The last few steps that decisions worked out. A decision applies its events to know the balances after them, and the
 * store folds the very same objects again right away: it is given the very same state. Only identical objects are ever
 * recognised, so forgetting all of it would change no answer.
 */
interface Step {
  readonly before: Account;
  readonly event: LedgerEvent;
  readonly after: Account;
}

const stepsKept = 8;
const steps: Step[] = [];
let oldest = 0;

export function remember(step: Step): void {
  steps[oldest] = step;
  oldest = (oldest + 1) % stepsKept;
}

export function remembered(before: Account, event: LedgerEvent): Account | undefined {
  for (const step of steps) if (step.event === event && step.before === before) return step.after;
  return undefined;
}
