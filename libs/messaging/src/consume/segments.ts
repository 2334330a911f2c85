import type { Received } from '../messaging.js';
import type { Gapless } from './handling.js';

export interface Place {
  /** The offset to go on from. */
  readonly next: number;
  /** The last position that took effect; 0 where messages are not numbered. */
  readonly position: number;
}

export type Segment =
  | { readonly kind: 'here'; readonly messages: readonly Received[]; readonly to: Place }
  /** Positions after one and up to another have not come. */
  | { readonly kind: 'missing'; readonly after: number; readonly upTo: number };

export interface Segments {
  readonly segments: readonly Segment[];
  /** How many had taken effect before. */
  readonly repeated: number;
}

/** What of a batch is new, and where something is missing before it goes on. */
export function segmentsOf(messages: readonly Received[], place: Place, gapless?: Gapless): Segments {
  return gapless === undefined ? byOffset(messages, place) : byPosition(messages, place, gapless);
}

function byOffset(messages: readonly Received[], place: Place): Segments {
  const fresh = messages.filter(({ offset }) => offset >= place.next);
  const repeated = messages.length - fresh.length;
  const last = fresh.at(-1);
  if (last === undefined) return { segments: [], repeated };
  return { segments: [{ kind: 'here', messages: fresh, to: { ...place, next: last.offset + 1 } }], repeated };
}

function byPosition(messages: readonly Received[], place: Place, { positionOf }: Gapless): Segments {
  const segments: Segment[] = [];
  let { position } = place;
  let repeated = 0;
  let here: Received[] = [];
  const close = (next: number): void => {
    if (here.length > 0) segments.push({ kind: 'here', messages: here, to: { next, position } });
    here = [];
  };
  for (const message of messages) {
    const at = countable(positionOf(message));
    // Not numbered: only its offset can tell whether it was here before.
    const isRepeated = at === undefined ? message.offset < place.next : at <= position;
    if (isRepeated) {
      repeated += 1;
      continue;
    }
    if (at !== undefined && at > position + 1) {
      close(message.offset);
      segments.push({ kind: 'missing', after: position, upTo: at - 1 });
    }
    here.push(message);
    position = at ?? position;
  }
  close((messages.at(-1)?.offset ?? place.next - 1) + 1);
  return { segments, repeated };
}

/** What counts from 1 on; anything else is no position, whatever a header says. */
function countable(position: number | undefined): number | undefined {
  return position !== undefined && Number.isSafeInteger(position) && position > 0 ? position : undefined;
}
