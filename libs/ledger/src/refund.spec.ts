import { describe, expect, it } from '@jest/globals';
import { Ledger, at, eventsOf, lastOf, partsOf, refusalOf, typesOf } from './ledger.fixture.js';
import { refundSlices } from './refund.js';

function burned(points: number): { ledger: Ledger; slices: ReturnType<typeof slicesOf> } {
  const ledger = new Ledger('2026-01-05');
  ledger.earn({ L1: { points: 100, expires: '2026-03-01' }, L2: { points: 50 } });
  return { ledger, slices: slicesOf(ledger, points) };
}

function slicesOf(ledger: Ledger, points: number) {
  return lastOf(ledger.burn(points), 'PointsBurned').slices;
}

describe('Refund', () => {
  it('gives back to the Lots that the burn took from, with their old expiry', () => {
    const { ledger, slices } = burned(120);
    const day = at('2026-01-05');
    expect(eventsOf(ledger.on('2026-01-10').refund(slices, { grace: '2026-02-09' }))).toEqual([
      {
        type: 'PointsRefunded',
        redemption: 'red_1',
        member: 'mem_ann',
        occurredAt: at('2026-01-10'),
        slices: [
          { lot: 'L1', wallet: 'points', points: 100n, earnedAt: day, expiresAt: at('2026-03-01'), member: 'mem_ann' },
          { lot: 'L2', wallet: 'points', points: 20n, earnedAt: day, expiresAt: null, member: 'mem_ann' },
        ],
        repaid: [],
        changes: [{ wallet: 'points', available: 120n, held: 0n, pending: 0n, shortfall: 0n }],
        balances: [{ wallet: 'points', available: 150n, held: 0n, pending: 0n, shortfall: 0n }],
        nextDueAt: at('2026-03-01'),
      },
    ]);
    expect(ledger.lots()).toBe('L1 100, L2 50');
  });

  it('gives points whose Lot has expired for the grace', () => {
    const { ledger, slices } = burned(60);
    const decision = ledger.on('2026-03-01').refund(slices, { grace: '2026-03-31' });
    expect(typesOf(decision)).toBe('PointsExpired PointsRefunded');
    expect(lastOf(decision, 'PointsRefunded').slices[0]).toMatchObject({ lot: 'L1', expiresAt: at('2026-03-31') });
    expect(ledger.lots()).toBe('L1 60, L2 50');

    expect(typesOf(ledger.on('2026-03-30T23:59:59Z').expire())).toBe('');
    expect(typesOf(ledger.on('2026-03-31').expire())).toBe('PointsExpired');
    expect(ledger.lots()).toBe('L2 50');
  });

  it('gives each part its own grace', () => {
    const { ledger, slices } = burned(60);
    ledger.on('2026-03-05').refund(refundSlices(slices, 20n), { grace: '2026-04-04' });
    ledger.on('2026-03-10').refund(refundSlices(slices, 40n, 20n), { grace: '2026-04-09' });
    expect(ledger.lots()).toBe('L1 20, L1 40, L2 50');
    ledger.on('2026-04-04').expire();
    expect(ledger.lots()).toBe('L1 40, L2 50');
  });

  it('expires at once where the programme has no grace', () => {
    const { ledger, slices } = burned(60);
    const decision = ledger.on('2026-03-05').refund(slices, { grace: '2026-03-05' });
    expect(typesOf(decision)).toBe('PointsExpired PointsRefunded PointsExpired');
    expect(ledger.balance()).toBe('50 0 0 0');
  });

  it('repays what is owed first', () => {
    const { ledger, slices } = burned(150);
    ledger.reverse({ L1: 30 }, 'unlimited');
    const decision = ledger.refund(slices, { grace: '2026-02-09' });
    expect(partsOf(lastOf(decision, 'PointsRefunded').repaid)).toBe('L1 30');
    expect(ledger.balance()).toBe('120 0 0 0');
  });

  it('is never earlier than the burn', () => {
    const { ledger, slices } = burned(60);
    const terms = { grace: '2026-02-09', occurred: '2026-01-06', burned: '2026-01-08' };
    const decision = ledger.on('2026-01-10').refund(slices, terms);
    expect(lastOf(decision, 'PointsRefunded').occurredAt).toBe(at('2026-01-08'));
  });

  it('lets no later debit be earlier than it, though other points of the Lot are older', () => {
    const { ledger, slices } = burned(60);
    ledger.on('2026-01-20').refund(slices, { grace: '2026-02-19' });
    const late = ledger.on('2026-01-25').burn(1, { occurred: '2026-01-10' });
    expect(lastOf(late, 'PointsBurned').occurredAt).toBe(at('2026-01-20'));
  });

  it('that is dated earlier than other points of its Lot does not make these older', () => {
    const { ledger, slices } = burned(60);
    ledger.on('2026-01-20').refund(refundSlices(slices, 20n), { grace: '2026-02-19' });
    ledger.refund(refundSlices(slices, 40n, 20n), { grace: '2026-02-19', occurred: '2026-01-06' });
    const late = ledger.on('2026-01-25').burn(1, { occurred: '2026-01-10' });
    expect(lastOf(late, 'PointsBurned').occurredAt).toBe(at('2026-01-20'));
  });

  it('writes nothing where nothing is given back, and refuses slices of nothing', () => {
    const { ledger, slices } = burned(60);
    expect(typesOf(ledger.refund([], { grace: '2026-02-09' }))).toBe('');
    const [slice] = slices;
    const nothing = slice ? [{ ...slice, points: 0n }] : [];
    expect(refusalOf(ledger.refund(nothing, { grace: '2026-02-09' }))).toEqual({
      reason: 'points_not_positive',
      points: 0n,
    });
  });
});

describe('Refund in parts', () => {
  it('gives back the last to expire first, as if less had been burned', () => {
    const { slices } = burned(130);
    expect(partsOf(slices)).toBe('L1 100, L2 30');
    expect(partsOf(refundSlices(slices, 40n))).toBe('L1 10, L2 30');
  });

  it('goes on where the last part ended', () => {
    const { slices } = burned(130);
    expect(partsOf(refundSlices(slices, 10n))).toBe('L2 10');
    expect(partsOf(refundSlices(slices, 30n, 10n))).toBe('L1 10, L2 20');
    expect(partsOf(refundSlices(slices, 90n, 40n))).toBe('L1 90');
    expect(partsOf(refundSlices(slices, 90n, 130n))).toBe('');
  });
});
