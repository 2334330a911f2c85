import type { Scope } from './checking.js';
import { compileCondition, factSchema } from './index.js';

export const wrongSchema = factSchema({
  tiers: ['silver', 'gold'],
  wallets: ['points', 'air-miles'],
  counters: ['coffee'],
  segments: ['vip', 'student'],
  currencies: ['EUR', 'CHF'],
});

export interface WrongCondition {
  readonly title: string;
  readonly scope: Scope;
  readonly source: string;
}

/** One block of the table: the title, the condition, then each problem with its place, and what is said of it. */
export function tell({ title, scope, source }: WrongCondition): string {
  const compiled = compileCondition(source, wrongSchema, scope);
  const problems = 'problems' in compiled ? compiled.problems : [];
  return [
    scope === 'line' ? `${title} (of a line)` : title,
    `  ${JSON.stringify(source).slice(1, -1).replaceAll('\\"', '"')}`,
    ...problems.flatMap(({ line, column, code, expected = '', found = '', message }) => [
      `  ${line}:${column} ${code}: expected ${expected}, found ${JSON.stringify(found).slice(1, -1).replaceAll('\\"', '"')}`,
      `  ${message}`,
    ]),
  ].join('\n');
}

/** The other way: a block of the table as the condition that it is about. */
export function parseBlock(block: string): WrongCondition {
  const [first = '', second = ''] = block.split('\n');
  const [title = '', ofLine] = first.split(' (of a line)');
  return {
    title,
    scope: ofLine === undefined ? 'purchase' : 'line',
    source: second.slice(2).replaceAll('\\n', '\n'),
  };
}
