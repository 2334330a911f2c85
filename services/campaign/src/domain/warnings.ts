import type { Programme } from '@loyalty/programme';
import type { Change, Said } from './structural-diff.js';

/** What of a change is allowed, and would better be seen before it is done. */
export interface Warning {
  readonly code: WarningCode;
  /** The offer, campaign or tier that it is about. */
  readonly about: string;
  readonly text: string;
  readonly numbers: Readonly<Record<string, number>>;
}

export type WarningCode = 'offer_removed_while_points_pend' | 'budget_below_given' | 'tier_harder';

/** What the ledger knows of one offer. */
export interface OfferUse {
  readonly members: number;
  readonly purchases: number;
  readonly points: number;
  /** Purchases that it gave points to, of which points are not available yet. */
  readonly pendingPurchases: number;
}

export interface Known {
  readonly after: Programme;
  readonly changes: readonly Change[];
  readonly uses: ReadonlyMap<string, OfferUse>;
  /** By counter of a budget: what all members together were given. */
  readonly given: ReadonlyMap<string, bigint>;
}

export function warningsOf({ after, changes, uses, given }: Known): readonly Warning[] {
  return [...removedOffers(changes, uses), ...budgets(after, given), ...harderTiers(changes)];
}

/** Its lots keep their terms; the question is whether whoever removed it knew that they are still to come. */
function removedOffers(changes: readonly Change[], uses: ReadonlyMap<string, OfferUse>): Warning[] {
  return changes.flatMap(({ kind, part, id }) => {
    const pending = id === null ? 0 : (uses.get(id)?.pendingPurchases ?? 0);
    if (kind !== 'removed' || part !== 'offer' || id === null || pending === 0) return [];
    const text = `${id} is removed while ${pending} of the purchases that it gave points to wait for points; those are kept`;
    return [{ code: 'offer_removed_while_points_pend', about: id, text, numbers: { purchases: pending } }];
  });
}

/** Nothing is taken back: the offer gives nothing more. */
function budgets({ offers }: Programme, given: ReadonlyMap<string, bigint>): Warning[] {
  const limits = new Map(
    offers.flatMap((offer) => offer.limits.flatMap((limit) => (limit.by === 'budget' ? [[limit.counter, limit]] : []))),
  );
  return [...limits.values()].flatMap(({ counter, max }) => {
    const had = given.get(counter) ?? 0n;
    if (had <= max) return [];
    const about = counter.replace(/^budget\//, '');
    const text = `the budget of ${about} is ${max}, and ${had} were given already: it gives nothing more`;
    return [{ code: 'budget_below_given', about, text, numbers: { budget: Number(max), given: Number(had) } }];
  });
}

const LADDER = /^\/tiers\/ladder$/;

/** A ladder is a list, lowest first; who is on a rung may not be any more at the end of the period. */
function harderTiers(changes: readonly Change[]): Warning[] {
  return changes.flatMap(({ pointer, before, after }) => {
    if (!LADDER.test(pointer)) return [];
    const old = new Map(rungs(before));
    return rungs(after).flatMap(([id, needs]) =>
      Object.entries(needs).flatMap(([measure, needed]) => {
        const was = old.get(id)?.[measure] ?? 0;
        if (!old.has(id) || needed <= was) return [];
        const text = `the tier ${id} needs ${needed} ${measure} instead of ${was}: members may lose it at the end of their period`;
        return [{ code: 'tier_harder' as const, about: id, text, numbers: { needed, before: was } }];
      }),
    );
  });
}

type Needs = Readonly<Record<string, number>>;

function rungs(ladder: Said): [id: string, needs: Needs][] {
  if (!Array.isArray(ladder)) return [];
  return ladder.map((rung: { id?: unknown; needs?: Readonly<Record<string, unknown>> }) => [
    String(rung.id),
    Object.fromEntries(Object.entries(rung.needs ?? {}).map(([measure, needed]) => [measure, Number(needed)])),
  ]);
}
