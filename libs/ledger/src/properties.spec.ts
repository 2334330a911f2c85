import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { accountStream } from './account-stream.js';
import { emptyAccount } from './account.js';
import { divide, lineShare, pointsLeft, pointsOfFirst, pointsOfUnits, returnMoney, returnUnits } from './allocation.js';
import { burn } from './burn.js';
import { type NewLot, earn } from './earn.js';
import { fold } from './evolve.js';
import { eventsOf, refusalOf } from './ledger.fixture.js';
import { type Slice, pointsMax } from './nouns.js';
import { refundSlices } from './refund.js';

const { decode, encode } = accountStream;
const unit = 1_000_000n;
const points = fc.bigInt({ min: 0n, max: pointsMax });
const quantity = fc.oneof(
  fc.bigInt({ min: 1n, max: 80_000n }).map((units) => units * unit),
  fc.bigInt({ min: 1n, max: 80_000n * unit }),
);
/** How much of what is left goes back, in thousandths; what is left at last goes back last. */
const parts = fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 30 });

describe('Any sequence of partial returns', () => {
  it('of units sums exactly to what was earned, and never to less than nothing on the way', () => {
    fc.assert(
      fc.property(points, quantity, parts, (earned, quantity, returns) => {
        let share = lineShare({ points: earned, quantity, amount: 100n });
        let sum = 0n;
        for (const part of [...returns, 1000]) {
          const back = returnUnits(share, ((share.quantity - share.returned) * BigInt(part)) / 1000n);
          expect(back.points >= 0n).toBe(true);
          share = back.share;
          sum += back.points;
          expect(sum + pointsLeft(share)).toBe(earned);
          expect(sum).toBe(pointsOfFirst(share.returned, { points: earned, quantity }));
        }
        expect(sum).toBe(earned);
      }),
    );
  });

  it('of money sums exactly to what was earned', () => {
    fc.assert(
      fc.property(points, fc.bigInt({ min: 1n, max: 10_000_000n }), parts, (earned, amount, returns) => {
        let share = lineShare({ points: earned, quantity: unit, amount });
        let sum = 0n;
        for (const part of [...returns, 1000]) {
          const back = returnMoney(share, ((amount - share.moneyBack) * BigInt(part)) / 1000n);
          share = back.share;
          sum += back.points;
        }
        expect(sum).toBe(earned);
      }),
    );
  });

  it('of units and money, in any order, gives back all that was earned and no more', () => {
    const gift = fc.record({ isMoney: fc.boolean(), part: fc.integer({ min: 0, max: 1000 }) });
    fc.assert(
      fc.property(points, quantity, fc.array(gift, { maxLength: 30 }), (earned, quantity, gifts) => {
        const amount = 12_345n;
        let share = lineShare({ points: earned, quantity, amount });
        let sum = 0n;
        for (const { isMoney, part } of [...gifts, { isMoney: false, part: 1000 }]) {
          const left = isMoney ? amount - share.moneyBack : share.quantity - share.returned;
          const some = (left * BigInt(part)) / 1000n;
          const back = isMoney ? returnMoney(share, some) : returnUnits(share, some);
          expect(back.points >= 0n).toBe(true);
          share = back.share;
          sum += back.points;
          expect(sum + pointsLeft(share)).toBe(earned);
        }
        expect(sum).toBe(earned);
      }),
    );
  });
});

describe('What units carry', () => {
  it('grows with the units and is the least whole number that is not below their exact share', () => {
    fc.assert(
      fc.property(points, quantity, fc.integer({ min: 0, max: 1000 }), (earned, quantity, part) => {
        const line = { points: earned, quantity };
        const k = (quantity * BigInt(part)) / 1000n;
        const carried = pointsOfFirst(k, line);
        expect(carried * quantity >= earned * k && (carried - 1n) * quantity < earned * k).toBe(true);
        expect(pointsOfFirst(k + 1n, line) >= carried).toBe(true);
      }),
    );
  });

  it('is told of a line of 80,000 units unit by unit, and sums to the line', () => {
    const line = { points: 123_457n, quantity: 80_000n * unit };
    let sum = 0n;
    for (let at = 0n; at < 80_000n; at += 1n) {
      const each = pointsOfUnits({ from: at * unit, to: (at + 1n) * unit }, line);
      if (each !== 1n && each !== 2n) throw new Error(`unit ${at} carries ${each}`);
      sum += each;
    }
    expect(sum).toBe(line.points);
  });
});

