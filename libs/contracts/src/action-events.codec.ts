import type { ActionRecorded } from './action-events.js';
import { decodeWith, type StoredEvent } from './event-codec.js';
import { readOutcome, storeOutcome, type StoredOutcome } from './purchase-outcome.codec.js';
import { toJsonInteger as whole, type Stored } from './whole-number.js';

/** The `source` of actions that nobody reports: a programme gives for them by itself. */
export const OWN_SOURCE = 'loyalty';

type StoredRecorded = Omit<Stored<ActionRecorded>, 'type' | 'outcome'> & { readonly outcome: StoredOutcome };

export function encodeActionEvent({ type, outcome, released, ...event }: ActionRecorded): StoredEvent {
  const stored: StoredRecorded = {
    ...event,
    outcome: storeOutcome(outcome),
    released: released.map(({ lot, points }) => ({ lot, points: whole(points) })),
  };
  return { type: `${type}.v1`, payload: JSON.stringify(stored) };
}

export function decodeActionEvent(stored: StoredEvent): ActionRecorded {
  return decodeWith({ 'ActionRecorded.v1': (payload) => read(payload as StoredRecorded) }, stored);
}

function read({ outcome, released, ...event }: StoredRecorded): ActionRecorded {
  return {
    type: 'ActionRecorded',
    ...event,
    outcome: readOutcome(outcome),
    released: released.map(({ lot, points }) => ({ lot, points: BigInt(points) })),
  };
}
