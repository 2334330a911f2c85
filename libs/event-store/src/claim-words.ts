import type { ClaimKey } from './event-store.js';

/** A claim's words as one string, for maps in memory: cheaper than the hash that the index is keyed by. */
export function claimWords(claim: ClaimKey): string {
  // A command asks about the very key that it then claims.
  if (claim === last) return lastWords;
  last = claim;
  lastWords = join(claim);
  return lastWords;
}

let last: ClaimKey | undefined;
let lastWords = '';

function join({ kind, scope, key }: ClaimKey): string {
  return `${kind.length} ${scope.length} ${kind}${scope}${key}`;
}
