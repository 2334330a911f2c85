import { describe, expect, it } from '@jest/globals';
import { burn } from './burn.js';
import { capture } from './capture.js';
import { hold } from './hold.js';
import { Ledger, at, lastOf, partsOf } from './ledger.fixture.js';
import { refund } from './refund.js';
import { reverse } from './reverse.js';

const now = at('2026-01-05');
const asked = { member: 'mem_ann', occurredAt: now, now };
const points = [{ wallet: 'points', points: 10n }];

function withHundred(): Ledger {
  const ledger = new Ledger('2026-01-05');
  ledger.earn({ L1: { points: 100, partner: 'bakery' } });
  return ledger;
}

describe('An event says at which partner points were spent', () => {
  it('when they are burned at once; the Lot keeps the partner who paid for it', () => {
    const burned = lastOf(burn({ ...asked, partner: 'florist', points }, withHundred().account), 'PointsBurned');
    expect([burned.partner, burned.slices[0]?.partner]).toEqual(['florist', 'bakery']);
  });

  it('when a hold is captured', () => {
    const held = hold({ ...asked, hold: 'H1', lapsesAt: now + 1, points }, withHundred().account);
    if (!held.accepted) throw new Error(held.rejection.reason);
    const captured = lastOf(capture({ ...asked, hold: 'H1', partner: 'florist' }, held.account), 'PointsBurned');
    expect([captured.partner, partsOf(captured.slices)]).toEqual(['florist', 'L1 10']);
  });

  it('when they are given back, where they had been spent', () => {
    const ledger = withHundred();
    const { slices } = lastOf(ledger.burn(10), 'PointsBurned');
    const terms = { ...asked, burnedAt: now, graceEndsAt: now, slices };
    const refunded = lastOf(refund({ ...terms, partner: 'florist' }, ledger.account), 'PointsRefunded');
    expect([refunded.partner, partsOf(refunded.slices)]).toEqual(['florist', 'L1 10']);
  });
});

describe('An event says why points went or came', () => {
  it('when a person took them back: who, and for what reason', () => {
    const made = [{ lot: 'L1', wallet: 'points', points: 100n }];
    const by = { actor: 'key_eve', reason: 'fraud' };
    const reversed = reverse({ ...asked, ...by, policy: 'unlimited', made }, withHundred().account);
    expect(lastOf(reversed, 'PointsReversed')).toMatchObject(by);
  });

  it('when they were released: by which action, also where no report names it', () => {
    const ledger = new Ledger('2026-01-05');
    ledger.earn({ W1: { points: 8, available: null, awaits: 'shipped' } });
    const released = lastOf(ledger.release('W1', { available: '2026-01-05' }), 'LotReleased');
    expect(released.action).toBe('shipped');
    expect(released).not.toHaveProperty('report');
  });
});
