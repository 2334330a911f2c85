import type { BalanceAfter, LotPoints, Refund, TakenBack, WalletPoints } from './values.js';
import { toJsonInteger as whole, type Stored } from './whole-number.js';

/** The parts that purchases' and returns' events have in common, to and from their form in the log. */

export const storeBalance = (it: BalanceAfter): Stored<BalanceAfter> => ({
  wallet: it.wallet,
  available: whole(it.available),
  held: whole(it.held),
  pending: whole(it.pending),
  shortfall: whole(it.shortfall),
});

export const readBalance = (it: Stored<BalanceAfter>): BalanceAfter => ({
  wallet: it.wallet,
  available: BigInt(it.available),
  held: BigInt(it.held),
  pending: BigInt(it.pending),
  shortfall: BigInt(it.shortfall),
});

export const storeRefund = (it: Refund): Stored<Refund> => ({ ...it, amount: whole(it.amount) });
export const readRefund = (it: Stored<Refund>): Refund => ({ ...it, amount: BigInt(it.amount) });

export const storeTakenBack = (it: TakenBack): Stored<TakenBack> => ({
  wallet: it.wallet,
  points: whole(it.points),
  shortfall: whole(it.shortfall),
});
export const readTakenBack = (it: Stored<TakenBack>): TakenBack => ({
  wallet: it.wallet,
  points: BigInt(it.points),
  shortfall: BigInt(it.shortfall),
});

export const storeLotPoints = (it: LotPoints): Stored<LotPoints> => ({ lot: it.lot, points: whole(it.points) });
export const readLotPoints = (it: Stored<LotPoints>): LotPoints => ({ lot: it.lot, points: BigInt(it.points) });

export const storeWalletPoints = (it: WalletPoints): Stored<WalletPoints> => ({
  wallet: it.wallet,
  points: whole(it.points),
});
export const readWalletPoints = (it: Stored<WalletPoints>): WalletPoints => ({
  wallet: it.wallet,
  points: BigInt(it.points),
});
