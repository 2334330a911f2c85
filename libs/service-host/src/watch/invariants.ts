import { counter } from '../metrics/metrics.js';

const checks = counter('loyalty_invariant_checks_total', 'Samples that were looked at, by what must be true of them', [
  'invariant',
]);
const violations = counter(
  'loyalty_invariant_violations_total',
  'Samples of which it was not true: not zero means that somebody must look at once',
  ['invariant'],
);

export interface Invariant {
  checked(): void;
  violated(): void;
}

/** Shown from the start, so that what was never checked is told from what never failed. */
export function invariant(name: string): Invariant {
  checks.inc({ invariant: name }, 0);
  violations.inc({ invariant: name }, 0);
  return {
    checked: () => checks.inc({ invariant: name }),
    violated: () => violations.inc({ invariant: name }),
  };
}
