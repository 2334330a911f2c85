import { decodeTakingEvent, encodeTakingEvent, type TakingEvent } from '@loyalty/contracts';
import type { Category } from '@loyalty/event-store';

/** Grows with every change of what `evolve` makes of a stream. */
const FOLD = 1;

/** How many of a reward there are, and who has them. */
export interface Stock {
  /** All that there ever were; null: as many as are asked for. */
  readonly supply: number | null;
  /** Captured, and not given back. */
  readonly kept: number;
  /** Set aside: redemption, and from when on it is free again. */
  readonly open: ReadonlyMap<string, number>;
}

export const NO_STOCK: Stock = { supply: null, kept: 0, open: new Map() };

/**
 * One for each reward, for all members. A decision that looks at it is guarded by its version, so what is left is never
 * sold twice, whoever asks where. A taking that has lapsed counts as free from its instant on, whether an event says so
 * yet or not.
 */
export const stockStream: Category<Stock, TakingEvent> = {
  name: 'stock',
  initial: () => NO_STOCK,
  evolve,
  encode: encodeTakingEvent,
  decode: decodeTakingEvent,
  snapshot: { version: FOLD, every: 500, write, read },
};

/** Null: there is no end to it. */
export function leftOf(stock: Stock, now: number): number | null {
  return stock.supply === null ? null : Math.max(0, stock.supply - stock.kept - heldOf(stock, now));
}

export function heldOf({ open }: Stock, now: number): number {
  let held = 0;
  for (const lapsesAt of open.values()) if (lapsesAt > now) held += 1;
  return held;
}

export function lapsedOf({ open }: Stock, now: number): readonly (readonly [redemption: string, lapsesAt: number])[] {
  return [...open].filter(([, lapsesAt]) => lapsesAt <= now);
}

function evolve(stock: Stock, event: TakingEvent): Stock {
  switch (event.type) {
    case 'StockSupplied':
      return { ...stock, supply: event.supply };
    case 'RewardTaken':
      if (event.lapsesAt === null) return { ...stock, kept: stock.kept + 1 };
      if (stock.open.has(event.redemption)) throw new Error(`${event.redemption} takes the same reward twice`);
      return { ...stock, open: new Map(stock.open).set(event.redemption, event.lapsesAt) };
    case 'RewardKept':
      return { ...stock, kept: stock.kept + 1, open: without(stock, event.redemption) };
    case 'RewardGivenBack':
      if (event.cause === 'refunded') return { ...stock, kept: stock.kept - 1 };
      return { ...stock, open: without(stock, event.redemption) };
    default:
      return event satisfies never;
  }
}

function without({ open }: Stock, redemption: string): ReadonlyMap<string, number> {
  const left = new Map(open);
  if (!left.delete(redemption)) throw new Error(`${redemption} has taken nothing that it could keep or give back`);
  return left;
}

interface StoredStock {
  readonly supply: number | null;
  readonly kept: number;
  readonly open: readonly (readonly [string, number])[];
}

function write({ supply, kept, open }: Stock): string {
  return JSON.stringify({ supply, kept, open: [...open] } satisfies StoredStock);
}

function read(text: string): Stock {
  const { supply, kept, open } = JSON.parse(text) as StoredStock;
  return { supply, kept, open: new Map(open) };
}
