import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { compileCondition, factSchema } from './index.js';
import { parseBlock, tell, wrongSchema } from './wrong-conditions.fixture.js';

/** In blocks: a title, a condition, and each of its problems with what is said of it. */
const blocks = ['wrong/language.txt', 'wrong/facts.txt'].flatMap((file) =>
  readFileSync(new URL(file, import.meta.url), 'utf8')
    .trim()
    .split('\n\n'),
);

describe('A wrong condition', () => {
  it('has been thought of more than a hundred times, each once', () => {
    expect(blocks.length).toBeGreaterThan(100);
    expect(new Set(blocks.map((block) => parseBlock(block).source)).size).toBe(blocks.length);
  });

  it.each(blocks.map((block) => [parseBlock(block).title, block]))('is refused: %s', (_title, block) => {
    expect(block.split('\n').length).toBeGreaterThan(3);
    expect(tell(parseBlock(block))).toBe(block);
  });

  it.each([
    ['too_long', 'member.known && '.repeat(300) + 'true', 'at most 4000 characters', '4804 characters'],
    ['too_many_parts', '1+'.repeat(1200) + '1 > 1', 'at most 1000 parts', 'more'],
    ['too_many_parts', '!'.repeat(3980) + 'member.known', 'at most 1000 parts', 'more'],
    ['too_many_parts', `1 in [${'1,'.repeat(1000)}1]`, 'at most 1000 parts', 'more'],
    ['too_deep', 'member.known ? '.repeat(40) + 'true' + ' : false'.repeat(40), 'at most 32 levels', 'more'],
  ])('is refused as %s before anything is done with it', (code, source, expected, found) => {
    const compiled = compileCondition(source, wrongSchema, 'purchase');
    expect(compiled).toMatchObject({ problems: [{ code, line: 1, expected, found }] });
  });

  it.each([
    [
      'member.known && '.repeat(300),
      'The condition is too long. Long lists of articles belong in a category or a segment.',
    ],
    ['1+'.repeat(1200) + '1 > 1', 'The condition has too many parts.'],
    ["purchase.store == 'a\rb'", 'This cannot be read: a text ends in its own line.'],
  ])('is told why: %.30j', (source, message) => {
    expect(compileCondition(source, wrongSchema, 'purchase')).toMatchObject({ problems: [{ message }] });
  });

  it('is told where a programme declares no such name', () => {
    expect(compileCondition("'vip' in member.segments", factSchema({ segments: [] }), 'purchase')).toMatchObject({
      problems: [{ expected: 'a name that the programme declares; it declares none' }],
    });
  });

  it('is refused with all of its problems, in the order of its text', () => {
    const compiled = compileCondition("tier == 'glod' &&\n  purchase.totl > 5 ||\n !3", wrongSchema, 'purchase');
    expect(
      'problems' in compiled && compiled.problems.map(({ line, column, code }) => `${line}:${column} ${code}`),
    ).toEqual(['1:9 wrong_value', '2:12 unknown_fact', '3:3 wrong_type']);
  });
});
