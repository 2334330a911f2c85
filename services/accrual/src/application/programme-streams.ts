import { derivedStream } from './derived-stream.js';

/** A constant of the log: whoever looks for programmes begins to read here. */
export const PROGRAMME_REGISTRY = '00000000-0000-8000-8000-70726f677261';

/** Follows from the programme's id, so that it needs no index. */
export function programmeStreamId(programme: string): string {
  return derivedStream(`programme:${programme}`);
}
