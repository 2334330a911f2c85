import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parsed, programmeOf, purchaseOf, type LineOf, type PurchaseOf } from '../programme.fixture.js';
import type { Programme } from '../programme.js';
import { evaluate } from './evaluate.js';

const pointsOf = (programme: Programme, purchase: PurchaseOf) =>
  evaluate(programme, 1, purchaseOf(purchase)).lots.map(({ points }) => points);

const linesOf = (programme: Programme, purchase: PurchaseOf) =>
  evaluate(programme, 1, purchaseOf(purchase)).lots.map(({ lines }) => lines.map(({ line, points }) => [line, points]));

describe('What a purchase earns', () => {
  it('is one lot with frozen terms, the share of every line, and the reason', () => {
    const purchase = purchaseOf({ lines: [{ amount: '99.99', quantity: '3' }, { amount: '50.01' }] });
    expect(evaluate(programmeOf({ wallet: 'expiry: { endOf: year }' }), 7, purchase)).toEqual({
      lots: [
        {
          wallet: 'points',
          points: 150n,
          availableAt: Date.parse('2026-01-05T09:15:00Z'),
          expiresAt: Date.parse('2026-12-31T23:00:00Z'),
          lines: [
            { line: '1', points: 100n },
            { line: '2', points: 50n },
          ],
        },
      ],
      explanation: [
        {
          offer: 'base',
          version: 7,
          wallet: 'points',
          points: 150n,
          basis: '150.00',
          lines: ['1', '2'],
          text: '1 point per 1.00 EUR, rounded down',
        },
      ],
    });
  });

  it('is rounded once, after summing the lines', () => {
    const lines = [{ amount: '0.60' }, { amount: '0.60' }, { amount: '0.70' }];
    expect(pointsOf(programmeOf(), { lines })).toEqual([1n]);
    expect(pointsOf(programmeOf({ earn: 'rounding: up' }), { lines })).toEqual([2n]);
    expect(pointsOf(programmeOf({ earn: 'rounding: half-up' }), { lines })).toEqual([2n]);
    expect(pointsOf(programmeOf({ earn: 'rounding: half-up' }), { lines: [{ amount: '1.49' }] })).toEqual([1n]);
  });

  it('goes to the lines by largest remainder, and leaves out lines that carry nothing', () => {
    expect(linesOf(programmeOf(), { lines: [{ amount: '0.60' }, { amount: '0.60' }] })).toEqual([[['1', 1n]]]);
    expect(linesOf(programmeOf(), { lines: [{ amount: '33.33' }, { amount: '33.33' }, { amount: '33.34' }] })).toEqual([
      [
        ['1', 33n],
        ['2', 33n],
        ['3', 34n],
      ],
    ]);
  });

  it('is no lot where it is no point, but says what was looked at', () => {
    const { lots, explanation } = evaluate(programmeOf(), 1, purchaseOf({ lines: [{ amount: '0.99' }] }));
    expect(lots).toEqual([]);
    expect(explanation).toMatchObject([{ offer: 'base', points: 0n, basis: '0.99', lines: ['1'] }]);
    const free = evaluate(programmeOf(), 1, purchaseOf({ lines: [{ amount: '0.00' }] }));
    expect(free).toMatchObject({ lots: [], explanation: [{ points: 0n, basis: '0.00', lines: ['1'] }] });
  });

  it('is nothing at all where no line is eligible', () => {
    const purchase = purchaseOf({ lines: [{ amount: '9.99', kind: 'tip' }] });
    expect(evaluate(programmeOf(), 1, purchase)).toEqual({ lots: [], explanation: [] });
  });

  it('is one lot and one reason per wallet', () => {
    const programme = parsed(`
id: airline
name: Airline
currency: USD
timeZone: America/New_York
wallets:
  miles: { earn: { points: 5, per: 1.00 } }
  stamps: { earn: { points: 1, per: 100.00 }, expiry: { after: P1Y } }
  gifts: {}
`);
    const { lots, explanation } = evaluate(
      programme,
      1,
      purchaseOf({ currency: 'USD', lines: [{ amount: '250.00' }] }),
    );
    expect(lots.map(({ wallet, points }) => [wallet, points])).toEqual([
      ['miles', 1250n],
      ['stamps', 2n],
    ]);
    expect(explanation.map(({ text }) => text)).toEqual([
      '5 miles per 1.00 USD, rounded down',
      '1 stamps per 100.00 USD, rounded down',
    ]);
  });
});

