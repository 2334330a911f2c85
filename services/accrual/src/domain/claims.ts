import type { ClaimKey } from '@loyalty/event-store';

/** Keys under which purchases and returns are recognised. Unique within a Programme and a kind of write. */

export function purchaseKey(programme: string, { source, externalId }: ExternalId): ClaimKey {
  return { kind: 'purchase', scope: programme, key: join([source, externalId]) };
}

export function returnKey(programme: string, { source, externalId }: ExternalId): ClaimKey {
  return { kind: 'return', scope: programme, key: join([source, externalId]) };
}

export function actionKey(programme: string, { source, externalId }: ExternalId): ClaimKey {
  return { kind: 'action', scope: programme, key: join([source, externalId]) };
}

export function idempotencyKey(programme: string, write: string, key: string): ClaimKey {
  return { kind: 'key', scope: programme, key: join([write, key]) };
}

/** A transfer is found by its id alone: where it left, and where it came in. */
export function transferKey(transfer: string, half: 'out' | 'in' = 'out'): ClaimKey {
  return { kind: 'key', scope: 'transfers', key: join([half, transfer]) };
}

export interface ExternalId {
  readonly source: string;
  readonly externalId: string;
}

/** Every part carries its length, so that `("a:b", "c")` and `("a", "b:c")` are two keys. */
export function join(parts: readonly string[]): string {
  let joined = '';
  for (const part of parts) joined += `${part.length}:${part}`;
  return joined;
}
