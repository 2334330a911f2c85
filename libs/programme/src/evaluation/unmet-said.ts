import { formatDecimal } from '../money/decimal.js';
import type { Offer } from '../offer.js';
import type { CodeList } from '../pattern.js';
import type { Programme } from '../programme.js';
import type { Texts } from '../text/texts.js';
import type { UnmetSaid } from '../text/unmet-text.js';
import type { Basket } from './basket.js';
import { countedNear } from './every-nth.js';
import type { NoGift } from './gift.js';
import type { Occasion } from './occasion.js';
import type { Condition } from './unmet.js';

/** What an offer asked of a Purchase and what was found, as data that both languages make a sentence of. */
export function unmetSaid(failed: Condition, { only }: Offer, occasion: Occasion): UnmetSaid {
  const { purchase, standing, programme, local } = occasion;
  switch (failed) {
    case 'period': {
      const { from, until } = only;
      return { condition: 'period', needed: { from, until }, found: purchase.occurredAt, timeZone: programme.timeZone };
    }
    case 'stores':
    case 'channels': {
      const found = failed === 'stores' ? purchase.store : purchase.channel;
      return { condition: failed, needed: codesOf(only[failed]), found: found === undefined ? [] : [found] };
    }
    case 'tiers': {
      const needed = [...(only.tiers ?? [])].map((id) => tierName(programme, id));
      return {
        condition: 'tiers',
        needed,
        found: standing.tier === undefined ? null : tierName(programme, standing.tier),
      };
    }
    case 'segments': {
      const names = (ids: Iterable<string>) => [...ids].map((id) => programme.segments.get(id)?.texts ?? same(id));
      return { condition: 'segments', needed: names(only.segments ?? []), found: names(standing.segments ?? []) };
    }
    case 'birthday':
      return { condition: 'birthday', needed: only.birthday === 'year' ? 'month' : (only.birthday ?? 'day') };
    case 'times': {
      const needed = (only.times ?? []).map(({ days, from, until }) => ({ days: [...days], from, until }));
      return { condition: 'times', needed, found: { day: local.weekday, minute: local.minute } };
    }
    case 'when':
      return { condition: 'when', failed: only.when?.explain(occasion.facts).failed ?? [] };
    default:
      return failed satisfies never;
  }
}

/** The same for an offer whose conditions hold, and that gives nothing nevertheless. */
export function noGiftSaid(
  reason: NoGift,
  offer: Offer,
  { occasion, basket }: { readonly occasion: Occasion; readonly basket: Basket },
): UnmetSaid {
  const { effect } = offer;
  if (reason === 'lines' || effect.kind === 'multiply') return { condition: 'lines' };
  if (reason === 'everyNth' && effect.kind === 'every-nth') {
    const found = BigInt(countedNear(offer, effect, occasion).length + 1);
    return { condition: 'everyNth', needed: BigInt(effect.nth), found };
  }
  const sum = effect.kind === 'threshold' || effect.kind === 'every-nth' ? (effect.spentAtLeast ?? 0n) : 0n;
  const [main] = occasion.programme.currencies.values();
  const { currency } = occasion;
  return {
    condition: 'spentAtLeast',
    needed: { amount: formatDecimal(sum, main?.exponent ?? 2), currency: main?.code ?? '' },
    found: { amount: basket.offer(offer, effect.basis).basis(currency), currency: currency.code },
  };
}

function tierName({ tiers }: Programme, id: string): Texts {
  return tiers?.rules.ladder.find((tier) => tier.id === id)?.name ?? same(id);
}

function same(name: string): Texts {
  return { en: name, ru: name };
}

function codesOf(list: CodeList | null): readonly string[] {
  return list ? [...list.codes, ...list.patterns.map(({ text }) => text)] : [];
}
