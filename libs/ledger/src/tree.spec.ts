import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  NARROW,
  WIDTH,
  type Tree,
  drop,
  entries,
  find,
  first,
  firstFrom,
  put,
  sizeOf,
  treeOf,
  walk,
  walkFrom,
} from './tree.js';

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

/** What is not as a node should be: too narrow or too wide, with parts of unequal depth, or telling a wrong size or first. */
function unsound(tree: Tree<number>, isTop = true): { depth: number; found: string[] } {
  if (!tree) return { depth: 0, found: [] };
  const [parts, width] = 'parts' in tree ? [tree.parts, tree.parts.length] : [[], tree.length];
  const below = parts.map((part) => unsound(part, false));
  const depths = new Set(below.map(({ depth }) => depth));
  const found = below.flatMap((each) => each.found);
  if (width > WIDTH) found.push(`${width} wide`);
  if (width < (isTop ? ('parts' in tree ? 2 : 1) : NARROW)) found.push(`only ${width} wide`);
  if (depths.size > 1) found.push(`parts ${[...depths].join(' and ')} deep`);
  if ('parts' in tree && tree.size !== entries(tree).length) found.push(`says size ${tree.size}`);
  if ('parts' in tree && tree.first !== entries(tree)[0]) found.push(`says first ${tree.first}`);
  return { depth: 1 + Math.max(0, ...depths), found };
}

describe('Tree', () => {
  it.each([
    ['rising', upTo(500)],
    ['falling', upTo(500).reverse()],
    ['shuffled', shuffled(500)],
  ])('keeps %s entries in order and stays balanced', (_name, numbers) => {
    const tree = filled(numbers);
    expect(entries(tree)).toEqual(upTo(500));
    expect(unsound(tree)).toMatchObject({ found: [] });
    expect(unsound(tree).depth).toBeLessThanOrEqual(3);
    expect(first(tree)).toBe(0);
    expect(sizeOf(tree)).toBe(500);
  });

  it.each([20, 120, 300])('stays in order and balanced while %i entries go, whichever goes first', (count) => {
    const rising = upTo(count);
    for (const going of [rising, rising.toReversed(), shuffled(count, 1), shuffled(count, 2)]) {
      let tree = filled(shuffled(count));
      const left = new Set(rising);
      for (const each of going) {
        tree = drop(tree, each, order);
        left.delete(each);
        expect(entries(tree)).toEqual([...left]);
        expect(unsound(tree).found).toEqual([]);
        expect(sizeOf(tree)).toBe(left.size);
      }
      expect(tree).toBeUndefined();
    }
  });

  it('answers as a sorted list does, whatever comes and goes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(60)), { maxLength: 300 }), fc.nat(61), (steps, key) => {
        let tree: Tree<number>;
        const list = new Set<number>();
        for (const [comes, each] of steps) {
          tree = comes ? put(tree, each, order) : drop(tree, each, order);
          if (comes) list.add(each);
          else list.delete(each);
        }
        const sorted = [...list].sort(order);
        const seen: number[] = [];
        walkFrom(tree, key, order, (each) => seen.push(each) > 0);
        expect(unsound(tree).found).toEqual([]);
        expect(entries(tree)).toEqual(sorted);
        expect(seen).toEqual(sorted.filter((each) => each >= key));
        expect(firstFrom(tree, key, order)).toBe(seen[0]);
        expect(find(tree, key, order)).toBe(list.has(key) ? key : undefined);
      }),
    );
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
    const old = treeOf(upTo(40));
    const next = put(old, 40, order);
    expect('parts' in next && old && 'parts' in old && next.parts[0] === old.parts[0]).toBe(true);
    expect(drop(old, 99, order)).toBe(old);
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
    expect(sizeOf(tree)).toBe(2);
    for (const age of [0, 2, 9]) expect(drop<{ age: number }, Person>(tree, { age }, byAge)).toBe(tree);
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

  it('of several levels is walked from every key, there or not, and no further than it is told', () => {
    const evens = upTo(300).map((each) => each * 2);
    const tree = treeOf(evens);
    for (let key = -1; key < 602; key += 3) {
      const left = evens.filter((each) => each >= key);
      const seen: number[] = [];
      expect(walkFrom(tree, key, order, (each) => seen.push(each) > 0)).toBe(true);
      expect(seen).toEqual(left);
      const some: number[] = [];
      expect(walkFrom(tree, key, order, (each) => some.push(each) < 40)).toBe(left.length < 40);
      expect(some).toEqual(left.slice(0, 40));
      expect(firstFrom(tree, key, order)).toBe(left[0]);
      expect(find(tree, key, order)).toBe(left[0] === key ? key : undefined);
    }
    const seen: number[] = [];
    expect(walk(tree, (each) => seen.push(each) < 40)).toBe(false);
    expect(seen).toEqual(evens.slice(0, 40));
  });

  it('is as wide as it may be before it is split, and as narrow before it is joined to a neighbour', () => {
    const full = filled(upTo(WIDTH));
    expect(full && 'parts' in full).toBe(false);
    const split = put(full, WIDTH, order);
    expect('parts' in split && split.parts.map(sizeOf)).toEqual([WIDTH / 2, WIDTH / 2 + 1]);

    const parts = (of: Tree<number>) => (of && 'parts' in of ? of.parts : []);
    let grown: Tree<number> = split;
    for (let each = WIDTH + 1; each < WIDTH + WIDTH / 2; each += 1) grown = put(grown, each, order);
    expect(parts(grown).map(sizeOf)).toEqual([WIDTH / 2, WIDTH]);
    expect(parts(put(grown, 99, order)).map(sizeOf)).toEqual([WIDTH / 2, WIDTH / 2, WIDTH / 2 + 1]);

    let tree: Tree<number> = treeOf(upTo(40));
    const [, second, third] = parts(tree);
    const sizes = parts(tree).map(sizeOf);
    for (let each = 0; (sizes[0] ?? 0) > NARROW; each += 1) {
      tree = drop(tree, each, order);
      sizes[0] = (sizes[0] ?? 0) - 1;
      expect(parts(tree).map(sizeOf)).toEqual(sizes);
      expect([parts(tree)[1] === second, parts(tree)[2] === third]).toEqual([true, true]);
    }
    tree = drop(tree, first(tree) ?? -1, order);
    expect(parts(tree).map(sizeOf)).toEqual([NARROW - 1 + (sizes[1] ?? 0), sizes[2]]);
  });

  it('is built from sorted entries as balanced as one that grew', () => {
    for (const count of [0, 1, 2, 16, 17, 100, 256, 257, 5000]) {
      const tree = treeOf(upTo(count));
      expect(entries(tree)).toEqual(upTo(count));
      expect(unsound(tree)).toEqual({
        depth: count === 0 ? 0 : Math.max(1, Math.ceil(Math.log(count) / Math.log(16) - 1e-9)),
        found: [],
      });
      expect(sizeOf(tree)).toBe(count);
    }
  });
});
