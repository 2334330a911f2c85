/**
 * A sorted set that is never changed: every operation returns a new tree that shares all but a few nodes with the old
 * one, which stays valid. Accounts with one Lot and with half a million pay what they use. A B+ tree: entries stand in
 * leaves of at most `WIDTH`, all leaves are equally deep, and every node but the top is at least `NARROW` wide. Per entry
 * it takes a fifth of the memory that a node each would take, and an Account is kept in memory between its commands.
 */
export type Tree<Entry> = Node<Entry> | undefined;

type Node<Entry> = Leaf<Entry> | Branch<Entry>;

/** Entries in order. */
type Leaf<Entry> = readonly Entry[];

interface Branch<Entry> {
  readonly first: Entry;
  /** Entries below it. */
  readonly size: number;
  readonly parts: readonly Node<Entry>[];
}

/** Negative: the first comes first. Must be a total order; entries that compare as 0 are the same entry. */
export type Order<Key> = (one: Key, other: Key) => number;

export const WIDTH = 16;
export const NARROW = 4;

export function sizeOf(tree: Tree<unknown>): number {
  if (!tree) return 0;
  return isLeaf(tree) ? tree.length : tree.size;
}

export function find<Key, Entry extends Key>(tree: Tree<Entry>, key: Key, order: Order<Key>): Entry | undefined {
  const found = firstFrom(tree, key, order);
  return found !== undefined && order(key, found) === 0 ? found : undefined;
}

export function first<Entry>(tree: Tree<Entry>): Entry | undefined {
  return tree && firstOf(tree);
}

/** The first entry that is not before the key. */
export function firstFrom<Key, Entry extends Key>(tree: Tree<Entry>, key: Key, order: Order<Key>): Entry | undefined {
  let node = tree;
  let after: Node<Entry> | undefined;
  while (node && !isLeaf(node)) {
    const at = partFor(node.parts, key, order);
    after = node.parts[at + 1] ?? after;
    node = node.parts[at];
  }
  return node?.[placeFor(node, key, order)] ?? (after && firstOf(after));
}

/** Adds the entry, in place of one that compares as the same. */
export function put<Key, Entry extends Key>(tree: Tree<Entry>, entry: Entry, order: Order<Key>): Node<Entry> {
  if (!tree) return [entry];
  const grown = grow(tree, entry, order);
  return widthOf(grown) > WIDTH ? branchOf(halves(grown)) : grown;
}

/** Returns the same tree where there is no such entry. */
export function drop<Key, Entry extends Key>(tree: Tree<Entry>, key: Key, order: Order<Key>): Tree<Entry> {
  if (!tree) return tree;
  const left = shrink(tree, key, order);
  if (isLeaf(left)) return left.length === 0 ? undefined : left;
  return left.parts.length === 1 ? left.parts[0] : left;
}

/** Visits in order until `visit` says false. Returns whether it came to the end. */
export function walk<Entry>(tree: Tree<Entry>, visit: (entry: Entry) => boolean): boolean {
  if (!tree) return true;
  if (isLeaf(tree)) return visitFrom(tree, 0, visit);
  for (const part of tree.parts) if (!walk(part, visit)) return false;
  return true;
}

/** As `walk`, from the first entry that is not before the key. */
export function walkFrom<Key, Entry extends Key>(
  tree: Tree<Entry>,
  key: Key,
  order: Order<Key>,
  visit: (entry: Entry) => boolean,
): boolean {
  if (!tree) return true;
  if (isLeaf(tree)) return visitFrom(tree, placeFor(tree, key, order), visit);
  const at = partFor(tree.parts, key, order);
  if (!walkFrom(tree.parts[at], key, order, visit)) return false;
  for (const part of tree.parts.slice(at + 1)) if (!walk(part, visit)) return false;
  return true;
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
export function treeOf<Entry>(sorted: readonly Entry[]): Tree<Entry> {
  let nodes: readonly Node<Entry>[] = dealt(sorted);
  while (nodes.length > 1) nodes = dealt(nodes).map(branchOf);
  return nodes[0];
}

function isLeaf<Entry>(node: Node<Entry>): node is Leaf<Entry> {
  return Array.isArray(node);
}

/** Of a node that is not empty. */
function firstOf<Entry>(node: Node<Entry>): Entry {
  return isLeaf(node) ? (node[0] as Entry) : node.first;
}

function widthOf(node: Node<unknown>): number {
  return isLeaf(node) ? node.length : node.parts.length;
}

function branchOf<Entry>(parts: readonly Node<Entry>[]): Branch<Entry> {
  let size = 0;
  for (const part of parts) size += sizeOf(part);
  return { first: firstOf(parts[0] as Node<Entry>), size, parts };
}

/** The place of the last part that does not begin after the key; the first, where all do. */
function partFor<Key, Entry extends Key>(parts: readonly Node<Entry>[], key: Key, order: Order<Key>): number {
  let low = 0;
  let high = parts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (order(key, firstOf(parts[middle] as Node<Entry>)) < 0) high = middle - 1;
    else low = middle;
  }
  return low;
}

