/**
 * Crockford's base32 in lower case. Its letters stand in the order of their values, so texts of one length sort as
 * their bytes do.
 */
export const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';

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
