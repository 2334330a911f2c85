/**
 * How the points of a Wallet are called in both languages. Russian has three forms: 1 балл, 3 балла, 5 баллов; a part of
 * one takes the second (2,5 балла).
 */
export interface Unit {
  readonly en: { readonly one: string; readonly other: string };
  readonly ru: { readonly one: string; readonly few: string; readonly many: string };
}

/** As programmes said it before there was a second language, or with both. */
export type UnitDocument = Unit['en'] | Unit;

const word = { title: 'a word', type: 'string', minLength: 1, maxLength: 40 };

const forms = (...names: readonly string[]) => ({
  title: `a mapping of ${names.map((name) => `\`${name}\``).join(', ')}`,
  type: 'object',
  additionalProperties: false,
  required: names,
  properties: Object.fromEntries(names.map((name) => [name, word])),
});

const notBesideLanguages = { not: {}, title: 'either `one` and `other`, or `en` and `ru`' };

export const unitSchema = {
  title: 'a mapping of `en` and `ru`, or of `one` and `other`',
  description:
    'How its points are called: { en: { one: point, other: points }, ru: { one: балл, few: балла, many: баллов } }. ' +
    'With `one` and `other` alone, the same in both languages. By default the wallet’s id.',
  type: 'object',
  additionalProperties: false,
  properties: { en: forms('one', 'other'), ru: forms('one', 'few', 'many'), one: word, other: word },
  if: { type: 'object', anyOf: [{ required: ['en'] }, { required: ['ru'] }] },
  then: {
    type: 'object',
    required: ['en', 'ru'],
    properties: { one: notBesideLanguages, other: notBesideLanguages },
  },
  else: { type: 'object', required: ['one', 'other'] },
};

export function buildUnit(document: UnitDocument): Unit {
  if ('en' in document) return { en: document.en, ru: document.ru };
  const { one, other } = document;
  return { en: { one, other }, ru: { one, few: other, many: other } };
}
