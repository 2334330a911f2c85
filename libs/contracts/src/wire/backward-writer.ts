/**
 * Writes protobuf from its end to its beginning: the length of a message stands before it, and is known only when the
 * message has been written. So nothing is measured first and nothing is copied together afterwards.
 */
export class BackwardWriter {
  #bytes = Buffer.allocUnsafe(16_384);
  #at = this.#bytes.length;

  /** Bytes written so far; what is written between two of them is as long as their difference. */
  get length(): number {
    return this.#bytes.length - this.#at;
  }

  /** Calls `write` on an empty writer, whatever an earlier one that failed has left, and answers a copy of its bytes. */
  bytesOf(write: (writer: this) => void): Buffer {
    this.#at = this.#bytes.length;
    write(this);
    return Buffer.from(this.#bytes.subarray(this.#at));
  }

  /** A whole number that is not negative. */
  unsigned(value: number): void {
    if (value < 0x80) {
      this.#room(1);
      this.#bytes[--this.#at] = value;
      return;
    }
    let length = 2;
    for (let bound = 0x4000; value >= bound; bound *= 0x80) length += 1;
    this.#room(length);
    this.#at -= length;
    let [rest, at] = [value, this.#at];
    for (; rest >= 0x80000000; rest = Math.floor(rest / 0x80)) this.#bytes[at++] = (rest % 0x80) | 0x80;
    for (; rest >= 0x80; rest >>>= 7) this.#bytes[at++] = (rest & 0x7f) | 0x80;
    this.#bytes[at] = rest;
  }

  /** In the form of `int64`: what is negative takes ten bytes. */
  signed(value: number): void {
    if (value >= 0) this.unsigned(value);
    else this.#unsigned64(BigInt.asUintN(64, BigInt(value)));
  }

  /** In the form of `sint64`: what is near to zero is short. */
  zigzag(value: number): void {
    // Twice a number of 53 bits is exact, one less than that need not be.
    if (value >= 0) this.unsigned(value * 2);
    else if (value > -(2 ** 52)) this.unsigned(value * -2 - 1);
    else this.#unsigned64(BigInt(value) * -2n - 1n);
  }

  /** UTF-8, with its length before it. */
  text(value: string): void {
    const length = value.length;
    if (length > ONE_BY_ONE_MAX || !this.#ascii(value)) {
      const inBytes = Buffer.byteLength(value);
      this.#room(inBytes);
      this.#at -= inBytes;
      this.#bytes.write(value, this.#at, inBytes);
      this.unsigned(inBytes);
      return;
    }
    this.unsigned(length);
  }

  #ascii(value: string): boolean {
    this.#room(value.length);
    let at = this.#at;
    for (let index = value.length - 1; index >= 0; index -= 1) {
      const code = value.charCodeAt(index);
      if (code >= 0x80) return false;
      this.#bytes[--at] = code;
    }
    this.#at = at;
    return true;
  }

  #unsigned64(value: bigint): void {
    const bytes: number[] = [];
    for (let rest = value; ; rest >>= 7n) {
      if (rest < 0x80n) {
        bytes.push(Number(rest));
        break;
      }
      bytes.push(Number(rest & 0x7fn) | 0x80);
    }
    this.#room(bytes.length);
    this.#at -= bytes.length;
    this.#bytes.set(bytes, this.#at);
  }

  #room(needed: number): void {
    if (needed <= this.#at) return;
    const { length } = this;
    const larger = Buffer.allocUnsafe(2 ** Math.ceil(Math.log2(length + needed + 1)));
    this.#bytes.copy(larger, larger.length - length, this.#at);
    this.#at = larger.length - length;
    this.#bytes = larger;
  }
}

/** Up to here it costs less to write the letters one by one than to ask for their length. */
const ONE_BY_ONE_MAX = 48;
