/** What was begun is ended, the last first; also what is still beginning when somebody interrupts. */
export class Lifetime {
  /** @type {(() => Promise<unknown>)[]} */
  #ends = [];
  #ending = false;

  /**
   * @template Thing
   * @param {() => Promise<Thing>} begin
   * @param {(thing: Thing) => Promise<unknown>} end
   * @returns {Promise<Thing>}
   */
  begin(begin, end) {
    if (this.#ending) return Promise.reject(new Error('everything is being ended'));
    const beginning = begin();
    this.#ends.push(() => beginning.then(end, () => undefined));
    return beginning;
  }

  async end() {
    this.#ending = true;
    for (let end = this.#ends.pop(); end !== undefined; end = this.#ends.pop()) await end();
  }
}
