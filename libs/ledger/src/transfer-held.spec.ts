import { describe, expect, it } from '@jest/globals';
import { Ledger, at, lastOf, partsOf, refusalOf, typesOf } from './ledger.fixture.js';

/** 30 of L1, which is over in February, are held until March. */
function ann(): Ledger {
  const ledger = new Ledger('2026-01-05');
  ledger.earn({ L1: { points: 20, expires: '2026-02-01', partner: 'bakery' }, L2: { points: 50 } });
  ledger.hold('trf_2', 30, '2026-03-01');
  return ledger;
}

describe('A transfer of what is held', () => {
  it('moves the very slices that were set aside, whatever has come since', () => {
    const ledger = ann();
    ledger.earn({ L3: { points: 40, expires: '2026-01-20' } });
    const event = lastOf(ledger.transferHeld('trf_2'), 'PointsTransferredOut');
    expect(event).toMatchObject({ transfer: 'trf_2', hold: 'trf_2', to: 'acc_bob', member: 'mem_ann' });
    expect(partsOf(event.slices)).toBe('L1 20, L2 10');
    expect(event.slices[0]).toMatchObject({ expiresAt: at('2026-02-01'), partner: 'bakery' });
    expect([ledger.balance(), ledger.lots()]).toEqual(['80 0 0 0', 'L3 40, L2 40']);
  });

  it('takes along what expired while it was held, and who takes it in sees it end', () => {
    const ledger = ann();
    const { slices } = lastOf(ledger.on('2026-02-10').transferHeld('trf_2'), 'PointsTransferredOut');
    expect(partsOf(slices)).toBe('L1 20, L2 10');
    const bob = new Ledger('2026-02-10');
    expect(typesOf(bob.transferIn(slices))).toBe('PointsTransferredIn PointsExpired');
    expect(bob.balance()).toBe('10 0 0 0');
  });

  it('says no to what is over, was never held, or goes nowhere', () => {
    const ledger = ann();
    expect(refusalOf(ledger.transferHeld('trf_2', { to: 'acc_ann' }))).toMatchObject({ reason: 'transfer_to_itself' });
    expect(refusalOf(ledger.transferHeld('trf_9'))).toMatchObject({ reason: 'hold_not_found' });
    ledger.transferHeld('trf_2');
    expect(refusalOf(ledger.transferHeld('trf_2'))).toMatchObject({ reason: 'hold_captured', hold: 'trf_2' });
    expect(refusalOf(ledger.capture('trf_2', 1))).toMatchObject({ reason: 'already_used_with_other_content' });
    expect(refusalOf(ledger.void('trf_2'))).toMatchObject({ reason: 'hold_captured' });
    const late = ann().on('2026-03-01');
    expect(refusalOf(late.transferHeld('trf_2'))).toMatchObject({ reason: 'hold_lapsed' });
    const voided = ann();
    voided.void('trf_2');
    expect(refusalOf(voided.transferHeld('trf_2'))).toMatchObject({ reason: 'hold_voided' });
  });

  it('is never earlier than what it takes was set aside', () => {
    const event = lastOf(ann().transferHeld('trf_2', { occurred: '2026-01-01' }), 'PointsTransferredOut');
    expect(event.occurredAt).toBe(at('2026-01-05'));
  });

  it('leaves alone what is held for something else', () => {
    const ledger = ann();
    ledger.hold('H1', 15, '2026-03-01');
    ledger.transferHeld('trf_2');
    expect(ledger.balance()).toBe('25 15 0 0');
    ledger.void('H1');
    expect(ledger.balance()).toBe('40 0 0 0');
  });
});
