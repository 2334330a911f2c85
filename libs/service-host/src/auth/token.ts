import { hash, randomBytes } from 'node:crypto';
import { base32Length, encodeBase32 } from '../ids/base32.js';
import { fromId, toId } from '../ids/wire-id.js';

const SECRET_BYTES = 32;
const ID_PREFIX = 'key';
const TOKEN = new RegExp(`^ll_([0-9a-z]{26})_([0-9a-z]{${base32Length(SECRET_BYTES)}})$`);

export interface TokenParts {
  /** The key's id without its prefix. */
  readonly id: string;
  readonly secret: string;
}

/** Letters and digits only, so that a double click takes the whole of it. The id in it makes a lost key findable. */
export function newToken(keyUuid: string): { readonly token: string; readonly secretHash: Buffer } {
  const secret = encodeBase32(randomBytes(SECRET_BYTES));
  return { token: `ll_${keyIdOf(keyUuid).slice(ID_PREFIX.length + 1)}_${secret}`, secretHash: hashSecret(secret) };
}

export function readToken(token: string): TokenParts | undefined {
  const match = TOKEN.exec(token);
  return match?.[1] && match[2] ? { id: match[1], secret: match[2] } : undefined;
}

export function hashSecret(secret: string): Buffer {
  return hash('sha256', secret, 'buffer');
}

export function keyIdOf(uuid: string): string {
  return toId(ID_PREFIX, uuid);
}

export function keyUuidOf(id: string): string | undefined {
  return fromId(ID_PREFIX, id.startsWith(`${ID_PREFIX}_`) ? id : `${ID_PREFIX}_${id}`);
}
