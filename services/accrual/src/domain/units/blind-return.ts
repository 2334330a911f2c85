import type { ReturnedLine, UnmatchedUnits } from '@loyalty/contracts';
import { lineLoads } from './line-loads.js';
import { NOTHING_GIVEN_BACK, type RecordedPurchase } from '../purchase-state.js';
import type { BlindLine } from '../sent/return.js';
import { takeUnits } from './units.js';

/** The word under which a purchase is found again by what was bought in it. */
export function skuTag(account: string, sku: string): string {
  return `${account}|${sku}`;
}

/** Every SKU that earned, once. */
export function skuTags(
  account: string,
  lines: readonly { readonly sku: string; readonly eligible: boolean }[],
): string[] {
  const skus = new Set<string>();
  for (const line of lines) if (line.eligible) skus.add(skuTag(account, line.sku));
  return [...skus];
}

export interface FromPurchase<Purchase extends RecordedPurchase = RecordedPurchase> {
  readonly purchase: Purchase;
  readonly lines: readonly ReturnedLine[];
}

/**
 * The most recent purchase first, inside one the last line first. Only lines that the base rule looked at are found:
 * the others never earned, so nothing has to be taken back for them.
 */
export function matchBlindly(
  wish: BlindLine,
  mostRecentFirst: readonly RecordedPurchase[],
): { readonly taken: readonly FromPurchase[]; readonly unmatched: UnmatchedUnits | undefined } {
  const taken: FromPurchase[] = [];
  let missing = wish.quantity;
  for (const purchase of mostRecentFirst) {
    if (missing === 0n) break;
    const lines = takeFrom(purchase, wish.sku, missing);
    if (lines.length === 0) continue;
    taken.push({ purchase, lines });
    for (const { quantity } of lines) missing -= quantity;
  }
  return { taken, unmatched: missing === 0n ? undefined : { sku: wish.sku, quantity: missing } };
}

function takeFrom(purchase: RecordedPurchase, sku: string, wanted: bigint): ReturnedLine[] {
  const lines: ReturnedLine[] = [];
  const loads = lineLoads(purchase);
  let missing = wanted;
  for (const line of purchase.facts.lines.toReversed()) {
    if (line.sku !== sku || !line.eligible || missing === 0n) continue;
    const before = purchase.givenBack.get(line.id) ?? NOTHING_GIVEN_BACK;
    const left = line.quantity - before.quantity;
    const load = loads.get(line.id);
    if (left === 0n || !load) continue;
    const quantity = left < missing ? left : missing;
    lines.push(takeUnits(load, before, quantity));
    missing -= quantity;
  }
  return lines;
}

/** A purchase that a blind return may look at: not later than the return, not voided. */
export function isCandidate(purchase: RecordedPurchase, returnedAt: number): boolean {
  return purchase.voided === null && purchase.facts.occurredAt <= returnedAt;
}

/** By when they happened, then by the order in which they were recorded, which is the given one. */
export function mostRecentFirst<Purchase extends RecordedPurchase>(asRecorded: readonly Purchase[]): Purchase[] {
  return asRecorded.toReversed().sort((one, other) => other.facts.occurredAt - one.facts.occurredAt);
}
