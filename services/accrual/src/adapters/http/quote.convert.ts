import type { PurchaseExplanation, PurchaseLot, ReferralBonus, ReferralJudged } from '@loyalty/contracts';
import {
  formatMoney,
  sayEarned,
  sayNotEarned,
  sayNotReferred,
  tierSummary,
  type Language,
  type TierAnswer,
} from '@loyalty/programme';
import { formatInstant } from '@loyalty/service-host';
import type { Quote } from '../../application/quotes/quote-purchase.js';
import type { WhyNot } from '../../application/purchases/why-not-earned.js';
import { cardBodies } from './discount-card.convert.js';
import { redeemableBody } from './redeemable.convert.js';

/** What a till or a checkout shows before anybody pays. */
export function quoteBody(quote: Quote, language: Language) {
  const { purchase, judge, discounts, cards, redeemable, referral, tier } = quote;
  const { outcome, account, currency } = purchase;
  return {
    programme: { id: judge.id, version: judge.version },
    account: account === null || outcome === null ? null : { id: account, version: outcome.accountVersion },
    earned: (outcome?.lots ?? []).map(lotBody),
    totals: [...judge.programme.wallets.keys()].map((wallet) => ({ wallet, earned: earnedIn(wallet, outcome?.lots) })),
    discounts: discounts.map(({ line, offer, percent, texts, amount }) => ({
      line,
      offer,
      percent,
      text: texts[language],
      amount: formatMoney(amount, currency),
    })),
    discountCards: cardBodies(judge.programme, cards, language),
    explanation: explanationBody(outcome?.explanation ?? [], { judge, currency, language }),
    notEarned: notEarnedBody(quote, language),
    redeemable: redeemable.map((each) => redeemableBody(each, { programme: judge.programme, currency, language })),
    ...(referral && { referral: referralBody(referral, { judge, currency, language }) }),
    tier: tier && { ...tierBody(tier.now), after: tierBody(tier.after) },
  };
}

interface Told {
  readonly judge: Quote['judge'];
  readonly currency: string;
  readonly language: Language;
}

function explanationBody(explanation: readonly PurchaseExplanation[], { judge, currency, language }: Told) {
  return explanation.map((part) => ({
    ...part,
    points: Number(part.points),
    ...(part.trimmed && { trimmed: { points: Number(part.trimmed.points), by: part.trimmed.by } }),
    text: sayEarned(judge.programme, part, { currency, language }),
  }));
}

/** Who invited is not named: whoever stands at the till need not know. */
function referralBody({ inviter, friend, failed }: ReferralJudged, told: Told) {
  const { programme } = told.judge;
  const side = (bonus: ReferralBonus | null) =>
    bonus && { earned: bonus.lots.map(lotBody), explanation: explanationBody(bonus.explanation, told) };
  const notEarned = failed ? [{ ...failed, text: sayNotReferred(programme, failed, told.language) }] : [];
  return { friend: side(friend), inviter: side(inviter), notEarned };
}

function tierBody(answer: TierAnswer) {
  const { until, ...summary } = tierSummary(answer);
  return { ...summary, until: until === null ? null : formatInstant(until) };
}

/** Each with a sentence in the caller's language. */
export function notEarnedBody(
  { purchase, judge, standing, notEarned }: Pick<Quote, 'purchase' | 'judge' | 'standing' | 'notEarned'>,
  language: Language,
): readonly Readonly<Record<'offer' | 'condition' | 'found' | 'needed' | 'text', string>>[] {
  const asked = { programme: judge.programme, purchase, standing };
  return notEarned.map((each) => {
    const { offer, condition, found, needed } = each;
    return { offer, condition, found, needed, text: sayNotEarned(asked, each, language) };
  });
}

/** The same of what neither side of an invitation got. */
export function notReferredBody({ judge, notReferred }: Pick<WhyNot, 'judge' | 'notReferred'>, language: Language) {
  return notReferred.map((each) => ({ ...each, text: sayNotReferred(judge.programme, each, language) }));
}

/** Of a lot that does not exist yet there is no id. */
function lotBody({ wallet, points, availableAt, expiresAt, awaits, partner, lines }: PurchaseLot) {
  return {
    wallet,
    points: Number(points),
    availableAt: availableAt === null ? null : formatInstant(availableAt),
    expiresAt: expiresAt === null ? null : formatInstant(expiresAt),
    ...(awaits && { awaits: awaits.action }),
    ...(partner !== undefined && { partner }),
    lines: lines.map((line) => ({ line: line.line, points: Number(line.points) })),
  };
}

export function earnedIn(wallet: string, lots: readonly PurchaseLot[] = []): number {
  return lots.reduce((sum, lot) => (lot.wallet === wallet ? sum + Number(lot.points) : sum), 0);
}
