/**
 * Facts as they come, each read as what it was declared to be. Whatever else stands there (a fraction for a count, null,
 * an object) is as good as nothing: unknown. Nothing here throws.
 */
export type Read<T> = (value: unknown) => T | undefined;

export function readTruth(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

export function readText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function readWhole(value: unknown): bigint | undefined {
  if (typeof value === 'bigint') return value;
  return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : undefined;
}

/** Money and quantities: only what is exact. A number of JavaScript could mean units or their smallest parts. */
export function readExact(value: unknown): bigint | undefined {
  return typeof value === 'bigint' ? value : undefined;
}

export function readList(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

/** The value at the end of a path; names have been checked, so that no path leads out of the facts. */
export function valueAt(path: readonly string[]): (from: unknown) => unknown {
  const [first = '', second] = path;
  if (second === undefined) return (from) => field(from, first);
  if (path.length === 2) return (from) => field(field(from, first), second);
  return (from) => path.reduce(field, from);
}

function field(from: unknown, name: string): unknown {
  return isRecord(from) ? from[name] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
