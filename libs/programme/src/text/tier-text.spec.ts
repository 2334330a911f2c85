import { describe, expect, it } from '@jest/globals';
import type { Contribution } from '../tiers/contribution.js';
import { SPEND_SCALE } from '../tiers/measures.js';
import { tierProgress } from '../tiers/progress.js';
import { bought, duration, gaveBack, rulesOf, stateOf } from '../tiers/tier-rules.fixture.js';
import type { TierRules } from '../tiers/tier-rules.js';
import { tierHistory } from '../tiers/tier-state.js';
import { NBSP } from './number-text.js';
import { LANGUAGES, type Language } from './texts.js';
import { progressText, tierStepText, type TierWords } from './tier-text.js';

const WORDS: TierWords = {
  timeZone: 'Europe/Berlin',
  unit: { en: { one: 'point', other: 'points' }, ru: { one: 'балл', few: 'балла', many: 'баллов' } },
  currency: 'EUR',
  exponent: 2,
};
const SINCE = '2025-03-10T09:00:00Z';
const both = (say: (language: Language) => readonly string[]) =>
  LANGUAGES.map((language) => say(language).map((text) => text.replaceAll(NBSP, ' ')));

const progress = (rules: TierRules, contributions: readonly Contribution[], at: string) =>
  both((language) =>
    progressText(tierProgress(rules, stateOf(rules, SINCE, contributions), Date.parse(at)), WORDS, language),
  );

const [bronze] = rulesOf().ladder;
const gold = { id: 'gold', name: { en: 'Gold', ru: 'Золото' } };
const silver = bought('pur_1', '2025-05-01T10:00:00Z', 600);

describe('Progress in words', () => {
  it.each([
    [9, '1 purchase to go until “Gold”.', 'Ещё 1 покупка до уровня «Золото».'],
    [7, '3 purchases to go until “Gold”.', 'Ещё 3 покупки до уровня «Золото».'],
    [5, '5 purchases to go until “Gold”.', 'Ещё 5 покупок до уровня «Золото».'],
  ])('counts what is missing after %i purchases', (visits, english, russian) => {
    const rules = rulesOf({ ladder: [bronze, { ...gold, needs: { visits: 10n } }] });
    expect(progress(rules, [bought('pur_1', '2025-05-01T10:00:00Z', 0, { visits })], '2025-06-01T00:00:00Z')).toEqual([
      ['You are “Bronze”.', english],
      ['Ваш уровень: «Бронза».', russian],
    ]);
  });

  it('says all that is missing, or each that would be enough, and never too little of it', () => {
    const needs = { points: 1000n, spend: 100_000n * SPEND_SCALE, visits: 2n };
    const life = [bought('pur_1', '2025-05-01T10:00:00Z', 579, { spend: 0 })];
    const almost = [{ ...silver, counts: { points: 979n, spend: 87_549n * SPEND_SCALE + 1n, visits: 1n } }];
    const at = '2025-06-01T00:00:00Z';
    const missing = (match: TierRules['match'], contributions: readonly Contribution[]) =>
      progress(rulesOf({ match, ladder: [bronze, { ...gold, needs }] }), contributions, at).map(([, text]) => text);
    expect(missing('all', life)).toEqual([
      '421 points, €1,000.00 and 1 purchase to go until “Gold”.',
      'Ещё 421 балл, 1000,00 € и 1 покупка до уровня «Золото».',
    ]);
    expect(missing('any', almost)).toEqual([
      '21 points, €124.51 or 1 purchase to go until “Gold”.',
      'Ещё 21 балл, 124,51 € или 1 покупка до уровня «Золото».',
    ]);
  });

  it('says how long a tier is safe, and what it takes to keep it', () => {
    expect(progress(rulesOf(), [silver], '2025-06-01T00:00:00Z')).toEqual([
      ['You are “Silver”.', '400 points to go until “Gold”.', '“Silver” is yours until 31 December 2026.'],
      [
        'Ваш уровень: «Серебро».',
        'Ещё 400 баллов до уровня «Золото».',
        'Уровень «Серебро» сохраняется до 31 декабря 2026 г. включительно.',
      ],
    ]);
    expect(progress(rulesOf(), [silver], '2026-06-01T00:00:00Z')).toEqual([
      [
        'You are “Silver”.',
        '1,000 points to go until “Gold”.',
        'To keep “Silver”: 500 points more until 31 December 2026.',
        'After that it becomes “Bronze”.',
      ],
      [
        'Ваш уровень: «Серебро».',
        'Ещё 1000 баллов до уровня «Золото».',
        'Чтобы сохранить уровень «Серебро»: ещё 500 баллов до 31 декабря 2026 г. включительно.',
        'После этого он станет «Бронза».',
      ],
    ]);
  });

  it('says what begins with the next period, and that there is no tier yet', () => {
    const rules = rulesOf({
      upgrade: 'at_period_end',
      ladder: [
        { ...bronze, id: null },
        { ...gold, needs: { points: 600n } },
      ],
    });
    expect(progress(rules, [silver], '2025-06-01T00:00:00Z')).toEqual([
      ['You have no tier yet.', '“Gold” is reached and begins on 1 January 2026.'],
      ['У вас пока нет уровня.', 'Уровень «Золото» достигнут и начнётся 1 января 2026 г.'],
    ]);
  });

  it('says the hour where a tier of rolling months ends within a day', () => {
    const rules = rulesOf({ period: { kind: 'rolling', months: 12 } });
    expect(progress(rules, [silver], '2025-06-01T00:00:00Z').map((said) => said.at(-1))).toEqual([
      '“Silver” is yours until 12:00 on 1 May 2026.',
      'Уровень «Серебро» сохраняется до 12:00 1 мая 2026 г.',
    ]);
  });
});

