import { bookDue } from '@loyalty/ledger';
import { lotsOnceBooked } from '../domain/lots-once-booked.js';
import { findAccount, type AccountQuestion, type AccountRefusal, type ReadPorts } from './find-account.js';
import type { LotPlace, LotsPage, StoredLot } from './ports.js';

export interface LotsQuestion extends AccountQuestion {
  readonly limit: number;
  readonly after: LotPlace | undefined;
  /** Also those of which nothing is left. */
  readonly spent: boolean;
}

export interface LotsAnswer {
  readonly version: number;
  readonly items: readonly StoredLot[];
  readonly next: LotPlace | undefined;
}

/** The Lots of an account in the order in which they were made. What is due but not booked yet counts as booked. */
export async function listLots(question: LotsQuestion, ports: ReadPorts): Promise<LotsAnswer | AccountRefusal> {
  const found = await findAccount(question, ports);
  if ('refused' in found) return found;

  const { account, limit, after, spent } = question;
  const page = await ports.reads.lots(account, { limit, after, spent });
  const items = (await countDue(account, page, ports)).filter((lot) => spent || hasSomething(lot));
  return { version: page.version, items, next: page.lots.length === limit ? page.lots.at(-1) : undefined };
}

async function countDue(account: string, page: LotsPage, { clock, folded }: ReadPorts): Promise<readonly StoredLot[]> {
  const now = clock.now();
  if (page.nextDueAt === null || page.nextDueAt > now) return page.lots;

  const booking = bookDue(now, await folded.at(account, page.version));
  return booking.accepted ? lotsOnceBooked(page.lots, booking.events) : page.lots;
}

function hasSomething({ available, held, pending }: StoredLot): boolean {
  return available > 0n || held > 0n || pending > 0n;
}
