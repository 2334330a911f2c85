import { LETTERS } from './base32.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TEXT = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;

const LETTER_CODES = Uint8Array.from(LETTERS, (letter) => letter.charCodeAt(0));
const NIBBLES = Uint8Array.from({ length: 128 }, (_, code) => '0123456789abcdef'.indexOf(String.fromCharCode(code)));
const DASH = 45;

/** Letters are read in pairs: 10 bits, a table of 1,024. */
const PAIRS = [...LETTERS].flatMap((first) => [...LETTERS].map((second) => first + second));
const PAIR_VALUES = new Map(PAIRS.map((pair, value) => [pair, value]));

const room = Buffer.alloc(64);

/**
 * 26 letters behind what they are to stand behind; 2 bits of padding in front. Written as bytes and made text once:
 * every purchase makes several ids, keeps them, and text that is put together piece by piece stays in pieces.
 */
export function encodeUuid(before: string, uuid: string): string {
  if (!UUID.test(uuid)) throw new Error(`'${uuid}' is no UUID in canonical lower-case text`);
  let end = room.write(before, 'latin1');
  let pending = 0;
  let bits = 2;
  for (let at = 0; at < uuid.length; at++) {
    const code = uuid.charCodeAt(at);
    if (code === DASH) continue;
    pending = (pending << 4) | (NIBBLES[code] ?? 0);
    bits += 4;
    if (bits < 5) continue;
    bits -= 5;
    room[end++] = LETTER_CODES[pending >> bits] ?? 0;
    pending &= (1 << bits) - 1;
  }
  return room.toString('latin1', 0, end);
}

export function decodeUuid(text: string): string | undefined {
  if (!TEXT.test(text)) return undefined;
  let hex = value(text, 0).toString(16).padStart(2, '0');
  for (let at = 2; at < 26; at += 4) {
    hex += ((value(text, at) << 10) | value(text, at + 2)).toString(16).padStart(5, '0');
  }
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function value(text: string, at: number): number {
  return PAIR_VALUES.get(text.slice(at, at + 2)) ?? 0;
}
