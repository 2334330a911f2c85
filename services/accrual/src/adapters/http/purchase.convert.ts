import type { PurchaseExplanation, PurchaseLot, PurchaseOutcome, PurchaseRecorded, Review } from '@loyalty/contracts';
import { receiptText, REVIEW, type Language } from '@loyalty/programme';
import { formatInstant } from '@loyalty/service-host';
import type { ClaimAnswer } from '../../application/strangers/claim-purchase.js';
import type { Programmes } from '../../application/programmes.js';
import { cardsAfter } from '../../application/quotes/quote-purchase.js';
import type { PurchaseAnswer } from '../../application/purchases/purchase-answer.js';
import { toBalance } from './balance.convert.js';
import { cardBodies } from './discount-card.convert.js';
import { paidBody, paidTexts } from './paid.convert.js';
import { returnBody } from './return.convert.js';

/** The answer that a till prints from. */
export function purchaseBody(
  { first, returns, voidedAt, review, repeated }: PurchaseAnswer,
  programmes: Programmes,
  language: Language,
) {
  const { account, outcome } = first;
  const paid = paidBody(first);
  const earned = earnedBody(first, { account, outcome, programmes, language });
  const body = {
    purchase: nameOf(first),
    ...earned,
    ...(paid.length > 0 && { paidWithPoints: paid }),
    ...reviewBody(review),
  };
  if (returns.length === 0 && voidedAt === null) return { ...body, repeated };
  return {
    ...body,
    ...(returns.length === 0 ? {} : { returns: returns.map((answer) => returnBody({ answer, repeated })) }),
    ...(voidedAt === null ? {} : { status: 'voided', voidedAt: formatInstant(voidedAt) }),
    repeated,
  };
}

/** Until when a person has time to decide about its points; they are available then at the latest. */
export function reviewBody(review: Review | null | undefined) {
  if (!review) return {};
  const { review: id, lapsesAt } = review.opened;
  return { review: { id, lapsesAt: formatInstant(lapsesAt) } };
}

export function claimBody({ purchase, claimed, repeated }: ClaimAnswer, programmes: Programmes, language: Language) {
  return {
    purchase: nameOf(purchase.facts),
    ...earnedBody(purchase.facts, { ...claimed, programmes, language }),
    repeated,
  };
}

export function nameOf({ purchase, source, externalId }: PurchaseRecorded) {
  return { id: purchase, source, externalId };
}

export function earnedBody(
  facts: Pick<PurchaseRecorded, 'programme' | 'payments' | 'currency'>,
  { account, outcome, programmes, language = 'en' }: EarnedSaid,
) {
  const { programme } = facts;
  if (account === null || outcome === null) return NOTHING_EARNED;
  const totals = totalsOf(outcome);
  const judge = programmes.version(programme, outcome.programmeVersion);
  const cards = judge ? cardBodies(judge.programme, cardsAfter(judge.programme, { outcome }), language) : [];
  return {
    account: { id: account, version: outcome.accountVersion },
    earned: outcome.lots.map(toEarned),
    balance: outcome.balances.map(toBalance),
    totals: totals.map(({ wallet, points }) => ({ wallet, earned: Number(points) })),
    receiptText: printed(facts, outcome, totals, { programmes, language }),
    explanation: outcome.explanation.map(toExplanation),
    ...(cards.length > 0 && { discountCards: cards }),
  };
}

interface EarnedSaid {
  readonly account: string | null;
  readonly outcome: PurchaseOutcome | null;
  readonly programmes: Programmes;
  readonly language?: Language;
}

const NOTHING_EARNED = { account: null, earned: [], balance: [], totals: [], receiptText: [], explanation: [] };

/** One for each wallet of the programme, those that earned nothing too: a till prints them all. */
function totalsOf({ lots, balances }: PurchaseOutcome) {
  return balances.map(({ wallet, available }) => {
    let points = 0n;
    let inReview = 0n;
    for (const lot of lots) {
      if (lot.wallet !== wallet) continue;
      points += lot.points;
      if (isInReview(lot)) inReview += lot.points;
    }
    return { wallet, points, available, inReview };
  });
}

/** A person decides first; where nobody does, it is available at its instant. */
const isInReview = ({ awaits }: PurchaseLot) => awaits?.action === REVIEW;

/** In the words of the version that judged it, so that a repeat prints what was printed at first. */
function printed(
  facts: Pick<PurchaseRecorded, 'programme' | 'payments' | 'currency'>,
  { programmeVersion }: PurchaseOutcome,
  totals: ReturnType<typeof totalsOf>,
  { programmes, language }: { readonly programmes: Programmes; readonly language: Language },
) {
  const { programme: id } = facts;
  const judge = programmes.version(id, programmeVersion) ?? programmes.latest(id);
  if (!judge) return [];
  const told = { programme: judge.programme, language };
  return [...paidTexts(facts, told), ...receiptText(judge.programme, totals, language)];
}

function toEarned({ id, wallet, points, availableAt, expiresAt, awaits, partner }: PurchaseLot) {
  const earned = {
    wallet,
    points: Number(points),
    lot: id,
    availableAt: availableAt === null ? null : formatInstant(availableAt),
    expiresAt: expiresAt === null ? null : formatInstant(expiresAt),
  };
  if (!awaits && partner === undefined) return earned;
  return { ...earned, ...(awaits ? { awaits: awaits.action } : {}), ...(partner === undefined ? {} : { partner }) };
}

function toExplanation(part: PurchaseExplanation) {
  const { points, trimmed } = part;
  const explained = { ...part, points: Number(points) };
  return trimmed ? { ...explained, trimmed: { points: Number(trimmed.points), by: trimmed.by } } : explained;
}
