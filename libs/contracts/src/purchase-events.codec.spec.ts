import { describe, expect, it } from '@jest/globals';
import { decodePurchaseEvent, encodePurchaseEvent } from './purchase-events.codec.js';
import type { PurchaseEvent, PurchaseOutcome, PurchaseRecorded } from './purchase-events.js';

const RECORDED: PurchaseRecorded = {
  type: 'PurchaseRecorded',
  purchase: 'pur_1',
  programme: 'tea-shop',
  source: 'till-7',
  externalId: 'R-1',
  occurredAt: 1_767_604_500_000,
  store: 'berlin-1',
  receipt: { terminal: '7', number: '000123' },
  currency: 'EUR',
  taxIncluded: true,
  lines: [
    {
      id: '1',
      sku: 'A',
      quantity: 3_000_000n,
      amount: 9999n,
      discount: 0n,
      tax: 0n,
      kind: 'goods',
      categories: [],
      eligible: true,
    },
    {
      id: '2',
      sku: 'B',
      gtin: '4006381333931',
      quantity: 350_000n,
      amount: 5001n,
      discount: 10n,
      tax: 798n,
      kind: 'fee',
      categories: ['TEA'],
      eligible: false,
    },
  ],
  total: 15_000n,
  payments: [{ kind: 'points', amount: 2000n, redemption: 'red_1' }],
  fingerprint: '0'.repeat(32),
  member: 'mem_1',
  account: 'acc_1',
  outcome: {
    programmeVersion: 2,
    accountVersion: 7,
    spent: '1500000000000',
    lots: [
      {
        id: 'lot_1',
        wallet: 'points',
        points: 99n,
        availableAt: null,
        expiresAt: null,
        awaits: { action: 'shipped', expiresAfter: 'P1Y' },
        lines: [{ line: '1', points: 99n }],
      },
    ],
    explanation: [
      {
        offer: 'base',
        version: 2,
        wallet: 'points',
        points: 99n,
        basis: '99.99',
        lines: ['1'],
        text: '1 per 1.00',
        trimmed: { points: 1n, by: 'cap' },
      },
    ],
    balances: [{ wallet: 'points', available: -5n, held: 0n, pending: 99n, shortfall: 0n }],
  },
  returns: ['ret_1'],
};
const OUTCOME = RECORDED.outcome ?? fail();
const WITH_ALL_PARTS: Partial<PurchaseOutcome> = {
  lots: [
    { id: 'lot_2', wallet: 'miles', points: 1n, availableAt: 1, expiresAt: 2, partner: 'air', lines: [] },
    ...OUTCOME.lots,
  ],
  explanation: OUTCOME.explanation.map((part) => ({ ...part, multiplier: '1.25' })),
  visits: [
    { offer: 'third', lines: ['1'] },
    { offer: 'cake', lines: ['1'], seen: [{ fact: 'birthday-week', value: 'true' }] },
  ],
  pausedCampaigns: ['spring'],
};
const RETURNED = { line: '1', quantity: 1_000_000n, amount: 3333n, lots: [{ lot: 'lot_1', points: 33n }] };
const REFUND = { kind: 'card', currency: 'EUR', amount: 3333n };

const EVENTS: readonly PurchaseEvent[] = [
  RECORDED,
  { ...RECORDED, payments: [], returns: [], member: null, account: null, outcome: null, stranger: 's' },
  { ...RECORDED, channel: 'pos', identity: 'f'.repeat(32), outcome: { ...OUTCOME, ...WITH_ALL_PARTS } },
  { ...RECORDED, store: 'Tea "& Spice" \\ 茶\n\u2028', receipt: { number: '"' }, returns: [] },
  { type: 'PurchaseAlsoNamed', source: 'till-7', externalId: 'R-2', occurredAt: 1 },
  {
    type: 'PurchaseClaimed',
    member: 'mem_1',
    account: 'acc_1',
    occurredAt: 1,
    outcome: OUTCOME,
    alreadyReturned: [{ line: '1', lots: [{ lot: 'lot_1', points: 33n }] }],
  },
  { type: 'UnitsReturned', return: 'ret_1', occurredAt: 1, lines: [RETURNED], refund: [REFUND] },
  {
    type: 'PurchaseVoided',
    occurredAt: 1,
    lines: [RETURNED],
    refund: [REFUND],
    accountVersion: 8,
    takenBack: [{ wallet: 'points', points: 33n, shortfall: 0n }],
    balances: RECORDED.outcome?.balances ?? [],
  },
  { type: 'ReturnAwaited', return: 'ret_1', occurredAt: 1 },
  { type: 'VoidAwaited', occurredAt: 1 },
];

describe('Events of purchases', () => {
  it.each(EVENTS.map((event): [string, PurchaseEvent] => [event.type, event]))(
    '%s is read as it was written',
    (_type, event) => {
      expect(decodePurchaseEvent(encodePurchaseEvent(event))).toEqual(event);
    },
  );

  it('are written with whole numbers as JSON integers, and without what is nothing', () => {
    const { type, payload } = encodePurchaseEvent({ ...RECORDED, payments: [], returns: [] });
    expect(type).toBe('PurchaseRecorded.v1');
    expect(JSON.parse(payload)).toMatchObject({
      total: 15000,
      lines: [
        { id: '1', sku: 'A', quantity: 3000000, amount: 9999 },
        { kind: 'fee', eligible: false },
      ],
      outcome: { balances: [{ wallet: 'points', available: -5, pending: 99 }] },
    });
    for (const absent of ['payments', 'returns', '"discount":0', '"type"', '"held"'])
      expect(payload).not.toContain(absent);
  });

  it('are never written inexactly, and never guessed at', () => {
    expect(() => encodePurchaseEvent({ ...RECORDED, total: 2n ** 53n })).toThrow('too large to be written exactly');
    expect(() => decodePurchaseEvent({ type: 'PurchaseRecorded.v9', payload: '{}' })).toThrow('PurchaseRecorded.v9');
  });

  it('can still be read as the first version wrote them', () => {
    const stored = {
      type: 'UnitsReturned.v1',
      payload:
        '{"type":"UnitsReturned","return":"ret_1","occurredAt":1,"lines":[{"line":"1","quantity":1000000,"amount":3333,"lots":[{"lot":"lot_1","points":33}]}],"refund":[{"kind":"card","currency":"EUR","amount":3333}]}',
    };
    expect(decodePurchaseEvent(stored)).toEqual(EVENTS.find(({ type }) => type === 'UnitsReturned'));
  });
});

function fail(): never {
  throw new Error('the example has an outcome');
}
