import { describe, expect, it } from '@jest/globals';
import { decodeRedemptionEvent, encodeRedemptionEvent } from './redemption-events.codec.js';
import type { RedemptionEvent } from './redemption-events.js';

const slice = { lot: 'lot_1', wallet: 'points', points: 45n, earnedAt: 1, expiresAt: null, member: 'mem_1' };
const after = {
  accountVersion: 3,
  balances: [{ wallet: 'points', available: -5n, held: 60n, pending: 0n, shortfall: 0n }],
};

const EVENTS: readonly RedemptionEvent[] = [
  {
    type: 'RedemptionAuthorised',
    redemption: 'red_1',
    programme: 'tea',
    source: 's',
    externalId: 'e',
    occurredAt: 1,
    member: 'mem_1',
    account: 'acc_1',
    order: 'W-1',
    points: [{ wallet: 'points', points: 60n }],
    lapsesAt: 900_001,
    ...after,
  },
  {
    type: 'RedemptionCaptured',
    occurredAt: 2,
    slices: [slice, { ...slice, partner: 'p', origin: { account: 'acc_2', lot: 'lot_2', member: 'mem_2' } }],
    released: [{ wallet: 'points', points: 15n }],
    ...after,
  },
  { type: 'RedemptionVoided', occurredAt: 2, released: [{ wallet: 'points', points: 60n }], ...after },
  { type: 'RedemptionRefunded', occurredAt: 3, slices: [{ ...slice, expiresAt: 9 }], ...after },
  { type: 'RedemptionVoidAwaited', occurredAt: 1 },
  {
    type: 'RewardChosen',
    reward: 'mug',
    rewardVersion: 2,
    kind: 'item',
    stocked: true,
    money: { amount: '4.90', currency: 'EUR' },
    voucher: null,
    occurredAt: 1,
  },
  { type: 'RewardIssued', reward: 'mug', stocked: true, voucher: 'vch_1', occurredAt: 2 },
  { type: 'RewardWithdrawn', reward: 'mug', stocked: false, voucher: null, occurredAt: 2 },
  { type: 'FulfilmentMoved', status: 'shipped', actor: 'key_1', reason: 'by post', occurredAt: 3 },
  { type: 'PayoutRequested', amount: '12.50', currency: 'EUR', requestedBy: 'key_1', approveBy: null, occurredAt: 1 },
  { type: 'PayoutApproved', actor: 'key_2', reason: 'known', occurredAt: 2 },
  { type: 'PayoutRefused', actor: null, reason: 'nobody approved it in time', occurredAt: 2 },
  { type: 'PayoutSent', occurredAt: 3 },
  { type: 'PayoutAccepted', reference: 'p-1', occurredAt: 4 },
  { type: 'PayoutSettled', reference: 'p-1', occurredAt: 5 },
  { type: 'PayoutFailed', reference: null, cause: 'closed', occurredAt: 5 },
];

describe('Events of redemptions', () => {
  it.each(EVENTS.map((event): [string, RedemptionEvent] => [event.type, event]))(
    '%s is read as it was written',
    (_type, event) => {
      expect(decodeRedemptionEvent(encodeRedemptionEvent(event))).toEqual(event);
    },
  );

  it('are never guessed at', () => {
    expect(() => decodeRedemptionEvent({ type: 'RedemptionCaptured.v9', payload: '{}' })).toThrow(
      'RedemptionCaptured.v9',
    );
  });
});
