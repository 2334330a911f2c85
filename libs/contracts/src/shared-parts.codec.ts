import type { BalanceAfter, GivenBackPoints, LotPoints, Refund, TakenBack, WalletPoints } from './values.js';
import { toJsonInteger as whole, type Stored } from './whole-number.js';

/** The parts that purchases' and returns' events have in common, to and from their form in the log. */

/** Zeros are left out. */
export type StoredBalance = Pick<BalanceAfter, 'wallet'> & Partial<Stored<BalanceAfter>>;

export const storeBalance = ({ wallet, available, held, pending, shortfall }: BalanceAfter): StoredBalance => ({
  wallet,
  ...(available === 0n ? {} : { available: whole(available) }),
  ...(held === 0n ? {} : { held: whole(held) }),
  ...(pending === 0n ? {} : { pending: whole(pending) }),
  ...(shortfall === 0n ? {} : { shortfall: whole(shortfall) }),
});

export const readBalance = ({
  wallet,
  available = 0,
  held = 0,
  pending = 0,
  shortfall = 0,
}: StoredBalance): BalanceAfter => ({
  wallet,
  available: BigInt(available),
  held: BigInt(held),
  pending: BigInt(pending),
  shortfall: BigInt(shortfall),
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

export const storeGivenBack = (it: GivenBackPoints): Stored<GivenBackPoints> => ({ ...it, points: whole(it.points) });
export const readGivenBack = (it: Stored<GivenBackPoints>): GivenBackPoints => ({ ...it, points: BigInt(it.points) });
