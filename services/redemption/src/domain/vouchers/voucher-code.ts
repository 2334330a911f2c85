/** 32 letters that no eye confuses: no i, l, o, u. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
/** 5 bits each: 100 bits. */
const CODE_LETTERS = 20;
const GROUP = /.{1,4}/g;

/** The first 100 bits of a hash. @throws where it has fewer. */
export function codeFrom(hash: Uint8Array): string {
  if (hash.length * 8 < CODE_LETTERS * 5) throw new Error('a code needs 100 bits');
  let code = '';
  let [pending, bits] = [0, 0];
  for (const byte of hash) {
    pending = (pending << 8) | byte;
    bits += 8;
    while (bits >= 5 && code.length < CODE_LETTERS) {
      bits -= 5;
      code += LETTERS.charAt((pending >>> bits) & 31);
    }
    pending &= (1 << bits) - 1;
  }
  return code;
}

/** As people type and read it: in any case, with spaces and dashes, o for 0, i and l for 1. */
export function canonicalCode(typed: string): string {
  return typed
    .replace(/[\s-]+/g, '')
    .toLowerCase()
    .replaceAll('o', '0')
    .replace(/[il]/g, '1');
}

/** `8T3K-…`: five groups of four. */
export function shownCode(code: string): string {
  return (code.toUpperCase().match(GROUP) ?? []).join('-');
}
