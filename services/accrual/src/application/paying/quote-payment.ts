import { accountStream, balanceAt } from '@loyalty/ledger';
import {
  mostPayable,
  payableWithPoints,
  pointsRate,
  type NotPayable,
  type PointsRate,
  type Purchase,
} from '@loyalty/programme';
import type { Owner } from '../../domain/purchase-state.js';
import { accountStreamId } from '../account-book.js';
import type { Draft } from '../draft.js';
import type { ProgrammeVersion } from '../programmes.js';

/** How many points of a wallet could be spent on a basket now; what they pay, where the programme says what points pay. */
export interface Redeemable {
  readonly wallet: string;
  readonly points: bigint;
  readonly pays?: PayingNow;
}

export interface PayingNow {
  /** Of the wallet, whatever of it can pay. */
  readonly available: bigint;
  /** In minor units of the basket's currency. */
  readonly amount: bigint;
  /** Of the lines that points may pay for, the greatest part that they may. */
  readonly most: bigint;
  readonly rate?: PointsRate;
  /** Why nothing can be paid. */
  readonly reason?: WhyNothing;
}

export type WhyNothing =
  { readonly code: 'no_rate' } | { readonly code: NotPayable; readonly found: bigint; readonly needed: bigint };

export interface QuotingPayment {
  readonly owner: Owner;
  readonly facts: Purchase;
  readonly judge: ProgrammeVersion;
  /** Its rates are those that a redemption would freeze now. */
  readonly newest: ProgrammeVersion;
  readonly tier: string | null;
}

/** What is there before the purchase, without what has expired since; nothing where more is owed. */
export function quotePayment(draft: Draft, quoting: QuotingPayment): readonly Redeemable[] {
  const { owner, judge } = quoting;
  const { state } = draft.state(accountStream, accountStreamId(owner.account));
  const standings = balanceAt(state, draft.now);
  return [...judge.programme.wallets.keys()].map((wallet) => {
    const found = standings.find((each) => each.wallet === wallet)?.available ?? 0n;
    const available = found > 0n ? found : 0n;
    if (!judge.programme.payWithPoints) return { wallet, points: available };
    return { wallet, ...payNow(wallet, available, quoting) };
  });
}

function payNow(
  wallet: string,
  available: bigint,
  { facts, judge: { programme }, newest, tier }: QuotingPayment,
): Omit<Redeemable, 'wallet'> {
  const { currency } = facts;
  const rate = pointsRate(newest.programme, { wallet, currency, ...(tier !== null && { tier }) });
  const { most } = payableWithPoints(programme, facts);
  const nothing = { available, amount: 0n, most };
  if (!rate) return { points: 0n, pays: { ...nothing, reason: { code: 'no_rate' } } };
  const payable = mostPayable(programme, { wallet, rate, available, most });
  if ('points' in payable) {
    return { points: payable.points, pays: { ...nothing, amount: payable.amount, rate } };
  }
  const { reason: code, found, needed } = payable;
  return { points: 0n, pays: { ...nothing, rate, reason: { code, found, needed } } };
}
