import { hash } from 'node:crypto';

const BLOCK_BYTES = 64;
const INNER_PAD = 0x36;
const OUTER_PAD = 0x5c;
const BYTES_PER_UNIT_MAX = 3;
/** Longer texts are given room of their own, so that one of them does not keep it for ever. */
const ROOM_BYTES = 16 * 1024;

/** A hash of a text, as hexadecimal digits or as one character per byte. */
export type KeyedHash = (text: string, encoding: 'hex' | 'binary') => string;

/**
 * HMAC-SHA-256 (RFC 2104), by two hashes in one call each. Every purchase needs several, and an `Hmac` of Node's is an
 * object that the garbage collector must finalise: those took a tenth of a server's time.
 */
export function hmacSha256(key: Uint8Array): KeyedHash {
  const block = Buffer.alloc(BLOCK_BYTES);
  block.set(key.length > BLOCK_BYTES ? hash('sha256', key, 'buffer') : key);
  const inner = padded(block, INNER_PAD, ROOM_BYTES);
  const outer = padded(block, OUTER_PAD, BLOCK_BYTES + 32);

  return (text, encoding) => {
    const needed = BLOCK_BYTES + text.length * BYTES_PER_UNIT_MAX;
    const room = needed <= ROOM_BYTES ? inner : padded(block, INNER_PAD, needed);
    const end = BLOCK_BYTES + room.write(text, BLOCK_BYTES, 'utf8');
    outer.write(hash('sha256', room.subarray(0, end), 'binary'), BLOCK_BYTES, 'latin1');
    return hash('sha256', outer, encoding);
  };
}

function padded(block: Buffer, pad: number, bytes: number): Buffer {
  const room = Buffer.alloc(bytes);
  for (const [at, byte] of block.entries()) room[at] = byte ^ pad;
  return room;
}