describe('The history in words', () => {
  const history = (rules: TierRules, contributions: readonly Contribution[], until: string) =>
    both((language) =>
      tierHistory(rules, stateOf(rules, SINCE, contributions), Date.parse(until)).map((step) =>
        tierStepText(step, rules, WORDS, language),
      ),
    );

  it('says of each event what moved the tier, what was counted, what was needed, and where', () => {
    const second = bought('pur_2', '2025-06-01T10:00:00Z', 401);
    expect(
      history(rulesOf(), [silver, second, gaveBack(second, '2025-07-01T10:00:00Z')], '2027-06-01T00:00:00Z'),
    ).toEqual([
      [
        '10 March 2025: joined, “Bronze”.',
        '1 May 2025: “Bronze” → “Silver”, reached by a purchase (counted 600 points; needed 500 points; from 1 January 2025 to 31 December 2025).',
        '1 June 2025: “Silver” → “Gold”, reached by a purchase (counted 1,001 points; needed 1,000 points; from 1 January 2025 to 31 December 2025).',
        '1 July 2025: “Gold” → “Silver”, withdrawn after a return (counted 600 points; needed 1,000 points; from 1 January 2025 to 31 December 2025).',
        '1 January 2026: “Silver”, kept, as it was reached again (counted 600 points; needed 500 points; from 1 January 2025 to 31 December 2025).',
        '1 January 2027: “Silver” → “Bronze”, fell to what was reached (counted 0 points; needed 500 points; from 1 January 2026 to 31 December 2026).',
      ],
      [
        '10 марта 2025 г.: вступление в программу, «Бронза».',
        '1 мая 2025 г.: «Бронза» → «Серебро», достигнут покупкой (учтено 600 баллов; нужно 500 баллов; с 1 января 2025 г. по 31 декабря 2025 г.).',
        '1 июня 2025 г.: «Серебро» → «Золото», достигнут покупкой (учтено 1001 балл; нужно 1000 баллов; с 1 января 2025 г. по 31 декабря 2025 г.).',
        '1 июля 2025 г.: «Золото» → «Серебро», отозван после возврата (учтено 600 баллов; нужно 1000 баллов; с 1 января 2025 г. по 31 декабря 2025 г.).',
        '1 января 2026 г.: «Серебро», сохранён: достигнут снова (учтено 600 баллов; нужно 500 баллов; с 1 января 2025 г. по 31 декабря 2025 г.).',
        '1 января 2027 г.: «Серебро» → «Бронза», снижен до достигнутого (учтено 0 баллов; нужно 500 баллов; с 1 января 2026 г. по 31 декабря 2026 г.).',
      ],
    ]);
  });

  it('tells no more money as counted than there was, and what was needed to the cent', () => {
    const spent = bought('pur_1', '2025-05-01T10:00:00Z', 0);
    const exact = { ...spent, counts: { ...spent.counts, spend: 10_001n * SPEND_SCALE - 1n } };
    const rules = rulesOf({ ladder: [bronze, { ...gold, needs: { spend: 10_000n * SPEND_SCALE } }] });
    expect(history(rules, [exact], '2025-06-01T00:00:00Z').map((texts) => texts.at(-1))).toEqual([
      '1 May 2025: “Bronze” → “Gold”, reached by a purchase (counted €100.00; needed €100.00; from 1 January 2025 to 31 December 2025).',
      '1 мая 2025 г.: «Бронза» → «Золото», достигнут покупкой (учтено 100,00 €; нужно 100,00 €; с 1 января 2025 г. по 31 декабря 2025 г.).',
    ]);
  });

  it('names the grace, and a fall by one step', () => {
    const rules = rulesOf({ grace: duration('P1M'), downgrade: 'one_step' });
    const words = history(rules, [bought('pur_1', '2025-05-01T10:00:00Z', 1000)], '2027-06-01T00:00:00Z');
    expect(words.map((texts) => texts.slice(-2).map((text) => text.replace(/ \(.*/, '')))).toEqual([
      ['1 January 2027: “Gold”, kept for the grace only', '1 February 2027: “Gold” → “Silver”, fell by one step'],
      [
        '1 января 2027 г.: «Золото», сохранён на льготный срок',
        '1 февраля 2027 г.: «Золото» → «Серебро», снижен на одну ступень',
      ],
    ]);
  });
});
