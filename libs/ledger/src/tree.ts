/**
 * A sorted set that is never changed: every operation returns a new tree that shares all but O(log n) branches with the
 * old one, which stays valid. Accounts with one Lot and with half a million pay what they use. Height-balanced (AVL).
 */
export type Tree<Entry> = Branch<Entry> | undefined;

interface Branch<Entry> {
  readonly entry: Entry;
  readonly left: Tree<Entry>;
  readonly right: Tree<Entry>;
  readonly height: number;
}

/** Negative: the first comes first. Must be a total order; entries that compare as 0 are the same entry. */
export type Order<Key> = (one: Key, other: Key) => number;

export function find<Key, Entry extends Key>(tree: Tree<Entry>, key: Key, order: Order<Key>): Entry | undefined {
  let branch = tree;
  while (branch) {
    const side = order(key, branch.entry);
    if (side === 0) return branch.entry;
    branch = side < 0 ? branch.left : branch.right;
  }
  return undefined;
}

export function first<Entry>(tree: Tree<Entry>): Entry | undefined {
  if (!tree) return undefined;
  let branch = tree;
  while (branch.left) branch = branch.left;
  return branch.entry;
}

/** The first entry that is not before the key. */
export function firstFrom<Key, Entry extends Key>(tree: Tree<Entry>, key: Key, order: Order<Key>): Entry | undefined {
  let found: Entry | undefined;
  let branch = tree;
  while (branch) {
    const isAfter = order(key, branch.entry) <= 0;
    if (isAfter) found = branch.entry;
    branch = isAfter ? branch.left : branch.right;
  }
  return found;
}

/** Adds the entry, in place of one that compares as the same. */
export function put<Key, Entry extends Key>(tree: Tree<Entry>, entry: Entry, order: Order<Key>): Branch<Entry> {
  if (!tree) return { entry, left: undefined, right: undefined, height: 1 };
  const side = order(entry, tree.entry);
  if (side === 0) return { entry, left: tree.left, right: tree.right, height: tree.height };
  return side < 0
    ? balanced(tree.entry, put(tree.left, entry, order), tree.right)
    : balanced(tree.entry, tree.left, put(tree.right, entry, order));
}

/** Returns the same tree where there is no such entry. */
export function drop<Key, Entry extends Key>(tree: Tree<Entry>, key: Key, order: Order<Key>): Tree<Entry> {
  if (!tree) return tree;
  const side = order(key, tree.entry);
  if (side < 0) {
    const left = drop(tree.left, key, order);
    return left === tree.left ? tree : balanced(tree.entry, left, tree.right);
  }
  if (side > 0) {
    const right = drop(tree.right, key, order);
    return right === tree.right ? tree : balanced(tree.entry, tree.left, right);
  }
  if (!tree.left) return tree.right;
  if (!tree.right) return tree.left;
  let next = tree.right;
  while (next.left) next = next.left;
  return balanced(next.entry, tree.left, withoutFirst(tree.right));
}

/** Visits in order until `visit` says false. Returns whether it came to the end. */
export function walk<Entry>(tree: Tree<Entry>, visit: (entry: Entry) => boolean): boolean {
  if (!tree) return true;
  return walk(tree.left, visit) && visit(tree.entry) && walk(tree.right, visit);
}

/** As `walk`, from the first entry that is not before the key. */
export function walkFrom<Key, Entry extends Key>(
  tree: Tree<Entry>,
  key: Key,
  order: Order<Key>,
  visit: (entry: Entry) => boolean,
): boolean {
  if (!tree) return true;
  if (order(key, tree.entry) > 0) return walkFrom(tree.right, key, order, visit);
  return walkFrom(tree.left, key, order, visit) && visit(tree.entry) && walk(tree.right, visit);
}

export function entries<Entry>(tree: Tree<Entry>): Entry[] {
  const list: Entry[] = [];
  walk(tree, (entry) => {
    list.push(entry);
    return true;
  });
  return list;
}

/** The entries must be in order, each once. */
export function treeOf<Entry>(sorted: readonly Entry[], from = 0, to = sorted.length): Tree<Entry> {
  if (from >= to) return undefined;
  const middle = (from + to) >> 1;
  return branchOf(sorted[middle] as Entry, treeOf(sorted, from, middle), treeOf(sorted, middle + 1, to));
}

function withoutFirst<Entry>(tree: Branch<Entry>): Tree<Entry> {
  if (!tree.left) return tree.right;
  return balanced(tree.entry, withoutFirst(tree.left), tree.right);
}

function heightOf<Entry>(tree: Tree<Entry>): number {
  return tree ? tree.height : 0;
}

function branchOf<Entry>(entry: Entry, left: Tree<Entry>, right: Tree<Entry>): Branch<Entry> {
  const one = heightOf(left);
  const other = heightOf(right);
  return { entry, left, right, height: (one > other ? one : other) + 1 };
}

/** One side may have become higher than the other by two: then it is turned. */
function balanced<Entry>(entry: Entry, left: Tree<Entry>, right: Tree<Entry>): Branch<Entry> {
  const lean = heightOf(left) - heightOf(right);
  if (left && lean > 1) {
    if (left.right && heightOf(left.left) < heightOf(left.right)) {
      const top = left.right;
      return branchOf(top.entry, branchOf(left.entry, left.left, top.left), branchOf(entry, top.right, right));
    }
    return branchOf(left.entry, left.left, branchOf(entry, left.right, right));
  }
  if (right && lean < -1) {
    if (right.left && heightOf(right.right) < heightOf(right.left)) {
      const top = right.left;
      return branchOf(top.entry, branchOf(entry, left, top.left), branchOf(right.entry, top.right, right.right));
    }
    return branchOf(right.entry, branchOf(entry, left, right.left), right.right);
  }
  return branchOf(entry, left, right);
}
