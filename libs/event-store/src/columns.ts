import type { Claim } from './event-store.js';

/** Claims and tags of an event in the text form of their columns; absent ones are null. */
export function writeClaims(claims: readonly Claim[]): string | null {
  if (claims.length === 0) return null;
  return JSON.stringify(claims.map(({ kind, scope, key, fingerprint }) => [kind, scope, key, fingerprint]));
}

export function readClaims(column: string | null): readonly Claim[] {
  if (column === null) return [];
  return (JSON.parse(column) as [string, string, string, string][]).map(([kind, scope, key, fingerprint]) => ({
    kind,
    scope,
    key,
    fingerprint,
  }));
}

export function writeTags(tags: readonly string[]): string | null {
  return tags.length === 0 ? null : JSON.stringify(tags);
}

export function readTags(column: string | null): readonly string[] {
  return column === null ? [] : (JSON.parse(column) as string[]);
}
