import { createHash } from 'node:crypto';

/** Chance that can be repeated: the same words give the same numbers. */
export class Random {
  #state;
  #named = 0;

  /** @param {readonly (string | number)[]} words */
  constructor(...words) {
    this.words = words;
    this.#state = createHash('sha256').update(words.join('\0')).digest().readUInt32LE();
  }

  /** A stream of its own, whatever was drawn from this one. @param {readonly (string | number)[]} words */
  of(...words) {
    return new Random(...this.words, ...words);
  }

  /** A name that no other has: where this chance comes from, and a number. */
  name() {
    this.#named += 1;
    return `${this.words.join('-')}-${this.#named}`;
  }

  /** At least 0, less than 1. */
  share() {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number, both bounds included. @param {number} least @param {number} most */
  whole(least, most) {
    return least + Math.floor(this.share() * (most - least + 1));
  }

  /** @template Item @param {readonly Item[]} items @returns {Item} */
  pick(items) {
    if (items.length === 0) throw new RangeError('nothing to pick from');
    return /** @type {Item} */ (items[this.whole(0, items.length - 1)]);
  }

  /** @template Item @param {readonly Item[]} items */
  shuffled(items) {
    const keyed = items.map((item) => ({ item, key: this.share() }));
    return keyed.sort((one, other) => one.key - other.key).map(({ item }) => item);
  }
}
