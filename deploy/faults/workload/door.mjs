import { setTimeout as sleep } from 'node:timers/promises';
/** @import { Random } from './random.mjs' */

/** A till waits so long, and then tries again. */
const PATIENCE_MS = 5_000;

/** @typedef {{ status: number, body: any, retryAfter: string | null }} Answered */

/**
 * The doors of one service, behind which any of several processes answers. What is no answer is tried at the next one.
 * It counts what it was told, and keeps what nobody should ever be told.
 */
export class Door {
  /** @type {Map<string, number>} */
  counts = new Map();
  /** @type {string[]} */
  unexpected = [];
  #next = 0;

  /** @param {{ key: string, urls: () => readonly string[] }} options */
  constructor(options) {
    this.options = options;
  }

  /**
   * Asks once. Undefined: whether it was taken is not known.
   *
   * @param {string} method @param {string} path @param {unknown} [body] @param {Record<string, string>} [headers]
   * @returns {Promise<Answered | undefined>}
   */
  async ask(method, path, body, headers = {}) {
    const urls = this.options.urls();
    const url = urls[this.#next++ % urls.length] ?? '';
    const isText = typeof body === 'string';
    try {
      const answer = await fetch(url + path, {
        method,
        signal: AbortSignal.timeout(PATIENCE_MS),
        headers: { authorization: `Bearer ${this.options.key}`, 'content-type': 'application/json', ...headers },
        ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
      });
      const text = await answer.text();
      this.#count(String(answer.status));
      const said = text === '' ? undefined : JSON.parse(text);
      const answered = { status: answer.status, body: said, retryAfter: answer.headers.get('retry-after') };
      this.#judge(answered, `${method} ${path}`);
      return answered;
    } catch (error) {
      this.#count(error instanceof Error && error.name === 'TimeoutError' ? 'no answer in time' : 'connection lost');
      return undefined;
    }
  }

  /**
   * As a till does it: until it has an answer that ends the matter. `again` may change what is sent.
   *
   * @param {{ path: string, random: Random, giveUpAt: () => boolean, body: (tries: number) => unknown }} request
   * @returns {Promise<{ answered: Answered | undefined, tries: number }>} undefined: given up
   */
  async insist({ path, random, giveUpAt, body }) {
    for (let tries = 0; ; tries += 1) {
      const answered = await this.ask('POST', path, body(tries));
      if (answered !== undefined && !mayBeAskedAgain(answered)) return { answered, tries };
      if (giveUpAt()) return { answered: undefined, tries };
      await sleep(random.whole(20, 300));
    }
  }

  /** @param {string} what */
  #count(what) {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  /** Whoever is sent away must be told when to come back, and a fault of ours is nobody's answer. @param {Answered} answered @param {string} what */
  #judge({ status, body, retryAfter }, what) {
    if (status >= 500 && status !== 503) this.unexpected.push(`${what}: ${status} ${JSON.stringify(body)}`);
    else if (mayBeAskedAgain({ status }) && retryAfter === null)
      this.unexpected.push(`${what}: ${status} without Retry-After`);
  }
}

/** @param {{ status: number }} answered */
function mayBeAskedAgain({ status }) {
  return status === 429 || status >= 500;
}
