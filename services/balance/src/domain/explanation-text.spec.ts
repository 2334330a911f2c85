import type { LedgerEvent, Slice } from '@loyalty/ledger';
import { describe, expect, it } from '@jest/globals';
import { describeEntry } from './entry-description.js';
import { explanationText } from './explanation-text.js';

const happened = { member: 'mem_1', occurredAt: 0, changes: [], balances: [], nextDueAt: null };
const slice = (points: bigint, wallet = 'points'): Slice => ({
  lot: 'lot_1',
  wallet,
  points,
  earnedAt: 0,
  expiresAt: null,
  member: 'mem_1',
});

const examples: readonly (readonly [type: string, event: LedgerEvent, text: string, causedBy?: string])[] = [
  [
    'earned',
    {
      ...happened,
      type: 'PointsEarned',
      reason: 'welcome',
      lots: [{ ...slice(100n), availableAt: 0 }],
      repaid: [slice(30n)],
    },
    'Earned 100 points: welcome. Of these, 30 points went to what was owed.',
  ],
  [
    'matured',
    { ...happened, type: 'PointsMatured', slices: [slice(5n), slice(2n, 'miles')], repaid: [] },
    '5 points and 2 miles became available: their time had come.',
  ],
  [
    'matured',
    { ...happened, type: 'LotReleased', action: 'order_shipped', availableAt: 0, slices: [slice(5n)], repaid: [] },
    '5 points were released by order_shipped.',
  ],
  [
    'held',
    { ...happened, type: 'PointsHeld', hold: 'h', redemption: 'red_1', lapsesAt: 0, slices: [slice(60n)] },
    'Set aside 60 points for redemption red_1 until 1970-01-01T00:00:00.000Z.',
  ],
  [
    'released',
    { ...happened, type: 'HoldReleased', hold: 'h', cause: 'lapsed', slices: [slice(60n)], repaid: [] },
    'Gave free 60 points that were held: the hold was lapsed.',
  ],
  [
    'burned',
    { ...happened, type: 'PointsBurned', hold: 'h', slices: [slice(45n)], released: [slice(15n)], repaid: [] },
    'Spent 45 points. 15 points of the hold were not needed and are free again.',
  ],
  [
    'refunded',
    { ...happened, type: 'PointsRefunded', slices: [slice(45n)], repaid: [] },
    'Gave back 45 points that had been spent by return B-1.',
    'by return B-1',
  ],
  ['expired', { ...happened, type: 'PointsExpired', slices: [slice(7n)] }, '7 points expired unspent.'],
  [
    'reversed',
    {
      ...happened,
      type: 'PointsReversed',
      slices: [],
      pendingSlices: [slice(10n)],
      owed: [{ wallet: 'points', points: 80n }],
      shortfall: [],
      expiredBefore: [{ lot: 'lot_1', points: 4n }],
    },
    'Took back 90 points by return B-1. 10 points of them were still pending. 80 points were spent already: they are owed, and later credits repay them. 4 had expired unspent and count as taken back.',
    'by return B-1',
  ],
  [
    'reversed',
    { ...happened, type: 'ShortfallCollected', claimVersion: 1, hold: 'h', slices: [slice(60n)] },
    'Took back 60 points that a return had found held.',
  ],
  [
    'adjusted',
    {
      ...happened,
      type: 'PointsAdjusted',
      actor: 'key_7',
      reason: 'goodwill',
      lots: [{ ...slice(20n), availableAt: 0 }],
      slices: [],
      owed: [],
      repaid: [],
    },
    'key_7 added 20 points: goodwill.',
  ],
  [
    'transferred',
    { ...happened, type: 'PointsTransferredOut', transfer: 't', to: 'acc_2', slices: [slice(3n)] },
    'Transferred 3 points to acc_2.',
  ],
  [
    'transferred',
    { ...happened, type: 'PointsTransferredIn', transfer: 't', from: 'acc_1', slices: [slice(3n)], repaid: [] },
    'Received 3 points from acc_1.',
  ],
];

describe('Explanations', () => {
  for (const [type, event, text, causedBy] of examples) {
    it(`say what was ${type} by ${event.type}, and why`, () => {
      expect(describeEntry(event).type).toBe(type);
      expect(explanationText(event, causedBy)).toBe(text);
    });
  }
});
