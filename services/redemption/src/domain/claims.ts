import type { ClaimKey } from '@loyalty/event-store';

/** What a caller calls a redemption; unique within a Programme. */
export interface ExternalId {
  readonly source: string;
  readonly externalId: string;
}

export function redemptionKey(programme: string, { source, externalId }: ExternalId): ClaimKey {
  return { kind: 'redemption', scope: programme, key: join([source, externalId]) };
}

/** Refunds have no id of their own: several parts of one redemption may go back. */
export function refundKey(programme: string, idempotencyKey: string): ClaimKey {
  return keyOf(programme, 'refund', idempotencyKey);
}

/** An `Idempotency-Key` of one kind of write. */
export function keyOf(programme: string, ...parts: readonly string[]): ClaimKey {
  return { kind: 'key', scope: programme, key: join(parts) };
}

/**
 * A void that comes before its redemption takes the redemption's own key, so that the redemption must find it. There is
 * nothing yet with which its content could be compared.
 */
export const AWAITING_FINGERPRINT = '0'.repeat(32);

/** Every part carries its length, so that `("a:b", "c")` and `("a", "b:c")` are two keys. */
function join(parts: readonly string[]): string {
  let joined = '';
  for (const part of parts) joined += `${part.length}:${part}`;
  return joined;
}
