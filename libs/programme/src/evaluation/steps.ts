import type { Offer } from '../offer.js';
import type { Programme } from '../programme.js';
import type { Purchase } from '../purchase.js';
import { isListed } from '../pattern.js';
import { isOn } from './unmet.js';

/** Offers of which one is applied at most: the members of a group, or one alone. */
export type Step = readonly Offer[];

interface Plan {
  /** In the order in which they are applied; a group stands where its first offer does. */
  readonly steps: readonly Step[];
  /** Steps that look at named goods alone, by what names them: most offers of a chain are not for this basket. */
  readonly bySku: ReadonlyMap<string, Words>;
  readonly byCategory: ReadonlyMap<string, Words>;
  /** Steps that name goods by patterns. */
  readonly patterned: readonly number[];
  /** Which steps a SKU or a category is for, by its name and by patterns: remembered, as goods come again and again. */
  readonly ofSku: Map<string, Words>;
  readonly ofCategory: Map<string, Words>;
  /** Steps that name nothing, and are for any basket. */
  readonly always: Words;
  /** By store and by channel: steps of which an offer may hold there. */
  readonly byStore: Map<string | undefined, Words>;
  readonly byChannel: Map<string | undefined, Words>;
  /** The steps of sets of goods that were seen, remembered since baskets are alike: it affects cost, never meaning. */
  readonly known: Map<number, readonly Step[]>;
}

/** A set of steps: one bit for each, thirty to a number, so that a programme of up to thirty steps needs one number. */
type Words = readonly number[];

const WORD = 30;
const KNOWN_MAX = 1_000;

const plans = new WeakMap<Programme, Plan>();

/** The steps that this Purchase can concern at all, in order. */
export function stepsFor(programme: Programme, purchase: Purchase): readonly Step[] {
  let plan = plans.get(programme);
  if (!plan) plans.set(programme, (plan = planOf(programme)));
  const { steps, always, known } = plan;
  const { lines, store, channel } = purchase;
  const here = placed(plan, plan.byStore, 'stores', store);
  const there = placed(plan, plan.byChannel, 'channels', channel);
  if (always.length > 1) return stepsOfMany(plan, lines, [here, there]);

  let named = always[0] ?? 0;
  for (const { sku, categories } of lines) {
    named |= naming(plan, 'skus', sku)[0] ?? 0;
    for (const category of categories) named |= naming(plan, 'categories', category)[0] ?? 0;
  }
  named &= (here[0] ?? 0) & (there[0] ?? 0);
  let due = known.get(named);
  if (!due) {
    due = chosen(steps, [named]);
    if (known.size < KNOWN_MAX) known.set(named, due);
  }
  return due;
}

function stepsOfMany(plan: Plan, lines: Purchase['lines'], places: readonly Words[]): readonly Step[] {
  const named = [...plan.always];
  const add = (words: Words) => words.forEach((word, at) => (named[at] = (named[at] ?? 0) | word));
  for (const { sku, categories } of lines) {
    add(naming(plan, 'skus', sku));
    for (const category of categories) add(naming(plan, 'categories', category));
  }
  return chosen(
    plan.steps,
    named.map((word, at) => places.reduce((both, place) => both & (place[at] ?? 0), word)),
  );
}

/** Steps that name this code, or have a pattern for it. There are not a thousand goods at a time that come again. */
function naming(plan: Plan, list: 'skus' | 'categories', code: string): Words {
  const known = list === 'skus' ? plan.ofSku : plan.ofCategory;
  let words = known.get(code);
  if (!words) {
    const found = [...((list === 'skus' ? plan.bySku : plan.byCategory).get(code) ?? noneOf(plan.steps))];
    for (const at of plan.patterned) {
      if (plan.steps[at]?.some(({ lines }) => lines?.include && isListed(lines.include[list], code))) put(found, at);
    }
    words = found;
    if (known.size >= KNOWN_MAX) known.clear();
    known.set(code, words);
  }
  return words;
}

/** Remembered, since the stores of a chain come again and again. */
function placed(
  { steps }: Plan,
  known: Map<string | undefined, Words>,
  list: 'stores' | 'channels',
  code: string | undefined,
): Words {
  let words = known.get(code);
  if (!words) {
    const found = noneOf(steps);
    steps.forEach((step, at) => {
      if (step.some(({ only }) => only[list] === null || isOn(only[list], code))) put(found, at);
    });
    words = found;
    if (known.size < KNOWN_MAX) known.set(code, words);
  }
  return words;
}

function noneOf(steps: readonly Step[]): number[] {
  return Array.from({ length: Math.ceil(steps.length / WORD) }, () => 0);
}

function put(words: number[], at: number): number[] {
  const word = Math.floor(at / WORD);
  words[word] = (words[word] ?? 0) | (1 << (at % WORD));
  return words;
}

function chosen(steps: readonly Step[], words: Words): readonly Step[] {
  return steps.filter((_, at) => ((words[Math.floor(at / WORD)] ?? 0) & (1 << (at % WORD))) !== 0);
}

const NONE: readonly never[] = [];

function planOf({ offers }: Programme): Plan {
  const steps = inSteps(offers);
  const bySku = new Map<string, number[]>();
  const byCategory = new Map<string, number[]>();
  const none = () => noneOf(steps);
  const always = none();
  const patterned: number[] = [];
  steps.forEach((step, at) => {
    const lists = step.map(({ lines }) => lines?.include);
    if (lists.some((list) => !list)) {
      put(always, at);
      return;
    }
    if (lists.some((list) => list && list.skus.patterns.length + list.categories.patterns.length > 0))
      patterned.push(at);
    for (const list of lists) {
      for (const sku of list?.skus.codes ?? NONE) bySku.set(sku, put(bySku.get(sku) ?? none(), at));
      for (const category of list?.categories.codes ?? NONE) {
        byCategory.set(category, put(byCategory.get(category) ?? none(), at));
      }
    }
  });
  const remembered = {
    byStore: new Map<string | undefined, Words>(),
    byChannel: new Map<string | undefined, Words>(),
    ofSku: new Map<string, Words>(),
    ofCategory: new Map<string, Words>(),
    known: new Map<number, readonly Step[]>(),
  };
  return { steps, bySku, byCategory, patterned, always, ...remembered };
}

function inSteps(offers: readonly Offer[]): readonly Step[] {
  const isMultiplier = ({ effect }: Offer) => effect.kind === 'multiply';
  const groups = new Map<string, Offer[]>();
  const steps: Offer[][] = [];
  for (const offer of [...offers.filter(isMultiplier), ...offers.filter((offer) => !isMultiplier(offer))]) {
    const group = offer.group === null ? undefined : groups.get(offer.group);
    if (group) group.push(offer);
    else {
      const step = [offer];
      if (offer.group !== null) groups.set(offer.group, step);
      steps.push(step);
    }
  }
  return steps;
}
