import { describe, expect, it } from '@jest/globals';
import { exactSpend, SPEND_SCALE } from './measures.js';
import { bought, duration, gaveBack, lifeOf, rulesOf, stateOf } from './tier-rules.fixture.js';
import type { TierRules } from './tier-rules.js';
import { tierAt } from './tier-state.js';
import { tierProgress } from './progress.js';

describe('A tier by the year of membership', () => {
  const rules = rulesOf({ period: { kind: 'anniversary' } });

  it('counts from the day of joining, and lasts to the end of the next year of membership', () => {
    const life = [bought('pur_1', '2025-07-09T21:59:59.999Z', 300), bought('pur_2', '2025-07-09T22:00:00Z', 500)];
    expect(lifeOf(rules, '2024-07-10T12:00:00Z', life, '2030-01-01T00:00:00Z')).toEqual([
      '2025-07-09T22:00 bronze → silver reached_at_once',
      '2026-07-09T22:00 silver → silver kept',
      '2027-07-09T22:00 silver → bronze fell_to_reached',
    ]);
  });

  it('counts a purchase of the day of joining, though it was made before', () => {
    const life = [bought('pur_1', '2024-07-10T08:00:00Z', 500)];
    expect(lifeOf(rules, '2024-07-10T12:00:00Z', life, '2030-01-01T00:00:00Z').at(-1)).toBe(
      '2026-07-09T22:00 silver → bronze fell_to_reached',
    );
  });

  it('that began on 29 February turns on the 28th, and on the 29th in leap years', () => {
    const life = [bought('pur_1', '2024-02-29T12:00:00Z', 500), bought('pur_2', '2027-02-27T23:00:00Z', 500)];
    expect(lifeOf(rules, '2024-02-29T12:00:00Z', life, '2030-01-01T00:00:00Z')).toEqual([
      '2024-02-29T12:00 bronze → silver reached_at_once',
      '2025-02-27T23:00 silver → silver kept',
      '2026-02-27T23:00 silver → bronze fell_to_reached',
      '2027-02-27T23:00 bronze → silver reached_at_once',
      '2028-02-28T23:00 silver → silver kept',
      '2029-02-27T23:00 silver → bronze fell_to_reached',
    ]);
  });

  it('turns with the clocks of the zone, on the days when they change too', () => {
    const turn = (since: string) =>
      lifeOf(rules, since, [bought('pur_1', since, 500)], '2027-12-31T00:00:00Z').map((step) => step.slice(0, 16));
    // 29 March 2026 begins in winter time, 30 March in summer time; 25 October the other way round.
    expect(turn('2025-03-29T12:00:00Z').slice(1)).toEqual(['2026-03-28T23:00', '2027-03-28T22:00']);
    expect(turn('2025-03-30T12:00:00Z').slice(1)).toEqual(['2026-03-29T22:00', '2027-03-29T22:00']);
    expect(turn('2025-10-25T12:00:00Z').slice(1)).toEqual(['2026-10-24T22:00', '2027-10-24T22:00']);
    expect(turn('2025-10-26T12:00:00Z').slice(1)).toEqual(['2026-10-25T23:00', '2027-10-25T22:00']);
  });
});

