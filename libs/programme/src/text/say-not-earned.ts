import { Basket } from '../evaluation/basket.js';
import { countedNear } from '../evaluation/every-nth.js';
import { Occasion } from '../evaluation/occasion.js';
import { NO_STANDING, type Standing } from '../evaluation/standing.js';
import type { NotEarned } from '../evaluation/why-not.js';
import { formatDecimal } from '../money/decimal.js';
import type { Offer } from '../offer.js';
import type { CodeList } from '../pattern.js';
import type { Programme } from '../programme.js';
import type { Purchase } from '../purchase.js';
import { mainMoney } from './say-earned.js';
import type { Language, Texts } from './texts.js';
import { unmetText, type HoursSaid, type UnmetSaid } from './unmet-text.js';

interface Asked {
  readonly programme: Programme;
  readonly purchase: Purchase;
  readonly standing?: Standing;
}

/** Why an offer gave nothing, as a sentence: `Sum of the purchase: €100.00 needed, €99.99 found.` */
export function sayNotEarned(asked: Asked, notEarned: NotEarned, language: Language): string {
  return unmetText(unmetSaid(asked, notEarned), language);
}

function unmetSaid({ programme, purchase, standing = NO_STANDING }: Asked, notEarned: NotEarned): UnmetSaid {
  const { condition, found, terms = [] } = notEarned;
  const currency = programme.currencies.get(purchase.currency);
  const offer = programme.offers.find(({ id }) => id === notEarned.offer);
  if (!offer || !currency) throw new Error(`${notEarned.offer} is no offer of ${programme.id}`);
  const occasion = new Occasion(programme, purchase, currency, standing);
  const { only } = offer;
  switch (condition) {
    case 'period':
      return {
        condition,
        needed: { from: only.from, until: only.until },
        found: purchase.occurredAt,
        timeZone: programme.timeZone,
      };
    case 'stores':
      return { condition, needed: codesOf(only.stores), found: listOf(purchase.store) };
    case 'channels':
      return { condition, needed: codesOf(only.channels), found: listOf(purchase.channel) };
    case 'segments':
      return { condition, needed: [...(only.segments ?? [])], found: [...(standing.segments ?? [])] };
    case 'tiers': {
      const named = (id: string) => tierName(programme, id);
      const tier = standing.tier === undefined ? null : named(standing.tier);
      return { condition, needed: [...(only.tiers ?? [])].map(named), found: tier };
    }
    case 'birthday':
      return { condition, needed: birthdayOf(only.birthday) };
    case 'times': {
      const { weekday, minute } = occasion.local;
      return { condition, needed: (only.times ?? []).map(hoursOf), found: { day: weekday, minute } };
    }
    case 'lines':
      return { condition };
    case 'everyNth':
    case 'spentAtLeast':
      return effectSaid(offer, occasion, condition);
    case 'when':
      return { condition, terms };
    case 'group':
      return { condition, needed: found };
    default:
      return condition satisfies never;
  }
}

function effectSaid(offer: Offer, occasion: Occasion, condition: 'everyNth' | 'spentAtLeast'): UnmetSaid {
  const { effect } = offer;
  const { programme, currency } = occasion;
  if (condition === 'everyNth' && effect.kind === 'every-nth') {
    const counted = BigInt(countedNear(offer, effect, occasion).length + 1);
    return { condition, needed: BigInt(effect.nth), found: counted };
  }
  if (effect.kind !== 'threshold' && effect.kind !== 'every-nth') {
    throw new Error(`${offer.id} asks for no sum`);
  }
  const looked = new Basket(occasion).offer(offer, effect.basis);
  return {
    condition: 'spentAtLeast',
    needed: mainMoney(effect.spentAtLeast ?? 0n, programme),
    found: { amount: formatDecimal(looked.sum, currency.exponent), currency: currency.code },
  };
}

function tierName({ tiers }: Programme, id: string): Texts {
  return tiers?.rules.ladder.find((tier) => tier.id === id)?.name ?? { en: id, ru: id };
}

function birthdayOf(period: Offer['only']['birthday']): 'day' | 'week' | 'month' {
  return period === null || period === 'year' ? 'month' : period;
}

function hoursOf({ days, from, until }: NonNullable<Offer['only']['times']>[number]): HoursSaid {
  return { days: [...days] as HoursSaid['days'], from, until };
}

function codesOf(list: CodeList | null): readonly string[] {
  return list ? [...list.codes, ...list.patterns.map(({ text }) => text)] : [];
}

function listOf(value: string | undefined): readonly string[] {
  return value === undefined ? [] : [value];
}
