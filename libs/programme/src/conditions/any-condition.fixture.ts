import fc from 'fast-check';

/**
 * One condition in two writings: ours, with money and quantities as decimals, and one in which they are whole numbers of
 * cents and thousandths, for evaluators that know no exact decimals.
 */
export interface Pair {
  readonly ours: string;
  readonly theirs: string;
}

type Kind = 'bool' | 'int' | 'money' | 'number' | 'text';

/** What a condition can name at the place where it is generated. */
interface Place {
  readonly depth: number;
  /** Inside of a comprehension over the lines, over texts, or in none. */
  readonly element: 'line' | 'text' | 'none';
  /** How often in a hundred a part is of the wrong kind. */
  readonly wrong: number;
}

export function anyCondition({ depth = 3, wrong = 0 } = {}): fc.Arbitrary<Pair> {
  return bool({ depth, element: 'none', wrong });
}

const same = (text: string): Pair => ({ ours: text, theirs: text });
const choose = (...texts: readonly string[]): fc.Arbitrary<Pair> => fc.constantFrom(...texts.map(same));

function join(parts: readonly Pair[], write: (...texts: string[]) => string): Pair {
  return { ours: write(...parts.map(({ ours }) => ours)), theirs: write(...parts.map(({ theirs }) => theirs)) };
}

function combine(parts: readonly fc.Arbitrary<Pair>[], write: (...texts: string[]) => string): fc.Arbitrary<Pair> {
  return fc.tuple(...parts).map((made) => join(made, write));
}

const MAKERS: Readonly<Record<Kind, (place: Place) => fc.Arbitrary<Pair>>> = { bool, int, money, number, text };

/** Of this kind, or now and then of another one. */
function of(kind: Kind, place: Place): fc.Arbitrary<Pair> {
  const deeper = { ...place, depth: place.depth - 1 };
  const right = fc.constant(null).chain(() => MAKERS[kind](deeper));
  if (place.wrong === 0) return right;
  const other = fc.constantFrom(...(Object.keys(MAKERS) as Kind[])).chain((any) => MAKERS[any](deeper));
  return fc.oneof({ arbitrary: right, weight: 100 - place.wrong }, { arbitrary: other, weight: place.wrong });
}

function bool(place: Place): fc.Arbitrary<Pair> {
  const facts = [
    'member.known',
    'member.birthdayWeek',
    'member.birthdayDay',
    'has(member.known)',
    'has(purchase.store)',
  ];
  const leaves = [choose('true', 'false', ...facts), memberships(place)];
  if (place.element === 'line') leaves.push(choose('has(l.gtin)', "('TEA' in l.categories)", "l.sku.startsWith('A')"));
  if (place.depth <= 0) return fc.oneof(...leaves);
  const both = [of('bool', place), of('bool', place)];
  const parts = [
    ...leaves,
    combine(both, (left, right) => `(${left} && ${right})`),
    combine(both, (left, right) => `(${left} || ${right})`),
    combine(both, (left, right) => `(${left} == ${right})`),
    combine([of('bool', place)], (part) => `!(${part})`),
    choices('bool', place),
    comparisons(place),
    combine([of('text', place), of('text', place)], (text, part) => `${text}.contains(${part})`),
  ];
  if (place.element === 'none') parts.push(quantified(place));
  return fc.oneof(...parts);
}

function memberships(place: Place): fc.Arbitrary<Pair> {
  const list = choose("['a', 'b']", 'member.segments', "['A1', purchase.store]");
  const texts = combine([text({ ...place, depth: 0 }), list], (item, of) => `(${item} in ${of})`);
  return fc.oneof(
    texts,
    combine([int({ ...place, depth: 0 })], (item) => `(${item} in [1, 2, 3])`),
  );
}

function comparisons(place: Place): fc.Arbitrary<Pair> {
  const kinds = fc.constantFrom<Kind>('int', 'money', 'number', 'text');
  return kinds.chain((kind) => {
    const relations = kind === 'text' ? ['==', '!='] : ['==', '!=', '<', '<=', '>', '>='];
    const relation = fc.constantFrom(...relations);
    return relation.chain((sign) =>
      combine([of(kind, place), of(kind, place)], (left, right) => `(${left} ${sign} ${right})`),
    );
  });
}

