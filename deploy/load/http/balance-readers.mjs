import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Readers who ask for balances over HTTP, one account after the other, until they are told to stop. An answer that is
 * none, or older than one before it, makes the run void.
 *
 * @param {{ url: string, key: string }} shop
 * @param {readonly string[]} accounts
 * @param {number} readers
 */
export function startReaders({ url, key }, accounts, readers) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  /** @type {number[]} */
  let took = [];
  let isOver = false;
  const read = async (/** @type {number} */ reader) => {
    for (let turn = reader; !isOver; turn += readers) {
      const account = accounts[turn % accounts.length] ?? '';
      const startedAt = performance.now();
      const answer = await fetch(`${url}/v1/accounts/${account}/balance`, {
        headers: { authorization: `Bearer ${key}` },
      });
      const body = await answer.json();
      took.push(performance.now() - startedAt);
      if (answer.status !== 200) throw new Error(`void: a read was answered ${answer.status}: ${JSON.stringify(body)}`);
      const before = seen.get(account) ?? 0;
      if (body.version < before) throw new Error(`void: ${account} was read at ${before}, then at ${body.version}`);
      seen.set(account, body.version);
      await sleep(1);
    }
  };
  const all = Promise.all(Array.from({ length: readers }, (_, reader) => read(reader)));
  // A failure is told by `stop`, and must not end the process before.
  all.catch(() => undefined);
  return {
    /** What reads took since this was last asked, in ms, sorted. */
    taken() {
      const sorted = took.sort((a, b) => a - b);
      took = [];
      return sorted;
    },
    async stop() {
      isOver = true;
      await all;
    },
  };
}
