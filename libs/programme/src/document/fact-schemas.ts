import { factSchema, memberFactSchema, type FactSchema } from '../conditions/index.js';
import type { Currency } from '../programme.js';
import type { Names } from './build-filter.js';
import type { ProgrammeDocument } from './programme-document.js';

interface FactSchemas {
  readonly names: Names;
  readonly ofPurchases: FactSchema;
  /** What discounts may ask for: nothing that is counted as it arrives. */
  readonly ofDiscounts: FactSchema;
  /** What segments may ask for. */
  readonly ofMembers: FactSchema;
}

/** The facts that the conditions of a document may name, by the names that it gives. */
export function factSchemas(document: ProgrammeDocument, currencies: ReadonlyMap<string, Currency>): FactSchemas {
  const { tiers, segments = {}, offers = [], wallets } = document;
  const names: Names = { tiers: tiers?.ladder.map(({ id }) => id) ?? [], segments: Object.keys(segments) };
  const known = {
    ...names,
    currencies: [...currencies.keys()],
    wallets: Object.keys(wallets),
    // Purchases are counted for what is given for every n-th of them.
    counters: offers.filter(({ give }) => give.everyNth !== undefined).map(({ id }) => id),
    moneyDecimals: currencies.get(document.currency)?.exponent ?? 2,
  };
  const facts = new Map(factSchema(known).facts);
  // Nobody keeps what was spent for an n-th purchase: a condition on it would never hold, and nobody would be told.
  for (const counter of known.counters) facts.delete(`counters.${counter}.spend`);
  return {
    names,
    ofPurchases: { facts, moneyDecimals: known.moneyDecimals },
    ofDiscounts: factSchema({ ...known, counters: [] }),
    ofMembers: memberFactSchema(known),
  };
}
