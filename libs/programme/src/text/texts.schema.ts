import type { Texts } from './texts.js';

/** A name that members see: one for both languages, or one for each. */
export type TextsDocument = string | Texts;

const text = (lengthMax: number) => ({ title: 'a text', type: 'string', minLength: 1, maxLength: lengthMax });

export const textsSchema = (description: string, lengthMax = 100) => ({
  title: 'a text, or a mapping of `en` and `ru`',
  description,
  anyOf: [
    text(lengthMax),
    {
      title: 'a mapping of `en` and `ru`',
      type: 'object',
      additionalProperties: false,
      required: ['en', 'ru'],
      properties: { en: text(lengthMax), ru: text(lengthMax) },
    },
  ],
});

export function buildTexts(document: TextsDocument): Texts {
  return typeof document === 'string' ? { en: document, ru: document } : { en: document.en, ru: document.ru };
}
