import { describe, expect, it } from '@jest/globals';
import { compileCondition, factSchema, type Facts } from '../conditions/index.js';
import { failedText } from './condition-text.js';

const FACTS: Facts = {
  purchase: {
    total: 10n * 10n ** 12n,
    store: 'c',
    date: '2026-06-05',
    lines: [{ sku: 'TEA', categories: ['TEA'] }],
    paidWith: ['card'],
  },
};

function said(source: string, language: 'en' | 'ru'): string {
  const compiled = compileCondition(source, factSchema({}), 'purchase');
  if (!('condition' in compiled)) throw new Error(JSON.stringify(compiled.problems));
  const { needed, found } = failedText(compiled.condition.explain(FACTS).failed, language);
  return `${needed} | ${found}`;
}

describe('A condition that failed is told in English and in Russian', () => {
  it.each([
    ['purchase.total >= 50.00', 'at least 50.00 | 10.00', 'не меньше 50.00 | 10.00'],
    ['purchase.total < 5.00', 'less than 5.00 | 10.00', 'меньше 5.00 | 10.00'],
    ['!(purchase.total > 5.00)', 'at most 5.00 | 10.00', 'не больше 5.00 | 10.00'],
    ["purchase.store == 'a'", 'a | c', 'a | c'],
    ["purchase.store != 'c'", 'not c | c', 'не c | c'],
    ["purchase.store in ['a', 'b']", 'one of a, b | c', 'одно из: a, b | c'],
    ["!(purchase.store in ['a', 'c'])", 'none of a, c | c', 'ни одно из: a, c | c'],
    ["'cash' in purchase.paidWith", 'with cash | card', 'среди значений есть cash | card'],
    ["!('card' in purchase.paidWith)", 'without card | card', 'среди значений нет card | card'],
    ["purchase.store.startsWith('b')", 'beginning with b | c', 'начинается с b | c'],
    ["purchase.store.endsWith('b')", 'ending with b | c', 'заканчивается на b | c'],
    ["purchase.store.contains('b')", 'containing b | c', 'содержит b | c'],
    ["purchase.date >= '2026-07-01'", '2026-07-01 or later | 2026-06-05', '2026-07-01 или позже | 2026-06-05'],
    ["purchase.date < '2026-06-01'", 'before 2026-06-01 | 2026-06-05', 'раньше 2026-06-01 | 2026-06-05'],
    ['has(purchase.channel)', 'known | unknown', 'известно | неизвестно'],
    ['!has(purchase.store)', 'unknown | known', 'неизвестно | известно'],
    ['member.known', 'true | unknown', 'да | неизвестно'],
    ["purchase.lines.exists(l, l.sku == 'MUG')", 'at least one | 0 of 1 lines', 'хотя бы одно | 0 из 1'],
    ["purchase.lines.all(l, l.sku == 'MUG')", 'every | 0 of 1 lines', 'все | 0 из 1'],
    ["!purchase.lines.exists(l, 'TEA' in l.categories)", 'none | 1 of 1 lines', 'ни одного | 1 из 1'],
    [
      'purchase.lines.exists(l, l.amount > 5.00)',
      'at least one | 0 of 1 lines, 1 unknown',
      'хотя бы одно | 0 из 1, неизвестно: 1',
    ],
  ])('%s', (source, english, russian) => {
    expect([said(source, 'en'), said(source, 'ru')]).toEqual([english, russian]);
  });

  it('term by term where there are several, whether all of them are needed or one', () => {
    expect(said("purchase.total > 50.00 || purchase.store == 'a'", 'en')).toBe(
      "more than 50.00 (purchase.total > 50.00); a (purchase.store == 'a') | 10.00 (purchase.total > 50.00); c (purchase.store == 'a')",
    );
    expect(said("purchase.total > 50.00 || purchase.store == 'a'", 'ru')).toBe(
      "больше 50.00 (purchase.total > 50.00); a (purchase.store == 'a') | 10.00 (purchase.total > 50.00); c (purchase.store == 'a')",
    );
  });

  it.each([
    ['until', '2026-07-01', '2026-07-02', '2026-07-01 или раньше | 2026-07-02'],
    ['some', '', '10 of 12 values, 11 unknown', 'хотя бы одно | 10 из 12, неизвестно: 11'],
    ['equal', 'a', 'only 1 of 2 lines', 'a | only 1 of 2 lines'],
    ['equal', 'a', '1 of 2 lines left', 'a | 1 of 2 lines left'],
    ['equal', 'a', 'nothing', 'a | ничего'],
  ] as const)('by itself: %s %s, found %s', (need, wanted, found, expected) => {
    const russian = failedText([{ term: 't', need, wanted, found }], 'ru');
    expect(`${russian.needed} | ${russian.found}`).toBe(expected);
  });
});
