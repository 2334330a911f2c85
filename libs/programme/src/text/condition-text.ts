import type { FailedTerm, Need } from '../conditions/index.js';
import { needInWords } from '../conditions/index.js';
import type { Language } from './texts.js';

type Said = Pick<FailedTerm, 'term' | 'found' | 'need' | 'wanted'>;

/** What the failed terms of a condition needed: `purchase.total at least 50.00`, each beside the term itself. */
export function failedText(
  failed: readonly Said[],
  language: Language,
): { readonly needed: string; readonly found: string } {
  // By semicolons: where one of them would have been enough, each is told, and «and» would be wrong.
  const beside = (text: (said: Said) => string) =>
    failed.map((said) => (failed.length === 1 ? text(said) : `${text(said)} (${said.term})`)).join('; ');
  return {
    needed: beside(({ need, wanted }) => (language === 'en' ? needInWords(need, wanted) : russianNeed(need, wanted))),
    found: beside(({ found }) => (language === 'en' ? found : russianFound(found))),
  };
}

/** As `needInWords`, in Russian. */
function russianNeed(need: Need, wanted: string): string {
  const value = russianFound(wanted);
  switch (need) {
    case 'equal':
      return value;
    case 'other_than':
      return `не ${value}`;
    case 'from':
      return `${value} или позже`;
    case 'until':
      return `${value} или раньше`;
    default:
      return value === '' ? RUSSIAN[need] : `${RUSSIAN[need]} ${value}`;
  }
}

const RUSSIAN: Readonly<Record<Exclude<Need, 'equal' | 'other_than' | 'from' | 'until'>, string>> = {
  at_least: 'не меньше',
  more_than: 'больше',
  at_most: 'не больше',
  less_than: 'меньше',
  after: 'позже',
  before: 'раньше',
  one_of: 'одно из:',
  none_of: 'ни одно из:',
  with: 'среди значений есть',
  without: 'среди значений нет',
  beginning_with: 'начинается с',
  not_beginning_with: 'не начинается с',
  ending_with: 'заканчивается на',
  not_ending_with: 'не заканчивается на',
  containing: 'содержит',
  not_containing: 'не содержит',
  known: 'известно',
  unknown: 'неизвестно',
  some: 'хотя бы одно',
  none: 'ни одного',
  every: 'все',
  not_every: 'не все',
  exactly_one: 'ровно одно',
  not_exactly_one: 'не ровно одно',
};

const WORDS: Readonly<Record<string, string>> = {
  unknown: 'неизвестно',
  known: 'известно',
  nothing: 'ничего',
  true: 'да',
  false: 'нет',
};

/** Values stand as they are; what the program says of them is said in Russian: `1 of 3 lines` is «1 из 3». */
function russianFound(found: string): string {
  const [, some, all, unknown] = /^([0-9]+) of ([0-9]+) (?:lines|values)(?:, ([0-9]+) unknown)?$/.exec(found) ?? [];
  if (some !== undefined) return `${some} из ${all ?? ''}${unknown === undefined ? '' : `, неизвестно: ${unknown}`}`;
  return WORDS[found] ?? found;
}
