import { Bytes } from '../bytes.js';
import type { CompactKey } from '../compact-key.js';
import type { StreamId } from '../event-store.js';

/** Type ids of PostgreSQL, for the arrays that are sent. */
const INT2 = 21;
const INT4 = 23;
const INT8 = 20;
const UUID = 2950;
const TEXT = 25;
const BYTEA = 17;

const HEADER = 20;

/**
 * One column of many rows, in PostgreSQL's binary array format: nothing is quoted on our side or parsed on the other,
 * which halves the cost of a row compared with arrays as text.
 */
export abstract class ArrayColumn {
  protected readonly bytes = new Bytes();
  protected count = 0;
  #nulls = 0;

  constructor(private readonly type: number) {
    this.clear();
  }

  clear(): void {
    this.bytes.clear();
    for (let index = 0; index < HEADER / 4; index += 1) this.bytes.int32(0);
    this.count = 0;
    this.#nulls = 0;
  }

  null(): void {
    this.bytes.int32(-1);
    this.count += 1;
    this.#nulls = 1;
  }

  /** The parameter; valid until the column is written again. */
  get parameter(): Buffer {
    const dimensions = 1;
    const firstIndex = 1;
    for (const [index, value] of [dimensions, this.#nulls, this.type, this.count, firstIndex].entries()) {
      this.bytes.setInt32(value, index * 4);
    }
    return this.bytes.view();
  }
}

export class Int2Column extends ArrayColumn {
  constructor() {
    super(INT2);
  }
  add(value: number): void {
    this.bytes.int32(2);
    this.bytes.int16(value);
    this.count += 1;
  }
}

export class Int4Column extends ArrayColumn {
  constructor() {
    super(INT4);
  }
  add(value: number): void {
    this.bytes.int32(4);
    this.bytes.int32(value);
    this.count += 1;
  }
}

export class Int8Column extends ArrayColumn {
  constructor() {
    super(INT8);
  }
  add(value: number): void {
    this.bytes.int32(8);
    this.bytes.int64(value);
    this.count += 1;
  }
}

export class UuidColumn extends ArrayColumn {
  constructor() {
    super(UUID);
  }
  add(value: StreamId): void {
    this.bytes.int32(16);
    this.bytes.uuid(value);
    this.count += 1;
  }
  /** 32 digits without dashes. */
  addHex(value: string): void {
    this.bytes.int32(16);
    this.bytes.hex(value);
    this.count += 1;
  }
  addCompact(value: CompactKey): void {
    this.bytes.int32(16);
    this.bytes.latin1(value);
    this.count += 1;
  }
  addBytes(value: Uint8Array): void {
    this.bytes.int32(16);
    this.bytes.raw(value);
    this.count += 1;
  }
}

export class TextColumn extends ArrayColumn {
  constructor() {
    super(TEXT);
  }
  add(value: string): void {
    this.bytes.text(value);
    this.count += 1;
  }
  addOptional(value: string | null): void {
    if (value === null) this.null();
    else this.add(value);
  }
}

export class DigestColumn extends ArrayColumn {
  constructor() {
    super(BYTEA);
  }
  /** One or several, one behind the other. */
  add(digests: string): void {
    this.bytes.int32(digests.length);
    this.bytes.latin1(digests);
    this.count += 1;
  }
}

export function arrayOf<Value, Column extends ArrayColumn & { add(value: Value): void }>(
  column: Column,
  values: Iterable<Value>,
): Buffer {
  for (const value of values) column.add(value);
  return column.parameter;
}
