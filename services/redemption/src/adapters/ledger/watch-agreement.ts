import { invariant, type Logger, reading, type Watch, watch } from '@loyalty/service-host';
import { type ReconciledLog, Reconciler } from '../../application/reconcile.js';
import { inWords } from '../../domain/agreement.js';

const LOOK_EVERY_MS = 10_000;

/**
 * Whether redemptions and accounts say the same, of all that is committed while this process lives; `loyalty reconcile`
 * looks at everything. What differs is said once, and counted for as long as it does.
 */
export function watchAgreement(store: ReconciledLog, logger: Pick<Logger, 'error' | 'warn'>): Watch {
  const agreement = invariant('redemptions_agree');
  let reconciler: Reconciler | undefined;
  const said = new Set<string>();
  reading('loyalty_redemption_differences', 'Redemptions that say otherwise than their accounts', [], (set) =>
    set({}, said.size),
  );
  return watch({
    everyMs: LOOK_EVERY_MS,
    async look() {
      reconciler ??= Reconciler.fromNowOn(store, await store.heads());
      const differences = await reconciler.catchUp();
      agreement.checked();
      for (const difference of differences) {
        if (said.has(difference.redemption)) continue;
        said.add(difference.redemption);
        agreement.violated();
        logger.error(
          { redemption: difference.redemption, difference: inWords(difference) },
          'a redemption and its account differ',
        );
      }
    },
    onError: (error) => logger.warn({ err: error }, 'redemptions could not be compared with accounts'),
  });
}
