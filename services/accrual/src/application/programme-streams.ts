import { createHash } from 'node:crypto';

/** A constant of the log: whoever looks for programmes begins to read here. */
export const PROGRAMME_REGISTRY = '00000000-0000-8000-8000-70726f677261';

/** Follows from the programme's id, so that it needs no index. */
export function programmeStreamId(programme: string): string {
  const hex = createHash('sha256').update(`programme:${programme}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
