import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatDecimal } from '../money/decimal.js';
import { SPEND_SCALE } from '../tiers/measures.js';
import { tierProgress } from '../tiers/progress.js';
import { bought, rulesOf, stateOf } from '../tiers/tier-rules.fixture.js';
import type { TierRules } from '../tiers/tier-rules.js';
import { earnText, takenBackText, type EarnSaid } from './explanation-text.js';
import { NBSP } from './number-text.js';
import type { OfferSaid } from './offer-text.js';
import { progressText } from './tier-text.js';
import type { Language } from './texts.js';
import { unmetText, type UnmetSaid } from './unmet-text.js';

/** The numbers of a text as they stand in the data: without what groups them, with a point before the decimals. */
function numbersIn(text: string, language: Language): readonly string[] {
  const separator =
    language === 'en' ? /(?<=[0-9]),(?=[0-9]{3})/g : new RegExp(`(?<=[0-9])${NBSP}(?=[0-9]{3}(?![0-9]))`, 'g');
  const plain = text.replace(separator, '');
  const numbers = language === 'en' ? /[0-9]+(?:\.[0-9]+)?/g : /[0-9]+(?:,[0-9]+)?/g;
  return [...plain.matchAll(numbers)].map(([number]) => number.replace(',', '.'));
}

/** Every number in a value, however deep. */
function numbersOf(value: unknown): readonly string[] {
  if (typeof value === 'bigint') return [String(value)];
  if (typeof value === 'string') return /^[0-9]+(\.[0-9]+)?$/.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersOf) : [];
}

function expectAllSaid(value: unknown, say: (language: Language) => string): void {
  for (const language of ['en', 'ru'] as const) {
    const text = say(language);
    const said = [...numbersIn(text, language)];
    for (const number of numbersOf(value)) {
      const at = said.indexOf(number);
      if (at < 0) throw new Error(`${number} does not stand in: ${text}`);
      said.splice(at, 1);
    }
    // And nothing is said that is not in the data.
    expect([text, said]).toEqual([text, []]);
  }
}

const points = fc.oneof(fc.bigInt({ min: 0n, max: 130n }), fc.bigInt({ min: 0n, max: 2n ** 53n - 1n }));
const decimal = fc
  .tuple(fc.integer({ min: 0, max: 12_345_678 }), fc.integer({ min: 0, max: 99 }))
  .map(([whole, cents]) => `${whole}.${String(cents).padStart(2, '0')}`);
const money = fc.record({ amount: decimal, currency: fc.constantFrom('EUR', 'RUB', 'USD', 'CHF') });
const POINTS = { en: { one: 'point', other: 'points' }, ru: { one: 'балл', few: 'балла', many: 'баллов' } };
const unit = fc.constantFrom(POINTS, {
  en: { one: 'mile', other: 'miles' },
  ru: { one: 'миля', few: 'мили', many: 'миль' },
});
const rounding = fc.constantFrom('down', 'up', 'half-up');
const long = fc.bigInt({ min: 1n, max: 400n });
const within = fc.oneof(
  fc.record({ days: long }),
  fc.record({ hours: long }),
  fc.record({ minutes: long }),
  fc.record({ seconds: long }),
);
const name = fc.constantFrom({ en: 'Review', ru: 'Отзыв' });

const offer: fc.Arbitrary<OfferSaid> = fc.oneof(
  fc.record({ kind: fc.constant('per-amount'), points, per: money, rounding }),
  fc.record({ kind: fc.constant('per-units'), points, units: decimal }),
  fc.record({ kind: fc.constantFrom('visit', 'birthday', 'welcome'), points }),
  fc.record({ kind: fc.constant('threshold'), points, spentAtLeast: money }),
  fc.record({ kind: fc.constant('every-nth'), points, nth: fc.bigInt({ min: 2n, max: 130n }), within }),
  fc.record({ kind: fc.constant('multiply'), factor: decimal }),
  fc.record({ kind: fc.constant('action'), points, action: name }),
  fc.record({ kind: fc.constant('referral'), points, to: fc.constantFrom('who_invited', 'who_was_invited') }),
  fc.record({ kind: fc.constant('discount'), percent: decimal }),
);

const limit = fc.record({
  by: fc.constantFrom('purchase', 'day', 'week', 'month', 'year', 'member', 'budget'),
  of: fc.constantFrom('points', 'uses'),
  max: points,
});

const earn: fc.Arbitrary<EarnSaid> = fc.record(
  {
    points,
    unit,
    because: offer,
    basis: money,
    trimmed: fc.record({ points, limit }),
    qualifiedBy: fc.bigInt({ min: 1n, max: 99n }),
  },
  { requiredKeys: ['points', 'unit', 'because'] },
);

const unmet: fc.Arbitrary<UnmetSaid> = fc.oneof(
  fc.record({ condition: fc.constant('spentAtLeast'), needed: money, found: money }),
  fc.record({ condition: fc.constant('everyNth'), needed: points, found: points }),
);

describe('Every number of the data', () => {
  it('stands in the explanation, in both languages, and no other', () => {
    fc.assert(
      fc.property(earn, (each) => expectAllSaid(each, (language) => earnText(each, language))),
      { numRuns: 3000 },
    );
  });

  it('stands in what was taken back, and in why nothing was given', () => {
    fc.assert(
      fc.property(points, fc.bigInt({ min: 1n, max: 10n ** 9n }), unit, (taken, shortfall, of) => {
        const each = { points: taken, shortfall, unit: of };
        expectAllSaid(each, (language) => takenBackText(each, language));
      }),
    );
    fc.assert(fc.property(unmet, (each) => expectAllSaid(each, (language) => unmetText(each, language))));
  });

  it('stands in the progress to a tier, where the counts of all measures are mixed', () => {
    const [lowest, first, second] = rulesOf().ladder;
    if (!first || !second) throw new Error('A ladder of three.');
    const ladder: TierRules['ladder'] = [
      lowest,
      { ...first, needs: { points: 500n, spend: 70_000n * SPEND_SCALE, visits: 21n } },
      { ...second, needs: { points: 25_000n, spend: 7_000_000n * SPEND_SCALE, visits: 111n } },
    ];
    const words = { timeZone: 'Europe/Berlin', unit: POINTS, currency: 'EUR', exponent: 2 };
    const count = (max: bigint) => fc.bigInt({ min: 0n, max });
    const counts = fc.record({ points: count(26_000n), spend: count(7_100_000n), visits: count(120n) });
    const year = fc.constantFrom('2025-06-01', '2026-06-01');
    fc.assert(
      fc.property(counts, year, fc.constantFrom('all', 'any'), ({ spend, ...rest }, on, match) => {
        const rules = rulesOf({ ladder, match });
        const purchase = { ...bought('pur_1', '2025-05-01', 0), counts: { ...rest, spend: spend * SPEND_SCALE } };
        const progress = tierProgress(rules, stateOf(rules, '2025-01-01', [purchase]), Date.parse(on));
        for (const language of ['en', 'ru'] as const) {
          const text = progressText(progress, words, language).join(' ');
          const said = numbersIn(text, language);
          for (const missing of [progress.next?.missing, progress.stay?.missing]) {
            for (const [measure, amount] of Object.entries(missing ?? {})) {
              const number = measure === 'spend' ? formatDecimal(amount / SPEND_SCALE, 2) : String(amount);
              expect([text, said.includes(number)]).toEqual([text, true]);
            }
          }
        }
      }),
      { numRuns: 1000 },
    );
  });
});
