/** What a hexadecimal digit stands for, by its character code; -1 for all others. */
const NIBBLES = Int8Array.from({ length: 128 }, (_, code) => '0123456789abcdef'.indexOf(String.fromCharCode(code)));

const SHORT = 32;

/**
 * A buffer that grows while it is written. Everything is big-endian, and lengths come first, so that what is hashed
 * has one reading only and what is sent to the database can be cut out of it as it stands.
 */
export class Bytes {
  #buffer: Buffer;
  /** Over the same bytes: numbers are written through it several times as fast. */
  #numbers: DataView;
  length = 0;

  constructor(capacity = 4096) {
    this.#buffer = Buffer.allocUnsafeSlow(capacity);
    this.#numbers = numbersOf(this.#buffer);
  }

  clear(): void {
    this.length = 0;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#buffer[this.length] = value;
    this.length += 1;
  }

  int16(value: number): void {
    this.#reserve(2);
    this.#numbers.setInt16(this.length, value);
    this.length += 2;
  }

  int32(value: number): void {
    this.#reserve(4);
    this.#numbers.setInt32(this.length, value);
    this.length += 4;
  }

  /** Whole numbers up to 2^53 in either direction. */
  int64(value: number): void {
    this.#reserve(8);
    this.#numbers.setInt32(this.length, Math.floor(value / 4294967296));
    this.#numbers.setUint32(this.length + 4, value >>> 0);
    this.length += 8;
  }

  /** UTF-8 behind its length in bytes. */
  text(value: string): void {
    this.#reserve(4 + value.length * 3);
    const start = this.length + 4;
    const written = this.#isShortAscii(value, start) ? value.length : this.#buffer.write(value, start, 'utf8');
    this.#numbers.setInt32(this.length, written);
    this.length = start + written;
  }

  /** A few characters are written here: a call out of JavaScript costs more than they do. */
  #isShortAscii(value: string, start: number): boolean {
    if (value.length > SHORT) return false;
    for (let index = 0; index < value.length; index += 1) {
      const code = value.charCodeAt(index);
      if (code > 127) return false;
      this.#buffer[start + index] = code;
    }
    return true;
  }

  /** The 16 bytes of a UUID in its canonical text form. */
  uuid(value: string): void {
    if (value.length !== 36) throw new Error(`not a UUID: ${value}`);
    this.#digits(value, 1);
  }

  /** The 16 bytes of 32 digits. */
  hex(value: string): void {
    if (value.length !== 32) throw new Error(`not 32 digits: ${value}`);
    this.#digits(value, 0);
  }

  /** By hand: taking out the dashes first made this the dearest part of encoding an event. */
  #digits(value: string, dash: number): void {
    this.#reserve(16);
    let at = 0;
    for (let byte = 0; byte < 16; byte += 1) {
      if (byte === 4 || byte === 6 || byte === 8 || byte === 10) at += dash;
      const both = ((NIBBLES[value.charCodeAt(at)] ?? -1) << 4) | (NIBBLES[value.charCodeAt(at + 1)] ?? -1);
      if (both < 0) throw new Error(`not hexadecimal: ${value}`);
      this.#buffer[this.length + byte] = both;
      at += 2;
    }
    this.length += 16;
  }

  /** One byte per character. */
  latin1(value: string): void {
    this.#reserve(value.length);
    this.length += this.#buffer.write(value, this.length, 'latin1');
  }

  raw(value: Uint8Array): void {
    this.#reserve(value.length);
    this.#buffer.set(value, this.length);
    this.length += value.length;
  }

  setInt32(value: number, offset: number): void {
    this.#numbers.setInt32(offset, value);
  }

  /** A window on what was written; valid until the next write. */
  view(start = 0, end = this.length): Buffer {
    return this.#buffer.subarray(start, end);
  }

  copy(start = 0, end = this.length): Buffer {
    return Buffer.from(this.#buffer.subarray(start, end));
  }

  #reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.#buffer.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.#buffer.length * 2));
    this.#buffer.copy(grown, 0, 0, this.length);
    this.#buffer = grown;
    this.#numbers = numbersOf(grown);
  }
}

function numbersOf({ buffer, byteOffset, byteLength }: Buffer): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
