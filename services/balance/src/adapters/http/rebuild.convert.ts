import { toId } from '@loyalty/service-host';
import type { Difference } from '../../application/rebuilding.js';
import type { RebuildReport } from '../../application/rebuilds.js';

export function rebuildBody({ id, state, progress, seconds, outcome }: RebuildReport) {
  const { phase, events, of } = progress;
  return { id, state, phase, events, of, seconds, ...outcomeBody(outcome) };
}

function outcomeBody(outcome: RebuildReport['outcome']) {
  switch (outcome?.outcome) {
    case 'switched':
      // An upgrade differs on purpose, so it is not said to be equal.
      return { equal: outcome.compared ? true : null };
    case 'refused':
      return {
        equal: false,
        differing: outcome.comparison.differing,
        differences: outcome.comparison.differences.map(differenceBody),
      };
    default:
      return {};
  }
}

/** Tables whose rows belong to a stream beside the account. */
const NAMED_BY_STREAM: ReadonlySet<string> = new Set(['causes', 'tier_counts']);

/** Rows as they stand in the database, for whoever has to find out which of the two is wrong. */
function differenceBody({ table, key, serving, rebuilt }: Difference) {
  return { table, ...(NAMED_BY_STREAM.has(table) ? { stream: key } : { account: toId('acc', key) }), serving, rebuilt };
}
