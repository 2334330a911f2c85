import {
  decodeRedemptionEvent,
  encodeRedemptionEvent,
  type RedemptionAuthorised,
  type RedemptionCaptured,
  type RedemptionEvent,
  type RedemptionVoided,
} from '@loyalty/contracts';
import type { Category } from '@loyalty/event-store';
import type { WalletPoints } from '@loyalty/ledger';
import { sumByWallet } from './points.js';

export type RedemptionState =
  | { readonly status: 'unknown' }
  /** Its void came first. */
  | { readonly status: 'awaited'; readonly voidedAt: number }
  | Redemption;

/** What its own stream says. Whether a hold has lapsed is said by the account alone (`standing.ts`). */
export interface Redemption {
  readonly status: 'known';
  readonly facts: RedemptionAuthorised;
  readonly captured: RedemptionCaptured | null;
  readonly voided: RedemptionVoided | null;
  /** Given back so far, by wallet. */
  readonly refunded: readonly WalletPoints[];
}

export const redemptionStream: Category<RedemptionState, RedemptionEvent> = {
  name: 'redemption',
  initial: () => ({ status: 'unknown' }),
  evolve,
  encode: encodeRedemptionEvent,
  decode: decodeRedemptionEvent,
};

function evolve(state: RedemptionState, event: RedemptionEvent): RedemptionState {
  switch (event.type) {
    case 'RedemptionAuthorised':
      if (state.status !== 'unknown') throw new Error(`${event.redemption} is authorised twice`);
      return { status: 'known', facts: event, captured: null, voided: null, refunded: [] };
    case 'RedemptionCaptured':
      return { ...open(state, event), captured: event };
    case 'RedemptionVoided':
      return { ...open(state, event), voided: event };
    case 'RedemptionRefunded': {
      if (state.status !== 'known' || !state.captured) throw new Error('refunded, and was never captured');
      return { ...state, refunded: sumByWallet([...state.refunded, ...event.slices]) };
    }
    case 'RedemptionVoidAwaited':
      if (state.status !== 'unknown') throw new Error('a void is awaited of what is known');
      return { status: 'awaited', voidedAt: event.occurredAt };
    default:
      return event satisfies never;
  }
}

function open(state: RedemptionState, { type }: RedemptionEvent): Redemption {
  if (state.status !== 'known' || state.captured || state.voided) throw new Error(`${type} of what is not open`);
  return state;
}
