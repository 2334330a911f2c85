import type { BonusWithdrawn, MatchedUnits, ReturnedLine, WalletPoints } from '@loyalty/contracts';
import { leftOf } from '@loyalty/programme';
import { madeBy } from '../../domain/units/going-back.js';
import { goneFrom } from '../../domain/units/gone.js';
import type { RecordedPurchase } from '../../domain/purchase-state.js';

/** What was left of a bonus that goes with what had qualified it. */
export function leftOfBonus(purchase: RecordedPurchase, { offer, qualifier }: BonusWithdrawn): readonly ReturnedLine[] {
  const { outcome } = purchase;
  const isQualified = (visits: readonly { readonly purchase: string }[]) =>
    visits.some((visit) => visit.purchase === qualifier);
  const count = outcome?.counts?.find((each) => each.offer === offer && isQualified(each.qualifiedBy));
  if (!outcome || !count || count.lot === null) return [];
  const { lot } = count;
  return leftOf(count, outcome, goneFrom(purchase))
    .filter(({ points }) => points > 0n)
    .map(({ line, points }) => ({ line, quantity: 0n, amount: 0n, lots: [{ lot, points }] }));
}

/** As the answer of a return tells it. */
export function matchedUnits(purchase: RecordedPurchase, lines: readonly ReturnedLine[]): readonly MatchedUnits[] {
  const { facts } = purchase;
  return lines.map((line) => {
    const byWallet = new Map<string, WalletPoints>();
    for (const { wallet, points } of madeBy(purchase, [line])) {
      byWallet.set(wallet, { wallet, points: points + (byWallet.get(wallet)?.points ?? 0n) });
    }
    const { quantity, amount } = line;
    const points = [...byWallet.values()];
    return { purchase: facts.purchase, line: line.line, quantity, amount, currency: facts.currency, points };
  });
}
