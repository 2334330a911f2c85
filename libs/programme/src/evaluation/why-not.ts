import type { FailedTerm } from '../conditions/index.js';
import { formatDecimal } from '../money/decimal.js';
import type { Offer, PurchaseFilter } from '../offer.js';
import type { CodeList } from '../pattern.js';
import type { Programme } from '../programme.js';
import type { Purchase } from '../purchase.js';
import { Basket } from './basket.js';
import { countedNear } from './every-nth.js';
import { Giving, type NoGift } from './gift.js';
import { Occasion } from './occasion.js';
import { isPaused } from './paused.js';
import { NO_STANDING, type Standing } from './standing.js';
import { unmet, type Condition } from './unmet.js';

/** Why an offer gave nothing: the first condition that failed, what was found, and what would have been needed. */
export interface NotEarned {
  readonly offer: string;
  readonly condition: Condition | NoGift | 'group' | 'campaign';
  readonly found: string;
  readonly needed: string;
  /** Of a condition in CEL each term that failed; `failedText` says them in both languages. */
  readonly terms?: readonly FailedTerm[];
}

/**
 * Of every offer that is not in the explanation of this Purchase, why it is not. The same standing as `evaluate` was given;
 * an offer whose conditions hold was outdone by another one of its group.
 */
export function whyNot(
  programme: Programme,
  purchase: Purchase,
  explained: readonly { readonly offer: string }[],
  standing: Standing = NO_STANDING,
): readonly NotEarned[] {
  const currency = programme.currencies.get(purchase.currency);
  if (!currency) throw new Error(`${programme.id} was to explain ${purchase.currency}, which it does not take.`);
  const occasion = new Occasion(programme, purchase, currency, standing);
  const basket = new Basket(occasion);
  const giving = new Giving(occasion, basket);
  const fired = new Set(explained.map(({ offer }) => offer));
  return programme.offers
    .filter(({ id }) => !fired.has(id))
    .map((offer): NotEarned => {
      if (isPaused(offer, standing)) return { offer: offer.id, condition: 'campaign', ...pausedValues(offer) };
      const failed = unmet(offer.only, occasion);
      if (failed) return { offer: offer.id, condition: failed, ...filterValues(failed, offer.only, occasion) };
      const gift = giving.give(offer);
      if (typeof gift === 'string')
        return { offer: offer.id, condition: gift, ...giftValues(gift, offer, { occasion, basket }) };
      const best = programme.offers.find(({ id, group }) => group === offer.group && fired.has(id));
      return {
        offer: offer.id,
        condition: 'group',
        found: best?.id ?? 'nothing',
        needed: `more than ${best?.id ?? 'nothing'}`,
      };
    });
}

function pausedValues({ campaign }: Offer): Values {
  return { found: 'campaign paused', needed: `the campaign ${campaign ?? ''} running` };
}

type Values = Pick<NotEarned, 'found' | 'needed'>;

function filterValues(
  condition: Condition,
  only: PurchaseFilter,
  { purchase, standing, local, facts }: Occasion,
): Values {
  const nothing = 'nothing';
  switch (condition) {
    case 'period': {
      const bounds = [
        only.from === null ? '' : `from ${instant(only.from)}`,
        only.until === null ? '' : `before ${instant(only.until)}`,
      ];
      return { found: instant(purchase.occurredAt), needed: bounds.filter((bound) => bound !== '').join(', ') };
    }
    case 'stores':
      return { found: purchase.store ?? nothing, needed: codesOf(only.stores) };
    case 'channels':
      return { found: purchase.channel ?? nothing, needed: codesOf(only.channels) };
    case 'tiers':
      return { found: standing.tier ?? nothing, needed: namesOf(only.tiers) };
    case 'segments':
      return { found: namesOf(standing.segments) || nothing, needed: namesOf(only.segments) };
    case 'birthday':
      return { found: 'another time', needed: `the ${only.birthday ?? ''} of the birthday` };
    case 'times': {
      const times = (only.times ?? []).map(
        ({ days, from, until }) => `${daysOf(days)} ${clock(from)} to ${clock(until)}`,
      );
      return { found: `${daysOf([local.weekday])} ${clock(local.minute)}`, needed: times.join(' or ') };
    }
    case 'when': {
      const { failed } = only.when?.explain(facts) ?? { failed: [] };
      const said = (of: 'found' | 'needed') => failed.map((each) => `${each.term}: ${each[of]}`).join('; ');
      const values: Values & Pick<NotEarned, 'terms'> = { found: said('found'), needed: said('needed'), terms: failed };
      return values;
    }
    default:
      return condition satisfies never;
  }
}

function giftValues(
  reason: NoGift,
  offer: Offer,
  { occasion, basket }: { occasion: Occasion; basket: Basket },
): Values {
  const { effect } = offer;
  if (reason === 'lines' || effect.kind === 'multiply')
    return { found: 'no such line', needed: 'a line that the offer looks at' };
  if (reason === 'everyNth' && effect.kind === 'every-nth') {
    const near = countedNear(offer, effect, occasion);
    const counting = near.length === 0 ? '1 purchase that counts' : `${near.length + 1} purchases that count`;
    return { found: counting, needed: `${effect.nth} within the period` };
  }
  const needed = effect.kind === 'threshold' || effect.kind === 'every-nth' ? (effect.spentAtLeast ?? 0n) : 0n;
  const [main] = occasion.programme.currencies.values();
  const looked = basket.offer(offer, effect.basis);
  return {
    found: `${looked.basis(occasion.currency)} ${occasion.currency.code}`,
    needed: `at least ${formatDecimal(needed, main?.exponent ?? 2)} ${main?.code ?? ''}`,
  };
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function daysOf(days: Iterable<number>): string {
  return [...days].map((day) => DAYS[day] ?? '').join(', ');
}

function clock(minutes: number): string {
  const digits = (value: number) => String(value).padStart(2, '0');
  return `${digits(Math.floor(minutes / 60))}:${digits(minutes % 60)}`;
}

function instant(at: number): string {
  return new Date(at).toISOString();
}

function codesOf(list: CodeList | null): string {
  return list ? [...list.codes, ...list.patterns.map(({ text }) => text)].join(' or ') : '';
}

function namesOf(names: Iterable<string> | null | undefined): string {
  return [...(names ?? [])].join(' or ');
}
