import type { Offer } from '../offer.js';
import type { Programme } from '../programme.js';
import type { Purchase } from '../purchase.js';

/** Offers of which one is applied at most: the members of a group, or one alone. */
export type Step = readonly Offer[];

interface Plan {
  /** In the order in which they are applied; a group stands where its first offer does. */
  readonly steps: readonly Step[];
  /** Steps that look at named goods alone, by what names them: most offers of a chain are not for this basket. */
  readonly bySku: ReadonlyMap<string, readonly number[]>;
  readonly byCategory: ReadonlyMap<string, readonly number[]>;
  readonly isNamed: readonly boolean[];
}

const plans = new WeakMap<Programme, Plan>();

/** The steps that this Purchase can concern at all, in order. */
export function stepsFor(programme: Programme, { lines }: Purchase): readonly Step[] {
  let plan = plans.get(programme);
  if (!plan) plans.set(programme, (plan = planOf(programme)));
  const { steps, bySku, byCategory, isNamed } = plan;
  if (bySku.size === 0 && byCategory.size === 0) return steps;

  const named = new Set<number>();
  for (const { sku, categories } of lines) {
    for (const at of bySku.get(sku) ?? NONE) named.add(at);
    for (const category of categories) for (const at of byCategory.get(category) ?? NONE) named.add(at);
  }
  const due: Step[] = [];
  for (let at = 0; at < steps.length; at += 1) {
    const step = steps[at];
    if (step && (!isNamed[at] || named.has(at))) due.push(step);
  }
  return due;
}

const NONE: readonly never[] = [];

function planOf({ offers }: Programme): Plan {
  const steps = inSteps(offers);
  const bySku = new Map<string, number[]>();
  const byCategory = new Map<string, number[]>();
  const isNamed = steps.map((step, at) => {
    const lists = step.map(({ lines }) => lines?.include);
    // A pattern has no name under which it could be looked up.
    const isPlain = lists.every((list) => list && list.skus.patterns.length + list.categories.patterns.length === 0);
    if (!isPlain) return false;
    for (const list of lists) {
      for (const sku of list?.skus.codes ?? NONE) bySku.set(sku, [...(bySku.get(sku) ?? []), at]);
      for (const category of list?.categories.codes ?? NONE) {
        byCategory.set(category, [...(byCategory.get(category) ?? []), at]);
      }
    }
    return true;
  });
  return { steps, bySku, byCategory, isNamed };
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
