import {
  decodeReturnEvent,
  encodeReturnEvent,
  type ReturnEvent,
  type ReturnKept,
  type ReturnRecorded,
} from '@loyalty/contracts';
import type { Category } from '@loyalty/event-store';

/** The last event says all: kept for its purchase, or applied. */
export type ReturnState = ReturnKept | ReturnRecorded | null;

export const returnStream: Category<ReturnState, ReturnEvent> = {
  name: 'return',
  initial: () => null,
  evolve: (state, event) => (event.type === 'ReturnAlsoNamed' ? state : event),
  encode: encodeReturnEvent,
  decode: decodeReturnEvent,
};