function quantified(place: Place): fc.Arbitrary<Pair> {
  const name = fc.constantFrom('exists', 'all', 'exists_one');
  return name.chain((over) =>
    fc.oneof(
      combine(
        [filtered(place), of('bool', { ...place, element: 'line' })],
        (list, body) => `${list}.${over}(l, ${body})`,
      ),
      combine([of('bool', { ...place, element: 'text' })], (body) => `member.segments.${over}(s, ${body})`),
    ),
  );
}

function filtered(place: Place): fc.Arbitrary<Pair> {
  const some = combine([of('bool', { ...place, element: 'line' })], (body) => `purchase.lines.filter(l, ${body})`);
  return fc.oneof({ arbitrary: choose('purchase.lines'), weight: 2 }, { arbitrary: some, weight: 1 });
}

function choices(kind: Kind, place: Place): fc.Arbitrary<Pair> {
  const parts = [of('bool', place), of(kind, place), of(kind, place)];
  return combine(parts, (condition, then, otherwise) => `(${condition} ? ${then} : ${otherwise})`);
}

/** Factors are literals, so that nothing leaves the 64 bits that others have. */
function sums(kind: 'int' | 'money' | 'number', place: Place): fc.Arbitrary<Pair>[] {
  const both = [of(kind, place), of(kind, place)];
  const factor = fc.integer({ min: 0, max: 9 }).map((value) => same(String(value)));
  return [
    combine(both, (left, right) => `(${left} + ${right})`),
    combine(both, (left, right) => `(${left} - ${right})`),
    combine([of(kind, place), factor], (left, right) => `(${left} * ${right})`),
    combine([of(kind, place)], (part) => `-(${part})`),
    choices(kind, place),
  ];
}

function int(place: Place): fc.Arbitrary<Pair> {
  const literal = fc.integer({ min: 1, max: 12 }).map((value) => same(String(value)));
  const leaves = [
    literal,
    choose('member.purchases', 'purchase.hour', 'wallets.points.balance', 'size(purchase.lines)'),
  ];
  if (place.depth <= 0) return fc.oneof(...leaves);
  const parts = [
    ...leaves,
    ...sums('int', place),
    combine([of('int', place), of('int', place)], (left, right) => `(${left} / ${right})`),
    combine([of('int', place), of('int', place)], (left, right) => `(${left} % ${right})`),
  ];
  if (place.element === 'none') parts.push(combine([filtered(place)], (list) => `${list}.size()`));
  return fc.oneof(...parts);
}

function money(place: Place): fc.Arbitrary<Pair> {
  const literal = fc
    .integer({ min: 0, max: 6000 })
    .map((cents) => ({ ours: (cents / 100).toFixed(2), theirs: String(cents) }));
  const leaves = [literal, choose('purchase.total', 'counters.coffee.spend')];
  if (place.element === 'line') leaves.push(choose('l.amount', 'l.discount'));
  if (place.depth <= 0) return fc.oneof(...leaves);
  const parts = [...leaves, ...sums('money', place)];
  if (place.element === 'none') {
    const mapped = [filtered(place), of('money', { ...place, element: 'line' })];
    // Three written amounts alone would be numbers, which nothing makes money of.
    parts.push(combine(mapped, (list, body) => `${list}.map(l, l.amount + ${body}).sum()`));
  }
  return fc.oneof(...parts);
}

function number(place: Place): fc.Arbitrary<Pair> {
  const literal = fc
    .integer({ min: 0, max: 9000 })
    .map((parts) => ({ ours: (parts / 1000).toFixed(3), theirs: String(parts) }));
  const leaves = [literal, choose('purchase.units')];
  if (place.element === 'line') leaves.push(choose('l.quantity'));
  return place.depth <= 0 ? fc.oneof(...leaves) : fc.oneof(...leaves, ...sums('number', place));
}

function text(place: Place): fc.Arbitrary<Pair> {
  const leaves = [choose("'a'", "'A1'", "''"), choose('purchase.store', 'purchase.channel', 'member.language')];
  if (place.element === 'line') leaves.push(choose('l.sku', 'l.gtin'));
  if (place.element === 'text') leaves.push(choose('s'));
  return place.depth <= 0 ? fc.oneof(...leaves) : fc.oneof(...leaves, choices('text', place));
}
