import { describe, expect, it } from '@jest/globals';
import { balanceText, earnedText, earnText, takenBackText, type EarnSaid } from './explanation-text.js';
import { NBSP } from './number-text.js';
import { offerText, type OfferSaid } from './offer-text.js';
import { LANGUAGES, type Language } from './texts.js';
import type { Unit } from './unit.js';
import { unmetText, type UnmetSaid } from './unmet-text.js';

const POINTS: Unit = { en: { one: 'point', other: 'points' }, ru: { one: 'балл', few: 'балла', many: 'баллов' } };
const both = (say: (language: Language) => string) => LANGUAGES.map((language) => say(language).replaceAll(NBSP, ' '));
const eur = (amount: string) => ({ amount, currency: 'EUR' });

const OFFERS: readonly (readonly [OfferSaid, string, string])[] = [
  [
    { kind: 'per-amount', points: 1n, per: eur('1.00'), rounding: 'down' },
    '1 point for every €1.00, rounded down',
    '1 балл за каждые 1,00 €, с округлением вниз',
  ],
  [
    { kind: 'per-amount', points: 5n, per: { amount: '100', currency: 'RUB' }, rounding: 'half-up' },
    '5 points for every ₽100, rounded half up',
    '5 баллов за каждые 100 ₽, с округлением половины вверх',
  ],
  [
    { kind: 'per-amount', points: 2n, per: eur('3.00'), rounding: 'up' },
    '2 points for every €3.00, rounded up',
    '2 балла за каждые 3,00 €, с округлением вверх',
  ],
  [{ kind: 'per-units', points: 1n, units: '1' }, '1 point for every 1 item', '1 балл за 1 единицу'],
  [{ kind: 'per-units', points: 3n, units: '0.5' }, '3 points for every 0.5 items', '3 балла за 0,5 единицы'],
  [{ kind: 'visit', points: 10n }, '10 points for a purchase', '10 баллов за покупку'],
  [
    { kind: 'threshold', points: 50n, spentAtLeast: eur('100.00') },
    '50 points for a purchase of €100.00 or more',
    '50 баллов за покупку от 100,00 €',
  ],
  [
    { kind: 'every-nth', points: 100n, nth: 3n, within: { days: 30n } },
    '100 points for every 3rd purchase within 30 days',
    '100 баллов за каждую 3-ю покупку за 30 дней',
  ],
  [
    { kind: 'every-nth', points: 21n, nth: 2n, within: 'month' },
    '21 points for every 2nd purchase of a month',
    '21 балл за каждую 2-ю покупку за месяц',
  ],
  [{ kind: 'multiply', factor: '1.25' }, '1.25 times the points', 'в 1,25 раза больше баллов'],
  [{ kind: 'multiply', factor: '5' }, '5 times the points', 'в 5 раз больше баллов'],
  [{ kind: 'birthday', points: 200n }, '200 points for a birthday', '200 баллов ко дню рождения'],
  [{ kind: 'welcome', points: 101n }, '101 points for joining', '101 балл за вступление в программу'],
  [
    { kind: 'action', points: 22n, action: { en: 'Review', ru: 'Отзыв' } },
    '22 points for “Review”',
    '22 балла за действие «Отзыв»',
  ],
  [
    { kind: 'referral', points: 300n, to: 'who_invited' },
    '300 points for the first purchase of a friend',
    '300 баллов за первую покупку друга',
  ],
  [
    { kind: 'referral', points: 4n, to: 'who_was_invited' },
    '4 points for the first purchase after an invitation',
    '4 балла за первую покупку по приглашению',
  ],
  [{ kind: 'discount', percent: '7.5' }, '7.5% off', 'скидка 7,5 %'],
];

describe('An offer', () => {
  it.each(OFFERS)('%j is told in both languages', (offer, english, russian) => {
    expect(both((language) => offerText(offer, POINTS, language))).toEqual([english, russian]);
  });
});

