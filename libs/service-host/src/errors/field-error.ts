/** One thing that is wrong with what was sent. */
export interface FieldError {
  /** A JSON pointer into the body; names of headers and query parameters stand where the body's would. */
  readonly pointer: string;
  readonly code: string;
  /** What would have been right, in words. */
  readonly expected: string;
  /** What was there instead, shortened. */
  readonly found: string;
}

const FOUND_LENGTH_MAX = 80;

/** Shows a value in a few words: enough to recognise it, never the whole of a long one. */
export function describeFound(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Number.isNaN(value)) return 'no number';
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(typeof value === 'bigint' ? value.toString() : value) ?? typeof value;
  return text.length <= FOUND_LENGTH_MAX ? text : `${text.slice(0, FOUND_LENGTH_MAX)}…`;
}

export function pointerTo(...segments: readonly (string | number)[]): string {
  return segments.map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
