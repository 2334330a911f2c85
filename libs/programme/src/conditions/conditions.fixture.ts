import { compileCondition, factSchema, MONEY_SCALE, QUANTITY_SCALE, type Condition, type Scope } from './index.js';
import { parseDecimal } from '../money/decimal.js';

export const schema = factSchema({
  tiers: ['silver', 'gold'],
  wallets: ['points', 'air-miles'],
  counters: ['coffee'],
});

/** A condition that must be right. */
export function conditionOf(source: string, scope: Scope = 'purchase'): Condition {
  const compiled = compileCondition(source, schema, scope);
  if ('condition' in compiled) return compiled.condition;
  throw new Error(compiled.problems.map(({ line, column, message }) => `${line}:${column} ${message}`).join('\n'));
}

/** Money of facts as it is written: `42.10`. */
export function money(text: string): bigint {
  return exactly(parseDecimal(text, MONEY_SCALE), text);
}

export function quantity(text: string): bigint {
  return exactly(parseDecimal(text, QUANTITY_SCALE), text);
}

function exactly(value: bigint | undefined, text: string): bigint {
  if (value === undefined) throw new Error(`Not a number for a fixture: ${text}`);
  return value;
}
