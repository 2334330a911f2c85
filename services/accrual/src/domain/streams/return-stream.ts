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
  weigh: (state) => LINE_BYTES * (1 + linesOf(state)),
  encode: encodeReturnEvent,
  decode: decodeReturnEvent,
};

const LINE_BYTES = 500;

function linesOf(state: ReturnState): number {
  if (state === null) return 0;
  return state.type === 'ReturnKept' ? state.lines.length : state.matched.length + state.unmatched.length;
}
