import { describe, expect, it } from '@jest/globals';
import { formatQuantity, parseUnitPrice } from '@loyalty/programme';
import fc from 'fast-check';
import { canonicalDecimal, canonicalPurchase, canonicalReturn } from './canonical.js';
import type { SentPurchase, SentReturn } from './sent-purchase.js';

const SENT: SentPurchase = {
  source: 'till-7',
  externalId: 'R-1',
  occurredAt: '2026-01-05T10:15:00+01:00',
  store: 'berlin-1',
  receipt: { terminal: '7', number: '1' },
  member: { card: '4007' },
  currency: 'EUR',
  lines: [{ id: '1', sku: 'A', quantity: '3', unitPrice: '33.33' }],
  total: '99.99',
  payments: [{ kind: 'card', amount: '99.99' }],
};

describe('The canonical form of a purchase', () => {
  const same = (change: Partial<SentPurchase>) => canonicalPurchase({ ...SENT, ...change }) === canonicalPurchase(SENT);

  it('is the same for the same content, however it is written and under whichever id', () => {
    expect(same({ source: 'other', externalId: 'other', programme: 'tea' })).toBe(true);
    expect(same({ occurredAt: '2026-01-05T09:15:00.000Z' })).toBe(true);
    expect(same({ total: '99.990', payments: [{ kind: 'card', amount: '099.99' }] })).toBe(true);
    const line = {
      id: '1',
      sku: 'A',
      quantity: '3.000',
      unitPrice: '33.330',
      discount: '0.00',
      tax: '0',
      kind: 'goods',
      categories: [],
    } as const;
    expect(same({ lines: [line], returns: [] })).toBe(true);
  });

  it('is for payments without a token what it was before they had any: what was recorded then is recognised', () => {
    const payments = canonicalPurchase({ ...SENT, payments: [{ kind: 'card', amount: '99.99' }] });
    expect(JSON.parse(payments)).toContainEqual([['card', '99.99', null]]);
  });

  it('differs with everything that was said', () => {
    const [line] = SENT.lines;
    if (!line) throw new Error('no line');
    const changes: Partial<SentPurchase>[] = [
      { occurredAt: '2026-01-05T10:15:00.001+01:00' },
      { store: 'berlin-2' },
      { channel: 'web' },
      { receipt: { terminal: '8', number: '1' } },
      { member: { card: '4008' } },
      { member: { phone: '4007' } },
      { currency: 'CHF' },
      { taxIncluded: true },
      { total: '99.98' },
      { payments: [] },
      { payments: [{ kind: 'card', amount: '99.99', token: 'tok_1' }] },
      { returns: [{ lines: [{ sku: 'A', quantity: '1' }] }] },
      ...(['id', 'sku', 'quantity', 'unitPrice', 'amount', 'discount', 'tax', 'gtin'] as const).map((field) => ({
        lines: [{ ...line, [field]: '7' }],
      })),
      { lines: [{ ...line, kind: 'service' }] },
      { lines: [{ ...line, categories: ['TEA'] }] },
      { lines: [line, { ...line, id: '2' }] },
    ];
    for (const change of changes) expect([change, same(change)]).toEqual([change, false]);
    expect(new Set(changes.map((change) => canonicalPurchase({ ...SENT, ...change }))).size).toBe(changes.length);
  });
});

describe('The canonical form of a return', () => {
  it('tells returns apart by what comes back and of what', () => {
    const sent: SentReturn = {
      source: 's',
      externalId: 'e',
      occurredAt: '2026-01-05T10:15:00Z',
      purchase: { id: 'pur_1' },
      lines: [{ id: '1', quantity: '1' }],
    };
    const forms = [
      sent,
      { ...sent, lines: [{ id: '1', amount: '1' }] },
      { ...sent, lines: [{ sku: '1', quantity: '1' }] },
      { ...sent, purchase: { source: 'pur_1', externalId: '' } },
      { ...sent, member: { card: '1' } },
    ].map(canonicalReturn);
    expect(new Set(forms).size).toBe(5);
    expect(canonicalReturn({ ...sent, externalId: 'f', lines: [{ id: '1', quantity: '1.0' }] })).toBe(forms[0]);
  });
});

describe('A canonical decimal', () => {
  it('says no more than it must', () => {
    const texts = ['3', '3.000', '0.50', '007', '0', '0.000', '1234567890.000001', undefined];
    expect(texts.map(canonicalDecimal)).toEqual(['3', '3', '0.5', '7', '0', '0', '1234567890.000001', null]);
  });

  it('is the shortest text of its value, whatever its digits', () => {
    const decimals = fc.stringMatching(/^\d{1,11}(\.\d{1,6})?$/);
    fc.assert(
      fc.property(decimals, (text) => {
        expect(canonicalDecimal(text)).toBe(formatQuantity(parseUnitPrice(text) ?? -1n));
      }),
    );
  });
});
