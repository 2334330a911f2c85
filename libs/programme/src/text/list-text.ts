import type { Language } from './texts.js';

const WORDS = { and: { en: 'and', ru: 'и' }, or: { en: 'or', ru: 'или' } } as const;

/** `a`, `a and b`, `a, b or c`. */
export function listText(items: readonly string[], word: keyof typeof WORDS, language: Language): string {
  if (items.length <= 1) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${WORDS[word][language]} ${items.at(-1)}`;
}

/** As a name stands in a sentence: “Gold”, «Золото». */
export function quoted(name: string, language: Language): string {
  return language === 'en' ? `“${name}”` : `«${name}»`;
}

/** The first letter great and a full stop, unless an abbreviation has brought one: «2026 г.» */
export function sentence(text: string): string {
  const begun = `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
  return begun.endsWith('.') ? begun : `${begun}.`;
}
