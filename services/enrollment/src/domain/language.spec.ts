import { describe, expect, it } from '@jest/globals';
import { canonicalLanguage } from './language.js';

describe('A language', () => {
  it.each([
    ['de', 'de'],
    ['EN-gb', 'en-GB'],
    [' ru ', 'ru'],
    ['zh-hans-cn', 'zh-Hans-CN'],
  ])('%j is %j', (sent, kept) => expect(canonicalLanguage(sent)).toBe(kept));

  it.each(['', '!', 'd', 'deutsch-', 'de_AT'])('%j is none', (sent) => expect(canonicalLanguage(sent)).toBeUndefined());
});
