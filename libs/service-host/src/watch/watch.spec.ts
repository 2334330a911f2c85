import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { watch } from './watch.js';

describe('A watch', () => {
  it('looks again and again, one look after the other, whatever fails', async () => {
    const seen: string[] = [];
    const errors: unknown[] = [];
    const failure = new Error('cannot see');
    const watching = watch({
      everyMs: 1,
      async look() {
        seen.push('begins');
        await sleep(5);
        seen.push('ends');
        if (seen.length === 2) throw failure;
      },
      onError: (error) => errors.push(error),
    });
    while (seen.length < 6) await sleep(2);
    await watching.stop();
    const { length } = seen;
    expect(seen).toEqual(Array.from({ length }, (_, index) => (index % 2 === 0 ? 'begins' : 'ends')));
    expect(errors).toEqual([failure]);
    await sleep(10);
    expect(seen).toHaveLength(length);
  });
});
