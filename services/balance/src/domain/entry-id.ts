import { hash } from 'node:crypto';

/** Where an entry stands in the log: all that its id is made of. */
export interface EntryPlace {
  readonly stream: string;
  readonly version: number;
  readonly recordedAt: number;
}

/**
 * The id of an entry, as a UUIDv7 of the instant it was recorded at. It is derived, not drawn: every reader of the log,
 * and every rebuild, gives an entry the same name. Entries of one account recorded in the same millisecond sort by version.
 */
export function entryId({ stream, version, recordedAt }: EntryPlace): string {
  const time = recordedAt.toString(16).padStart(12, '0');
  const order = (version & 0xfff).toString(16).padStart(3, '0');
  const digest = hash('sha256', `${stream}/${version}`, 'hex');
  // The two upper bits of the fourth group are the variant of a UUID: 10.
  const variant = ((Number.parseInt(digest.slice(0, 4), 16) & 0x3fff) | 0x8000).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${order}-${variant}-${digest.slice(4, 16)}`;
}
