import type { ClaimKey, View } from '@loyalty/event-store';
import type { RecordedPurchase } from '../../domain/purchase-state.js';
import { purchaseStream } from '../../domain/streams/purchase-stream.js';
import { receiptKeyAfter } from '../../domain/receipt.js';
import type { RecordPurchase } from './recording.js';
import { isTogether, type States } from '../where-now.js';

export interface ReceiptLookup {
  /** The purchase that has the receipt. */
  readonly first?: { readonly stream: string; readonly state: RecordedPurchase };
  /** The key that can be claimed: a void frees the receipt, and after each voided purchase comes another key. */
  readonly free?: ClaimKey;
}

export function lookUpReceipt(view: View, key: ClaimKey | undefined): ReceiptLookup {
  for (let free = key; free !== undefined;) {
    const known = view.claimed(free);
    if (!known) return { free };
    const { state } = view.state(purchaseStream, known.stream);
    if (state.status !== 'recorded') throw new Error(`a receipt leads to ${known.stream}, which is no purchase`);
    if (!state.voided) return { first: { stream: known.stream, state } };
    free = receiptKeyAfter(free, state.facts.purchase);
  }
  return {};
}

/** The same identity as was sent at first, or another one of the same member. */
export function isSameBuyer(
  { facts, owner }: RecordedPurchase,
  { purchase, buyer }: Pick<RecordPurchase, 'purchase' | 'buyer'>,
  states: States,
): boolean {
  if (facts.identity === purchase.identityPrint) return true;
  return buyer.kind === 'member' && owner !== null && isTogether(states, owner, buyer.membership);
}
