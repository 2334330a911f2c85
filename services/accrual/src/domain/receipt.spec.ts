import { describe, expect, it } from '@jest/globals';
import { join, purchaseKey } from './claims.js';
import type { PurchaseFacts } from './sent/purchase.js';
import { receiptKey, receiptKeyAfter } from './receipt.js';

const FACTS: PurchaseFacts = {
  programme: 'tea',
  source: 's',
  externalId: 'e',
  occurredAt: 1_000_500,
  store: 'b',
  receipt: { terminal: '7', number: '1' },
  currency: 'EUR',
  taxIncluded: true,
  lines: [],
  payments: [],
  total: 100n,
};
const keyOf = (change: Partial<PurchaseFacts>) => receiptKey({ ...FACTS, ...change })?.key;

describe('A receipt', () => {
  it('is store, terminal, number, second, currency and total', () => {
    const changes: Partial<PurchaseFacts>[] = [
      { store: 'c' },
      { receipt: { terminal: '8', number: '1' } },
      { receipt: { terminal: '7', number: '2' } },
      { occurredAt: 999_999 },
      { currency: 'CHF' },
      { total: 101n },
    ];
    expect(new Set([keyOf({}), ...changes.map(keyOf)]).size).toBe(7);
    expect(keyOf({ occurredAt: 1_000_999, externalId: 'f', channel: 'pos' })).toBe(keyOf({}));
    const { receipt: _receipt, ...without } = FACTS;
    expect(receiptKey(without)).toBeUndefined();
  });

  it('leads on to another key after a purchase that was voided', () => {
    const key = receiptKey(FACTS);
    if (!key) throw new Error('no key');
    const next = receiptKeyAfter(key, 'pur_1');
    expect([next.kind, next.scope]).toEqual(['receipt', 'tea']);
    expect(
      new Set([key.key, next.key, receiptKeyAfter(key, 'pur_2').key, receiptKeyAfter(next, 'pur_2').key]).size,
    ).toBe(4);
  });
});

describe('Keys', () => {
  it('cannot be mistaken for one another, wherever their parts end', () => {
    expect(join(['a', '1:b'])).not.toBe(join(['a1:', 'b']));
    const keys = [
      ['ab', 'c'],
      ['a', 'bc'],
      ['', 'abc'],
      ['a:b', 'c'],
    ].map(([source = '', externalId = '']) => purchaseKey('p', { source, externalId }).key);
    expect(new Set(keys).size).toBe(4);
  });
});
