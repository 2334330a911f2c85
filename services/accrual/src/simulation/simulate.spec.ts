import { describe, expect, it } from '@jest/globals';
import { simulate } from './simulate.js';

const SEEDS = Array.from({ length: 200 }, (_, at) => at + 150);
const STEPS = 20;

/** What histories must come to, or their silence says nothing. */
const REACHED = [
  'a quote and its purchase',
  'a claim earned',
  'a quoted invitation',
  'a quoted invitation fails',
  'a return that came first',
  'an account came to nothing',
  'a gift approved',
  'a gift at once',
  'a gift held',
  'a gift refused',
  'a gift taken back',
  'a gift undecided, given',
  'a gift undecided, kept',
  'a verdict: closed',
  'a verdict: refused',
  'an action earned',
  'an invitation earned',
  'ReferralPurchaseReturned',
  'an n-th purchase',
  'accepted: announce a void',
  'accepted: return blindly',
  'expired before the return',
  'accepted: pay',
  'accepted: quote and pay',
  'accepted: redeem',
  'money alone of what points paid',
  'paid at a rate that is over',
  'paid with points',
  'points given back',
  'points given back in part',
  'refused by the share',
  'refused: give, transfer_limit_reached',
  'refused: give, velocity_limit_reached',
  'multiplied',
  'multiplied by tier',
  'points owed',
  'rewarded by gold',
  'saw birthday-month',
  'saw segment',
  'saw tier',
  'shortfall left',
  'stamps',
  'taken back only_pending',
  'tier gold',
  'tier silver',
  'trimmed',
  'waits for an action',
  'BonusWithdrawn',
  'PurchaseClaimed',
  'TierContributed',
];

describe('A random programme and a random history of its members', () => {
  it('unwinds exactly, quotes what it gives, keeps its bounds, explains itself, and passes the audit', async () => {
    const outcomes: Record<string, number> = {};
    for (const seed of SEEDS) {
      const history = await simulate({ seed, steps: STEPS });
      expect(history.violations).toEqual([]);
      for (const [name, times] of Object.entries(history.outcomes)) outcomes[name] = (outcomes[name] ?? 0) + times;
    }
    expect(REACHED.filter((name) => outcomes[name] === undefined)).toEqual([]);
  });

  it('comes to the same for the same seed', async () => {
    expect(await simulate({ seed: 7, steps: 20 })).toEqual(await simulate({ seed: 7, steps: 20 }));
  });
});