describe('An explanation', () => {
  const says = (earn: Omit<EarnSaid, 'unit'>) => both((language) => earnText({ ...earn, unit: POINTS }, language));
  const base: OfferSaid = { kind: 'per-amount', points: 1n, per: eur('1.00'), rounding: 'down' };

  it('says what was given, why, and on how much money', () => {
    expect(says({ points: 25n, because: base, basis: eur('25.50') })).toEqual([
      '25 points: 1 point for every €1.00, rounded down; counted on €25.50.',
      '25 баллов: 1 балл за каждые 1,00 €, с округлением вниз; с суммы 25,50 €.',
    ]);
  });

  it('says what was trimmed and by which cap', () => {
    const trimmed = { points: 300n, limit: { by: 'day', of: 'points', max: 500n } } as const;
    expect(says({ points: 100n, because: base, basis: eur('400.00'), trimmed })).toEqual([
      '100 points: 1 point for every €1.00, rounded down; counted on €400.00. Over the limit: 300 points (at most 500 points a day).',
      '100 баллов: 1 балл за каждые 1,00 €, с округлением вниз; с суммы 400,00 €. Сверх предела: 300 баллов (не более 500 баллов в день).',
    ]);
  });

  it('says how many purchases qualified a bonus, and takes the text that a programme has for an offer', () => {
    const because = { kind: 'text', text: { en: 'Coffee morning', ru: 'Кофейное утро' } } as const;
    expect(says({ points: 3n, because, qualifiedBy: 2n })).toEqual([
      '3 points: Coffee morning; with 2 purchases before it.',
      '3 балла: Кофейное утро; вместе с ранее сделанными: 2 покупки.',
    ]);
  });

  it('of a return says what was taken back, and what could not be', () => {
    const taken = (points: bigint, shortfall: bigint) =>
      both((language) => takenBackText({ points, shortfall, unit: POINTS }, language));
    expect(taken(42n, 0n)).toEqual(['Taken back: 42 points.', 'Списано за возврат: 42 балла.']);
    expect(taken(20n, 81n)).toEqual([
      'Taken back: 20 points. Could not be taken back: 81 points.',
      'Списано за возврат: 20 баллов. Не удалось списать: 81 балл.',
    ]);
  });

  it('on a receipt begins with what was earned', () => {
    const says = (points: bigint) => both((language) => earnedText(points, POINTS, language));
    expect([says(0n), says(1n), says(187n)]).toEqual([
      ['You earned 0 points.', 'Начислено: 0 баллов.'],
      ['You earned 1 point.', 'Начислено: 1 балл.'],
      ['You earned 187 points.', 'Начислено: 187 баллов.'],
    ]);
  });

  it('ends with what there is', () => {
    const stamps: Unit = {
      en: { one: 'stamp', other: 'stamps' },
      ru: { one: 'штамп', few: 'штампа', many: 'штампов' },
    };
    const wallets = [
      { points: 1230n, unit: POINTS },
      { points: 3n, unit: stamps },
    ];
    expect(both((language) => balanceText(wallets, language))).toEqual([
      'You have 1,230 points and 3 stamps.',
      'На счёте 1230 баллов и 3 штампа.',
    ]);
  });
});

const UNMET: readonly (readonly [UnmetSaid, string, string])[] = [
  [
    { condition: 'spentAtLeast', needed: eur('100.00'), found: eur('99.99') },
    'Sum of the purchase: €100.00 needed, €99.99 found.',
    'Сумма покупки — требуется: 100,00 €; найдено: 99,99 €.',
  ],
  [
    { condition: 'everyNth', needed: 3n, found: 1n },
    'Purchases that count: 3 purchases needed, 1 purchase found.',
    'Учтённые покупки — требуется: 3 покупки; найдено: 1 покупка.',
  ],
  [
    {
      condition: 'tiers',
      needed: [
        { en: 'Gold', ru: 'Золото' },
        { en: 'Platinum', ru: 'Платина' },
      ],
      found: { en: 'Silver', ru: 'Серебро' },
    },
    'Tier: “Gold” or “Platinum” needed, “Silver” found.',
    'Уровень — требуется: «Золото» или «Платина»; найдено: «Серебро».',
  ],
  [
    { condition: 'tiers', needed: [{ en: 'Gold', ru: 'Золото' }], found: null },
    'Tier: “Gold” needed, nothing found.',
    'Уровень — требуется: «Золото»; найдено: ничего.',
  ],
  [
    { condition: 'stores', needed: ['berlin-1', 'berlin-2'], found: ['hamburg-1'] },
    'Store: “berlin-1” or “berlin-2” needed, “hamburg-1” found.',
    'Магазин — требуется: «berlin-1» или «berlin-2»; найдено: «hamburg-1».',
  ],
  [
    { condition: 'segments', needed: ['vip'], found: [] },
    'Segment: “vip” needed, nothing found.',
    'Сегмент — требуется: «vip»; найдено: ничего.',
  ],
  [
    {
      condition: 'period',
      needed: { from: Date.parse('2025-12-31T23:00:00Z'), until: Date.parse('2026-01-31T23:00:00Z') },
      found: Date.parse('2026-01-31T23:00:00Z'),
      timeZone: 'Europe/Berlin',
    },
    'Time of the offer: from 1 January 2026 to 31 January 2026 needed, 1 February 2026, 00:00 found.',
    'Срок действия — требуется: с 1 января 2026 г. по 31 января 2026 г.; найдено: 1 февраля 2026 г., 00:00.',
  ],
  [
    { condition: 'times', needed: [{ days: [4, 5], from: 1020, until: 1140 }], found: { day: 3, minute: 1025 } },
    'Days and hours: Fri, Sat 17:00–19:00 needed, Thu 17:05 found.',
    'Дни и часы — требуется: пт, сб 17:00–19:00; найдено: чт 17:05.',
  ],
  [
    { condition: 'birthday', needed: 'week' },
    'Birthday: in the week around it needed, another day found.',
    'День рождения — требуется: в неделю вокруг него; найдено: другой день.',
  ],
  [
    { condition: 'lines' },
    'Goods: goods of the offer needed, only others found.',
    'Товары — требуется: товары из предложения; найдено: только другие.',
  ],
];

describe('An offer that gave nothing', () => {
  it.each(UNMET)('%j says which condition failed, what it needs and what was found', (unmet, english, russian) => {
    expect(both((language) => unmetText(unmet, language))).toEqual([english, russian]);
  });
});
