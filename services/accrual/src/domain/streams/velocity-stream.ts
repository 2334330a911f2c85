import { decodeVelocityEvent, encodeVelocityEvent, type VelocityEvent } from '@loyalty/contracts';
import type { Category } from '@loyalty/event-store';
import { velocityFold, type VelocityMoves } from '@loyalty/programme';

/** What a member or a till did lately, as velocity limits count it. */
export const velocityStream: Category<VelocityMoves, VelocityEvent> = {
  ...velocityFold,
  encode: encodeVelocityEvent,
  decode: decodeVelocityEvent,
};
