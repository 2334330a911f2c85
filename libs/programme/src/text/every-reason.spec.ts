import { describe, expect, it } from '@jest/globals';
import { evaluate } from '../evaluation/evaluate.js';
import { NO_STANDING, type Standing } from '../evaluation/standing.js';
import { whyNot } from '../evaluation/why-not.js';
import { ALL, plain, purchase } from './every-offer.fixture.js';
import { sayNotEarned } from './say-not-earned.js';
import { LANGUAGES } from './texts.js';
import { unmetText } from './unmet-text.js';

/** By offer, in both languages. */
function reasons(standing: Standing, bought = purchase()): Readonly<Record<string, readonly string[]>> {
  const { explanation } = evaluate(ALL, 1, bought, standing);
  const said = whyNot(ALL, bought, explanation, standing).map((each): [string, readonly string[]] => [
    each.offer,
    LANGUAGES.map((language) => plain(sayNotEarned({ programme: ALL, purchase: bought, standing }, each, language))),
  ]);
  return Object.fromEntries(said);
}

describe('Every reason why an offer gave nothing', () => {
  it('is said', () => {
    expect(reasons({ ...NO_STANDING, pausedCampaigns: new Set(['spring']) })).toEqual({
      day: [
        'Birthday: on the very day needed, another day found.',
        'День рождения — требуется: в сам день; найдено: другой день.',
      ],
      days31: [
        'Purchases that count: 2 purchases needed, 1 purchase found.',
        'Учтённые покупки — требуется: 2 покупки; найдено: 1 покупка.',
      ],
      dear: [
        'Sum of the purchase: €100.00 needed, €25.50 found.',
        'Сумма покупки — требуется: 100,00 €; найдено: 25,50 €.',
      ],
      friends: [
        'Segment: “regulars” or “losing” needed, nothing found.',
        'Сегмент — требуется: «regulars» или «losing»; найдено: ничего.',
      ],
      golden: [
        'Tier: “Gold” or “Silver” needed, nothing found.',
        'Уровень — требуется: «Золото» или «Серебро»; найдено: ничего.',
      ],
      golden2: ['Tier: “Gold” needed, nothing found.', 'Уровень — требуется: «Золото»; найдено: ничего.'],
      hours: [
        'Days and hours: Sat, Sun 10:00–12:30 or Mon, Tue, Wed, Thu, Fri, Sat, Sun 20:00–22:00 needed, Thu 10:15 found.',
        'Дни и часы — требуется: сб, вс 10:00–12:30 или пн, вт, ср, чт, пт, сб, вс 20:00–22:00; найдено: чт 10:15.',
      ],
      month: [
        'Birthday: in its month needed, another day found.',
        'День рождения — требуется: в его месяц; найдено: другой день.',
      ],
      month1: [
        'Purchases that count: 2 purchases needed, 1 purchase found.',
        'Учтённые покупки — требуется: 2 покупки; найдено: 1 покупка.',
      ],
      months14: [
        'Purchases that count: 2 purchases needed, 1 purchase found.',
        'Учтённые покупки — требуется: 2 покупки; найдено: 1 покупка.',
      ],
      mugs: [
        'Goods: goods of the offer needed, only others found.',
        'Товары — требуется: товары из предложения; найдено: только другие.',
      ],
      sales: [
        'Campaign: “spring” running needed, paused found.',
        'Кампания — требуется: действующая «spring»; найдено: приостановлена.',
      ],
      second: [
        'Purchases that count: 2 purchases needed, 1 purchase found.',
        'Учтённые покупки — требуется: 2 покупки; найдено: 1 покупка.',
      ],
      shop: ['Store: “s1” or “T*” needed, nothing found.', 'Магазин — требуется: «s1» или «T*»; найдено: ничего.'],
      soon: [
        'Time of the offer: from 1 June 2026 needed, 5 March 2026, 10:15 found.',
        'Срок действия — требуется: с 1 июня 2026 г.; найдено: 5 марта 2026 г., 10:15.',
      ],
      span: [
        'Time of the offer: from 1 June 2026 to 30 June 2026 needed, 5 March 2026, 10:15 found.',
        'Срок действия — требуется: с 1 июня 2026 г. по 30 июня 2026 г.; найдено: 5 марта 2026 г., 10:15.',
      ],
      third: [
        'Sum of the purchase: €80.00 needed, €25.50 found.',
        'Сумма покупки — требуется: 80,00 €; найдено: 25,50 €.',
      ],
      week: [
        'Birthday: in the week around it needed, another day found.',
        'День рождения — требуется: в неделю вокруг него; найдено: другой день.',
      ],
      weeks2: [
        'Purchases that count: 2 purchases needed, 1 purchase found.',
        'Учтённые покупки — требуется: 2 покупки; найдено: 1 покупка.',
      ],
    });
  });

  it('is said with what was found', () => {
    const found = reasons(
      { ...NO_STANDING, segments: new Set(['new', 'rare']), tier: 'silver' },
      { ...purchase('CHF'), store: 'x' },
    );
    expect(found).toMatchObject({
      dear: [
        'Sum of the purchase: €100.00 needed, 25.50 CHF found.',
        'Сумма покупки — требуется: 100,00 €; найдено: 25,50 CHF.',
      ],
      friends: [
        'Segment: “regulars” or “losing” needed, “new” and “rare” found.',
        'Сегмент — требуется: «regulars» или «losing»; найдено: «new» и «rare».',
      ],
      golden2: ['Tier: “Gold” needed, “Silver” found.', 'Уровень — требуется: «Золото»; найдено: «Серебро».'],
      shop: ['Store: “s1” or “T*” needed, “x” found.', 'Магазин — требуется: «s1» или «T*»; найдено: «x».'],
    });
  });
});

describe('A reason that no document of today can bring', () => {
  it.each([
    [
      { condition: 'times', needed: [{ days: [], from: 60, until: 90 }], found: { day: 0, minute: 5 } },
      'Days and hours: 01:00–01:30 needed, Mon 00:05 found.',
    ],
  ] as const)('%j is said', (unmet, english) => {
    expect(unmetText(unmet, 'en')).toBe(english);
  });
});
