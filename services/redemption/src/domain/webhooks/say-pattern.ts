import type { VelocityEvent } from '@loyalty/contracts';
import { sayLimit } from '../reviews/say-limit.js';
import type { Said } from './say-redemption.js';

/** That a limit was crossed which is only reported. Undefined: what was merely counted. */
export function sayPattern(event: VelocityEvent): Said | undefined {
  if (event.type !== 'PatternNoticed') return undefined;
  const { occurredAt, programme, member, till, counted, limit } = event;
  const data = { member: { id: member }, ...(till !== undefined && { till }), counted, limit: sayLimit(limit) };
  return { type: 'pattern.noticed', occurredAt, version: null, programme, data };
}
