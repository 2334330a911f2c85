import { describe, expect, it } from '@jest/globals';
import { purchaseOf, type PurchaseOf } from '../programme.fixture.js';
import { evaluate } from './evaluate.js';
import { at, offersOf } from './offers.fixture.js';
import { NO_STANDING, type Standing } from './standing.js';
import { whyNot } from './why-not.js';

function reasonFor(
  offers: string | readonly string[],
  purchase: Partial<PurchaseOf> = {},
  standing: Partial<Standing> = {},
) {
  const programme = offersOf([offers].flat(), { earn: 'exclude: { categories: [BOOKS] }' });
  const bought = purchaseOf({ occurredAt: at('2026-06-05T09:30:00Z'), lines: [{ amount: '10.00' }], ...purchase });
  const seen = { ...NO_STANDING, ...standing };
  const { explanation } = evaluate(programme, 1, bought, seen);
  return whyNot(programme, bought, explanation, seen).map(({ offer, condition, found, needed }) => [
    offer,
    condition,
    found,
    needed,
  ]);
}

const visit = (only: string) => `id: o, give: { points: 5 }, ${only}`;

describe('An offer that gave nothing says which condition failed, with what was found and needed', () => {
  it.each([
    ['from: 2026-07-01', {}, ['period', '2026-06-05T09:30:00.000Z', 'from 2026-06-30T22:00:00.000Z']],
    ['until: 2026-05-31', {}, ['period', '2026-06-05T09:30:00.000Z', 'before 2026-05-31T22:00:00.000Z']],
    [
      'from: 2026-07-01, until: 2026-07-31',
      {},
      ['period', '2026-06-05T09:30:00.000Z', 'from 2026-06-30T22:00:00.000Z, before 2026-07-31T22:00:00.000Z'],
    ],
    ['only: { stores: [a, b-*] }', { store: 'c' }, ['stores', 'c', 'a or b-*']],
    ['only: { channels: [web] }', {}, ['channels', 'nothing', 'web']],
    ['only: { tiers: [gold] }', {}, ['tiers', 'nothing', 'gold']],
    ['only: { tiers: [silver, gold] }', {}, ['tiers', 'nothing', 'silver or gold']],
    ['only: { segments: [young] }', {}, ['segments', 'nothing', 'young']],
    ['only: { birthday: week }', {}, ['birthday', 'another time', 'the week of the birthday']],
    [
      'only: { times: [{ days: [sat, sun], from: "09:00", until: "12:30" }] }',
      {},
      ['times', 'Fri 11:30', 'Sat, Sun 09:00 to 12:30'],
    ],
    [
      'only: { times: [{ days: [sat], from: "09:00", until: "12:30" }, { days: [sun], from: "10:05", until: "11:00" }] }',
      {},
      ['times', 'Fri 11:30', 'Sat 09:00 to 12:30 or Sun 10:05 to 11:00'],
    ],
    ['lines: { include: { skus: [MUG] } }', {}, ['lines', 'no such line', 'a line that the offer looks at']],
  ])('%s', (only, purchase, reason) => {
    expect(reasonFor(visit(only), purchase)).toEqual([['o', ...reason]]);
  });

  it('a sum of the lines that count, in the currency of the programme', () => {
    const offer = 'id: o, give: { points: 5, spentAtLeast: 50.00 }';
    const lines = [{ amount: '49.99' }, { amount: '30.00', categories: ['BOOKS'] }];
    expect(reasonFor(offer, { lines })).toEqual([['o', 'spentAtLeast', '49.99 EUR', 'at least 50.00 EUR']]);
    expect(reasonFor(offer, { lines: [{ amount: '50.00' }] })).toEqual([]);
  });

  it('a sum that one of several purchases must come to, before how many they are', () => {
    const offer = 'id: o, give: { points: 5, everyNth: 3, within: year, spentAtLeast: 50.00 }';
    expect(reasonFor(offer)).toEqual([['o', 'spentAtLeast', '10.00 EUR', 'at least 50.00 EUR']]);
    expect(reasonFor('id: o, give: { multiply: 2 }', { lines: [{ amount: '9.00', kind: 'tip' }] })).toEqual([
      ['o', 'lines', 'no such line', 'a line that the offer looks at'],
    ]);
  });

  it('a campaign that was paused, before anything else that might not hold', () => {
    const programme = offersOf(['id: o, give: { points: 5 }, campaign: june', 'id: p, give: { points: 7 }'], {
      more: 'campaigns: { june: { until: 2026-06-30 }, july: { from: 2026-01-01 } }',
    });
    const bought = purchaseOf({ occurredAt: at('2026-07-05T09:30:00Z'), lines: [{ amount: '10.00' }] });
    const seen = { ...NO_STANDING, pausedCampaigns: new Set(['june', 'july']) };
    const { explanation } = evaluate(programme, 1, bought, seen);
    expect(explanation.map(({ offer }) => offer)).toEqual(['base', 'p']);
    expect(whyNot(programme, bought, explanation, seen)).toEqual([
      { offer: 'o', condition: 'campaign', found: 'campaign paused', needed: 'the campaign june running' },
    ]);
  });

  it('nothing of a campaign that was not paused', () => {
    const offer = 'id: o, give: { points: 5 }, campaign: june';
    const programme = offersOf([offer], { more: 'campaigns: { june: { until: 2030-12-31 } }' });
    const bought = purchaseOf({ lines: [{ amount: '10.00' }] });
    const seen = { ...NO_STANDING, pausedCampaigns: new Set(['july']) };
    expect(evaluate(programme, 1, bought, seen).explanation.map(({ offer: id }) => id)).toEqual(['base', 'o']);
  });

  it('purchases that are too few', () => {
    const bought = ['2026-06-04', '2026-04-04'].map((day) => ({ purchase: `pur_${day}`, at: at(`${day}T09:30:00Z`) }));
    const visits = new Map([['o', bought]]);
    const offer = 'id: o, give: { points: 5, everyNth: 3, within: P30D }';
    expect(reasonFor(offer, {}, { counters: { given: new Map(), visits } })).toEqual([
      ['o', 'everyNth', '2 purchases that count', '3 within the period'],
    ]);
  });

  it('another offer of its group that gave more', () => {
    const offers = ['id: five, group: g, give: { points: 5 }', 'id: six, group: g, give: { points: 6 }'];
    expect(reasonFor(offers)).toEqual([['five', 'group', 'six', 'more than six']]);
  });
});
