import { decodeWith, type StoredEvent, type Upcaster } from './event-codec.js';
import type {
  KeptLine,
  MatchedUnits,
  ReturnAlsoNamed,
  ReturnEvent,
  ReturnKept,
  ReturnRecorded,
  UnmatchedUnits,
} from './return-events.js';
import * as parts from './shared-parts.codec.js';
import { toJsonInteger as whole, type Stored } from './whole-number.js';

export function encodeReturnEvent(event: ReturnEvent): StoredEvent {
  return { type: `${event.type}.v1`, payload: JSON.stringify(store(event)) };
}

/** Balances are written without their zeros. */
type StoredRecorded = Omit<Stored<ReturnRecorded>, 'balances'> & { readonly balances: readonly parts.StoredBalance[] };

function store(event: ReturnEvent): object {
  if (event.type === 'ReturnKept') return storeKept(event);
  return event.type === 'ReturnRecorded' ? storeRecorded(event) : event;
}

export function decodeReturnEvent(stored: StoredEvent): ReturnEvent {
  return decodeWith(upcasters, stored);
}

const upcasters: Readonly<Record<string, Upcaster<ReturnEvent>>> = {
  'ReturnKept.v1': (payload) => readKept(payload as Stored<ReturnKept>),
  'ReturnRecorded.v1': (payload) => readRecorded(payload as StoredRecorded),
  'ReturnAlsoNamed.v1': (payload) => payload as ReturnAlsoNamed,
};

const storeKept = (event: ReturnKept): Stored<ReturnKept> => ({ ...event, lines: event.lines.map(storeKeptLine) });
const readKept = (stored: Stored<ReturnKept>): ReturnKept => ({ ...stored, lines: stored.lines.map(readKeptLine) });

const storeKeptLine = (it: KeptLine): Stored<KeptLine> =>
  'quantity' in it ? { line: it.line, quantity: whole(it.quantity) } : it;
const readKeptLine = (it: Stored<KeptLine>): KeptLine =>
  'quantity' in it ? { line: it.line, quantity: BigInt(it.quantity) } : it;

const storeRecorded = ({ givenBack, ...event }: ReturnRecorded): StoredRecorded => ({
  ...event,
  matched: event.matched.map(storeMatched),
  unmatched: event.unmatched.map(storeUnmatched),
  ...(givenBack && { givenBack: givenBack.map(parts.storeGivenBack) }),
  takenBack: event.takenBack.map(parts.storeTakenBack),
  refund: event.refund.map(parts.storeRefund),
  balances: event.balances.map(parts.storeBalance),
});

const readRecorded = ({ givenBack, ...stored }: StoredRecorded): ReturnRecorded => ({
  ...stored,
  ...(givenBack && { givenBack: givenBack.map(parts.readGivenBack) }),
  matched: stored.matched.map(readMatched),
  unmatched: stored.unmatched.map(readUnmatched),
  takenBack: stored.takenBack.map(parts.readTakenBack),
  refund: stored.refund.map(parts.readRefund),
  balances: stored.balances.map(parts.readBalance),
});

const storeMatched = (it: MatchedUnits): Stored<MatchedUnits> => ({
  ...it,
  quantity: whole(it.quantity),
  amount: whole(it.amount),
  points: it.points.map(parts.storeWalletPoints),
});

const readMatched = (it: Stored<MatchedUnits>): MatchedUnits => ({
  ...it,
  quantity: BigInt(it.quantity),
  amount: BigInt(it.amount),
  points: it.points.map(parts.readWalletPoints),
});

function storeUnmatched({ quantity, ...rest }: UnmatchedUnits): Stored<UnmatchedUnits> {
  return quantity === undefined ? rest : { ...rest, quantity: whole(quantity) };
}

function readUnmatched({ quantity, ...rest }: Stored<UnmatchedUnits>): UnmatchedUnits {
  return quantity === undefined ? rest : { ...rest, quantity: BigInt(quantity) };
}