describe('Points divided by weights', () => {
  it('sum to the whole, and none is a point or more away from its exact share', () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 1_000_000n }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(points, weights, (whole, weights) => {
        const sum = weights.reduce((total, weight) => total + weight, 0n);
        fc.pre(sum > 0n);
        const shares = divide(whole, weights);
        expect(shares.reduce((total, share) => total + share, 0n)).toBe(whole);
        for (const [at, share] of shares.entries()) {
          const apart = share * sum - whole * (weights[at] ?? 0n);
          expect(apart < sum && -apart < sum).toBe(true);
        }
      }),
    );
  });
});

describe('Any sequence of partial refunds', () => {
  it('gives every slice of the burn back, each of its points once', () => {
    const slices = fc.array(fc.bigInt({ min: 1n, max: 1000n }), { minLength: 1, maxLength: 10 }).map((sizes) =>
      sizes.map((size, at): Slice => {
        const terms = { lot: `L${at}`, wallet: 'points', earnedAt: 0, expiresAt: at, member: 'mem_ann' };
        return { ...terms, points: size };
      }),
    );
    fc.assert(
      fc.property(slices, parts, (burned, refunds) => {
        const whole = burned.reduce((sum, slice) => sum + slice.points, 0n);
        const given = new Map<string, bigint>();
        let before = 0n;
        for (const part of [...refunds, 1000]) {
          const some = ((whole - before) * BigInt(part)) / 1000n;
          for (const slice of refundSlices(burned, some, before)) {
            given.set(slice.lot, (given.get(slice.lot) ?? 0n) + slice.points);
          }
          before += some;
        }
        expect([...given].sort()).toEqual(burned.map(({ lot, points }): [string, bigint] => [lot, points]).sort());
      }),
    );
  });
});

describe('The largest accounts', () => {
  const now = 1_767_225_600_000;
  const lot = (id: string, count: bigint): NewLot => ({
    lot: id,
    wallet: 'points',
    points: count,
    availableAt: now,
    expiresAt: null,
  });
  const member = 'mem_ann';
  const when = { occurredAt: now, now };

  it('hold as much as a JSON integer says, to the point, and refuse one more', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: pointsMax - 1n }), fc.bigInt({ min: 1n, max: 1000n }), (first, more) => {
        const lots = [lot('L1', first), lot('L2', pointsMax - first)];
        const full = earn({ member, ...when, lots }, emptyAccount);
        const events = eventsOf(full).map((event) => decode(encode(event)));
        expect(events).toEqual(eventsOf(full));
        const account = fold(events);
        const refusal = refusalOf(earn({ member, ...when, lots: [lot('L3', more)] }, account));
        expect(refusal).toEqual({ reason: 'too_many_points', wallet: 'points', points: pointsMax + more, pointsMax });
        const spent = burn({ member, ...when, points: [{ wallet: 'points', points: pointsMax }] }, account);
        expect(eventsOf(spent).at(-1)?.balances).toEqual([
          { wallet: 'points', available: 0n, held: 0n, pending: 0n, shortfall: 0n },
        ]);
      }),
    );
  });

  it('spend exactly what is asked for of many lots', () => {
    const sizes = fc.array(fc.bigInt({ min: 1n, max: 1_000_000_000n }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 1000 }), (sizes, part) => {
        const lots = sizes.map((size, at) => lot(`L${at}`, size));
        const account = fold(eventsOf(earn({ member, ...when, lots }, emptyAccount)));
        const whole = sizes.reduce((sum, size) => sum + size, 0n);
        const asked = (whole * BigInt(part) + 999n) / 1000n;
        const events = eventsOf(burn({ member, ...when, points: [{ wallet: 'points', points: asked }] }, account));
        expect(events.at(-1)?.balances).toMatchObject([{ available: whole - asked }]);
      }),
      { numRuns: 30 },
    );
  });
});

describe('Events in bytes', () => {
  it('say again what they said, whatever the ids and reasons are made of', () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 });
    const terms = fc.record({ lot: text, member: text, purchase: text, reason: text, partner: text, action: text });
    fc.assert(
      fc.property(terms, points, fc.integer({ min: -1_000_000, max: 1_000_000 }), (said, count, at) => {
        const { lot: id, partner, action, ...cause } = said;
        const awaits = { action, expiresAfter: 'P1Y' };
        const lots = [{ lot: id, wallet: action, points: count, availableAt: null, expiresAt: null, awaits, partner }];
        const events = eventsOf(earn({ ...cause, occurredAt: at, now: at, lots }, emptyAccount));
        expect(events.map((event) => decode(encode(event)))).toEqual(events);
      }),
    );
  });
});
