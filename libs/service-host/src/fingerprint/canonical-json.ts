/**
 * One text for everything that means the same: fields in order of their names, no white space, absent fields left out.
 * The values are the caller's to make equal (3 and 3.000 are different strings).
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${value} has no canonical form`);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;

  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    // By code units, the same everywhere; a locale would sort differently on another machine.
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`);
  return `{${fields.join(',')}}`;
}
