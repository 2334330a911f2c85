import { compileCondition, memberFactSchema } from '../conditions/index.js';
import type { Programme } from '../programme.js';

/** A condition of members, as a segment of this programme could have it: checked against the names that it declares. */
export function memberCondition(
  { tiers, currencies, currency, wallets }: Programme,
  source: string,
): ReturnType<typeof compileCondition> {
  const names = {
    tiers: (tiers?.rules.ladder ?? []).flatMap(({ id }) => id ?? []),
    currencies: [...currencies.keys()],
    wallets: [...wallets.keys()],
    moneyDecimals: currencies.get(currency)?.exponent ?? 2,
  };
  return compileCondition(source, memberFactSchema(names), 'purchase');
}
