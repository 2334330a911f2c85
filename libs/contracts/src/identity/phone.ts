const INTERNATIONAL = /^\+[1-9]\d{7,14}$/;
const PUNCTUATION = /[\s().\-/\u2010-\u2015]/g;

/**
 * A number as E.164 writes it: `+` and 8 to 15 digits. `00` stands for `+`, and tills that drop the `+` are understood;
 * a number that begins with one zero is not, since nothing here says which country it would be in.
 */
export function canonicalPhone(text: string): string | undefined {
  const written = text.normalize('NFKC').trim().replace(/^00/, '+');
  const dialled = written.startsWith('+') ? written.replace('(0)', '') : written;
  const compact = dialled.replace(PUNCTUATION, '').replace(/^(?=[1-9])/, '+');
  return INTERNATIONAL.test(compact) ? compact : undefined;
}
