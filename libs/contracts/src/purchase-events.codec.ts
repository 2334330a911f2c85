import { decodeWith, type StoredEvent, type Upcaster } from './event-codec.js';
import type {
  BonusWithdrawn,
  ClaimedLine,
  PurchaseClaimed,
  PurchaseEvent,
  PurchaseRecorded,
  PurchaseVoided,
  ReturnedLine,
  UnitsReturned,
} from './purchase-events.js';
import { readPurchaseRecorded, type StoredPurchaseRecorded } from './purchase-facts.codec.js';
import { readOutcome, storeOutcome, type StoredOutcome } from './purchase-outcome.codec.js';
import { reviewUpcasters, storeReviewEvent } from './review-events.codec.js';
import * as parts from './shared-parts.codec.js';
import { toJsonInteger as whole, type Stored } from './whole-number.js';
import { writePurchaseRecorded } from './write-purchase.js';

export function encodePurchaseEvent(event: PurchaseEvent): StoredEvent {
  const payload = event.type === 'PurchaseRecorded' ? writePurchaseRecorded(event) : JSON.stringify(store(event));
  return { type: `${event.type}.v1`, payload };
}

export function decodePurchaseEvent(stored: StoredEvent): PurchaseEvent {
  return decodeWith(upcasters, stored);
}

/** What is written where the event's own shape is not. */
type StoredClaimed = Omit<Stored<PurchaseClaimed>, 'outcome'> & { readonly outcome: StoredOutcome };
type StoredVoided = Omit<Stored<PurchaseVoided>, 'balances'> & { readonly balances: readonly parts.StoredBalance[] };

function store(event: Exclude<PurchaseEvent, PurchaseRecorded>): object {
  switch (event.type) {
    case 'PurchaseClaimed':
      return storeClaimed(event);
    case 'UnitsReturned':
      return { ...event, lines: event.lines.map(storeReturned), refund: event.refund.map(parts.storeRefund) };
    case 'BonusWithdrawn':
      return { ...event, lines: event.lines.map(storeReturned) };
    case 'PurchaseVoided':
      return storeVoided(event);
    case 'ReviewOpened':
    case 'ReviewReleased':
    case 'ReviewRejected':
    case 'ReviewWithdrawn':
      return storeReviewEvent(event);
    case 'PurchaseAlsoNamed':
    case 'ReturnAwaited':
    case 'VoidAwaited':
      return event;
    default:
      throw new Error(`no writer for ${(event satisfies never as PurchaseEvent).type}`);
  }
}

/** What the log holds was written by `encode`, so its shape is known from its type. */
const upcasters: Readonly<Record<string, Upcaster<PurchaseEvent>>> = {
  'PurchaseRecorded.v1': (payload) => readPurchaseRecorded(payload as StoredPurchaseRecorded),
  'PurchaseClaimed.v1': (payload) => readClaimed(payload as StoredClaimed),
  'UnitsReturned.v1': (payload) => readUnitsReturned(payload as Stored<UnitsReturned>),
  'BonusWithdrawn.v1': (payload) => readWithdrawn(payload as Stored<BonusWithdrawn>),
  'PurchaseVoided.v1': (payload) => readVoided(payload as StoredVoided),
  ...reviewUpcasters,
  'PurchaseAlsoNamed.v1': (payload) => payload as PurchaseEvent,
  'ReturnAwaited.v1': (payload) => payload as PurchaseEvent,
  'VoidAwaited.v1': (payload) => payload as PurchaseEvent,
};

function storeClaimed(event: PurchaseClaimed): StoredClaimed {
  const alreadyReturned = event.alreadyReturned.map(({ line, lots }) => ({
    line,
    lots: lots.map(parts.storeLotPoints),
  }));
  return { ...event, outcome: storeOutcome(event.outcome), alreadyReturned };
}

function readClaimed(stored: StoredClaimed): PurchaseClaimed {
  const alreadyReturned: ClaimedLine[] = stored.alreadyReturned.map(({ line, lots }) => ({
    line,
    lots: lots.map(parts.readLotPoints),
  }));
  return { ...stored, outcome: readOutcome(stored.outcome), alreadyReturned };
}

const readUnitsReturned = (stored: Stored<UnitsReturned>): UnitsReturned => ({
  ...stored,
  lines: stored.lines.map(readReturned),
  refund: stored.refund.map(parts.readRefund),
});

const readWithdrawn = (stored: Stored<BonusWithdrawn>): BonusWithdrawn => ({
  ...stored,
  lines: stored.lines.map(readReturned),
});

const storeVoided = ({ givenBack, ...event }: PurchaseVoided): StoredVoided => ({
  ...event,
  ...(givenBack && { givenBack: givenBack.map(parts.storeGivenBack) }),
  lines: event.lines.map(storeReturned),
  refund: event.refund.map(parts.storeRefund),
  takenBack: event.takenBack.map(parts.storeTakenBack),
  balances: event.balances.map(parts.storeBalance),
});

const readVoided = ({ givenBack, ...stored }: StoredVoided): PurchaseVoided => ({
  ...stored,
  ...(givenBack && { givenBack: givenBack.map(parts.readGivenBack) }),
  lines: stored.lines.map(readReturned),
  refund: stored.refund.map(parts.readRefund),
  takenBack: stored.takenBack.map(parts.readTakenBack),
  balances: stored.balances.map(parts.readBalance),
});

const storeReturned = (it: ReturnedLine): Stored<ReturnedLine> => ({
  line: it.line,
  quantity: whole(it.quantity),
  amount: whole(it.amount),
  lots: it.lots.map(parts.storeLotPoints),
  ...(it.paid && { paid: it.paid.map((part) => ({ ...part, points: whole(part.points) })) }),
  ...(it.money !== undefined && { money: whole(it.money) }),
});

const readReturned = (it: Stored<ReturnedLine>): ReturnedLine => ({
  line: it.line,
  quantity: BigInt(it.quantity),
  amount: BigInt(it.amount),
  lots: it.lots.map(parts.readLotPoints),
  ...(it.paid && { paid: it.paid.map((part) => ({ ...part, points: BigInt(part.points) })) }),
  ...(it.money !== undefined && { money: BigInt(it.money) }),
});
