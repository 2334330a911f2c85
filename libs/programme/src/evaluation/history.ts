import { moneyFacts, type HistoryFacts } from '../conditions/index.js';
import type { Programme } from '../programme.js';
import type { Instant, Minor } from '../purchase.js';

/** A purchase of which something is kept; money is in minor units of its currency. */
export interface KeptPurchase {
  readonly occurredAt: Instant;
  readonly currency: string;
  readonly store?: string | undefined;
  /** Of which something is kept. */
  readonly lines: readonly KeptLine[];
}

export interface KeptLine {
  /** What of it is kept. */
  readonly amount: Minor;
  /** Whether what earns could look at it: only that is counted as spent. */
  readonly eligible: boolean;
  readonly categories: readonly string[];
}

const DAY_MS = 86_400_000;

/**
 * What a member has done until an instant, as segments ask for it. Money of a currency that the programme does not take
 * any more is left out: nothing says what it is worth.
 */
export function historyOf(programme: Programme, purchases: readonly KeptPurchase[], now: Instant): HistoryFacts {
  const kept = purchases.filter(({ lines, occurredAt }) => lines.length > 0 && occurredAt <= now);
  const since = (days: number) => kept.filter(({ occurredAt }) => occurredAt > now - days * DAY_MS);
  const [quarter, year] = [since(90), since(365)];
  const lastAt = Math.max(...kept.map(({ occurredAt }) => occurredAt));
  return {
    ...(kept.length > 0 && { daysSincePurchase: Math.floor((now - lastAt) / DAY_MS) }),
    purchases: kept.length,
    purchasesIn90Days: quarter.length,
    purchasesIn365Days: year.length,
    spend: spendOf(programme, kept),
    spendIn90Days: spendOf(programme, quarter),
    spendIn365Days: spendOf(programme, year),
    categories: [...new Set(year.flatMap(({ lines }) => lines.flatMap(({ categories }) => categories)))],
    stores: [...new Set(year.flatMap(({ store }) => store ?? []))],
  };
}

function spendOf(programme: Programme, purchases: readonly KeptPurchase[]): bigint {
  return purchases.reduce((sum, { currency, lines }) => {
    if (!programme.currencies.has(currency)) return sum;
    const money = moneyFacts(programme, currency);
    return lines.reduce((all, { amount, eligible }) => (eligible ? all + money(amount) : all), sum);
  }, 0n);
}
