import type { Rounding } from '../money/rounding.js';
import { quoted } from './list-text.js';
import { moneyText, type MoneyOf } from './money-text.js';
import { countText, NBSP, NOUNS, numberText, ordinalText } from './number-text.js';
import type { Language, Texts } from './texts.js';
import type { Unit } from './unit.js';

/** What an offer gives, as data. Decimals are texts, exactly as they were declared. */
export type OfferSaid =
  | { readonly kind: 'per-amount'; readonly points: bigint; readonly per: MoneyOf; readonly rounding: Rounding }
  | { readonly kind: 'per-units'; readonly points: bigint; readonly units: string }
  | { readonly kind: 'visit'; readonly points: bigint }
  | { readonly kind: 'threshold'; readonly points: bigint; readonly spentAtLeast: MoneyOf }
  | { readonly kind: 'every-nth'; readonly points: bigint; readonly nth: bigint; readonly within: WithinSaid }
  | { readonly kind: 'multiply'; readonly factor: string }
  | { readonly kind: 'birthday'; readonly points: bigint }
  | { readonly kind: 'welcome'; readonly points: bigint }
  | { readonly kind: 'action'; readonly points: bigint; readonly action: Texts }
  | { readonly kind: 'referral'; readonly points: bigint; readonly to: 'who_invited' | 'who_was_invited' }
  | { readonly kind: 'discount'; readonly percent: string };

/** The calendar period, or so much time back, in one unit. */
export type WithinSaid =
  | 'day'
  | 'week'
  | 'month'
  | 'year'
  | { readonly months: bigint }
  | { readonly days: bigint }
  | { readonly hours: bigint }
  | { readonly minutes: bigint }
  | { readonly seconds: bigint };

const ROUNDED: Readonly<Record<Rounding, Texts>> = {
  down: { en: 'rounded down', ru: 'с округлением вниз' },
  up: { en: 'rounded up', ru: 'с округлением вверх' },
  'half-up': { en: 'rounded half up', ru: 'с округлением половины вверх' },
};

const WITHIN: Readonly<Record<Extract<WithinSaid, string>, Texts>> = {
  day: { en: 'of a day', ru: 'за день' },
  week: { en: 'of a week', ru: 'за неделю' },
  month: { en: 'of a month', ru: 'за месяц' },
  year: { en: 'of a year', ru: 'за год' },
};

const REFERRED: Readonly<Record<Extract<OfferSaid, { kind: 'referral' }>['to'], Texts>> = {
  who_invited: { en: 'for the first purchase of a friend', ru: 'за первую покупку друга' },
  who_was_invited: { en: 'for the first purchase after an invitation', ru: 'за первую покупку по приглашению' },
};

/** `1 point for every €1.00, rounded down`: a part of a sentence. */
export function offerText(offer: OfferSaid, unit: Unit, language: Language): string {
  const inEnglish = language === 'en';
  const points = 'points' in offer ? countText(offer.points, unit, language) : '';
  switch (offer.kind) {
    case 'per-amount': {
      const per = moneyText(offer.per, language);
      return `${points} ${inEnglish ? 'for every' : 'за каждые'} ${per}, ${ROUNDED[offer.rounding][language]}`;
    }
    case 'per-units':
      return `${points} ${inEnglish ? 'for every' : 'за'} ${countText(offer.units, NOUNS.item, language)}`;
    case 'visit':
      return `${points} ${inEnglish ? 'for a purchase' : 'за покупку'}`;
    case 'threshold': {
      const sum = moneyText(offer.spentAtLeast, language);
      return inEnglish ? `${points} for a purchase of ${sum} or more` : `${points} за покупку от ${sum}`;
    }
    case 'every-nth': {
      const nth = ordinalText(offer.nth, language);
      const within = withinText(offer.within, language);
      return inEnglish
        ? `${points} for every ${nth} purchase ${within}`
        : `${points} за каждую ${nth} покупку ${within}`;
    }
    case 'multiply':
      return inEnglish
        ? `${numberText(offer.factor, language)} times the ${unit.en.other}`
        : `в ${countText(offer.factor, NOUNS.time, language)} больше ${unit.ru.many}`;
    case 'birthday':
      return `${points} ${inEnglish ? 'for a birthday' : 'ко дню рождения'}`;
    case 'welcome':
      return `${points} ${inEnglish ? 'for joining' : 'за вступление в программу'}`;
    case 'action':
      return `${points} ${inEnglish ? 'for' : 'за действие'} ${quoted(offer.action[language], language)}`;
    case 'referral':
      return `${points} ${REFERRED[offer.to][language]}`;
    case 'discount':
      return inEnglish
        ? `${numberText(offer.percent, language)}% off`
        : `скидка ${numberText(offer.percent, language)}${NBSP}%`;
    default:
      return offer satisfies never;
  }
}

function withinText(within: WithinSaid, language: Language): string {
  if (typeof within === 'string') return WITHIN[within][language];
  return `${language === 'en' ? 'within' : 'за'} ${timeText(within, language)}`;
}

function timeText(time: Exclude<WithinSaid, string>, language: Language): string {
  if ('months' in time) return countText(time.months, NOUNS.month, language);
  if ('days' in time) return countText(time.days, NOUNS.day, language);
  if ('hours' in time) return countText(time.hours, NOUNS.hour, language);
  if ('minutes' in time) return countText(time.minutes, NOUNS.minute, language);
  return countText(time.seconds, NOUNS.second, language);
}
