import { decodeUuid, encodeUuid } from './uuid-base32.js';

/** `pur_` and the 16 bytes of the UUID in base32: sorts by time, and is selected by a double click. */
export function toId(prefix: string, uuid: string): string {
  return encodeUuid(`${prefix}_`, uuid);
}

/** Undefined for anything that `toId` would not have written. */
export function fromId(prefix: string, id: string): string | undefined {
  if (!id.startsWith(prefix) || id[prefix.length] !== '_') return undefined;
  return decodeUuid(id.slice(prefix.length + 1));
}
