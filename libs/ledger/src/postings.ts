import { type Account, walletOf } from './account.js';
import type { Facts, Moved } from './events.js';
import { isPending } from './evolve.js';
import type { Points, WalletId, WalletPoints } from './nouns.js';
import { totals } from './slice.js';

/** What an Account holds, and where points come from and go to. */
export type Book =
  | 'available'
  | 'held'
  | 'pending'
  | 'issued'
  | 'adjusted_up'
  | 'adjusted_down'
  | 'transferred_in'
  | 'transferred_out'
  | 'burned'
  | 'breakage'
  | 'reversed';

/** One movement between two books: what leaves the one enters the other, so an unbalanced one cannot be written. */
export interface Posting {
  readonly wallet: WalletId;
  readonly from: Book;
  readonly to: Book;
  readonly points: Points;
}

/**
 * The postings of one event, whole sums by Wallet. Repaying what is owed posts nothing: `available` is Lots less owed,
 * so what a repaid slice leaves, the debt leaves too.
 */
export function postingsOf(facts: Facts): Posting[] {
  switch (facts.type) {
    case 'PointsEarned':
      return issue('issued', facts);
    case 'PointsMatured':
      return post('pending', 'available', facts.slices);
    case 'LotReleased':
      return facts.availableAt > facts.occurredAt ? [] : post('pending', 'available', facts.slices);
    case 'PointsHeld':
      return post('available', 'held', facts.slices);
    case 'HoldReleased':
      return post('held', 'available', facts.slices);
    case 'PointsBurned':
      if (facts.hold === undefined) return post('available', 'burned', facts.slices);
      return [...post('held', 'burned', facts.slices), ...post('held', 'available', facts.released)];
    case 'PointsRefunded':
      return post('burned', 'available', facts.slices);
    case 'PointsExpired':
      return post('available', 'breakage', facts.slices);
    case 'PointsReversed':
      return [
        ...post('pending', 'reversed', facts.pendingSlices),
        ...post('available', 'reversed', [...facts.slices, ...facts.owed]),
      ];
    case 'ShortfallCollected':
      return post('available', 'reversed', facts.slices);
    case 'PointsAdjusted':
      return [...issue('adjusted_up', facts), ...post('available', 'adjusted_down', [...facts.slices, ...facts.owed])];
    case 'PointsTransferredOut':
      return post(facts.hold === undefined ? 'available' : 'held', 'transferred_out', facts.slices);
    case 'PointsTransferredIn':
      return post('transferred_in', 'available', facts.slices);
    case 'AccountMovedOut':
      return moved(facts, (book) => [book, 'transferred_out']);
    case 'AccountMovedIn':
      return moved(facts, (book) => ['transferred_in', book]);
  }
}

/** What is owed goes the other way: who takes a debt over has so much less. */
function moved({ slices, lots, holds, owed }: Moved, way: (book: Book) => readonly [from: Book, to: Book]): Posting[] {
  const [from, to] = way('available');
  return [
    ...post(from, to, slices),
    ...post(...way('pending'), lots),
    ...post(
      ...way('held'),
      holds.flatMap((hold) => hold.slices),
    ),
    ...post(to, from, owed),
  ];
}

function issue(
  from: Book,
  { lots, occurredAt }: Extract<Facts, { type: 'PointsEarned' | 'PointsAdjusted' }>,
): Posting[] {
  const pending = lots.filter((lot) => isPending(lot, occurredAt));
  const available = lots.filter((lot) => !isPending(lot, occurredAt));
  return [...post(from, 'pending', pending), ...post(from, 'available', available)];
}

function post(from: Book, to: Book, parts: readonly WalletPoints[]): Posting[] {
  return totals(parts).map(({ wallet, points }) => ({ wallet, from, to, points }));
}

/** What stands in the books after some postings; by Wallet. They sum to zero. */
export type Books = ReadonlyMap<WalletId, ReadonlyMap<Book, Points>>;

export function booksOf(events: Iterable<Facts>): Books {
  const books = new Map<WalletId, Map<Book, Points>>();
  for (const event of events) {
    for (const { wallet, from, to, points } of postingsOf(event)) {
      const book = books.get(wallet) ?? new Map<Book, Points>();
      books.set(wallet, book);
      book.set(from, (book.get(from) ?? 0n) - points);
      book.set(to, (book.get(to) ?? 0n) + points);
    }
  }
  return books;
}

export interface Imbalance {
  readonly wallet: WalletId;
  readonly book: Book | 'sum';
  readonly posted: Points;
  readonly found: Points;
}

/**
 * Whether points are conserved: in every Wallet the books sum to zero and what was posted to the Account is what it
 * holds. Empty when all is well.
 */
export function imbalances(books: Books, account: Account): Imbalance[] {
  const found: Imbalance[] = [];
  for (const name of new Set([...books.keys(), ...account.wallets.map((each) => each.wallet)])) {
    const book = books.get(name);
    const wallet = walletOf(account, name);
    const holds: [Book, Points][] = [
      ['available', wallet ? wallet.inLots - wallet.owed : 0n],
      ['held', wallet?.held ?? 0n],
      ['pending', wallet?.pending ?? 0n],
    ];
    for (const [which, points] of holds) {
      const posted = book?.get(which) ?? 0n;
      if (posted !== points) found.push({ wallet: name, book: which, posted, found: points });
    }
    const sum = [...(book?.values() ?? [])].reduce((total, points) => total + points, 0n);
    if (sum !== 0n) found.push({ wallet: name, book: 'sum', posted: sum, found: 0n });
  }
  return found;
}
