import { describe, expect, it } from '@jest/globals';
import { holdOf } from './account.js';
import { Ledger, refusalOf, typesOf } from './ledger.fixture.js';

function withHold(): Ledger {
  const ledger = new Ledger();
  ledger.earn({ L1: { points: 100 }, S1: { points: 9, wallet: 'stamps' }, E1: { points: 1, expires: '2026-01-10' } });
  ledger.hold('H1', { points: 10, stamps: 4 }, '2026-01-20');
  return ledger;
}

describe('A repeat', () => {
  it('of a void stays quiet, whatever has fallen due since', () => {
    const voided = withHold();
    voided.void('H1');
    expect(holdOf(voided.account, 'H1')).toMatchObject({ status: 'voided', captured: [] });
    expect(typesOf(voided.on('2026-02-01').void('H1'))).toBe('');

    const lapsed = withHold();
    lapsed.earn({ E2: { points: 1, expires: '2026-02-01' } });
    lapsed.on('2026-01-20').expire();
    expect(typesOf(lapsed.on('2026-02-01').void('H1'))).toBe('');
  });

  it('of a lapse stays quiet for a hold that is over before its time', () => {
    const ledger = withHold();
    ledger.void('H1');
    expect(typesOf(ledger.lapse('H1'))).toBe('');
    expect(typesOf(ledger.on('2026-02-01').lapse('H1'))).toBe('');
  });

  it('of a hold is one with the same points of the same Wallets, in any order', () => {
    const ledger = withHold();
    expect(typesOf(ledger.hold('H1', { stamps: 4, points: 10 }, '2026-01-20'))).toBe('');
    for (const other of [{ points: 10, stamps: 5 }, { points: 10 }, { stamps: 4 }, { points: 10, miles: 4 }]) {
      expect(refusalOf(ledger.hold('H1', other, '2026-01-20'))).toMatchObject({
        reason: 'already_used_with_other_content',
      });
    }
  });

  it('of what was refused is judged anew: a refusal claims nothing', () => {
    const ledger = withHold();
    expect(refusalOf(ledger.hold('H2', 1000, '2026-01-20'))).toMatchObject({ reason: 'insufficient_points' });
    expect(typesOf(ledger.hold('H2', 20, '2026-01-21'))).toBe('PointsHeld');
    expect(refusalOf(ledger.capture('H2', 21))).toMatchObject({ reason: 'more_than_held' });
    expect(typesOf(ledger.capture('H2', 20))).toBe('PointsBurned');
  });
});
