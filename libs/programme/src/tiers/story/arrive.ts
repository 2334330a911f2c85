import type { Instant } from '../../purchase.js';
import type { Contribution } from '../contribution.js';
import { MEASURES, minus, SPEND_SCALE, type Measures } from '../measures.js';
import type { TierRules } from '../tier-rules.js';
import { foldTier, rewardingTier, type TierState } from '../tier-state.js';
import { told, type StoryMeaning } from './story-problem.js';
import type { DeedDocument, PurchaseDocument, ReturnDocument } from './story.schema.js';

/** What the deeds of a story are read with. */
export interface StoryDeeds {
  readonly rules: TierRules;
  readonly exponent: number;
  readonly meaning: StoryMeaning;
  readonly moment: (pointer: string, written: string) => Instant;
}

/** What is left of a purchase. */
interface Left {
  readonly occurredAt: Instant;
  readonly counts: Measures;
}

/** Folds purchases and returns as they arrive, and compares what rewards each purchase at that moment. */
export function arrive(history: readonly DeedDocument[], joined: TierState, deeds: StoryDeeds): TierState {
  const left = new Map<string, Left>();
  return history.reduce((state, deed, index) => {
    const pointer = `/history/${index}`;
    const contribution =
      'purchase' in deed ? purchased(deed, pointer, left, deeds) : returned(deed, pointer, left, deeds);
    if (!contribution) return state;
    if ('purchase' in deed && deed.rewardedBy !== undefined) {
      const tier = rewardingTier(deeds.rules, state, contribution);
      told(`${pointer}/rewardedBy`, deed.rewardedBy, tier.id ?? 'none', deeds.meaning);
    }
    return foldTier(deeds.rules, state, contribution);
  }, joined);
}

function purchased(
  deed: PurchaseDocument,
  pointer: string,
  left: Map<string, Left>,
  deeds: StoryDeeds,
): Contribution | undefined {
  const { purchase, at, visits = 1 } = deed;
  if (left.has(purchase)) {
    const message = `There is a purchase ${purchase} already.`;
    const finding = { pointer: `${pointer}/purchase`, expected: 'another name', found: purchase };
    deeds.meaning.refuse({ ...finding, code: 'duplicate_purchase', message });
    return undefined;
  }
  const occurredAt = deeds.moment(`${pointer}/at`, at);
  const counts = { ...countsOf(deed, pointer, deeds), visits: BigInt(visits) };
  left.set(purchase, { occurredAt, counts });
  return { kind: 'purchase', purchase, purchasedAt: occurredAt, occurredAt, recordedAt: occurredAt, counts };
}

function returned(
  deed: ReturnDocument,
  pointer: string,
  left: Map<string, Left>,
  deeds: StoryDeeds,
): Contribution | undefined {
  const { return: purchase, at } = deed;
  const of = left.get(purchase);
  if (!of) {
    const message = `No purchase ${purchase} stands before this.`;
    const finding = {
      pointer: `${pointer}/return`,
      expected: `one of ${[...left.keys()].join(', ')}`,
      found: purchase,
    };
    deeds.meaning.refuse({ ...finding, code: 'unknown_purchase', message });
    return undefined;
  }
  const isWhole = MEASURES.every((measure) => deed[measure] === undefined);
  const counts = isWhole ? of.counts : countsOf(deed, pointer, deeds);
  const rest = minus(of.counts, counts);
  if (MEASURES.some((measure) => rest[measure] < 0n)) {
    const message = `More would come back than is left of ${purchase}.`;
    const finding = { pointer: `${pointer}/return`, expected: 'at most what is left', found: purchase };
    deeds.meaning.refuse({ ...finding, code: 'more_than_left', message });
    return undefined;
  }
  left.set(purchase, { ...of, counts: rest });
  const occurredAt = deeds.moment(`${pointer}/at`, at);
  return { kind: 'return', purchase, purchasedAt: of.occurredAt, occurredAt, recordedAt: occurredAt, counts };
}

function countsOf(deed: DeedDocument, pointer: string, { meaning, exponent }: StoryDeeds): Measures {
  const { points = 0, spend, visits = 0 } = deed;
  const minor = spend === undefined ? 0n : meaning.decimal(`${pointer}/spend`, exponent, 'zero or more');
  return { points: BigInt(points), spend: minor * SPEND_SCALE, visits: BigInt(visits) };
}
