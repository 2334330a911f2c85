import { Problem } from '@loyalty/service-host';
import type { WriteName } from '../../application/recognise-write.js';

export interface NamedBy {
  readonly source?: string | null | undefined;
  readonly externalId?: string | null | undefined;
  readonly idempotencyKey: string | undefined;
  readonly actor: string;
}

/** A member's own ids name its enrolment for ever; without them the caller has to name it by a key. */
export function writeName({ source, externalId, idempotencyKey, actor }: NamedBy): WriteName {
  if (source && externalId) return { source, externalId: externalId.trim() };
  if (source) {
    const error = { pointer: '/externalId', code: 'required', expected: 'the id in that source', found: 'nothing' };
    throw new Problem({ status: 400, code: 'invalid_request', errors: [error] });
  }
  if (!idempotencyKey) throw new Problem({ status: 400, code: 'idempotency_key_required' });
  return { actor, idempotencyKey };
}
