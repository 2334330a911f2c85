import type { RedemptionRate } from '@loyalty/contracts';
import type { WalletPoints } from '@loyalty/ledger';
import { pointsRate, refusedPoints, type Programme } from '@loyalty/programme';
import { reject, type Rejected } from '../domain/rejections.js';
import type { SentRedemption } from '../domain/sent-redemption.js';
import type { Owner, RedemptionPorts } from './ports.js';

interface Spending {
  readonly programme: Programme;
  readonly owner: Owner;
  readonly points: readonly WalletPoints[];
}

/**
 * What the points pay of an order, by the rate in force for the member now: it stays so for this redemption. Whoever says
 * `pays` is refused at once what no purchase would take; else points that pay nothing are points that buy something else.
 */
export async function freezeRate(
  { pays }: Pick<SentRedemption, 'pays'>,
  { programme, owner, points }: Spending,
  { standing }: Pick<RedemptionPorts, 'standing'>,
): Promise<RedemptionRate | Rejected | undefined> {
  const currency = pays?.currency ?? programme.currency;
  const [one, ...others] = points;
  if (!one || others.length > 0) {
    return pays && reject({ reason: 'points_pay_nothing', wallet: null, currency });
  }
  const { wallet } = one;
  const isByTier = (programme.payWithPoints?.wallets.get(wallet)?.tiers.size ?? 0) > 0;
  const known = isByTier ? await standing?.({ ...owner, programme: programme.id }) : undefined;
  const rate = pointsRate(programme, { wallet, currency, tier: known?.tier });
  if (!pays || !rate) return rate ?? (pays && reject({ reason: 'points_pay_nothing', wallet, currency }));
  const refused = refusedPoints(programme, one);
  return refused ? reject({ ...refused, wallet, points: one.points }) : rate;
}
