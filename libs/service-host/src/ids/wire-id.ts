import { decodeBase32, encodeBase32 } from './base32.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const UUID_BYTES = 16;

/** `pur_` and the 16 bytes of the UUID in base32: sorts by time, and is selected by a double click. */
export function toId(prefix: string, uuid: string): string {
  if (!UUID.test(uuid)) throw new Error(`'${uuid}' is no UUID in canonical lower-case text`);
  return `${prefix}_${encodeBase32(Buffer.from(uuid.replaceAll('-', ''), 'hex'))}`;
}

/** Undefined for anything that `toId` would not have written. */
export function fromId(prefix: string, id: string): string | undefined {
  if (!id.startsWith(`${prefix}_`)) return undefined;
  const bytes = decodeBase32(id.slice(prefix.length + 1), UUID_BYTES);
  if (!bytes) return undefined;
  const hex = Buffer.from(bytes).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
