import type { FailedTerm } from '../conditions/index.js';
import { failedText } from './condition-text.js';
import type { BirthdayWindow } from '../calendar/birthday-window.js';
import type { Weekday } from '../calendar/local-date.js';
import type { Instant } from '../purchase.js';
import { clockText, dateText, instantText, spanText, untilText } from './date-text.js';
import { listText, quoted, sentence } from './list-text.js';
import { moneyText, type MoneyOf } from './money-text.js';
import { countText, NOUNS } from './number-text.js';
import type { Language, Texts } from './texts.js';

/** Why an offer gave nothing: the first condition that did not hold, what it needs and what was found (rule 15). */
export type UnmetSaid =
  | { readonly condition: 'spentAtLeast'; readonly needed: MoneyOf; readonly found: MoneyOf }
  | { readonly condition: 'everyNth'; readonly needed: bigint; readonly found: bigint }
  | { readonly condition: 'tiers'; readonly needed: readonly Texts[]; readonly found: Texts | null }
  | {
      readonly condition: 'stores' | 'channels' | 'segments';
      readonly needed: readonly string[];
      readonly found: readonly string[];
    }
  | { readonly condition: 'period'; readonly needed: PeriodSaid; readonly found: Instant; readonly timeZone: string }
  | { readonly condition: 'times'; readonly needed: readonly HoursSaid[]; readonly found: WeekMinute }
  | { readonly condition: 'birthday'; readonly needed: BirthdayWindow }
  | { readonly condition: 'lines' }
  /** Of a condition in CEL the terms that did not hold. */
  | { readonly condition: 'when'; readonly terms: readonly FailedTerm[] }
  /** The offer that gave more, and was taken instead. */
  | { readonly condition: 'group'; readonly needed: string };

/** `until` is where it is over; null: for ever. */
export interface PeriodSaid {
  readonly from: Instant | null;
  readonly until: Instant | null;
}

/** Hours of some days; minutes since midnight. */
export interface HoursSaid {
  readonly days: readonly Weekday[];
  readonly from: number;
  readonly until: number;
}

export interface WeekMinute {
  readonly day: Weekday;
  readonly minute: number;
}

const LABELS: Readonly<Record<UnmetSaid['condition'], Texts>> = {
  spentAtLeast: { en: 'sum of the purchase', ru: 'сумма покупки' },
  everyNth: { en: 'purchases that count', ru: 'учтённые покупки' },
  tiers: { en: 'tier', ru: 'уровень' },
  stores: { en: 'store', ru: 'магазин' },
  channels: { en: 'channel', ru: 'канал продаж' },
  segments: { en: 'segment', ru: 'сегмент' },
  period: { en: 'time of the offer', ru: 'срок действия' },
  times: { en: 'days and hours', ru: 'дни и часы' },
  birthday: { en: 'birthday', ru: 'день рождения' },
  lines: { en: 'goods', ru: 'товары' },
  when: { en: 'condition', ru: 'условие' },
  group: { en: 'best offer of the group', ru: 'лучшее предложение группы' },
};

const DAYS: Readonly<Record<Language, readonly string[]>> = {
  en: 'Mon Tue Wed Thu Fri Sat Sun'.split(' '),
  ru: 'пн вт ср чт пт сб вс'.split(' '),
};

const BIRTHDAYS: Readonly<Record<BirthdayWindow, Texts>> = {
  day: { en: 'on the very day', ru: 'в сам день' },
  week: { en: 'in the week around it', ru: 'в неделю вокруг него' },
  month: { en: 'in its month', ru: 'в его месяц' },
};

/** `Sum of the purchase: €100.00 needed, €99.99 found.` */
export function unmetText(unmet: UnmetSaid, language: Language): string {
  const { needed, found } = neededAndFound(unmet, language);
  const label = LABELS[unmet.condition][language];
  return sentence(
    language === 'en'
      ? `${label}: ${needed} needed, ${found} found`
      : `${label} — требуется: ${needed}; найдено: ${found}`,
  );
}

function neededAndFound(unmet: UnmetSaid, language: Language): { readonly needed: string; readonly found: string } {
  const nothing = language === 'en' ? 'nothing' : 'ничего';
  const names = (of: readonly string[]) => of.map((name) => quoted(name, language));
  switch (unmet.condition) {
    case 'spentAtLeast':
      return { needed: moneyText(unmet.needed, language), found: moneyText(unmet.found, language) };
    case 'everyNth':
      return {
        needed: countText(unmet.needed, NOUNS.purchase, language),
        found: countText(unmet.found, NOUNS.purchase, language),
      };
    case 'tiers': {
      const needed = names(unmet.needed.map((name) => name[language]));
      return {
        needed: listText(needed, 'or', language),
        found: unmet.found ? quoted(unmet.found[language], language) : nothing,
      };
    }
    case 'stores':
    case 'channels':
    case 'segments':
      return {
        needed: listText(names(unmet.needed), 'or', language),
        found: listText(names(unmet.found), 'and', language) || nothing,
      };
    case 'period':
      return {
        needed: periodText(unmet.needed, unmet.timeZone, language),
        found: instantText(unmet.found, unmet.timeZone, language),
      };
    case 'times': {
      const { day, minute } = unmet.found;
      const hours = unmet.needed.map((each) => hoursText(each, language));
      return { needed: listText(hours, 'or', language), found: `${DAYS[language][day]} ${clockText(minute)}` };
    }
    case 'birthday':
      return { needed: BIRTHDAYS[unmet.needed][language], found: language === 'en' ? 'another day' : 'другой день' };
    case 'lines':
      return {
        needed: language === 'en' ? 'goods of the offer' : 'товары из предложения',
        found: language === 'en' ? 'only others' : 'только другие',
      };
    case 'when':
      return failedText(unmet.terms, language);
    case 'group': {
      const other = quoted(unmet.needed, language);
      return language === 'en'
        ? { needed: `more than ${other} gives`, found: 'no more than that' }
        : { needed: `больше, чем даёт ${other}`, found: 'не больше' };
    }
    default:
      return unmet satisfies never;
  }
}

function periodText({ from, until }: PeriodSaid, timeZone: string, language: Language): string {
  if (from !== null && until !== null) return spanText({ from, until }, timeZone, language);
  if (until !== null) return untilText(until, timeZone, language);
  return from === null ? '' : `${language === 'en' ? 'from' : 'с'} ${dateText(from, timeZone, language)}`;
}

function hoursText({ days, from, until }: HoursSaid, language: Language): string {
  const names = days.map((day) => DAYS[language][day]).join(', ');
  const hours = `${clockText(from)}–${clockText(until)}`;
  return names === '' ? hours : `${names} ${hours}`;
}
