import { describe, expect, it } from '@jest/globals';
import { gather } from './gather.js';

/** Answers with the double, and remembers what it was asked together. */
function doubling({ atOnceMax = 100, lanes = 1 } = {}) {
  const calls: (readonly number[])[] = [];
  let underWay = 0;
  let underWayMax = 0;
  const ask = gather(
    async (numbers: readonly number[]) => {
      calls.push(numbers);
      underWayMax = Math.max(underWayMax, (underWay += 1));
      await new Promise((resolve) => setTimeout(resolve, 2));
      underWay -= 1;
      if (numbers.includes(13)) throw new Error('thirteen');
      return numbers.map((number) => number * 2);
    },
    { atOnceMax, lanes },
  );
  return { ask, calls, underWayMax: () => underWayMax };
}

describe('Gathering', () => {
  it('answers what is asked in one tick by one call, each caller with its own', async () => {
    const { ask, calls } = doubling();
    expect(await Promise.all([ask([1, 2]), ask([]), ask([3])])).toEqual([[2, 4], [], [6]]);
    expect(calls).toEqual([[1, 2, 3]]);
  });

  it('answers together what was asked while a call was under way', async () => {
    const { ask, calls } = doubling();
    const first = ask([1]);
    await new Promise((resolve) => setImmediate(resolve));
    const later = [ask([2]), ask([3])];
    await Promise.all([first, ...later]);
    expect(calls).toEqual([[1], [2, 3]]);
  });

  it('keeps calls small, but never cuts one caller in two', async () => {
    const { ask, calls } = doubling({ atOnceMax: 2 });
    await Promise.all([ask([1]), ask([2]), ask([3, 4, 5]), ask([6])]);
    expect(calls).toEqual([[1, 2], [3, 4, 5], [6]]);
  });

  it('has no more calls under way than it has lanes', async () => {
    const { ask, underWayMax } = doubling({ atOnceMax: 1, lanes: 2 });
    await Promise.all([1, 2, 3, 4, 5, 6].map((number) => ask([number])));
    expect(underWayMax()).toBe(2);
  });

  it('fails the callers of a call that failed, and goes on', async () => {
    const { ask } = doubling();
    await expect(ask([13])).rejects.toThrow('thirteen');
    expect(await ask([1])).toEqual([2]);
  });
});
