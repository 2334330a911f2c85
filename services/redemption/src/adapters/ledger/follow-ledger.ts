import { counter, type Logger, type Watch, watch } from '@loyalty/service-host';
import { AutomaticRewards } from '../../application/automatic/automatic-rewards.js';
import type { RedemptionPorts } from '../../application/ports.js';

/** Soon after the purchase, so that the member sees it before leaving the shop. */
const LOOK_EVERY_MS = 250;

const rewards = counter('loyalty_automatic_rewards_total', 'Automatic rewards by what became of them', ['outcome']);

/** Issues and takes back automatic rewards for as long as this process lives; what fails is tried again at the next look. */
export async function followLedger(ports: RedemptionPorts, logger: Pick<Logger, 'warn'>): Promise<Watch> {
  for (const outcome of ['issued', 'revoked', 'failed']) rewards.inc({ outcome }, 0);
  const automatic = new AutomaticRewards(ports);
  await automatic.begin();
  return watch({
    everyMs: LOOK_EVERY_MS,
    async look() {
      const { issued, revoked } = await automatic.catchUp();
      rewards.inc({ outcome: 'issued' }, issued);
      rewards.inc({ outcome: 'revoked' }, revoked);
    },
    onError(error) {
      rewards.inc({ outcome: 'failed' });
      logger.warn({ err: error }, 'automatic rewards could not be settled yet');
    },
  });
}
