import { celEnv, celMethod, CelScalar, isCelError, listType, parse, plan } from '@bufbuild/cel';
import { Environment, EvaluationError } from '@marcbachmann/cel-js';

/** What another evaluator says: an error is what is unknown to us. */
export type Answer = boolean | 'unknown' | 'something else';
export type Bindings = Readonly<Record<string, unknown>>;

const sumOfBufbuild = celMethod('sum', listType(CelScalar.INT), [], CelScalar.INT, function () {
  return [...this].reduce<bigint>((sum, value) => sum + (typeof value === 'bigint' ? value : 0n), 0n);
});
const bufbuild = celEnv({ funcs: [sumOfBufbuild] });

export function askBufbuild(source: string, facts: Bindings): Answer {
  const answer: unknown = plan(bufbuild, parse(source))(asMaps(facts));
  if (isCelError(answer)) return 'unknown';
  return typeof answer === 'boolean' ? answer : 'something else';
}

const celJs = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false }).registerFunction(
  'list.sum(): int',
  (list: bigint[]) => list.reduce((sum, value) => sum + value, 0n),
);

export function askCelJs(source: string, facts: Bindings): Answer {
  try {
    const answer: unknown = celJs.evaluate(source, facts);
    return typeof answer === 'boolean' ? answer : 'something else';
  } catch (error) {
    if (error instanceof EvaluationError) return 'unknown';
    throw error;
  }
}

function asMaps(facts: Bindings): Record<string, Map<string, never>> {
  return Object.fromEntries(Object.entries(facts).map(([name, group]) => [name, asMap(group) as Map<string, never>]));
}

function asMap(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asMap);
  if (typeof value !== 'object' || value === null) return value;
  return new Map(Object.entries(value).map(([name, one]) => [name, asMap(one)]));
}

const line = {
  sku: 'string',
  gtin: 'string',
  categories: 'list<string>',
  quantity: 'int',
  amount: 'int',
  discount: 'int',
};
const checker = new Environment()
  .registerType('Line', { fields: line })
  .registerType('Purchase', {
    fields: { total: 'int', store: 'string', channel: 'string', units: 'int', hour: 'int', lines: 'list<Line>' },
  })
  .registerVariable('purchase', 'Purchase')
  .registerVariable('member', {
    schema: {
      known: 'bool',
      birthdayWeek: 'bool',
      birthdayDay: 'bool',
      purchases: 'int',
      language: 'string',
      segments: 'list<string>',
    },
  })
  .registerVariable('wallets', { schema: { points: { balance: 'int' } } })
  .registerVariable('counters', { schema: { coffee: { spend: 'int' } } })
  .registerFunction('list<int>.sum(): int', () => 0n);

/** Whether the checker of cel-js takes it for a condition. */
export function passesCelJs(source: string): boolean {
  const { valid, type } = checker.check(source);
  return valid && type === 'bool';
}