describe('A tier by rolling months', () => {
  const rules = rulesOf({ period: { kind: 'rolling', months: 12 } });
  const since = '2025-01-01T00:00:00Z';
  const first = bought('pur_1', '2025-03-15T10:00:00Z', 300);

  it('is met by the months behind a purchase, to the instant', () => {
    const second = (at: string) => [first, bought('pur_2', at, 200)];
    expect(lifeOf(rules, since, second('2026-03-15T09:59:59.999Z'), '2026-04-01T00:00:00Z')).toEqual([
      '2026-03-15T09:59 bronze → silver reached_at_once',
    ]);
    expect(lifeOf(rules, since, second('2026-03-15T10:00:00Z'), '2026-04-01T00:00:00Z')).toEqual([]);
  });

  it('lasts one period from the purchase that last met it', () => {
    const life = [first, bought('pur_2', '2025-09-01T10:00:00Z', 200), bought('pur_3', '2026-02-01T10:00:00Z', 10)];
    expect(lifeOf(rules, since, life, '2028-01-01T00:00:00Z')).toEqual([
      '2025-09-01T10:00 bronze → silver reached_at_once',
      '2027-02-01T10:00 silver → bronze fell_to_reached',
    ]);
    // A purchase that no longer has 500 behind it renews nothing.
    const tooLate = [...life.slice(0, 2), bought('pur_3', '2026-03-15T10:00:00Z', 10)];
    expect(lifeOf(rules, since, tooLate, '2028-01-01T00:00:00Z').at(-1)).toBe(
      '2026-09-01T10:00 silver → bronze fell_to_reached',
    );
  });

  it('falls to the highest tier that is still good', () => {
    const life = [bought('pur_1', '2025-02-01T10:00:00Z', 1000), bought('pur_2', '2025-08-01T10:00:00Z', 600)];
    const later = [...life, bought('pur_3', '2026-03-01T10:00:00Z', 10)];
    expect(lifeOf(rules, since, later, '2028-01-01T00:00:00Z')).toEqual([
      '2025-02-01T10:00 bronze → gold reached_at_once',
      '2026-08-01T10:00 gold → silver fell_to_reached',
      '2027-03-01T10:00 silver → bronze fell_to_reached',
    ]);
  });

  it('or by one step in each period, or never; with grace that much later', () => {
    const life = [bought('pur_1', '2025-02-01T10:00:00Z', 1000)];
    const grace = duration('P1M');
    expect(lifeOf(rulesOf({ ...rules, downgrade: 'one_step' }), since, life, '2028-06-01T00:00:00Z').slice(1)).toEqual([
      '2026-02-01T10:00 gold → silver fell_one_step',
      '2027-02-01T10:00 silver → bronze fell_one_step',
    ]);
    expect(lifeOf(rulesOf({ ...rules, downgrade: 'never' }), since, life, '2049-06-01T00:00:00Z')).toHaveLength(1);
    expect(lifeOf(rulesOf({ ...rules, grace }), since, life, '2028-06-01T00:00:00Z').slice(1)).toEqual([
      '2026-03-01T10:00 gold → bronze fell_to_reached',
    ]);
  });

  it('falls to a tier that only the grace keeps', () => {
    const graceful = rulesOf({ ...rules, grace: duration('P1M') });
    const life = [
      bought('pur_1', '2024-02-10T10:00:00Z', 500),
      bought('pur_2', '2025-02-01T10:00:00Z', 500),
      bought('pur_3', '2025-02-20T10:00:00Z', 10),
    ];
    expect(lifeOf(graceful, '2024-01-01T00:00:00Z', life, '2028-01-01T00:00:00Z').slice(2)).toEqual([
      '2026-03-01T10:00 gold → silver fell_to_reached',
      '2026-03-20T10:00 silver → bronze fell_to_reached',
    ]);
  });

  it('is withdrawn by a return, and a purchase of which nothing is left renews nothing', () => {
    const [second, third] = [bought('pur_2', '2025-09-01T10:00:00Z', 200), bought('pur_3', '2026-02-01T10:00:00Z', 10)];
    expect(
      lifeOf(rules, since, [first, second, gaveBack(first, '2025-10-01T10:00:00Z', 1)], '2025-12-01T00:00:00Z'),
    ).toEqual(['2025-09-01T10:00 bronze → silver reached_at_once', '2025-10-01T10:00 silver → bronze withdrawn']);
    const renewed = [first, second, third, gaveBack(third, '2026-02-02T10:00:00Z')];
    expect(lifeOf(rules, since, renewed, '2028-01-01T00:00:00Z').at(-1)).toBe(
      '2026-09-01T10:00 silver → bronze fell_to_reached',
    );
  });

  it('ends in the month that has no such day on its last, at the time of the purchase', () => {
    const month = rulesOf({ period: { kind: 'rolling', months: 1 } });
    const ends = (at: string) =>
      lifeOf(month, since, [bought('pur_1', at, 500)], '2028-12-01T00:00:00Z')
        .at(-1)
        ?.slice(0, 16);
    expect(ends('2026-01-31T10:00:00Z')).toBe('2026-02-28T10:00');
    expect(ends('2028-01-31T10:00:00Z')).toBe('2028-02-29T10:00');
    // The clocks go forward in the night to 29 March: ten in the morning is an hour earlier by UTC.
    expect(ends('2026-02-28T10:00:00Z')).toBe('2026-03-28T10:00');
    expect(ends('2026-03-01T10:00:00Z')).toBe('2026-04-01T09:00');
  });
});

