import { describe, expect, it } from '@jest/globals';
import { namedLanguage, preferredLanguage } from './preferred-language.js';

const speak = (header: string | undefined, language?: string) => preferredLanguage({ header, language }, ['en', 'ru']);

describe('The language of an answer', () => {
  it.each([
    ['nothing', undefined, 'en'],
    ['ru', 'ru', 'ru'],
    ['ru-RU, en;q=0.8', 'ru-RU, en;q=0.8', 'ru'],
    ['en;q=0.5, ru;q=0.9', 'en;q=0.5, ru;q=0.9', 'ru'],
    ['ru;q=0, en', 'ru;q=0, en', 'en'],
    ['de, fr', 'de, fr', 'en'],
    ['de, ru;q=0.1', 'de, ru;q=0.1', 'ru'],
    ['what is no header', ';;q=x,,', 'en'],
  ])('asked for by %s', (_what, header, spoken) => expect(speak(header)).toBe(spoken));

  it('is left open where none is asked for', () => {
    expect(namedLanguage({ header: '*', language: undefined }, ['en', 'ru'])).toBeUndefined();
    expect(namedLanguage({ header: 'de, ru;q=0.1', language: 'xx' }, ['en', 'ru'])).toBe('ru');
  });

  it('is the one that the address names, whatever the header says', () => {
    expect(speak('en', 'ru')).toBe('ru');
    expect(speak('ru', 'en')).toBe('en');
    expect(speak('ru', 'xx')).toBe('ru');
  });
});
