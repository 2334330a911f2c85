import type { PayoutRequested, RewardChosen } from '@loyalty/contracts';
import type { View } from '@loyalty/event-store';
import type { WalletPoints } from '@loyalty/ledger';
import type { Programme } from '@loyalty/programme';
import { readPoints } from '../../domain/points.js';
import { reject, type Rejected, type Rejection } from '../../domain/rejections.js';
import { hindrancesOf } from '../../domain/rewards/hindrances.js';
import {
  asksForStanding,
  type MemberStanding,
  priceFor,
  type Reward,
  voucherTermsOf,
} from '../../domain/rewards/reward.js';
import type { Owner, RedemptionPorts } from '../ports.js';
import { choosePayout, type WantedPayout } from '../payouts/choose-payout.js';
import { readBook } from './reward-book.js';

/** All that does not depend on what others do meanwhile: the reward and its price as they were when it was asked for. */
export interface WantedReward {
  readonly reward: Reward;
  readonly standing: MemberStanding;
  /** Of one that is paid out. */
  readonly payout?: WantedPayout;
}

export const NO_STANDING: MemberStanding = { segments: [] };

export interface Wanting {
  readonly programme: Programme;
  readonly owner: Owner;
}

export async function wantedReward(
  id: string,
  { programme, owner, payout }: Wanting & { readonly payout?: WantedPayout },
  { rewards, standing }: Pick<RedemptionPorts, 'rewards' | 'standing'>,
): Promise<WantedReward | Rejected> {
  const reward = await rewards.find(id);
  if (!reward || reward.programme !== programme.id) return reject({ reason: 'reward_not_found', reward: id });
  if ((reward.kind === 'cash_out') !== (payout !== undefined)) {
    return reject({ reason: payout ? 'reward_is_no_payout' : 'reward_is_paid_out', reward: id });
  }
  const known = asksForStanding(reward, programme)
    ? await standing?.({ ...owner, programme: programme.id })
    : undefined;
  return { reward, standing: known ?? NO_STANDING, ...(payout && { payout }) };
}

export interface Choice {
  readonly points: readonly WalletPoints[];
  /** What the redemption's stream says of it. */
  readonly chosenAt: (occurredAt: number) => RewardChosen;
  readonly requestedAt?: (occurredAt: number) => PayoutRequested;
}

/** Its price, or all that stands in the way, as this decision finds it. */
export function choose(
  { reward, standing, payout: wanted }: WantedReward,
  wanting: Wanting,
  view: View,
): Choice | Rejection {
  const { programme, owner } = wanting;
  const chosen = { reward: reward.id, stocked: reward.stock !== undefined, voucher: null };
  const { stock, takings } = readBook(view, chosen, { programme: programme.id, ...owner });
  const hindrances = hindrancesOf(reward, { programme, standing, stock, takings, now: view.now });
  if (hindrances.length > 0) return { reason: 'reward_unavailable', reward: reward.id, hindrances };
  const price = priceFor(reward, standing);
  if (!price) throw new Error(`${reward.id} has no price for somebody whom nothing hinders`);
  const points = readPoints(price.points);
  const payout = wanted && choosePayout(view, { reward, price: points, wanted, takings, programme });
  if (payout && 'reason' in payout) return payout;
  return {
    points,
    ...payout,
    chosenAt: (occurredAt) => ({
      type: 'RewardChosen',
      ...chosen,
      rewardVersion: reward.version,
      kind: reward.kind,
      ...(price.money && { money: price.money }),
      ...voucherTermsOf(reward),
      occurredAt,
    }),
  };
}
