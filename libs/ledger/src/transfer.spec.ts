import { describe, expect, it } from '@jest/globals';
import { emptyAccount } from './account.js';
import { Ledger, at, eventsOf, lastOf, partsOf, refusalOf, typesOf } from './ledger.fixture.js';
import { transferIn, transferOut } from './transfer.js';

function ann(): Ledger {
  const ledger = new Ledger('2026-01-05');
  ledger.earn({ L1: { points: 100, expires: '2026-12-31', partner: 'bakery' }, L2: { points: 50 } });
  return ledger;
}

describe('Transfer', () => {
  it('moves points out in burn order', () => {
    const ledger = ann();
    const event = lastOf(ledger.transferOut(120), 'PointsTransferredOut');
    expect(event).toMatchObject({ transfer: 'trf_1', to: 'acc_bob', member: 'mem_ann' });
    expect(partsOf(event.slices)).toBe('L1 100, L2 20');
    expect(ledger.balance()).toBe('30 0 0 0');
  });

  it('takes them in with their expiry, their Member and where they were made', () => {
    const { slices } = lastOf(ann().transferOut(110), 'PointsTransferredOut');
    const bob = new Ledger('2026-01-06');
    const day = at('2026-01-05');
    expect(eventsOf(bob.transferIn(slices))).toEqual([
      {
        type: 'PointsTransferredIn',
        transfer: 'trf_1',
        from: 'acc_ann',
        member: 'mem_bob',
        occurredAt: at('2026-01-06'),
        slices: [
          {
            lot: 'L1',
            wallet: 'points',
            points: 100n,
            earnedAt: day,
            expiresAt: at('2026-12-31'),
            member: 'mem_ann',
            partner: 'bakery',
            origin: { account: 'acc_ann', lot: 'L1', member: 'mem_ann' },
          },
          {
            lot: 'L2',
            wallet: 'points',
            points: 10n,
            earnedAt: day,
            expiresAt: null,
            member: 'mem_ann',
            origin: { account: 'acc_ann', lot: 'L2', member: 'mem_ann' },
          },
        ],
        repaid: [],
        changes: [{ wallet: 'points', available: 110n, held: 0n, pending: 0n, shortfall: 0n }],
        balances: [{ wallet: 'points', available: 110n, held: 0n, pending: 0n, shortfall: 0n }],
        nextDueAt: at('2026-12-31'),
      },
    ]);
  });

  it('keeps the first origin on the way on, and loses it on the way home', () => {
    const home = ann();
    const { slices: toBob } = lastOf(home.transferOut(100), 'PointsTransferredOut');
    const bob = new Ledger('2026-01-06');
    bob.transferIn(toBob);
    const { slices: toEve } = lastOf(bob.transferOut(100), 'PointsTransferredOut');
    const eve = new Ledger('2026-01-06');
    const taken = lastOf(
      eve.transferIn(toEve, { account: 'acc_eve', from: 'acc_bob', member: 'mem_eve' }),
      'PointsTransferredIn',
    );
    expect(taken.slices[0]?.origin).toEqual({ account: 'acc_ann', lot: 'L1', member: 'mem_ann' });

    const { slices: back } = lastOf(eve.transferOut(100), 'PointsTransferredOut');
    const returned = home.on('2026-01-07').transferIn(back, { account: 'acc_ann', from: 'acc_eve', member: 'mem_ann' });
    expect(lastOf(returned, 'PointsTransferredIn').slices[0]).not.toHaveProperty('origin');
    expect(home.lots()).toBe('L1 100, L2 50');
  });

  it('keeps the origin of a Lot that no partner paid for', () => {
    const { slices: toBob } = lastOf(ann().transferOut(150), 'PointsTransferredOut');
    const bob = new Ledger('2026-01-06');
    bob.transferIn(toBob);
    const { slices } = lastOf(bob.transferOut(150), 'PointsTransferredOut');
    expect(slices.map(({ lot, partner, origin }) => [lot, partner, origin?.account])).toEqual([
      ['L1', 'bakery', 'acc_ann'],
      ['L2', undefined, 'acc_ann'],
    ]);
  });

  it('keeps the origin of a Lot that was made at home under another id', () => {
    const home = ann();
    const { slices } = lastOf(home.transferOut(100), 'PointsTransferredOut');
    const origin = { account: 'acc_ann', lot: 'L0', member: 'mem_ann' };
    const renamed = slices.map((slice) => ({ ...slice, origin }));
    const back = home.transferIn(renamed, { account: 'acc_ann', from: 'acc_bob', member: 'mem_ann' });
    expect(lastOf(back, 'PointsTransferredIn').slices[0]?.origin).toEqual(origin);
  });

  it('expires at once what expired on the way', () => {
    const { slices } = lastOf(ann().transferOut(110), 'PointsTransferredOut');
    const bob = new Ledger('2026-12-31');
    expect(typesOf(bob.transferIn(slices))).toBe('PointsTransferredIn PointsExpired');
    expect(bob.lots()).toBe('L2 10');
  });

  it('joins parts of one Lot that arrive one after the other', () => {
    const home = ann();
    const bob = new Ledger('2026-01-06');
    bob.transferIn(lastOf(home.transferOut(30), 'PointsTransferredOut').slices);
    bob.transferIn(lastOf(home.transferOut(20), 'PointsTransferredOut').slices);
    expect(bob.lots()).toBe('L1 50');
  });

  it('lets a Return find what its units made, in the Account they came to', () => {
    const bob = new Ledger('2026-01-06');
    bob.earn({ B1: { points: 5, expires: '2026-06-30' } });
    bob.transferIn(lastOf(ann().transferOut(100), 'PointsTransferredOut').slices);
    const event = lastOf(bob.reverse({ L1: 40 }, 'unlimited'), 'PointsReversed');
    expect(partsOf(event.slices)).toBe('L1 40');
    expect(event.slices[0]?.origin?.account).toBe('acc_ann');
  });

  it('repays what the receiver owes', () => {
    const bob = new Ledger('2026-01-06');
    bob.adjustDown(30, { allowNegative: true });
    const event = lastOf(
      bob.transferIn(lastOf(ann().transferOut(100), 'PointsTransferredOut').slices),
      'PointsTransferredIn',
    );
    expect(partsOf(event.repaid)).toBe('L1 30');
    expect(bob.balance()).toBe('70 0 0 0');
  });

  it('refuses more than is available, nothing at all, and a transfer to itself', () => {
    expect(refusalOf(ann().transferOut(151))).toMatchObject({ reason: 'insufficient_points', available: 150n });
    expect(refusalOf(ann().transferOut(0))).toMatchObject({ reason: 'points_not_positive' });
    expect(refusalOf(ann().transferOut({}))).toEqual({ reason: 'no_points_named' });
    const now = at('2026-01-05');
    const self = { transfer: 'trf_1', member: 'mem_ann', account: 'acc_ann', occurredAt: now, now };
    const refusal = { reason: 'transfer_to_itself', transfer: 'trf_1' };
    expect(refusalOf(transferOut({ ...self, to: 'acc_ann', points: [] }, emptyAccount))).toEqual(refusal);
    expect(refusalOf(transferIn({ ...self, from: 'acc_ann', slices: [] }, emptyAccount))).toEqual(refusal);
  });

  it('takes in nothing where nothing was sent, and no slice of nothing', () => {
    const bob = new Ledger('2026-01-06');
    expect(refusalOf(bob.transferIn([]))).toEqual({ reason: 'no_points_named' });
    const { slices } = lastOf(ann().transferOut(110), 'PointsTransferredOut');
    for (const points of [0n, -1n]) {
      const wrong = slices.map((slice) => ({ ...slice, points: slice.lot === 'L2' ? points : slice.points }));
      expect(refusalOf(bob.transferIn(wrong))).toEqual({ reason: 'points_not_positive', points });
    }
  });

  it('takes back what is left of some Lots alone, wherever they stand in burn order', () => {
    const bob = new Ledger('2026-01-06');
    bob.earn({
      B1: { points: 5, expires: '2026-02-01' },
      G1: { points: 40 },
      G2: { points: 7, expires: '2026-03-01' },
    });
    bob.burn(10);
    const now = at('2026-01-06');
    const command = { transfer: 'trf_1', member: 'mem_bob', account: 'acc_bob', to: 'acc_ann', occurredAt: now, now };
    const back = transferOut(
      { ...command, actor: 'key_eve', reason: 'mistake', points: [], only: ['G1', 'G2'] },
      bob.account,
    );
    const event = lastOf(back, 'PointsTransferredOut');
    expect([partsOf(event.slices), event.actor, event.reason]).toEqual(['G2 2, G1 40', 'key_eve', 'mistake']);
    expect(refusalOf(transferOut({ ...command, points: [], only: ['G9'] }, bob.account))).toEqual({
      reason: 'lot_not_found',
      lot: 'G9',
    });
  });

  it('takes some Lots back no earlier than points last came to one of them', () => {
    const bob = new Ledger('2026-01-06');
    bob.earn({ G1: { points: 40 } }, { occurred: '2026-01-06T00:09:00Z' });
    bob.earn({ G2: { points: 7 } }, { occurred: '2026-01-06T00:04:00Z' });
    bob.earn({ B1: { points: 1 } }, { occurred: '2026-01-06T00:10:00Z' });
    const now = at('2026-01-06');
    const command = { transfer: 'trf_1', member: 'mem_bob', account: 'acc_bob', to: 'acc_ann', occurredAt: now, now };
    const back = transferOut({ ...command, points: [], only: ['G1', 'G2'] }, bob.account);
    expect(lastOf(back, 'PointsTransferredOut').occurredAt).toBe(at('2026-01-06T00:09:00Z'));
  });

  it('is never earlier than the Lots it takes from', () => {
    const decision = ann().transferOut(10, { occurred: '2026-01-01' });
    expect(lastOf(decision, 'PointsTransferredOut').occurredAt).toBe(at('2026-01-05'));
  });

  it('books what fell due before it, on both sides', () => {
    const ledger = ann();
    const { slices } = lastOf(ledger.transferOut(150), 'PointsTransferredOut');
    ledger.earn({ L5: { points: 1, expires: '2026-02-01' }, L6: { points: 1 } });
    expect(typesOf(ledger.on('2026-02-01').transferOut(1))).toBe('PointsExpired PointsTransferredOut');

    const bob = new Ledger('2026-01-06');
    bob.earn({ B1: { points: 5, expires: '2026-01-31' } });
    expect(typesOf(bob.on('2026-02-01').transferIn(slices))).toBe('PointsExpired PointsTransferredIn');
  });
});