describe('Another currency', () => {
  const programme = programmeOf({ more: 'otherCurrencies: { JPY: 0.0061, KWD: "3.05" }' });

  it('counts at its rate, exactly', () => {
    expect(pointsOf(programme, { currency: 'JPY', lines: [{ amount: '16393' }] })).toEqual([99n]);
    expect(pointsOf(programme, { currency: 'JPY', lines: [{ amount: '16394' }] })).toEqual([100n]);
    expect(pointsOf(programme, { currency: 'KWD', lines: [{ amount: '1.000' }] })).toEqual([3n]);
    expect(pointsOf(programme, { currency: 'KWD', lines: [{ amount: '2.624' }] })).toEqual([8n]);
  });

  it('counts at its rate in a main currency without cents', () => {
    const yen = parsed(
      'id: a\nname: A\ncurrency: JPY\notherCurrencies: { EUR: 163.5 }\ntimeZone: Asia/Tokyo\n' +
        'wallets: { points: { earn: { points: 1, per: 100 } } }',
    );
    expect(pointsOf(yen, { lines: [{ amount: '100.00' }] })).toEqual([163n]);
  });

  it('is named in the reason with its rate', () => {
    const { explanation } = evaluate(programme, 1, purchaseOf({ currency: 'JPY', lines: [{ amount: '16394' }] }));
    expect(explanation).toMatchObject([
      { basis: '16394', text: '1 point per 1.00 EUR (1 JPY counts as 0.0061 EUR), rounded down' },
    ]);
  });

  it('that the programme does not take was to be refused before', () => {
    const purchase = purchaseOf({ currency: 'SEK', lines: [{ amount: '10.00' }] });
    expect(() => evaluate(programme, 1, purchase)).toThrow('shop was to evaluate SEK');
  });
});

describe('The money that counts', () => {
  const lines = [{ amount: '90.00', discount: '10.00', tax: '15.00' }];

  it.each([
    ['', true, 90n],
    ['', false, 90n],
    ['basis: { discount: before }', true, 100n],
    ['basis: { tax: excluded }', true, 75n],
    ['basis: { tax: excluded }', false, 90n],
    ['basis: { tax: included }', true, 90n],
    ['basis: { tax: included }', false, 105n],
    ['basis: { discount: before, tax: included }', false, 115n],
  ])('with %j, taxIncluded %s, is %s', (earn, taxIncluded, points) => {
    expect(pointsOf(programmeOf({ earn }), { taxIncluded, lines })).toEqual([points]);
  });

  it('is never below zero, so that a wrong tax does not make other lines earn less', () => {
    const programme = programmeOf({ earn: 'basis: { tax: excluded }' });
    expect(pointsOf(programme, { lines: [{ amount: '5.00', tax: '9.00' }, { amount: '7.00' }] })).toEqual([7n]);
  });

  it('is not what points paid: 60.00 and 40.00, 20.00 of it with points, earn 80', () => {
    const payments = [{ kind: 'points', amount: '20.00' } as const, { kind: 'card', amount: '80.00' } as const];
    const purchase = { lines: [{ amount: '60.00' }, { amount: '40.00' }], payments };
    expect(linesOf(programmeOf(), purchase)).toEqual([
      [
        ['1', 48n],
        ['2', 32n],
      ],
    ]);
    expect(pointsOf(programmeOf({ earn: 'basis: { paidWithPoints: included }' }), purchase)).toEqual([100n]);
  });

  it('bears what points paid in its part, where lines that do not earn were paid too', () => {
    const payments = [{ kind: 'points', amount: '50.00' } as const, { kind: 'cash', amount: '50.00' } as const];
    const lines: LineOf[] = [{ amount: '60.00' }, { amount: '40.00', kind: 'delivery' }];
    expect(pointsOf(programmeOf(), { lines, payments })).toEqual([30n]);
    const untaxed: PurchaseOf = { taxIncluded: false, lines: [{ amount: '80.00', tax: '20.00' }], payments };
    expect(pointsOf(programmeOf(), untaxed)).toEqual([40n]);
  });

  it('bears it by what a line costs with its tax', () => {
    const payments = [{ kind: 'points', amount: '15.00' } as const, { kind: 'cash', amount: '15.00' } as const];
    const lines: LineOf[] = [
      { amount: '10.00', tax: '10.00' },
      { amount: '10.00', kind: 'delivery' },
    ];
    expect(pointsOf(programmeOf(), { taxIncluded: false, lines, payments })).toEqual([5n]);
  });

  it('is nothing where points paid all, and whole where a line costs nothing', () => {
    const programme = programmeOf({ earn: 'basis: { discount: before }' });
    const payments = [{ kind: 'points', amount: '10.00' } as const];
    expect(pointsOf(programmeOf(), { lines: [{ amount: '10.00' }], payments })).toEqual([]);
    expect(
      pointsOf(programme, { lines: [{ amount: '10.00' }, { amount: '0.00', discount: '7.00' }], payments }),
    ).toEqual([7n]);

    const nothingToPay = { lines: [{ amount: '0.00', discount: '7.00' }], payments };
    expect(pointsOf(programme, nothingToPay)).toEqual([7n]);
  });

  it('is also what a gift card paid', () => {
    const payments = [{ kind: 'gift_card', amount: '10.00' } as const];
    expect(pointsOf(programmeOf(), { lines: [{ amount: '10.00' }], payments })).toEqual([10n]);
  });
});

