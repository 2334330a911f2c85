import { describe, expect, it } from '@jest/globals';
import { differencesOf, type PayoutLine } from './payout-differences.js';

const line = (payout: string, change: Partial<PayoutLine> = {}): PayoutLine => ({
  payout,
  amount: '1.50',
  currency: 'EUR',
  status: 'settled',
  reference: `P-${payout}`,
  ...change,
});

describe('The provider’s file beside ours', () => {
  it('says the same where it is the same, however amounts and what is under way are written', () => {
    const ours = [
      line('a'),
      line('b', { status: 'sent' }),
      line('c', { status: 'failed' }),
      line('d', { status: 'accepted' }),
    ];
    expect(differencesOf(ours, [line('a', { amount: '1.5' }), line('b', { status: 'pending' })])).toEqual([]);
    expect(differencesOf([line('a', { amount: '10' })], [line('a', { amount: '10.00' })])).toEqual([]);
    expect(differencesOf([line('a', { reference: "'-77" })], [line('a', { reference: '-77' })])).toEqual([]);
  });

  it.each<[string, readonly PayoutLine[], readonly PayoutLine[], object]>([
    ['paid and not ours', [], [line('a')], { differs: 'missing', ours: 'nothing', theirs: '1.50 EUR settled' }],
    ['ours and not paid', [line('a')], [], { differs: 'missing', ours: '1.50 EUR settled', theirs: 'nothing' }],
    ['paid twice', [line('a')], [line('a'), line('a')], { differs: 'twice', ours: 'once', theirs: 'again' }],
    [
      'of another amount',
      [line('a')],
      [line('a', { amount: '15.0' })],
      { differs: 'amount', ours: '1.50', theirs: '15.0' },
    ],
    [
      'in another currency',
      [line('a')],
      [line('a', { currency: 'USD' })],
      { differs: 'currency', ours: 'EUR', theirs: 'USD' },
    ],
    [
      'at another end',
      [line('a', { status: 'failed' })],
      [line('a')],
      { differs: 'status', ours: 'failed', theirs: 'settled' },
    ],
    [
      'paid, and open here',
      [line('a', { status: 'sent' })],
      [line('a')],
      { differs: 'status', ours: 'sent', theirs: 'settled' },
    ],
    [
      'of another reference',
      [line('a')],
      [line('a', { reference: 'P-9' })],
      { differs: 'reference', ours: 'P-a', theirs: 'P-9' },
    ],
  ])('names what is %s', (_what, ours, theirs, expected) => {
    expect(differencesOf(ours, theirs)).toEqual([{ payout: 'a', ...expected }]);
  });

  it('looks at what we sent on another day before it is called missing', () => {
    expect(differencesOf([], [line('a')], [line('a')])).toEqual([]);
    expect(differencesOf([], [line('a')], [line('a', { status: 'failed' })])).toMatchObject([{ differs: 'status' }]);
  });
});
