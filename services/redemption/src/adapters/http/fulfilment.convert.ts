import { type Actor, parseInstant } from '@loyalty/service-host';
import type { FulfilmentAsked } from '../../application/rewards/move-fulfilment.js';
import type { SentFulfilment } from '../../domain/rewards/fulfilment.schema.js';

export function fulfilmentAsked({ occurredAt, ...sent }: SentFulfilment, actor: Actor): FulfilmentAsked {
  const at = occurredAt === undefined ? undefined : parseInstant(occurredAt);
  return { ...sent, actor: actor.id, ...(at !== undefined && { occurredAt: at }) };
}
