/**
 * Crockford's base32 in lower case. Its letters stand in the order of their values, so texts of one length sort as
 * their bytes do.
 */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';

const VALUES = new Map([...LETTERS].map((letter, value) => [letter, value]));

export function base32Length(bytes: number): number {
  return Math.ceil((bytes * 8) / 5);
}

/** Padded with zero bits in front, so that the first letters carry the first bits. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = '';
  let bits = base32Length(bytes.length) * 5 - bytes.length * 8;
  let pending = 0;
  for (const byte of bytes) {
    pending = (pending << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += LETTERS.charAt((pending >>> bits) & 31);
    }
    pending &= (1 << bits) - 1;
  }
  return text;
}

/** Exactly one text stands for given bytes: upper case, look-alike letters and stray leading bits are refused. */
export function decodeBase32(text: string, byteCount: number): Uint8Array | undefined {
  if (text.length !== base32Length(byteCount)) return undefined;

  const bytes = new Uint8Array(byteCount);
  let bits = byteCount * 8 - text.length * 5;
  let pending = 0;
  let next = 0;
  for (const letter of text) {
    const value = VALUES.get(letter);
    if (value === undefined) return undefined;
    if (bits < 0 && value >>> (5 + bits) !== 0) return undefined;
    pending = (pending << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[next++] = pending >>> bits;
      pending &= (1 << bits) - 1;
    }
  }
  return bytes;
}