describe('Months that end on one day', () => {
  // 29 January 12:00 and 30 January 10:00 both leave on 28 February, the later one first.
  const month = rulesOf({ period: { kind: 'rolling', months: 1 }, timeZone: 'UTC' });
  const life = (first: number, second: number) => [
    bought('pur_1', '2026-01-29T12:00:00Z', first),
    bought('pur_2', '2026-01-30T10:00:00Z', second),
  ];

  it('leave each at its own time', () => {
    const counted = (at: string) =>
      tierProgress(month, stateOf(month, '2026-01-01T00:00:00Z', life(300, 300)), Date.parse(at)).counted.points;
    const instants = ['2026-02-28T09:59:59Z', '2026-02-28T10:00:00Z', '2026-02-28T11:59:59Z', '2026-02-28T12:00:00Z'];
    expect(instants.map(counted)).toEqual([600n, 300n, 300n, 0n]);
  });

  it('keep a tier until the last that met it', () => {
    expect(lifeOf(month, '2026-01-01T00:00:00Z', life(500, 10), '2026-06-01T00:00:00Z').slice(1)).toEqual([
      '2026-02-28T12:00 silver → bronze fell_to_reached',
    ]);
    expect(lifeOf(month, '2026-01-01T00:00:00Z', life(500, 500), '2026-06-01T00:00:00Z').slice(2)).toEqual([
      '2026-02-28T10:00 gold → silver fell_to_reached',
      '2026-02-28T12:00 silver → bronze fell_to_reached',
    ]);
  });
});

describe('What is needed', () => {
  const [lowest] = rulesOf().ladder;
  const silver = { id: 'silver', name: { en: 'Silver', ru: 'Серебро' } };
  const spent = (minor: bigint) => minor * SPEND_SCALE;

  it('may be money, exactly, of any currency that the programme takes', () => {
    const francs = { numerator: 1_050_000n * 100n, denominator: 100n * 1_000_000n };
    expect(exactSpend(1n, francs)).toBe((105n * SPEND_SCALE) / 100n);
    expect(exactSpend(10_000n, francs)).toBe(spent(10_500n));
    // 0.01 of a currency with four digits, at the finest rate there is.
    expect(exactSpend(1n, { numerator: 1n, denominator: 10n ** 10n })).toBe(1n);

    const rules = rulesOf({ ladder: [lowest, { ...silver, needs: { spend: spent(50_000n) } }] });
    const at = (spend: number) =>
      tierAt(
        rules,
        stateOf(rules, '2025-01-01', [bought('pur_1', '2025-05-01', 0, { spend })]),
        Date.parse('2025-05-01'),
      ).id;
    expect([at(499), at(500)]).toEqual(['bronze', 'silver']);
  });

  it('may be several things: all of them, or any', () => {
    const ladder: TierRules['ladder'] = [lowest, { ...silver, needs: { points: 500n, visits: 3n } }];
    const tierBy = (match: 'all' | 'any', points: number, visits: number) => {
      const rules = rulesOf({ ladder, match });
      const state = stateOf(rules, '2025-01-01', [bought('pur_1', '2025-05-01', points, { visits })]);
      return tierAt(rules, state, Date.parse('2025-05-01')).id;
    };
    expect([tierBy('all', 500, 2), tierBy('all', 499, 3), tierBy('all', 500, 3)]).toEqual([
      'bronze',
      'bronze',
      'silver',
    ]);
    expect([tierBy('any', 499, 2), tierBy('any', 499, 3), tierBy('any', 500, 0)]).toEqual([
      'bronze',
      'silver',
      'silver',
    ]);
  });

  it('may be earned for the lowest tier too', () => {
    const rules = rulesOf({
      ladder: [
        { ...lowest, id: null },
        { ...silver, needs: { visits: 1n } },
      ],
    });
    const state = stateOf(rules, '2025-01-01', [bought('pur_1', '2025-05-01', 0)]);
    expect([
      tierAt(rules, state, Date.parse('2025-04-30')).id,
      tierAt(rules, state, Date.parse('2025-05-02')).id,
    ]).toEqual([null, 'silver']);
  });
});
