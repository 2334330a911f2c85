import type { Explanation } from '../evaluation/evaluation.js';
import { parseDuration } from '../calendar/duration.js';
import { formatDecimal, formatShortest } from '../money/decimal.js';
import { QUANTITY_SCALE } from '../conditions/index.js';
import type { Effect, EveryNth, Limit } from '../offer.js';
import type { BaseRule, Programme, Wallet } from '../programme.js';
import { earnText, type EarnSaid } from './explanation-text.js';
import type { LimitSaid } from './limit-text.js';
import type { OfferSaid, WithinSaid } from './offer-text.js';
import type { Language } from './texts.js';

/** What an explanation says in itself, besides the programme: as it stands in the log, or as it was just computed. */
export type Explained = Pick<
  Explanation,
  'offer' | 'wallet' | 'points' | 'basis' | 'text' | 'multiplier' | 'trimmed' | 'qualifiedBy'
>;

/**
 * One offer's part of a purchase in a member's language: `37 points: 1.25 times the points; counted on €150.00.` By the
 * version of the programme that gave it; an offer that the version does not have is said as the log says it.
 */
export function sayEarned(
  programme: Programme,
  explained: Explained,
  { currency, language }: { readonly currency: string; readonly language: Language },
): string {
  const wallet = programme.wallets.get(explained.wallet);
  const { points, basis, qualifiedBy } = explained;
  const rule = ruleOf(programme, explained);
  if (!wallet || !rule) return explained.text;
  // What qualified an invitation is a purchase of a friend: none of the member's own before this one.
  const isReferral = programme.offers.every(({ id }) => id !== explained.offer);
  const trimmed = explained.trimmed && trimmedBy(explained.trimmed, rule.limits, wallet);
  const said: EarnSaid = {
    points,
    unit: wallet.words,
    because: rule.because,
    ...(basis !== undefined && { basis: { amount: basis, currency } }),
    ...(trimmed && { trimmed }),
    ...(qualifiedBy && qualifiedBy.length > 0 && !isReferral && { qualifiedBy: BigInt(qualifiedBy.length) }),
  };
  return earnText(said, language);
}

interface Rule {
  readonly because: EarnSaid['because'];
  readonly limits: readonly Limit[];
}

function ruleOf(programme: Programme, { offer: id, wallet }: Explained): Rule | undefined {
  const base = programme.baseRules.find((rule) => rule.id === id && rule.wallet.id === wallet);
  if (base) return { because: saidOfBase(base, programme), limits: base.limits ?? [] };
  const offer = programme.offers.find((each) => each.id === id);
  if (!offer) return ruleOfAction(programme, id);
  const because = offer.texts ? { kind: 'text' as const, text: offer.texts } : saidOf(offer.effect, programme);
  return { because, limits: offer.limits };
}

/** Of what is no purchase: an action, or a side of the referral. */
function ruleOfAction({ actions, referral }: Programme, id: string): Rule | undefined {
  const action = [...actions, referral?.inviter, referral?.friend].find((each) => each?.id === id);
  if (!action) return undefined;
  const { texts, points, on, limits } = action;
  const because = texts ? { kind: 'text' as const, text: texts } : saidOfAction(points, on);
  return { because, limits };
}

/** As the document calls it: a word of its own, in either language. */
function saidOfAction(points: bigint, on: string): OfferSaid {
  return { kind: 'action', points, action: { en: on, ru: on } };
}

function saidOfBase({ points, per, rounding }: BaseRule, programme: Programme): OfferSaid {
  return { kind: 'per-amount', points, per: mainMoney(per, programme), rounding };
}

function saidOf(effect: Effect, programme: Programme): OfferSaid {
  switch (effect.kind) {
    case 'multiply':
      return { kind: 'multiply', factor: effect.written };
    case 'per-amount': {
      const { points, per, rounding } = effect;
      return { kind: 'per-amount', points, per: mainMoney(per, programme), rounding };
    }
    case 'per-units':
      return { kind: 'per-units', points: effect.points, units: formatShortest(effect.units, QUANTITY_SCALE) };
    case 'visit':
      return { kind: 'visit', points: effect.points };
    case 'threshold': {
      const { points, spentAtLeast } = effect;
      return { kind: 'threshold', points, spentAtLeast: mainMoney(spentAtLeast, programme) };
    }
    case 'every-nth':
      return { kind: 'every-nth', points: effect.points, nth: BigInt(effect.nth), within: saidWithin(effect) };
    default:
      return effect satisfies never;
  }
}

/** Sums of a document are in its main currency. */
export function mainMoney(minor: bigint, { currency, currencies }: Programme) {
  return { amount: formatDecimal(minor, currencies.get(currency)?.exponent ?? 2), currency };
}

const DAY_SECONDS = 86_400;

/** In the greatest unit that says it whole, hours at most: 36 hours are no day and a half. */
function exactTime(seconds: number): WithinSaid {
  if (seconds % 3600 === 0) return { hours: BigInt(seconds / 3600) };
  return seconds % 60 === 0 ? { minutes: BigInt(seconds / 60) } : { seconds: BigInt(seconds) };
}

function saidWithin({ within }: EveryNth): WithinSaid {
  if ('period' in within) return within.period;
  const time = parseDuration(within.text);
  if (!time) throw new Error(`A programme that was read has a wrong duration: ${within.text}`);
  const months = time.years * 12 + time.months;
  const days = time.weeks * 7 + time.days;
  if (time.milliseconds > 0) return exactTime((days + months * 30) * DAY_SECONDS + time.milliseconds / 1000);
  return months > 0 && days === 0 ? { months: BigInt(months) } : { days: BigInt(days + months * 30) };
}

function trimmedBy(
  { points, by }: NonNullable<Explained['trimmed']>,
  limits: readonly Limit[],
  { limits: ofWallet = [] }: Wallet,
): EarnSaid['trimmed'] {
  const limit = [...limits, ...ofWallet].find(({ text }) => text === by);
  return limit && { points, limit: saidLimit(limit) };
}

function saidLimit({ by, of, max }: Limit): LimitSaid {
  return { by, of, max };
}
