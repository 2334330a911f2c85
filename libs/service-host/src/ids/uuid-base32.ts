import { LETTERS } from './base32.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TEXT = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/** Every purchase makes and reads several ids, so letters are handled in pairs: 10 bits, a table of 1,024. */
const PAIRS = [...LETTERS].flatMap((first) => [...LETTERS].map((second) => first + second));
const PAIR_VALUES = new Map(PAIRS.map((pair, value) => [pair, value]));

/** 26 letters: 2 bits of padding and the first byte are a pair; then 5 hexadecimal digits are two pairs, six times. */
export function encodeUuid(uuid: string): string {
  if (!UUID.test(uuid)) throw new Error(`'${uuid}' is no UUID in canonical lower-case text`);
  const hex = uuid.slice(0, 8) + uuid.slice(9, 13) + uuid.slice(14, 18) + uuid.slice(19, 23) + uuid.slice(24);
  let text = pair(Number.parseInt(hex.slice(0, 2), 16));
  for (let at = 2; at < 32; at += 5) {
    const bits = Number.parseInt(hex.slice(at, at + 5), 16);
    text += pair(bits >>> 10) + pair(bits & 1023);
  }
  return text;
}

export function decodeUuid(text: string): string | undefined {
  if (!TEXT.test(text)) return undefined;
  let hex = value(text, 0).toString(16).padStart(2, '0');
  for (let at = 2; at < 26; at += 4) {
    hex += ((value(text, at) << 10) | value(text, at + 2)).toString(16).padStart(5, '0');
  }
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function pair(bits: number): string {
  return PAIRS[bits] ?? '';
}

function value(text: string, at: number): number {
  return PAIR_VALUES.get(text.slice(at, at + 2)) ?? 0;
}
