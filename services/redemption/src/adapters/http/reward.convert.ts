import type { Availability, Reason } from '../../application/rewards/available-rewards.js';
import type { RewardView } from '../../application/rewards/read-reward.js';
import { hindranceBody } from './rejection.convert.js';

export function rewardBody({ reward, stock }: RewardView) {
  return { reward: { ...reward, stock } };
}

export function availabilityBody({ reward, price, reasons }: Availability) {
  const { id, version, kind, name, description, image, gives } = reward;
  return {
    reward: {
      id,
      version,
      kind,
      name,
      ...(description && { description }),
      ...(image !== undefined && { image }),
      ...(gives && { gives }),
    },
    price,
    available: reasons.length === 0,
    reasons: reasons.map(reasonBody),
  };
}

function reasonBody(reason: Reason) {
  if (reason.reason !== 'insufficient_points') return hindranceBody(reason);
  return { ...reason, available: Number(reason.available), needed: Number(reason.needed) };
}
