import { describe, expect, it } from '@jest/globals';
import { formatAmount, parseAmount } from './amount.js';
import { payoutCsv } from '../../adapters/payouts/payout-csv.js';
import { payoutProblems } from './check-terms.js';
import { spanOf } from '../../application/payouts/payout-day.js';
import { cash } from '../../testing/payouts.fixture.js';
import { priceOfPayout } from './payout-terms.js';

describe('Amounts', () => {
  it.each([
    ['1.00', 3n, '3.00'],
    ['0.01', 1_250n, '12.50'],
    ['0.005', 3n, '0.015'],
    ['7', 3n, '21'],
    ['0.10', 9_007_199_254_740_991n, '900719925474099.10'],
  ])('%s %d times are %s, exactly', (each, times, all) => {
    expect(formatAmount(parseAmount(each) * times, each)).toBe(all);
  });

  it('are as often the reward’s as the points have its price', () => {
    const reward = { ...cash(), id: 'cash', version: 1 };
    const price = [{ wallet: 'points', points: 100n }];
    expect(priceOfPayout(reward, price, undefined)).toMatchObject({ amount: '1.00', points: price });
    const other = [{ wallet: 'stamps', points: 100n }];
    expect(priceOfPayout(reward, price, other)).toMatchObject({ reason: 'payout_not_whole', points: 0n });
  });
});

describe('The terms of a payout', () => {
  const where = (change: Parameters<typeof cash>[0]) => payoutProblems(cash(change)).map(([pointer]) => pointer);

  it('are refused where they cannot be kept', () => {
    expect(where({})).toEqual([]);
    expect(where({ kind: 'item', payout: {} })).toEqual(['/payout']);
    expect(where({ gives: { amount: '0.00', currency: 'EUR' } })).toEqual(['/gives/amount']);
    expect(where({ payout: { minimum: '5.00', maximum: '4.99' } })).toEqual(['/payout/maximum']);
    expect(where({ prices: [{ points: ['points', 'stamps'].map((wallet) => ({ wallet, points: 1 })) }] })).toEqual([
      '/prices/0',
    ]);
  });
});

describe('A day’s file', () => {
  it.each([
    ['2026-06-01', 'Europe/Berlin', '2026-05-31T22:00:00.000Z', '2026-06-01T22:00:00.000Z'],
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
    ['2026-06-01', 'Pacific/Kiritimati', '2026-05-31T10:00:00.000Z', '2026-06-01T10:00:00.000Z'],
    ['2026-06-01', 'Pacific/Niue', '2026-06-01T11:00:00.000Z', '2026-06-02T11:00:00.000Z'],
  ])('of %s in %s is from %s until %s', (day, zone, from, until) => {
    const span = spanOf(day, zone);
    expect([span?.from, span?.until].map((at) => new Date(at ?? 0).toISOString())).toEqual([from, until]);
  });

  it('of a day that a zone left out is of no time', () => {
    expect(spanOf('2011-12-30', 'Pacific/Apia')).toBeUndefined();
  });

  it('is safe to open, whatever the provider says', () => {
    const row = {
      id: 'red_1',
      version: 1,
      programme: 'tea',
      member: 'mem_1',
      reward: 'cash',
      wallet: 'points',
      points: 100n,
      amount: '1.00',
      currency: 'EUR',
      status: 'failed' as const,
      requestedBy: 'key_1',
      requestedAt: 0,
      approveBy: null,
      approvedBy: null,
      sentAt: 0,
      endedAt: null,
      reference: '=1+1',
      cause: 'said "no", twice',
    };
    expect(payoutCsv([row]).split('\r\n')[1]).toBe(
      `red_1,'=1+1,points,100,1.00,EUR,failed,1970-01-01T00:00:00Z,1970-01-01T00:00:00Z,,"said ""no"", twice"`,
    );
  });
});
