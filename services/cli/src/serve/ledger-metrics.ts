import type { PostgresOptions, PostgresStore } from '@loyalty/event-store';
import { counter, histogram, reading } from '@loyalty/service-host';

const COMMANDS_IN_BATCH = [1, 2, 5, 10, 20, 50, 100, 200, 300, 400, 500];

const size = histogram('loyalty_ledger_batch_commands', 'Commands that were committed together', [], COMMANDS_IN_BATCH);
const events = counter('loyalty_ledger_events_total', 'Events that were committed');
const decidedAgain = counter(
  'loyalty_ledger_decided_again_total',
  'Commands that were decided again because another writer had touched what they rest on',
);
const batches = counter('loyalty_ledger_batches_total', 'Batches by their way into the log', ['way']);
const fencedOff = counter('loyalty_ledger_fenced_off_total', 'Batches that another writer was faster than');
const duration = histogram('db_client_operation_duration_seconds', 'Duration of commits of the ledger', [
  'db_system_name',
  'db_operation_name',
]);
const COMMIT = { db_system_name: 'postgresql', db_operation_name: 'append' };

const stores = new Set<PostgresStore>();

/** What an operator sees of the writer. Given to the store when it is made, which is then told to `watch`. */
export function ledgerMetrics(): Required<Pick<PostgresOptions, 'onLanded'>> & { watch(store: PostgresStore): void } {
  reading('loyalty_ledger_queue_commands', 'Commands that wait or are under way', [], (set) => {
    let waiting = 0;
    for (const { counts } of stores) waiting += counts.outstanding;
    set({}, waiting);
  });
  let store: PostgresStore | undefined;
  const seen = { decidedAgain: 0, fencedOff: 0, locked: 0 };
  return {
    watch(made) {
      store = made;
      stores.add(made);
    },
    onLanded(landed) {
      duration.observe(COMMIT, landed.seconds);
      size.observe(landed.commands);
      events.inc(landed.events);
      if (store === undefined) return;
      const { counts } = store;
      batches.inc({ way: counts.locked > seen.locked ? 'locked' : 'fenced' });
      decidedAgain.inc(counts.decidedAgain - seen.decidedAgain);
      fencedOff.inc(counts.fencedOff - seen.fencedOff);
      Object.assign(seen, { decidedAgain: counts.decidedAgain, fencedOff: counts.fencedOff, locked: counts.locked });
    },
  };
}
