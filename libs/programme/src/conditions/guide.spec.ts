import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { conditionOf, money, schema } from './conditions.fixture.js';
import { compileCondition, factSchema, type Fact, type Facts } from './index.js';

const guide = readFileSync(new URL('../../../../docs/guides/conditions.md', import.meta.url), 'utf8');

const facts: Facts = {
  purchase: { total: money('42.10'), lines: [{ categories: ['TEA'] }, { categories: [] }] },
  member: { known: true },
  tier: 'silver',
};

function blocks(kind: string): string[] {
  return [...guide.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)]
    .filter(([, of]) => of === kind)
    .map(([, , text = '']) => text.trim());
}

describe("The guide's conditions", () => {
  it('are there', () => {
    expect([blocks('cel').length, blocks('cel line').length, blocks('why').length, blocks('refused').length]).toEqual([
      9, 1, 3, 3,
    ]);
  });

  it.each(blocks('cel'))('can be asked of a purchase: %s', (source) => {
    expect(conditionOf(source).source).toBe(source);
  });

  it.each(blocks('cel line'))('can be asked of a line: %s', (source) => {
    expect(conditionOf(source, 'line').source).toBe(source);
  });

  it.each(blocks('why').map((block) => block.split('\n\n')))('are explained as it says: %s', (source = '', told) => {
    const { failed } = conditionOf(source).explain(facts);
    expect(failed.map(({ term, found, needed }) => `${term}: found ${found}, needed ${needed}`).join('\n')).toBe(told);
  });

  it.each(blocks('refused').map((block) => block.split('\n\n')))('are refused as it says: %s', (source = '', told) => {
    const compiled = compileCondition(source, schema, 'purchase');
    const problems = 'problems' in compiled ? compiled.problems : [];
    expect(problems.map(({ line, column, code, message }) => `${line}:${column} ${code}: ${message}`).join('\n')).toBe(
      told,
    );
  });
});

const KINDS: Readonly<Record<Fact['type'], string>> = {
  bool: 'true or false',
  int: 'whole number',
  number: 'number',
  money: 'money',
  text: 'text',
  texts: 'list of texts',
  lines: 'list of lines',
};

describe("The guide's facts", () => {
  it('are those that conditions are checked against, each with its kind, its words and what it is', () => {
    const { facts: known } = factSchema({ wallets: ['points'], counters: ['coffee'] });
    const rows = [...known].map(([name, { type, about, domain }]) => {
      const words =
        domain && 'values' in domain ? ` One of ${domain.values.map((value) => `\`${value}\``).join(', ')}.` : '';
      return `| \`${name}\` | ${KINDS[type]} | ${about}${words} |`;
    });
    const table = guide.split('## The facts')[1] ?? '';
    const written = table.split('\n').filter((row) => row.startsWith('| `'));
    expect(written.map((row) => row.replace(/ +/g, ' '))).toEqual(rows);
  });
});
