import { fork } from 'node:child_process';
import { join } from 'node:path';

/**
 * The baseline: the same rows, into a table with the same columns and indexes, in multi-row inserts and nothing else, for
 * as long as ours was played. It uses what the store uses to be quick (prepared statements, binary arrays), so the ratio
 * says what deciding, claiming and chaining cost, not what a slower client would.
 *
 * @param {{ url: string, schema: string, seconds: number }} options
 * @returns {Promise<number>} rows per second
 */
export function bareInsert({ url, schema, seconds }) {
  const inserter = fork(join(import.meta.dirname, 'bare-insert-process.mjs'), [url, schema, String(seconds / 2)]);
  return new Promise((resolve, reject) => {
    inserter.once('message', (rate) => resolve(Number(rate)));
    inserter.once('exit', () => reject(new Error('the bare insert ended without a figure')));
  });
}
