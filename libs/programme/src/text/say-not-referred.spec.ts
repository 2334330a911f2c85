import { describe, expect, it } from '@jest/globals';
import { programmeOf } from '../programme.fixture.js';
import { sayNotReferred } from './say-not-referred.js';

const SHOP = programmeOf({
  more: 'referral: { friend: { points: 5 }, qualifies: { within: P30D, spentAtLeast: 30.00 } }',
});

describe('Why an invitation brought nothing', () => {
  it.each([
    [
      { condition: 'first', found: '1 purchases before it', needed: 'none before it' },
      'First purchase: it counts alone, and the friend has kept one from before.',
      'Первая покупка: засчитывается только она, а у друга уже есть более ранняя.',
    ],
    [
      { condition: 'within', found: '2026-03-31, joined 2026-03-01', needed: 'within P30D of joining' },
      'Time of the invitation: a purchase within P30D of joining needed, 2026-03-31, joined 2026-03-01 found.',
      'Срок приглашения — требуется: покупка в течение P30D после вступления; найдено: 2026-03-31, вступление 2026-03-01.',
    ],
    [
      { condition: 'spentAtLeast', found: '29.99 EUR', needed: 'at least 30.00 EUR' },
      'Sum of the purchase: at least 30.00 EUR needed, 29.99 EUR found.',
      'Сумма покупки — требуется: не меньше 30.00 EUR; найдено: 29.99 EUR.',
    ],
    [
      { condition: 'spentAtLeast', found: '30.00 EUR', needed: 'more than 30.00 EUR' },
      'Sum of the purchase: more than 30.00 EUR needed, 30.00 EUR found.',
      'Сумма покупки — требуется: больше 30.00 EUR; найдено: 30.00 EUR.',
    ],
  ])('is said in both languages: %j', (failed, en, ru) => {
    expect([sayNotReferred(SHOP, failed, 'en'), sayNotReferred(SHOP, failed, 'ru')]).toEqual([en, ru]);
  });

  it.each([programmeOf(), programmeOf({ more: 'referral: { friend: { points: 5 } }' })])(
    'as the log says it, where the version does not say in what time',
    (programme) => {
      const failed = { condition: 'within', found: '2026-03-31', needed: 'P9D' };
      expect(sayNotReferred(programme, failed, 'en')).toBe(
        'Time of the invitation: a purchase within P9D of joining needed, 2026-03-31 found.',
      );
    },
  );
});
