import type { RecordedEvent } from '@loyalty/event-store';
import { accountStream, type LedgerEvent, postingsOf } from '@loyalty/ledger';
import { type Kind, movementsOf, OWN } from '../domain/movement.js';
import { periodAt } from '../domain/period.js';
import { chargeOf, termsAt } from '../domain/terms.js';
import { collectRows } from './collect-rows.js';
import type { SettlementPorts } from './ports.js';
import type { SettlementBook } from './settlement-book.js';

/** What the statements say differs from what the ledger says. */
export interface SettlementDifference {
  readonly programme: string;
  readonly period: string;
  /** A kind of movement with its wallet, or money with its currency, or the bytes of a closed statement. */
  readonly what: string;
  readonly ledger: string;
  readonly statements: string;
}

/** By month and what moved. Points as they are; money in millionths. */
export type Sums = Map<string, bigint>;
export const keyOf = (period: string, what: string): string => `${period} ${what}`;

export function add(sums: Sums, key: string, by: bigint): void {
  sums.set(key, (sums.get(key) ?? 0n) + by);
}

/** Up to where the read model had been filled. */
export async function sumLedger(
  books: readonly SettlementBook[],
  ledger: { readonly log: SettlementPorts['log']; readonly upTo: readonly number[] },
) {
  const events: { readonly account: string; readonly event: LedgerEvent }[] = [];
  const placed = new Map<string, string>();
  const via = new Map<string, string>();
  const unclaimed = new Map<string, string>();
  await eachBatch(ledger, (batch) => {
    const { accounts, unclaimed: waiting, claimed } = collectRows(batch);
    for (const [account, place] of accounts) {
      if ('programme' in place) placed.set(account, place.programme);
      else via.set(account, place.via);
    }
    for (const [purchase, programme] of waiting) unclaimed.set(purchase, programme);
    for (const [purchase, account] of claimed) placed.set(account, unclaimed.get(purchase) ?? '');
    for (const each of batch) {
      if (each.category === accountStream.name) {
        events.push({ account: each.stream, event: accountStream.decode(each) });
      }
    }
  });
  const only = books.length === 1 ? books[0]?.programme : undefined;
  const programmeOf = (account: string, steps = 0): string | undefined => {
    const before = via.get(account);
    const known =
      placed.get(account) ?? (before !== undefined && steps < via.size ? programmeOf(before, steps + 1) : undefined);
    return known ?? only;
  };
  const byId = new Map(books.map((book) => [book.programme, book]));
  const spentAt = new Map<string, number>();
  for (const { event } of events) {
    if (event.type === 'PointsBurned' && event.redemption !== undefined)
      spentAt.set(event.redemption, event.occurredAt);
  }
  const sums = new Map<string, Sums>();
  const unplaced: SettlementDifference[] = [];
  let unplacedPoints = 0n;
  for (const { account, event } of events) {
    const book = byId.get(programmeOf(account) ?? '');
    if (book) {
      const of = sums.get(book.programme) ?? new Map<string, bigint>();
      sums.set(book.programme, of);
      addEvent(of, event, { book, spentAt });
      continue;
    }
    const points = movementsOf(event)
      .filter(({ side }) => side === 'issued')
      .map((each) => each.points);
    const size = points.reduce((sum, each) => sum + (each < 0n ? -each : each), 0n);
    if (size === 0n) continue;
    unplacedPoints += size;
    unplaced.push({
      programme: '',
      period: '',
      what: `account ${account}: of no known programme`,
      ledger: String(size),
      statements: '0',
    });
  }
  return { sums, unplaced, unplacedPoints, entries: events.length };
}

const BATCH = 1_000;

/** All shards, each from its start. */
async function eachBatch(
  { log, upTo }: { readonly log: SettlementPorts['log']; readonly upTo: readonly number[] },
  take: (batch: readonly RecordedEvent[]) => void,
): Promise<void> {
  for (const [shard, end] of upTo.entries()) {
    for (let after = 0; after < end;) {
      const batch = await log.readShard(shard, after, Math.min(BATCH, end - after));
      if (batch.length === 0) throw new Error(`shard ${shard} ends at ${after}, and was read up to ${end}`);
      take(batch);
      after += batch.length;
    }
  }
}

interface Around {
  readonly book: SettlementBook;
  readonly spentAt: ReadonlyMap<string, number>;
}

/** By what book points leave or enter, not by which part of a statement is meant for them: two ways to the same sums. */
function addEvent(sums: Sums, event: LedgerEvent, { book, spentAt }: Around): void {
  const period = periodAt(event.occurredAt, book.timeZone);
  for (const { wallet, from, to, points } of postingsOf(event)) {
    for (const [side, signed] of [
      [to, -points],
      [from, points],
    ] as const) {
      const kind = kindOfBook(side, event.type);
      if (!kind) continue;
      add(sums, keyOf(period, `${kind} of ${wallet}`), signed);
      if (kind === 'burned' || kind === 'refunded')
        add(sums, keyOf(period, `${kind} of ${wallet}, by who took them`), -signed);
    }
  }
  const redemption = 'redemption' in event ? event.redemption : undefined;
  for (const { side, kind, party, points, ratedAt } of movementsOf(event)) {
    const at = side === 'redeemed' && kind === 'refunded' ? (spentAt.get(redemption ?? '') ?? ratedAt) : ratedAt;
    const partner = party === OWN ? undefined : termsAt(book.versions, at)?.partners.get(party);
    const charge = chargeOf(partner, side, kind);
    if (charge) add(sums, keyOf(period, `money in ${charge.currency}`), charge.sign * charge.millionths * points);
  }
}

function kindOfBook(book: ReturnType<typeof postingsOf>[number]['from'], type: LedgerEvent['type']): Kind | undefined {
  switch (book) {
    case 'issued':
      return 'issued';
    case 'adjusted_up':
    case 'adjusted_down':
      return 'adjusted';
    case 'transferred_in':
    case 'transferred_out':
      return 'transferred';
    case 'burned':
      return type === 'PointsRefunded' ? 'refunded' : 'burned';
    case 'breakage':
      return 'expired';
    case 'reversed':
      return 'reversed';
    case 'available':
    case 'held':
    case 'pending':
      return undefined;
    default:
      return book satisfies never;
  }
}
