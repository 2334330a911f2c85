import type { Programme, Wallet } from './programme.js';
import { earnedText, takenBackText } from './text/explanation-text.js';
import { countText, numberText } from './text/number-text.js';
import type { Language } from './text/texts.js';

/** One wallet's part of what a receipt says. */
export interface ReceiptWallet {
  readonly wallet: string;
  /** Above zero earned, below zero taken back. */
  readonly points: bigint;
  readonly available: bigint;
  /** Of the points those about which a person decides first. */
  readonly inReview?: bigint;
}

/**
 * What the till prints: "You earned 187 points. You have 187.", «Начислено: 187 баллов. На счёте 187.» One sentence pair
 * for each wallet that moved.
 */
export function receiptText(
  programme: Programme,
  wallets: readonly ReceiptWallet[],
  language: Language = 'en',
): string[] {
  return wallets.flatMap(({ wallet: id, points, available, inReview = 0n }) => {
    const wallet = programme.wallets.get(id);
    if (!wallet) return [];
    return [
      language === 'en'
        ? `${whatHappened(wallet, points)} You have ${available}.${pendingReview(wallet, inReview)}`
        : `${whatHappenedInRussian(wallet, points)} На счёте ${numberText(available, language)}.${onReview(wallet, inReview)}`,
    ];
  });
}

function pendingReview(wallet: Wallet, points: bigint): string {
  return points === 0n ? '' : ` ${countOf(wallet, points)} ${points === 1n ? 'is' : 'are'} pending review.`;
}

function onReview({ words }: Wallet, points: bigint): string {
  return points === 0n ? '' : ` На проверке: ${countText(points, words, 'ru')}.`;
}

function whatHappened(wallet: Wallet, points: bigint): string {
  if (points < 0n) return `${countOf(wallet, -points)} ${points === -1n ? 'was' : 'were'} taken back.`;
  return `You earned ${countOf(wallet, points)}.`;
}

function whatHappenedInRussian({ words: unit }: Wallet, points: bigint): string {
  return points < 0n ? takenBackText({ points: -points, shortfall: 0n, unit }, 'ru') : earnedText(points, unit, 'ru');
}

/** "1 point", "187 points". */
export function countOf(wallet: Wallet, points: bigint): string {
  return `${points} ${points === 1n ? wallet.unit.one : wallet.unit.other}`;
}
