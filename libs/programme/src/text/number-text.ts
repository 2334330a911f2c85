import { nounOf, russianGenitive, type Count } from './plural.js';
import type { Language } from './texts.js';
import type { Unit } from './unit.js';

/** Keeps what belongs together on one line. */
export const NBSP = '\u00a0';

/** `1,234.50` and `1234,50`, `12 345,50`: Russian groups only numbers of five digits and more. */
export function numberText(count: Count, language: Language): string {
  const [sign, whole = '', fraction] = /^(-?)([0-9]+)(?:\.([0-9]+))?$/.exec(String(count))?.slice(1) ?? [];
  if (whole === '') throw new Error(`Not a number to be written: ${count}`);
  const grouped = language === 'en' ? grouping(whole, ',') : whole.length > 4 ? grouping(whole, NBSP) : whole;
  const point = language === 'en' ? '.' : ',';
  return `${sign}${grouped}${fraction === undefined ? '' : point + fraction}`;
}

function grouping(digits: string, separator: string): string {
  return digits.replace(/\B(?=(?:[0-9]{3})+$)/g, separator);
}

/** `1 point`, `3 балла`. */
export function countText(count: Count, unit: Unit, language: Language): string {
  return `${numberText(count, language)}${NBSP}${nounOf(unit, count, language)}`;
}

/** After «не более», «из»: `3 points`, `3 баллов`. */
export function countTextOf(count: Count, unit: Unit, language: Language): string {
  if (language === 'en') return countText(count, unit, language);
  return `${numberText(count, language)}${NBSP}${unit.ru[russianGenitive(count)]}`;
}

/** `3rd`, and for the feminine «покупку» `3-ю`. */
export function ordinalText(position: bigint, language: Language): string {
  if (language === 'ru') return `${numberText(position, language)}-ю`;
  const [tens, ones] = [(position / 10n) % 10n, position % 10n];
  const ending = tens === 1n ? 'th' : ones === 1n ? 'st' : ones === 2n ? 'nd' : ones === 3n ? 'rd' : 'th';
  return `${numberText(position, language)}${ending}`;
}

const unit = (one: string, other: string, ...[first, few, many]: readonly [string, string, string]): Unit => ({
  en: { one, other },
  ru: { one: first, few, many },
});

/** Nouns that every programme counts. */
export const NOUNS = {
  purchase: unit('purchase', 'purchases', 'покупка', 'покупки', 'покупок'),
  day: unit('day', 'days', 'день', 'дня', 'дней'),
  month: unit('month', 'months', 'месяц', 'месяца', 'месяцев'),
  hour: unit('hour', 'hours', 'час', 'часа', 'часов'),
  /** In the accusative, as after «за»: за 1 минуту. */
  minute: unit('minute', 'minutes', 'минуту', 'минуты', 'минут'),
  second: unit('second', 'seconds', 'секунду', 'секунды', 'секунд'),
  time: unit('time', 'times', 'раз', 'раза', 'раз'),
  /** In the accusative, as after «за»: за 1 единицу. */
  item: unit('item', 'items', 'единицу', 'единицы', 'единиц'),
} as const satisfies Readonly<Record<string, Unit>>;
