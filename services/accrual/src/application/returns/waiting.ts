import type { ReturnKept } from '@loyalty/contracts';
import type { ClaimKey } from '@loyalty/event-store';
import { newUuid } from '@loyalty/service-host/values';
import { purchaseStream } from '../../domain/streams/purchase-stream.js';
import { returnStream } from '../../domain/streams/return-stream.js';
import type { Draft } from '../draft.js';
import type { ReturnAsk } from './return-ask.js';

/**
 * A return or a void that comes before its purchase takes the purchase's own key, so that the purchase must find it.
 * There is nothing yet with which the purchase could be compared; its content is compared from its stream later.
 */
export const WAITING_FINGERPRINT = '0'.repeat(32);

/** The stream in which a purchase is awaited, and the claim that makes it so when it is the first to wait. */
export function awaitingStream(draft: Draft, key: ClaimKey) {
  const known = draft.find(key);
  if (known) return { stream: known.stream, claims: [], isNew: false };
  return { stream: newUuid(), claims: [{ ...key, fingerprint: WAITING_FINGERPRINT }], isNew: true };
}

export function keepForPurchase(
  draft: Draft,
  ask: ReturnAsk,
  purchase: { readonly key: ClaimKey; readonly lines: ReturnKept['lines']; readonly named: ReturnKept['purchase'] },
): ReturnKept {
  const { occurredAt } = ask;
  const { stream, claims, isNew } = awaitingStream(draft, purchase.key);
  draft.append(purchaseStream, stream, {
    event: { type: 'ReturnAwaited', return: ask.id, occurredAt },
    occurredAt,
    claims,
    isNew,
  });

  const kept: ReturnKept = {
    type: 'ReturnKept',
    return: ask.id,
    programme: ask.programme,
    ...ask.named,
    occurredAt,
    purchase: purchase.named,
    lines: purchase.lines,
  };
  draft.append(returnStream, ask.stream, { event: kept, occurredAt, claims: ask.claims, beside: stream });
  return kept;
}
