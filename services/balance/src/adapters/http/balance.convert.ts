import { formatInstant, toId } from '@loyalty/service-host';
import type { AccountStanding, StandingHold, StoredLot } from '../../application/ports.js';
import type { AsOfAnswer } from '../../application/read-balance-as-of.js';
import type { BalanceAnswer } from '../../application/read-balance.js';
import { toldWallets, type WalletBooks } from '../../domain/wallet-answer.js';
import { tierBody } from './tier.convert.js';

/** An account holds at most 2^53 - 1 of a wallet, so a JSON integer says it exactly. */
export function booksBody({ wallet, available, held, pending, shortfall }: WalletBooks) {
  return {
    wallet,
    available: Number(available),
    held: Number(held),
    pending: Number(pending),
    shortfall: Number(shortfall),
  };
}

export function balanceBody({ account, programme, version, now, tier, wallets }: BalanceAnswer) {
  return {
    account: toId('acc', account),
    programme,
    version,
    asOf: formatInstant(now),
    tier: tierBody(tier),
    wallets: wallets.map((wallet) => ({
      ...booksBody(wallet),
      expiring: wallet.expiring.map(pointsAtBody),
      pendingBy: wallet.pendingBy.map(pointsAtBody),
      holds: wallet.holds.map(holdBody),
    })),
  };
}

/** Without dates and holds: what a lot or a hold would become is not decided anew for another time. */
export function asOfBody({ account, programme, version, asOf, knownAt, tier, wallets }: AsOfAnswer) {
  return {
    account: toId('acc', account),
    programme,
    version,
    asOf: formatInstant(asOf),
    knownAt: formatInstant(knownAt),
    tier: tierBody(tier),
    wallets: wallets.map(booksBody),
  };
}

export function standingBody({ account, member, version, wallets }: AccountStanding) {
  return { account: toId('acc', account), member, version, wallets: toldWallets(wallets).map(booksBody) };
}

export function lotBody(lot: StoredLot) {
  const { wallet, member, partner, origin, awaits } = lot;
  return {
    id: lot.lot,
    wallet,
    points: Number(lot.points),
    available: Number(lot.available),
    held: Number(lot.held),
    pending: Number(lot.pending),
    earnedAt: formatInstant(lot.earnedAt),
    availableAt: instantBody(lot.availableAt),
    expiresAt: instantBody(lot.expiresAt),
    member,
    ...(partner !== undefined && { partner }),
    ...(origin !== undefined && { origin }),
    ...(awaits !== undefined && { awaits }),
  };
}

function holdBody({ hold, redemption, order, lapsesAt, points }: StandingHold) {
  return {
    id: hold,
    ...(redemption !== undefined && { redemption }),
    ...(order !== undefined && { order }),
    points: Number(points),
    lapsesAt: formatInstant(lapsesAt),
  };
}

function pointsAtBody({ at, points }: { readonly at: number | null; readonly points: bigint }) {
  return { at: instantBody(at), points: Number(points) };
}

function instantBody(at: number | null): string | null {
  return at === null ? null : formatInstant(at);
}
