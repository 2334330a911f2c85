import type {
  PayoutAccepted,
  PayoutApproved,
  PayoutEvent,
  PayoutFailed,
  PayoutRefused,
  PayoutRequested,
  PayoutSent,
  PayoutSettled,
} from './payout-events.js';

/** What a redemption's stream says of the money that its points become; each step is there once. */
export interface Payout {
  readonly requested: PayoutRequested;
  readonly approved: PayoutApproved | null;
  readonly refused: PayoutRefused | null;
  /** From then on it may have been paid, whatever we heard of it. */
  readonly sent: PayoutSent | null;
  readonly accepted: PayoutAccepted | null;
  readonly settled: PayoutSettled | null;
  readonly failed: PayoutFailed | null;
}

export function newPayout(requested: PayoutRequested): Payout {
  return {
    requested,
    approved: null,
    refused: null,
    sent: null,
    accepted: null,
    settled: null,
    failed: null,
  };
}

export function evolvePayout(payout: Payout | null, event: PayoutEvent): Payout {
  if (event.type === 'PayoutRequested') {
    if (payout) throw new Error('a payout is requested twice');
    return newPayout(event);
  }
  if (!payout) throw new Error(`${event.type} of what is not paid out`);
  if (payout.settled || payout.failed || payout.refused) throw new Error(`${event.type} of a payout that has ended`);
  switch (event.type) {
    case 'PayoutApproved':
      return { ...payout, approved: event };
    case 'PayoutRefused':
      return { ...payout, refused: event };
    case 'PayoutSent':
      return { ...payout, sent: event };
    case 'PayoutAccepted':
      return { ...payout, accepted: event };
    case 'PayoutSettled':
      return { ...payout, settled: event };
    case 'PayoutFailed':
      return { ...payout, failed: event };
    default:
      return event satisfies never;
  }
}
