/** One thing that the log says and that does not follow from the rest of it. */
export interface Difference {
  /** Where it stands: the event of this stream that has this version. */
  readonly stream: string;
  readonly version: number;
  /** `pur_…`, where it is about one. */
  readonly purchase: string | null;
  /** The offer whose part it is, where it is one offer's. */
  readonly offer: string | null;
  /** What differs, as a path into the event: `outcome.explanation.0.points`. */
  readonly what: string;
  readonly expected: unknown;
  readonly found: unknown;
}

export interface Mismatch {
  readonly path: string;
  readonly expected: unknown;
  readonly found: unknown;
}

/** The first place where two plain values differ; what is absent and what is undefined are the same. */
export function mismatch(expected: unknown, found: unknown, path = ''): Mismatch | undefined {
  if (expected === found) return undefined;
  if (typeof expected !== 'object' || typeof found !== 'object' || expected === null || found === null) {
    return { path, expected, found };
  }
  if (Array.isArray(expected) && Array.isArray(found)) return mismatchInList(expected, found, path);
  return mismatchInFields(expected as Fields, found as Fields, path);
}

type Fields = Readonly<Record<string, unknown>>;

function mismatchInList(expected: readonly unknown[], found: readonly unknown[], path: string): Mismatch | undefined {
  const length = Math.max(expected.length, found.length);
  for (let at = 0; at < length; at += 1) {
    if (expected[at] === found[at]) continue;
    const differs = mismatch(expected[at], found[at], joined(path, String(at)));
    if (differs) return differs;
  }
  return undefined;
}

function mismatchInFields(expected: Fields, found: Fields, path: string): Mismatch | undefined {
  for (const key in expected) {
    if (expected[key] === found[key]) continue;
    const differs = mismatch(expected[key], found[key], joined(path, key));
    if (differs) return differs;
  }
  for (const key in found) {
    if (expected[key] === undefined && found[key] !== undefined) {
      return { path: joined(path, key), expected: undefined, found: found[key] };
    }
  }
  return undefined;
}

function joined(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
