import { formatMoney, type DiscountCard, type Language, type Programme } from '@loyalty/programme';

/** What the next purchase gets, and how much more it takes to get the next step; money is in the main currency. */
export function cardBodies({ currency }: Programme, cards: readonly DiscountCard[], language: Language) {
  const money = (minor: bigint) => formatMoney(minor, currency);
  return cards.map(({ offer, texts, percent, spent, next }) => ({
    offer,
    text: texts[language],
    percent,
    currency,
    spent: money(spent),
    next: next && { percent: next.percent, spentAtLeast: money(next.spentAtLeast), missing: money(next.missing) },
  }));
}
