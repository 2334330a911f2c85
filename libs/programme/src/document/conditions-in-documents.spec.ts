import { describe, expect, it } from '@jest/globals';
import { PROVIDED } from './provided.js';
import { parseProgramme } from './parse-programme.js';

const problemsOf = (offer: string) => {
  const text = `id: shop
name: Shop
currency: EUR
timeZone: Europe/Berlin
wallets: { points: { earn: { points: 1, per: 1.00 } } }
offers:
  - id: o
    give: { points: 5 }
${offer}
`;
  const parsed = parseProgramme(text, PROVIDED);
  return parsed.ok ? [] : parsed.problems.map(({ line, column, code, found }) => `${line}:${column} ${code} ${found}`);
};

describe('What is wrong in a condition is told at its own letter', () => {
  it.each([
    ['plain', '    when: purchase.totl > 5', ['9:20 unknown_fact purchase.totl']],
    ['in single quotes', "    when: '''a'' == \"a\" && purchase.totl > 5'", ['9:37 unknown_fact purchase.totl']],
    [
      'in double quotes',
      '    when: "\\"a\\" == \\u0022a\\" && purchase.totl > 5"',
      ['9:43 unknown_fact purchase.totl'],
    ],
    [
      'in a block, each line in its place',
      '    when: |\n      purchase.total > 5 &&\n\n        purchase.totl > 5 &&\n      purchase.stoer == "a"\n',
      ['12:18 unknown_fact purchase.totl', '13:16 unknown_fact purchase.stoer'],
    ],
    [
      'folded',
      '    when: >-\n      purchase.total > 5\n      && purchase.totl > 5\n',
      ['11:19 unknown_fact purchase.totl'],
    ],
    [
      'over several lines',
      '    when: purchase.total > 5\n      && purchase.totl > 5',
      ['10:19 unknown_fact purchase.totl'],
    ],
    ['at its end', '    when: purchase.total >', ['9:27 syntax_error the end']],
    ['in flow', '    lines: { kinds: [goods], when: line.amout > 5 }', ['9:41 unknown_fact line.amout']],
  ])('%s', (_, offer, expected) => {
    expect(problemsOf(offer)).toEqual(expected);
  });

  it('beside all other problems, from the top', () => {
    const offer = '    when: tier == "glod" && line.amount > 1\n    only: { tiers: [gold], segments: [old] }';
    expect(problemsOf(offer)).toEqual([
      '9:19 wrong_value glod',
      '9:29 unknown_fact line',
      '10:21 unknown_name gold',
      '10:39 unknown_name old',
    ]);
  });
});
