/** What a hexadecimal digit stands for, by its character code; -1 for all others. */
const NIBBLES = Int8Array.from({ length: 128 }, (_, code) => '0123456789abcdef'.indexOf(String.fromCharCode(code)));

/**
 * A buffer that grows while it is written. Everything is big-endian, and lengths come first, so that what is hashed
 * has one reading only and what is sent to the database can be cut out of it as it stands.
 */
export class Bytes {
  #buffer: Buffer;
  length = 0;

  constructor(capacity = 4096) {
    this.#buffer = Buffer.allocUnsafe(capacity);
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
    this.length = this.#buffer.writeInt16BE(value, this.length);
  }

  int32(value: number): void {
    this.#reserve(4);
    this.length = this.#buffer.writeInt32BE(value, this.length);
  }

  /** Whole numbers up to 2^53 in either direction. */
  int64(value: number): void {
    this.#reserve(8);
    this.length = this.#buffer.writeInt32BE(Math.floor(value / 4294967296), this.length);
    this.length = this.#buffer.writeUInt32BE(value >>> 0, this.length);
  }

  /** UTF-8 behind its length in bytes. */
  text(value: string): void {
    this.#reserve(4 + value.length * 3);
    const written = this.#buffer.write(value, this.length + 4, 'utf8');
    this.#buffer.writeInt32BE(written, this.length);
    this.length += 4 + written;
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
    this.#buffer.writeInt32BE(value, offset);
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
    const grown = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2));
    this.#buffer.copy(grown, 0, 0, this.length);
    this.#buffer = grown;
  }
}