describe('Any purchase', () => {
  const programme = programmeOf({
    more: 'otherCurrencies: { USD: 0.923 }',
    earn: 'exclude: { categories: [BOOKS] }, rounding: half-up',
  });
  const line = fc.record({
    amount: fc.integer({ min: 0, max: 100_000 }).map((cents) => (cents / 100).toFixed(2)),
    quantity: fc.integer({ min: 1, max: 5000 }).map((thousandths) => (thousandths / 1000).toFixed(3)),
    categories: fc.subarray(['BOOKS', 'TEA']),
    kind: fc.constantFrom('goods', 'service', 'delivery', 'tip'),
  });
  const purchases = fc.record({
    lines: fc.array(line, { minLength: 1, maxLength: 12 }),
    currency: fc.constantFrom('EUR', 'USD'),
  });

  it('carries all its points on its eligible lines, and nothing elsewhere', () => {
    fc.assert(
      fc.property(purchases, (purchase) => {
        const { lots, explanation } = evaluate(programme, 1, purchaseOf(purchase));
        const looked = new Set(explanation.flatMap(({ lines }) => lines));
        for (const lot of lots) {
          expect(lot.lines.reduce((sum, { points }) => sum + points, 0n)).toBe(lot.points);
          expect(lot.lines.every(({ line, points }) => looked.has(line) && points > 0n)).toBe(true);
          expect(explanation.reduce((sum, { points }) => sum + points, 0n)).toBe(lot.points);
        }
      }),
    );
  });

  it('earns the same whenever it is asked, whatever was evaluated between, and wherever it was bought', () => {
    fc.assert(
      fc.property(purchases, purchases, (purchase, between) => {
        const first = evaluate(programme, 1, purchaseOf(purchase));
        evaluate(programme, 1, purchaseOf(between));
        const elsewhere = { ...purchase, store: 'berlin-2', channel: 'web' };
        expect(evaluate(programme, 1, purchaseOf(elsewhere as PurchaseOf))).toEqual(first);
      }),
    );
  });

  it('earns as many points in whatever order its lines stand', () => {
    fc.assert(
      fc.property(purchases, (purchase) => {
        const reversed = { ...purchase, lines: purchase.lines.toReversed() };
        expect(pointsOf(programme, reversed as PurchaseOf)).toEqual(pointsOf(programme, purchase));
      }),
    );
  });
});
