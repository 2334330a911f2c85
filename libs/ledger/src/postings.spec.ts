import { describe, expect, it } from '@jest/globals';
import type { LedgerEvent } from './events.js';
import { fold } from './evolve.js';
import { Ledger, lastOf } from './ledger.fixture.js';
import { booksOf, imbalances, postingsOf } from './postings.js';
import { everyEvent, storiesOfEveryEvent } from './every-event.fixture.js';

/** As `pending→available 20`. */
function moved(event: LedgerEvent): string[] {
  return postingsOf(event).map(({ from, to, points }) => `${from}→${to} ${points}`);
}

function funded(): Ledger {
  const ledger = new Ledger();
  ledger.earn({ L1: { points: 100 } });
  return ledger;
}

describe('Postings', () => {
  it('sum to zero for each event that there is, and never move less than nothing', () => {
    for (const event of everyEvent()) {
      for (const book of booksOf([event]).values()) {
        expect([...book.values()].reduce((sum, points) => sum + points, 0n)).toBe(0n);
      }
      expect(postingsOf(event).filter((posting) => posting.points <= 0n)).toEqual([]);
    }
  });

  it('say what an event changed in the Account, book by book', () => {
    for (const event of everyEvent()) {
      for (const change of event.changes) {
        const book = booksOf([event]).get(change.wallet);
        expect([event.type, book?.get('available') ?? 0n]).toEqual([event.type, change.available]);
        expect([event.type, book?.get('held') ?? 0n]).toEqual([event.type, change.held]);
        expect([event.type, book?.get('pending') ?? 0n]).toEqual([event.type, change.pending]);
      }
    }
  });

  it('issue points to available or to pending', () => {
    const decision = new Ledger().earn({ L1: { points: 100 }, L2: { points: 20, available: '2026-02-01' } });
    expect(moved(lastOf(decision, 'PointsEarned'))).toEqual(['issued→pending 20', 'issued→available 100']);
  });

  it('move pending points when they mature or are released, and not before', () => {
    const ledger = new Ledger();
    ledger.earn({
      L1: { points: 20, available: '2026-02-01' },
      W1: { points: 5, available: null, awaits: 'shipped' },
      W2: { points: 6, available: null, awaits: 'shipped' },
    });
    expect(moved(lastOf(ledger.release('W1', { available: '2026-01-01' }), 'LotReleased'))).toEqual([
      'pending→available 5',
    ]);
    expect(moved(lastOf(ledger.release('W2', { available: '2026-01-02' }), 'LotReleased'))).toEqual([]);
    expect(moved(lastOf(ledger.on('2026-02-01').expire(), 'PointsMatured'))).toEqual(['pending→available 20']);
  });

  it('set held points aside, burn what is captured and give back what is released', () => {
    const ledger = funded();
    expect(moved(lastOf(ledger.hold('H1', 60, '2026-02-01'), 'PointsHeld'))).toEqual(['available→held 60']);
    expect(moved(lastOf(ledger.capture('H1', 45), 'PointsBurned'))).toEqual(['held→burned 45', 'held→available 15']);
    ledger.hold('H2', 10, '2026-02-01');
    expect(moved(lastOf(ledger.void('H2'), 'HoldReleased'))).toEqual(['held→available 10']);
  });

  it('burn, give back, expire and transfer available points', () => {
    const ledger = funded();
    const burned = lastOf(ledger.burn(30), 'PointsBurned');
    expect(moved(burned)).toEqual(['available→burned 30']);
    const refunded = ledger.refund(burned.slices, { grace: '2026-02-01' });
    expect(moved(lastOf(refunded, 'PointsRefunded'))).toEqual(['burned→available 30']);
    const out = lastOf(ledger.transferOut(10), 'PointsTransferredOut');
    expect(moved(out)).toEqual(['available→transferred_out 10']);
    const into = new Ledger().transferIn(out.slices);
    expect(moved(lastOf(into, 'PointsTransferredIn'))).toEqual(['transferred_in→available 10']);
    ledger.earn({ L2: { points: 5, expires: '2026-02-01' } });
    expect(moved(lastOf(ledger.on('2026-02-01').expire(), 'PointsExpired'))).toEqual(['available→breakage 5']);
  });

  it('move all that an Account has and owes to another, book by book', () => {
    const [from, into] = [funded(), new Ledger()];
    from.earn({ P1: { points: 20, available: '2026-02-01' } });
    from.hold('H1', 40, '2026-03-01');
    from.adjustDown(7, { allowNegative: true, wallet: 'stamps' });
    const out = lastOf(from.moveOut(), 'AccountMovedOut');
    expect(moved(out)).toEqual([
      'available→transferred_out 60',
      'pending→transferred_out 20',
      'held→transferred_out 40',
      'transferred_out→available 7',
    ]);
    expect(moved(lastOf(into.moveIn(out), 'AccountMovedIn'))).toEqual([
      'transferred_in→available 60',
      'transferred_in→pending 20',
      'transferred_in→held 40',
      'available→transferred_in 7',
    ]);
  });

  it('take back pending, available and owed points as reversed, a Shortfall only when it is collected', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 100 }, L2: { points: 20, available: '2026-02-01' } });
    ledger.hold('H1', 40, '2026-03-01');
    const short = lastOf(ledger.reverse({ L1: 100, L2: 20 }, 'within_balance'), 'PointsReversed');
    expect(moved(short)).toEqual(['pending→reversed 20', 'available→reversed 60']);
    expect(moved(lastOf(ledger.void('H1'), 'ShortfallCollected'))).toEqual(['available→reversed 40']);
    const owed = lastOf(ledger.reverse({ L1: 7 }, 'unlimited'), 'PointsReversed');
    expect(moved(owed)).toEqual(['available→reversed 7']);
  });

  it('adjust up and down, below zero too', () => {
    const ledger = new Ledger();
    const up = ledger.adjustUp('L1', { points: 10 });
    expect(moved(lastOf(up, 'PointsAdjusted'))).toEqual(['adjusted_up→available 10']);
    const down = ledger.adjustDown(12, { allowNegative: true });
    expect(moved(lastOf(down, 'PointsAdjusted'))).toEqual(['available→adjusted_down 12']);
  });

  it('post nothing for what is repaid: what a slice leaves, the debt leaves too', () => {
    const ledger = new Ledger();
    ledger.adjustDown(30, { allowNegative: true });
    const decision = ledger.earn({ L1: { points: 50 } });
    expect(moved(lastOf(decision, 'PointsEarned'))).toEqual(['issued→available 50']);
  });
});

