import { counter } from '@loyalty/service-host';

const changes = counter('loyalty_programme_changes_total', 'Changes of programmes by outcome', ['outcome']);

/** Repeats and refusals change nothing. */
export function countChange(outcome: 'applied' | 'proposed' | 'superseded', repeated = false): void {
  if (!repeated) changes.inc({ outcome });
}
