import type { Message } from '../messaging.js';

export interface Packed {
  readonly bytes: Buffer;
  readonly starts: number[];
  /** -1: no key. */
  readonly keyLengths: number[];
  readonly headersLengths: number[];
  readonly valueLengths: number[];
}

/**
 * Many messages as one run of bytes and where its pieces lie. One parameter of bytes travels as it is; an array of them
 * would be quoted in hexadecimal on our side and parsed on the other.
 */
export function pack(messages: readonly Message[]): Packed {
  const pieces: Uint8Array[] = [];
  const packed = {
    starts: [] as number[],
    keyLengths: [] as number[],
    headersLengths: [] as number[],
    valueLengths: [] as number[],
  };
  let start = 1;
  for (const { key, headers, value } of messages) {
    const keyBytes = key === null ? null : Buffer.from(key);
    const headerBytes = Buffer.from(JSON.stringify(headers));
    if (keyBytes !== null) pieces.push(keyBytes);
    pieces.push(headerBytes, value);
    packed.starts.push(start);
    packed.keyLengths.push(keyBytes?.length ?? -1);
    packed.headersLengths.push(headerBytes.length);
    packed.valueLengths.push(value.length);
    start += (keyBytes?.length ?? 0) + headerBytes.length + value.length;
  }
  return { bytes: Buffer.concat(pieces), ...packed };
}

/** The pieces as rows: to be joined as `part`, with the parameters from `$first` on being `packedParameters`. */
export function packedRows(first: number): string {
  const [bytes, starts, keys, headers, values] = [0, 1, 2, 3, 4].map((index) => `$${first + index}`);
  return `(
    select n,
      case when key_length >= 0 then substring(${bytes}::bytea from start for key_length) end as key,
      substring(${bytes}::bytea from start + greatest(key_length, 0) for headers_length) as headers,
      substring(${bytes}::bytea from start + greatest(key_length, 0) + headers_length for value_length) as value
    from unnest(${starts}::int4[], ${keys}::int4[], ${headers}::int4[], ${values}::int4[])
      with ordinality as piece(start, key_length, headers_length, value_length, n)
  ) as part`;
}

export function packedParameters(messages: readonly Message[]): unknown[] {
  const { bytes, starts, keyLengths, headersLengths, valueLengths } = pack(messages);
  return [bytes, starts, keyLengths, headersLengths, valueLengths];
}

export interface StoredMessage {
  readonly key: Buffer | null;
  readonly headers: Buffer;
  readonly value: Buffer;
}

export function unpack({ key, headers, value }: StoredMessage): Message {
  return {
    key: key?.toString() ?? null,
    headers: JSON.parse(headers.toString()) as Record<string, string>,
    value,
  };
}
