/** What a column of rows may hold, with PostgreSQL's id of the type. */
const TYPES = { bool: 16, bigint: 20, int: 23, text: 25, uuid: 2950, jsonb: 3802 } as const;

export type ColumnType = keyof typeof TYPES;
export type ColumnValue = string | number | bigint | boolean | null;

const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
const NULL_LENGTH = -1;
/** PostgreSQL's binary form of jsonb is text after the number of its version. */
const JSONB_VERSION = 1;

/**
 * A column of many rows in PostgreSQL's binary array format. JSON text in an array as text is quoted character by
 * character here and unquoted there, which cost more than all else that is done for an event.
 */
export function binaryArray(type: ColumnType, values: readonly ColumnValue[]): Buffer {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + values.reduce<number>((sum, value) => sum + roomFor(type, value), 0));
  let at = writeHeader(bytes, type, values);
  for (const value of values) {
    const length = value === null ? NULL_LENGTH : writeValue(bytes, at + LENGTH_BYTES, type, value);
    bytes.writeInt32BE(length, at);
    at += LENGTH_BYTES + Math.max(0, length);
  }
  return bytes.subarray(0, at);
}

function writeHeader(bytes: Buffer, type: ColumnType, values: readonly ColumnValue[]): number {
  const dimensions = 1;
  const hasNulls = values.includes(null) ? 1 : 0;
  const firstIndex = 1;
  const header = [dimensions, hasNulls, TYPES[type], values.length, firstIndex];
  for (const [index, field] of header.entries()) bytes.writeInt32BE(field, index * LENGTH_BYTES);
  return HEADER_BYTES;
}

/** At least what the value takes; the longest of fixed length is a uuid. */
function roomFor(type: ColumnType, value: ColumnValue): number {
  return LENGTH_BYTES + (typeof value === 'string' && type !== 'uuid' ? 1 + Buffer.byteLength(value) : 16);
}

/** Returns how many bytes it wrote. */
function writeValue(bytes: Buffer, at: number, type: ColumnType, value: Exclude<ColumnValue, null>): number {
  switch (type) {
    case 'bool':
      bytes[at] = value === true ? 1 : 0;
      return 1;
    case 'int':
      bytes.writeInt32BE(Number(value), at);
      return 4;
    case 'bigint':
      bytes.writeBigInt64BE(BigInt(value), at);
      return 8;
    case 'uuid':
      return bytes.write(String(value).replaceAll('-', ''), at, 'hex');
    case 'text':
      return bytes.write(String(value), at, 'utf8');
    case 'jsonb':
      bytes[at] = JSONB_VERSION;
      return 1 + bytes.write(String(value), at + 1, 'utf8');
    default:
      throw new Error(`no binary form is known for ${type satisfies never}`);
  }
}
