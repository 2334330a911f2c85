import {
  decodePurchaseEvent,
  encodePurchaseEvent,
  type ClaimedLine,
  type PurchaseClaimed,
  type PurchaseEvent,
  type PurchaseRecorded,
  type Refund,
  type ReturnedLine,
  reviewAfter,
  type VoidAwaited,
} from '@loyalty/contracts';
import type { Category } from '@loyalty/event-store';
import { addReturned } from '../units/given-back.js';
import { pointsLeft } from '../units/points-left.js';
import {
  NOTHING_GIVEN_BACK,
  type AwaitedPurchase,
  type GivenBack,
  type PurchaseState,
  type RecordedPurchase,
} from '../purchase-state.js';

export const purchaseStream: Category<PurchaseState, PurchaseEvent> = {
  name: 'purchase',
  initial: () => ({ status: 'unknown' }),
  evolve,
  weigh: (state) => (state.status === 'recorded' ? RECORDED_BYTES + LINE_BYTES * state.facts.lines.length : 0),
  encode: encodePurchaseEvent,
  decode: decodePurchaseEvent,
};

/** A line with its part of each lot and, perhaps, what of it went back. */
const LINE_BYTES = 500;
const RECORDED_BYTES = 1500;

function evolve(state: PurchaseState, event: PurchaseEvent): PurchaseState {
  switch (event.type) {
    case 'PurchaseRecorded':
      return record(event);
    case 'ReturnAwaited': {
      const awaited = asAwaited(state, event);
      return { ...awaited, returns: [...awaited.returns, event.return] };
    }
    case 'VoidAwaited':
      return { ...asAwaited(state, event), voidedAt: event.occurredAt, voidedBy: voidedBy(event) };
    case 'PurchaseAlsoNamed': {
      const recorded = asRecorded(state, event);
      return { ...recorded, alsoNamed: recorded.alsoNamed + 1 };
    }
    case 'PurchaseClaimed':
      return claim(asRecorded(state, event), event);
    case 'UnitsReturned':
      return giveBack(asRecorded(state, event), event.lines, event.refund);
    case 'BonusWithdrawn': {
      const recorded = asRecorded(state, event);
      const withdrawn = new Set([...recorded.withdrawn, event.offer]);
      return { ...giveBack(recorded, event.lines, []), withdrawn };
    }
    case 'PurchaseVoided':
      return { ...giveBack(asRecorded(state, event), event.lines, event.refund), voided: event };
    case 'ReviewOpened':
    case 'ReviewReleased':
    case 'ReviewWithdrawn': {
      const recorded = asRecorded(state, event);
      return { ...recorded, review: reviewAfter(recorded.review, event) };
    }
    case 'ReviewRejected': {
      const recorded = asRecorded(state, event);
      const review = reviewAfter(recorded.review, event);
      return { ...giveBack(recorded, pointsLeft(recorded), []), review };
    }
    default:
      return event satisfies never;
  }
}

function voidedBy({ actor, reason }: VoidAwaited) {
  return { ...(actor === undefined ? {} : { actor }), ...(reason === undefined ? {} : { reason }) };
}

function record(facts: PurchaseRecorded): RecordedPurchase {
  const { member, account, outcome } = facts;
  const owner = member !== null && account !== null ? { member, account } : null;
  return {
    status: 'recorded',
    facts,
    owner,
    outcome,
    givenBack: NONE_GIVEN_BACK,
    refunded: NONE_REFUNDED,
    withdrawn: NONE_WITHDRAWN,
    voided: null,
    review: null,
    alsoNamed: 0,
  };
}

const NONE_GIVEN_BACK: ReadonlyMap<string, GivenBack> = new Map();
const NONE_WITHDRAWN: ReadonlySet<string> = new Set();
const NONE_REFUNDED: ReadonlyMap<string, bigint> = new Map();

function claim(state: RecordedPurchase, event: PurchaseClaimed): RecordedPurchase {
  const { member, account, outcome } = event;
  const givenBack = new Map(state.givenBack);
  for (const { line, lots } of event.alreadyReturned) givenBack.set(line, takePoints(givenBack.get(line), lots));
  return { ...state, owner: { member, account }, outcome, givenBack };
}

/** The points of units that had gone back while the purchase was nobody's. */
function takePoints(before: GivenBack | undefined, lots: ClaimedLine['lots']): GivenBack {
  const { quantity, amount, amountAlone } = before ?? NOTHING_GIVEN_BACK;
  const taken = new Map(lots.map(({ lot, points }) => [lot, points]));
  return { quantity, amount, amountAlone, lots: taken, since: { quantity, amount, lots: taken } };
}

function giveBack(
  state: RecordedPurchase,
  lines: readonly ReturnedLine[],
  refund: readonly Refund[],
): RecordedPurchase {
  const givenBack = new Map(state.givenBack);
  for (const line of lines) givenBack.set(line.line, addReturned(givenBack.get(line.line) ?? NOTHING_GIVEN_BACK, line));
  const refunded = new Map(state.refunded);
  for (const { kind, amount } of refund) refunded.set(kind, (refunded.get(kind) ?? 0n) + amount);
  return { ...state, givenBack, refunded };
}

function asAwaited(state: PurchaseState, event: PurchaseEvent): AwaitedPurchase {
  if (state.status === 'recorded') throw new Error(`${event.type} after the purchase was recorded`);
  return state.status === 'awaited' ? state : { status: 'awaited', returns: [], voidedAt: null };
}

function asRecorded(state: PurchaseState, event: PurchaseEvent): RecordedPurchase {
  if (state.status !== 'recorded') throw new Error(`${event.type} before the purchase was recorded`);
  return state;
}
