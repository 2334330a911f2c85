import { describe, expect, it } from '@jest/globals';
import { type Tree, drop, entries, find, first, firstFrom, put, treeOf, walk, walkFrom } from './tree.js';

const order = (one: number, other: number): number => one - other;
const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

/** Numbers in an order that looks like none, the same each time. */
function shuffled(count: number, seed = 7): number[] {
  const numbers = upTo(count);
  let state = seed;
  for (let at = count - 1; at > 0; at -= 1) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    const other = state % (at + 1);
    [numbers[at], numbers[other]] = [numbers[other] ?? 0, numbers[at] ?? 0];
  }
  return numbers;
}

function filled(numbers: readonly number[]): Tree<number> {
  let tree: Tree<number>;
  for (const each of numbers) tree = put(tree, each, order);
  return tree;
}

/** What breaks balance: branches whose sides differ by more than one, or that tell another height than they have. */
function leaning(tree: Tree<number>): { height: number; broken: number[] } {
  if (!tree) return { height: 0, broken: [] };
  const [left, right] = [leaning(tree.left), leaning(tree.right)];
  const height = Math.max(left.height, right.height) + 1;
  const isSound = Math.abs(left.height - right.height) <= 1 && tree.height === height;
  return { height, broken: [...left.broken, ...right.broken, ...(isSound ? [] : [tree.entry])] };
}

describe('Tree', () => {
  it.each([
    ['rising', upTo(500)],
    ['falling', upTo(500).reverse()],
    ['shuffled', shuffled(500)],
  ])('keeps %s entries in order and stays balanced', (_name, numbers) => {
    const tree = filled(numbers);
    expect(entries(tree)).toEqual(upTo(500));
    expect(leaning(tree).broken).toEqual([]);
    expect(leaning(tree).height).toBeLessThanOrEqual(12);
    expect(first(tree)).toBe(0);
  });

  it('stays in order and balanced while entries go, whichever goes first', () => {
    for (const seed of [1, 2, 3]) {
      let tree = filled(shuffled(120));
      const left = new Set(upTo(120));
      for (const each of shuffled(120, seed)) {
        tree = drop(tree, each, order);
        left.delete(each);
        expect(entries(tree)).toEqual([...left]);
        expect(leaning(tree).broken).toEqual([]);
      }
      expect(tree).toBeUndefined();
    }
  });

  it('turns every way that one entry too many can lean', () => {
    for (const numbers of [
      [1, 2, 3],
      [3, 2, 1],
      [1, 3, 2],
      [3, 1, 2],
    ]) {
      const tree = filled(numbers);
      expect(tree).toMatchObject({
        entry: 2,
        height: 2,
        left: { entry: 1, height: 1 },
        right: { entry: 3, height: 1 },
      });
    }
  });

  it('leaves the old tree as it was', () => {
    const old = filled(shuffled(50));
    put(old, 1000, order);
    let less: Tree<number> = old;
    for (const each of upTo(25)) less = drop(less, each * 2, order);
    expect(entries(old)).toEqual(upTo(50));
    expect(entries(less)).toEqual(upTo(50).filter((each) => each % 2 === 1));
  });

  it('shares what did not change', () => {
    const old = filled([2, 1, 3]);
    const next = put(old, 4, order);
    expect(next.left).toBe(old?.left);
    expect(drop(old, 9, order)).toBe(old);
    expect(drop(old, -9, order)).toBe(old);
    expect(drop(undefined, 1, order)).toBeUndefined();
  });

  it('puts an entry in place of one that compares as the same, and nothing else moves', () => {
    const byAge = (one: { age: number }, other: { age: number }): number => one.age - other.age;
    type Person = { age: number; name: string };
    let tree: Tree<Person> = put<{ age: number }, Person>(undefined, { age: 3, name: 'Cid' }, byAge);
    tree = put<{ age: number }, Person>(tree, { age: 1, name: 'Ann' }, byAge);
    tree = put<{ age: number }, Person>(tree, { age: 3, name: 'Eve' }, byAge);
    expect(entries(tree)).toEqual([
      { age: 1, name: 'Ann' },
      { age: 3, name: 'Eve' },
    ]);
    expect(tree.height).toBe(2);
  });

  it('finds an entry, the first, and the first that is not before a key', () => {
    const tree = filled([10, 20, 30, 40, 50]);
    expect(find(tree, 40, order)).toBe(40);
    expect(find(tree, 10, order)).toBe(10);
    expect(find(tree, 41, order)).toBeUndefined();
    expect(first(undefined)).toBeUndefined();
    expect([5, 10, 11, 50, 51].map((key) => firstFrom(tree, key, order))).toEqual([10, 10, 20, 50, undefined]);
  });

  it('walks until it is told to stop, and says whether it came to the end', () => {
    const tree = filled([1, 2, 3, 4, 5]);
    const seen: number[] = [];
    expect(walk(tree, (each) => seen.push(each) < 3)).toBe(false);
    expect(seen).toEqual([1, 2, 3]);
    expect(walk(tree, () => true)).toBe(true);
    expect(walk(undefined, () => false)).toBe(true);
  });

  it('walks from a key, whether it is there or not, and stops when told to', () => {
    const tree = filled([10, 20, 30, 40, 50, 60, 70]);
    for (const key of [5, 10, 15, 30, 35, 60, 70, 75]) {
      const seen: number[] = [];
      expect(walkFrom(tree, key, order, (each) => seen.push(each) > 0)).toBe(true);
      expect(seen).toEqual([10, 20, 30, 40, 50, 60, 70].filter((each) => each >= key));
    }
    const seen: number[] = [];
    expect(walkFrom(tree, 25, order, (each) => seen.push(each) < 2)).toBe(false);
    expect(seen).toEqual([30, 40]);
    expect(walkFrom<number, number>(undefined, 1, order, () => false)).toBe(true);
  });

  it('is built from sorted entries as balanced as one that grew', () => {
    for (const count of [0, 1, 2, 3, 7, 8, 100]) {
      const tree = treeOf(upTo(count));
      expect(entries(tree)).toEqual(upTo(count));
      expect(leaning(tree)).toEqual({ height: Math.ceil(Math.log2(count + 1)), broken: [] });
    }
  });
});
