import { describe, expect, it } from '@jest/globals';
import { type LineShare, divide, lineShare, returnUnits } from './allocation.js';
import { Ledger, lastOf, partsOf, refusalOf, typesOf } from './ledger.fixture.js';
import { refundSlices } from './refund.js';

const unit = 1_000_000n;

/** The examples by which the rules of the ledger were agreed, in its own numbers. */
describe('Worked example', () => {
  it('Burn order: 120 of three Lots take L2 whole and 70 of L1', () => {
    const ledger = new Ledger('2026-01-05');
    ledger.earn({ L1: { points: 100, expires: '2027-01-31' } });
    ledger.on('2026-02-01').earn({ L2: { points: 50, expires: '2026-12-31' }, L3: { points: 80 } });
    expect(partsOf(lastOf(ledger.burn(120), 'PointsBurned').slices)).toBe('L2 50, L1 70');
    expect(ledger.lots()).toBe('L1 30, L3 80');
  });

  it('Partial returns: 187 points are taken back as 42, 42, 41 and 62', () => {
    const [a = 0n, b = 0n] = divide(187n, [9_999n, 5_001n]);
    expect([a, b]).toEqual([125n, 62n]);
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 187 } });
    let line: LineShare = lineShare({ points: a, quantity: 3n * unit, amount: 9_999n });
    for (const [taken, balance] of [
      [42, '145 0 0 0'],
      [42, '103 0 0 0'],
      [41, '62 0 0 0'],
    ] as const) {
      const back = returnUnits(line, unit);
      line = back.share;
      expect(Number(back.points)).toBe(taken);
      ledger.reverse({ L1: taken }, 'unlimited');
      expect(ledger.balance()).toBe(balance);
    }
    const back = returnUnits(lineShare({ points: b, quantity: unit, amount: 5_001n }), unit);
    ledger.reverse({ L1: Number(back.points) }, 'unlimited');
    expect(ledger.balance()).toBe('0 0 0 0');
    expect(() => returnUnits(line, unit)).toThrow('0 are left');
  });

  it.each([
    ['only_pending', '20 0 0 0', '70 0 0 0'],
    ['within_balance', '0 0 0 80', '50 0 0 80'],
    ['unlimited', '-80 0 0 0', '-30 0 0 0'],
  ] as const)('Claw-back, %s: earn 100, burn 80, return everything leaves %s, and an earn of 50 %s', (...example) => {
    const [policy, after, afterEarn] = example;
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 100 } });
    ledger.burn(80);
    ledger.reverse({ L1: 100 }, policy);
    expect(ledger.balance()).toBe(after);
    ledger.earn({ L2: { points: 50 } });
    expect(ledger.balance()).toBe(afterEarn);
  });

  it('Hold: 60 of 100 set aside leave 40, a hold of 50 is refused, a capture of 45 leaves 55', () => {
    const ledger = new Ledger('2026-01-05T10:00:00Z');
    ledger.earn({ L1: { points: 100 } });
    ledger.hold('H1', 60, '2026-01-05T10:15:00Z');
    expect(ledger.balance()).toBe('40 60 0 0');
    expect(refusalOf(ledger.hold('H2', 50, '2026-01-05T10:15:00Z'))).toMatchObject({ available: 40n, needed: 50n });
    ledger.capture('H1', 45);
    expect(ledger.balance()).toBe('55 0 0 0');
  });

  it('Hold: one that is left alone is released by an event when it lapses', () => {
    const ledger = new Ledger('2026-01-05T10:00:00Z');
    ledger.earn({ L1: { points: 100 } });
    ledger.hold('H1', 60, '2026-01-05T10:15:00Z');
    expect(typesOf(ledger.on('2026-01-05T10:15:00Z').expire())).toBe('HoldReleased');
    expect(ledger.balance()).toBe('100 0 0 0');
  });

  it('Reverse: the June purchase gives its own pending Lot back, January’s stays', () => {
    const ledger = new Ledger('2026-01-10');
    ledger.earn({ January: { points: 100, expires: '2026-12-31' } });
    ledger.on('2026-06-01').earn({ June: { points: 100, available: '2026-06-15' } });
    ledger.on('2026-06-05').reverse({ June: 100 }, 'unlimited');
    expect(ledger.lots()).toBe('January 100');
    expect(ledger.balance()).toBe('100 0 0 0');
  });

  it('Reverse: of 100 that expired, 0 are taken', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 100, expires: '2026-02-01' } });
    ledger.on('2026-02-01').reverse({ L1: 100 }, 'unlimited');
    expect(ledger.balance()).toBe('0 0 0 0');
  });

  it('Reverse: of 100 of which 40 were burned and 60 expired, 40 are taken by policy', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 100, expires: '2026-02-01' } });
    ledger.burn(40);
    ledger.on('2026-02-01').reverse({ L1: 100 }, 'unlimited');
    expect(ledger.balance()).toBe('-40 0 0 0');
  });

  it.each([
    ['voided', '0 0 0 0'],
    ['captured', '0 0 0 60'],
  ])('Reverse within_balance: 100 of which 60 are held leave a shortfall; the hold is %s: %s', (ending, balance) => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 100 } });
    ledger.hold('H1', 60, '2026-02-01');
    ledger.reverse({ L1: 100 }, 'within_balance');
    expect(ledger.balance()).toBe('0 60 0 60');
    if (ending === 'voided') ledger.void('H1');
    else ledger.capture('H1');
    expect(ledger.balance()).toBe(balance);
  });

  it('Weighed: of 0.350 kg with 10 points 0.200 take 6, then 0.150 take 4', () => {
    const all = lineShare({ points: 10n, quantity: 350_000n, amount: 350n });
    const first = returnUnits(all, 200_000n);
    expect([first.points, returnUnits(first.share, 150_000n).points]).toEqual([6n, 4n]);
  });

  it('Offers on units: 600 points, of which B ×5 carries 500; B returned leaves 100', () => {
    const base = divide(200n, [10_000n, 10_000n]);
    const times5 = divide(400n, [0n, 10_000n]);
    const [a = 0n, b = 0n] = base.map((points, line) => points + (times5[line] ?? 0n));
    expect([a, b]).toEqual([100n, 500n]);
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 600 } });
    const back = returnUnits(lineShare({ points: b, quantity: unit, amount: 10_000n }), unit);
    ledger.reverse({ L1: Number(back.points) }, 'unlimited');
    expect(ledger.balance()).toBe('100 0 0 0');
  });

  it('Paid with points: A returned gives 1,200 of 2,000 back and takes 48 of 80; then B 800, and 32', () => {
    const [paidA = 0n, paidB = 0n] = divide(2_000n, [6_000n, 4_000n]);
    const [madeA = 0n, madeB = 0n] = divide(80n, [4_800n, 3_200n]);
    const ledger = new Ledger('2026-01-05');
    ledger.earn({ L1: { points: 1_500, expires: '2026-06-30' }, L2: { points: 600 } });
    const { slices } = lastOf(ledger.burn(2_000), 'PointsBurned');
    ledger.earn({ P1: { points: 80 } });

    ledger.refund(refundSlices(slices, paidA), { grace: '2026-02-04' });
    ledger.reverse({ P1: Number(madeA) }, 'unlimited');
    expect([paidA, madeA, ledger.lots()]).toEqual([1_200n, 48n, 'L1 700, L2 600, P1 32']);
    ledger.refund(refundSlices(slices, paidB, paidA), { grace: '2026-02-04' });
    ledger.reverse({ P1: Number(madeB) }, 'unlimited');
    expect([paidB, madeB, ledger.lots()]).toEqual([800n, 32n, 'L1 1500, L2 600']);
  });

  it('Coffee stamps: a coffee returned before its reward is used leaves 9 stamps, the reward’s ten given back', () => {
    const ledger = new Ledger();
    for (const [lot, points] of Object.entries({ C1: 3, C2: 3, C3: 3, C4: 1 })) {
      ledger.earn({ [lot]: { points, wallet: 'stamps' } });
    }
    const { slices } = lastOf(ledger.burn({ stamps: 10 }), 'PointsBurned');
    ledger.refund(slices, { grace: '2026-01-31' });
    ledger.reverse({ C4: 1 }, 'unlimited', { wallet: 'stamps' });
    expect(ledger.lots('stamps')).toBe('C1 3, C2 3, C3 3');
  });

  it.each([
    ['unlimited', '-1 0 0 0'],
    ['within_balance', '0 0 0 1'],
  ] as const)('Coffee stamps, %s: a coffee returned after its reward was used leaves %s', (policy, balance) => {
    const ledger = new Ledger();
    ledger.earn({ C1: { points: 9, wallet: 'stamps' }, C2: { points: 1, wallet: 'stamps' } });
    ledger.burn({ stamps: 10 });
    ledger.reverse({ C2: 1 }, policy, { wallet: 'stamps' });
    expect(ledger.balance('stamps')).toBe(balance);
  });
});