/** The place of the first entry that is not before the key; the length, where all are. */
function placeFor<Key, Entry extends Key>(leaf: Leaf<Entry>, key: Key, order: Order<Key>): number {
  let low = 0;
  let high = leaf.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (order(key, leaf[middle] as Entry) > 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** With the entry; may be wider by one than a node should be. */
function grow<Key, Entry extends Key>(node: Node<Entry>, entry: Entry, order: Order<Key>): Node<Entry> {
  if (isLeaf(node)) {
    const at = placeFor(node, entry, order);
    const isThere = at < node.length && order(entry, node[at] as Entry) === 0;
    return isThere ? node.with(at, entry) : node.toSpliced(at, 0, entry);
  }
  const at = partFor(node.parts, entry, order);
  const part = grow(node.parts[at] as Node<Entry>, entry, order);
  return branchOf(widthOf(part) > WIDTH ? node.parts.toSpliced(at, 1, ...halves(part)) : node.parts.with(at, part));
}

/** Without the entry; may be narrower than a node should be, or empty. The same node, where it has no such entry. */
function shrink<Key, Entry extends Key>(node: Node<Entry>, key: Key, order: Order<Key>): Node<Entry> {
  if (isLeaf(node)) {
    const at = placeFor(node, key, order);
    const isThere = at < node.length && order(key, node[at] as Entry) === 0;
    return isThere ? node.toSpliced(at, 1) : node;
  }
  const at = partFor(node.parts, key, order);
  const part = node.parts[at] as Node<Entry>;
  const left = shrink(part, key, order);
  if (left === part) return node;
  return branchOf(widthOf(left) < NARROW ? joined(node.parts, at, left) : node.parts.with(at, left));
}

/** The narrow one takes the place of what it was, and is joined to a neighbour or given some of what that one has. */
function joined<Entry>(parts: readonly Node<Entry>[], at: number, narrow: Node<Entry>): readonly Node<Entry>[] {
  const lower = at === 0 ? 0 : at - 1;
  const both = at === 0 ? pasted(narrow, parts[1]) : pasted(parts[lower], narrow);
  return parts.toSpliced(lower, 2, ...(widthOf(both) > WIDTH ? halves(both) : [both]));
}

/** Neighbours are equally deep. */
function pasted<Entry>(one: Node<Entry> | undefined, other: Node<Entry> | undefined): Node<Entry> {
  if (!one || !other) throw new Error('a branch has one part');
  if (isLeaf(one) && isLeaf(other)) return [...one, ...other];
  if (isLeaf(one) || isLeaf(other)) throw new Error('leaves are not equally deep');
  return branchOf([...one.parts, ...other.parts]);
}

function halves<Entry>(node: Node<Entry>): Node<Entry>[] {
  const middle = widthOf(node) >> 1;
  if (isLeaf(node)) return [node.slice(0, middle), node.slice(middle)];
  return [branchOf(node.parts.slice(0, middle)), branchOf(node.parts.slice(middle))];
}

function visitFrom<Entry>(leaf: Leaf<Entry>, from: number, visit: (entry: Entry) => boolean): boolean {
  for (let at = from; at < leaf.length; at += 1) if (!visit(leaf[at] as Entry)) return false;
  return true;
}

/** In as few equal parts as hold them all. */
function dealt<Item>(items: readonly Item[]): (readonly Item[])[] {
  const count = Math.ceil(items.length / WIDTH);
  return Array.from({ length: count }, (_, part) =>
    items.slice(Math.floor((part * items.length) / count), Math.floor(((part + 1) * items.length) / count)),
  );
}
