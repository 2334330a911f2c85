import { describe, expect, it } from '@jest/globals';
import { simulate } from './simulate.js';

const SEEDS = Array.from({ length: 60 }, (_, at) => at + 1);
const STEPS = 60;

/** What histories must come to, or their silence says nothing. */
const REACHED = [
  'accepted: authorise',
  'accepted: capture',
  'accepted: refund',
  'accepted: void',
  'accepted: release',
  'accepted: reject',
  'accepted: transfer',
  'accepted: return',
  'accepted: pay out',
  'accepted: approve',
  'accepted: refuse',
  'payout accepted',
  'payout expired',
  'payout failed',
  'payout settled',
  'payout unknown',
  'payout waiting',
  'refused: approve, second_person_needed',
  'refused: capture, payout_under_way',
  'refused: void, payout_under_way',
  'a void that came first',
  'captured in part',
  'hold lapsed',
  'hold rejected',
  'hold voided',
  'owed points repaid',
  'refunded by grace',
  'PointsBurned at a partner',
  'PointsRefunded at a partner',
  'PointsExpired',
  'PointsMatured',
  'refused: authorise, already_used_with_other_content',
  'refused: authorise, insufficient_points',
  'refused: authorise, redemption_voided',
  'refused: authorise, review_required',
  'refused: authorise, reward_unavailable',
  'refused: authorise, velocity_limit_reached',
  'refused: capture, reward_is_whole',
  'refused: capture, hold_lapsed',
  'refused: capture, over_capture',
  'refused: capture, redemption_captured',
  'refused: capture, redemption_in_review',
  'refused: release, review_closed',
  'refused: reject, review_closed',
  'refused: capture, redemption_voided',
  'refused: refund, over_refund',
  'refused: refund, redemption_not_captured',
  'refused: refund, redemption_refunded',
  'refused: void, redemption_captured',
  'repeated: authorise',
  'repeated: capture',
  'repeated: void',
];

describe('A history of redemptions, whatever happens in between,', () => {
  it('conserves points, spends the soonest to expire, keeps expiry, and leaves no record that the ledger denies', async () => {
    const outcomes: Record<string, number> = {};
    for (const seed of SEEDS) {
      const history = await simulate({ seed, steps: STEPS });
      expect(history.violations).toEqual([]);
      for (const [name, times] of Object.entries(history.outcomes)) outcomes[name] = (outcomes[name] ?? 0) + times;
    }
    expect(REACHED.filter((name) => outcomes[name] === undefined)).toEqual([]);
  });

  it('is the same for the same seed', async () => {
    expect(await simulate({ seed: 7, steps: 30 })).toEqual(await simulate({ seed: 7, steps: 30 }));
  });
});
