/** Where the hash of a row begins; drawn anew for every verification, so that nobody can aim at it. */
export interface Seed {
  readonly high: number;
  readonly low: number;
}

const BEGINNING = 0x9e3779b9 + 3923095;

/**
 * Hashes a row, column by column, as PostgreSQL does when `uuid_hash_extended` and `hashint4extended` are each given the
 * result of the one before as their seed (Jenkins' lookup3). Should a PostgreSQL ever hash otherwise, sums differ where
 * nothing is wrong, and the entries are looked up one by one: slower, and still right.
 */
export class RowHash {
  high = 0;
  low = 0;
  #a = 0;
  #b = 0;
  #c = 0;

  begin({ high, low }: Seed): void {
    this.high = high;
    this.low = low;
  }

  uuid(bytes: Buffer, offset: number): void {
    this.#perturb(16);
    this.#a = (this.#a + bytes.readInt32LE(offset)) | 0;
    this.#b = (this.#b + bytes.readInt32LE(offset + 4)) | 0;
    this.#c = (this.#c + bytes.readInt32LE(offset + 8)) | 0;
    this.#mix();
    this.#a = (this.#a + bytes.readInt32LE(offset + 12)) | 0;
    this.#finish();
  }

  int32(value: number): void {
    this.#perturb(4);
    this.#a = (this.#a + value) | 0;
    this.#finish();
  }

  #perturb(length: number): void {
    const start = (BEGINNING + length) | 0;
    this.#a = start;
    this.#b = start;
    this.#c = start;
    if (this.high === 0 && this.low === 0) return;
    this.#a = (start + this.high) | 0;
    this.#b = (start + this.low) | 0;
    this.#mix();
  }

  #mix(): void {
    let [a, b, c] = [this.#a, this.#b, this.#c];
    a = (a - c) ^ rotated(c, 4);
    c = (c + b) | 0;
    b = (b - a) ^ rotated(a, 6);
    a = (a + c) | 0;
    c = (c - b) ^ rotated(b, 8);
    b = (b + a) | 0;
    a = (a - c) ^ rotated(c, 16);
    c = (c + b) | 0;
    b = (b - a) ^ rotated(a, 19);
    a = (a + c) | 0;
    this.#c = (c - b) ^ rotated(b, 4);
    this.#b = (b + a) | 0;
    this.#a = a;
  }

  #finish(): void {
    let [a, b, c] = [this.#a, this.#b, this.#c];
    c = ((c ^ b) - rotated(b, 14)) | 0;
    a = ((a ^ c) - rotated(c, 11)) | 0;
    b = ((b ^ a) - rotated(a, 25)) | 0;
    c = ((c ^ b) - rotated(b, 16)) | 0;
    a = ((a ^ c) - rotated(c, 4)) | 0;
    b = ((b ^ a) - rotated(a, 14)) | 0;
    c = ((c ^ b) - rotated(b, 24)) | 0;
    this.high = b >>> 0;
    this.low = c >>> 0;
  }
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}
