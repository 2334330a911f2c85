import type { Refund, ReturnedLine } from '@loyalty/contracts';
import { spread } from '@loyalty/programme';
import type { RecordedPurchase } from '../purchase-state.js';

/** How money goes back where the purchase did not say how it was paid. */
export const UNSPECIFIED = 'unspecified';

/**
 * Money goes back the way it was paid, in proportion to what of each payment has not gone back yet: so all of it can
 * come back, and never more than was paid. What points paid is not money.
 */
export function refundOf(purchase: RecordedPurchase, lines: readonly ReturnedLine[]): readonly Refund[] {
  const { facts, refunded } = purchase;
  let value = 0n;
  for (const line of lines) value += line.money ?? line.amount;
  if (value === 0n) return [];

  const left = new Map<string, bigint>();
  for (const { kind, amount, paid } of facts.payments) if (!paid) left.set(kind, (left.get(kind) ?? 0n) + amount);
  if (left.size === 0) return [{ kind: UNSPECIFIED, currency: facts.currency, amount: value }];

  for (const [kind, amount] of refunded) left.set(kind, (left.get(kind) ?? 0n) - amount);
  const parts = spread(value, [...left.values()]);
  return [...left.keys()]
    .map((kind, at) => ({ kind, currency: facts.currency, amount: parts[at] ?? 0n }))
    .filter(({ amount }) => amount > 0n);
}
