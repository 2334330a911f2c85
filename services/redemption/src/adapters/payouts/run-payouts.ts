import { counter, invariant, type Logger, reading, type Watch, watch } from '@loyalty/service-host';
import type { DrivePorts } from '../../application/payouts/drive-payout.js';
import { type Backoff, PayoutsJob } from '../../application/payouts/payouts-job.js';

const LOOK_EVERY_MS = 250;
const MS_PER_SECOND = 1_000;

const outcomes = counter('loyalty_payouts_total', 'Looks at payouts by what they came to', ['outcome']);

/** Metrics outlive an app in tests, and the last one that runs is read. */
let observed: DrivePorts | undefined;

/** Drives payouts for as long as this process lives; also those that another, or this one before, has left. */
export function runPayouts(ports: DrivePorts, { logger, backoff }: { logger: Logger; backoff: Backoff }): Watch {
  const covered = invariant('payouts_covered');
  observed = ports;
  const job = new PayoutsJob(ports, {
    ...backoff,
    random: Math.random,
    onDriven(payout, { outcome, why }) {
      outcomes.inc({ outcome });
      covered.checked();
      if (outcome === 'unknown')
        logger.warn({ payout, why }, 'what became of a payout is not known; it is asked again');
      if (outcome !== 'uncovered') return;
      covered.violated();
      logger.error({ payout }, 'a payout was paid when its points were no longer held');
    },
    onError(payout, error) {
      outcomes.inc({ outcome: 'error' });
      logger.warn({ err: error, payout }, 'a payout could not be driven on; it is tried again');
    },
  });
  const onError = (error: unknown): void => logger.warn({ err: error }, 'payouts could not be looked at');
  // Apart: what is due need not wait until a long stretch of the ledger is read.
  const following = watch({ everyMs: LOOK_EVERY_MS, look: () => job.catchUp(), onError });
  const driving = watch({
    everyMs: LOOK_EVERY_MS,
    async look() {
      await job.begin();
      await job.sweep(Date.now());
    },
    onError,
  });
  return {
    async stop() {
      await following.stop();
      await driving.stop();
      if (observed === ports) observed = undefined;
      await job.settled();
    },
  };
}

// Shown from the start, so that what never happened is told from what is not measured.
for (const outcome of ['accepted', 'settled', 'failed', 'expired', 'unknown', 'error']) outcomes.inc({ outcome }, 0);
observeOpen();

/** Read from the index when they are scraped: every process says the same, so take the highest. */
function observeOpen(): void {
  const statuses = ['awaiting_approval', 'requested', 'sent', 'accepted'];
  reading('loyalty_payouts_open', 'Payouts that have not ended, by where they are', ['status'], async (set) => {
    const open = await observed?.payouts.index.open();
    for (const status of statuses) set({ status }, open?.find((each) => each.status === status)?.count ?? 0);
  });
  reading(
    'loyalty_payout_unknown_seconds',
    'Age of the oldest payout that was sent and of which the provider has said nothing yet',
    [],
    async (set) => {
      const sent = (await observed?.payouts.index.open())?.find(({ status }) => status === 'sent');
      const now = observed?.clock.now() ?? 0;
      set({}, sent ? Math.max(0, now - sent.since) / MS_PER_SECOND : 0);
    },
  );
}
