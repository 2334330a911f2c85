/** Every escape of a JSON text; the named ones are half of a character whose other half does not follow. */
const ESCAPES =
  /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(?<half>u[dD][89a-fA-F][\da-fA-F]{2})|.)/gsu;
const MAY_BE_HALF = /\\u[dD][89a-fA-F]/u;

/**
 * Whether a text that is JSON holds half a character (`"\ud800"`). UTF-8 has none: all of them would be kept as one letter, and
 * two ids could become one.
 */
export function holdsHalfCharacter(json: string): boolean {
  if (!MAY_BE_HALF.test(json)) return false;
  for (const { groups } of json.matchAll(ESCAPES)) if (groups?.['half'] !== undefined) return true;
  return false;
}