describe('Conservation', () => {
  it('holds at every version of an Account in which everything happens', () => {
    for (const { events } of storiesOfEveryEvent()) {
      for (let version = 1; version <= events.length; version += 1) {
        const known = events.slice(0, version);
        expect(imbalances(booksOf(known), fold(known))).toEqual([]);
      }
    }
  });

  it('names the Wallet and the book that do not agree with the Account', () => {
    const ledger = funded();
    ledger.earn({ S1: { points: 5, wallet: 'stamps', available: '2026-02-01' } });
    ledger.hold('H1', 10, '2026-02-01');
    const [first] = ledger.events;
    expect(imbalances(booksOf(first ? [first] : []), ledger.account)).toEqual([
      { wallet: 'points', book: 'available', posted: 100n, found: 90n },
      { wallet: 'points', book: 'held', posted: 0n, found: 10n },
      { wallet: 'stamps', book: 'pending', posted: 0n, found: 5n },
    ]);
    expect(imbalances(booksOf(ledger.events), ledger.account)).toEqual([]);
  });

  it('misses an Account that was lost, and books that do not sum to zero', () => {
    const ledger = funded();
    const wallets = ledger.account.wallets.slice(1);
    expect(imbalances(booksOf(ledger.events), { ...ledger.account, wallets })).toEqual([
      { wallet: 'points', book: 'available', posted: 100n, found: 0n },
    ]);
    const books = new Map([
      [
        'points',
        new Map([
          ['issued', -90n],
          ['available', 100n],
        ] as const),
      ],
    ]);
    expect(imbalances(books, ledger.account)).toEqual([{ wallet: 'points', book: 'sum', posted: 10n, found: 0n }]);
  });
});
