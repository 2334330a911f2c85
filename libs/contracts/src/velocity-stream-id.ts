import { derivedStream } from './derived-stream.js';
import type { VelocityCounted } from './review-events.js';

/** Of a member (`mem_…`), a till (its `source`) or a token (keyed); all services that count share it. */
export function velocityStreamId(programme: string, of: VelocityCounted['of'], name: string): string {
  return derivedStream(`velocity:${programme}:${of}:${name}`);
}
