import { decodeActionEvent, encodeActionEvent, type ActionRecorded } from '@loyalty/contracts';
import type { Category } from '@loyalty/event-store';

/** A reported action: one event, which is its answer. */
export const actionStream: Category<ActionRecorded | null, ActionRecorded> = {
  name: 'action',
  initial: () => null,
  evolve: (_, event) => event,
  weigh: (state) => (state === null ? 0 : ACTION_BYTES),
  encode: encodeActionEvent,
  decode: decodeActionEvent,
};

const ACTION_BYTES = 1_500;
