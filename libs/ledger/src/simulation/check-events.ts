import type { LedgerEvent } from '../events.js';
import type { Instant, WalletBalance } from '../nouns.js';
import { booksOf, postingsOf } from '../postings.js';
import type { Findings } from './findings.js';
import type { NaiveMovement } from './naive/naive-account.js';
import type { World } from './world.js';

const books = ['available', 'held', 'pending'] as const;

/** What an event says of itself: its postings are what changed. */
export function checkEvent(findings: Findings, event: LedgerEvent): void {
  const postings = postingsOf(event);
  for (const { points, from, to } of postings) {
    if (points <= 0n || from === to)
      findings.same(`a posting of ${event.type}`, 'a movement', `${points} ${from} ${to}`);
  }
  for (const change of event.changes) {
    for (const book of books) {
      let posted = 0n;
      for (const { wallet, from, to, points } of postings) {
        if (wallet !== change.wallet) continue;
        if (from === book) posted -= points;
        if (to === book) posted += points;
      }
      if (posted !== change[book]) {
        findings.same(`${book} ${change.wallet} changed by ${event.type}`, String(posted), String(change[book]));
      }
    }
  }
}

/** Balances run on from event to event; returns the last ones. */
export function checkBalances(findings: Findings, events: readonly LedgerEvent[]): void {
  const last = new Map<string, WalletBalance>();
  for (const event of events) {
    for (const told of event.balances) {
      const change = event.changes.find((each) => each.wallet === told.wallet);
      const before = last.get(told.wallet);
      for (const name of [...books, 'shortfall'] as const) {
        const expected = (before?.[name] ?? 0n) + (change?.[name] ?? 0n);
        if (expected !== told[name]) {
          findings.same(`${name} ${told.wallet} told by ${event.type}`, String(expected), String(told[name]));
        }
      }
      last.set(told.wallet, told);
    }
  }
}

/** Booked on the same dates: then every `asOf` sum of the history is the same too. */
export function checkMovements(
  findings: Findings,
  events: readonly LedgerEvent[],
  movements: readonly NaiveMovement[],
): void {
  const sums = new Sums();
  for (const { at, wallet, book, points } of movements) sums.add({ at, wallet, book }, points);
  const told = new Sums();
  for (const { occurredAt: at, changes } of events) {
    for (const change of changes) {
      const { wallet } = change;
      for (const book of [...books, 'shortfall'] as const) told.add({ at, wallet, book }, change[book]);
    }
  }
  findings.same('what was booked by business time', sums.text(), told.text());
}

/** What left one Account has come to the other, or is on its way. */
export function checkBetween(findings: Findings, { sides, arriving, moving }: World): void {
  const sums = new Map<string, bigint>();
  const add = (wallet: string, points: bigint) => sums.set(wallet, (sums.get(wallet) ?? 0n) + points);
  for (const [wallet, books] of sides.flatMap(({ events }) => [...booksOf(events)])) {
    add(wallet, (books.get('transferred_out') ?? 0n) + (books.get('transferred_in') ?? 0n));
  }
  for (const { command } of arriving) for (const { wallet, points } of command.slices) add(wallet, -points);
  for (const { command } of moving) {
    for (const { wallet, from, to, points } of postingsOf(command.out)) {
      if (to === 'transferred_out') add(wallet, -points);
      if (from === 'transferred_out') add(wallet, points);
    }
  }
  for (const [wallet, sum] of sums) findings.same(`${wallet} between the accounts`, '0', String(sum));
}

/** Whatever arrives late, at no date were fewer than no points held or pending. */
export function checkAsOf(findings: Findings, events: readonly LedgerEvent[]): void {
  const sums = new Map<string, bigint>();
  const inTime = [...events].sort((one, other) => one.occurredAt - other.occurredAt);
  for (const [at, event] of inTime.entries()) {
    for (const change of event.changes) {
      for (const book of ['held', 'pending'] as const) {
        const key = `${book} ${change.wallet}`;
        sums.set(key, (sums.get(key) ?? 0n) + change[book]);
      }
    }
    if (inTime[at + 1]?.occurredAt === event.occurredAt) continue;
    for (const [key, sum] of sums)
      if (sum < 0n) findings.same(`${key} as of ${event.occurredAt}`, 'not below 0', `${sum}`);
  }
}

class Sums {
  private readonly sums = new Map<string, bigint>();

  add({ at, wallet, book }: { at: Instant; wallet: string; book: string }, points: bigint): void {
    if (points === 0n) return;
    const key = `${at} ${book} ${wallet}`;
    this.sums.set(key, (this.sums.get(key) ?? 0n) + points);
  }

  text(): string {
    const lines: string[] = [];
    for (const [key, sum] of this.sums) if (sum !== 0n) lines.push(`${key} ${sum}`);
    return lines.sort().join('\n');
  }
}
