import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { step } from './step.schema.js';
import { testProgramme } from './test-programme.js';

const GUIDE = readFileSync(new URL('../../../../docs/guides/test-a-programme.md', import.meta.url), 'utf8');
const PROGRAMME = /```yaml programme\n([^]*?)```/.exec(GUIDE)?.[1] ?? '';

/** Tests as the guide writes them, and after them what `loyalty programme test` says. */
const examples = GUIDE.split('```yaml tests\n')
  .slice(1)
  .map((text): readonly [string, string] => {
    const [tests = '', after = ''] = text.split(/```\n([^]*)/);
    return [tests, /```text\n([^]*?)```/.exec(after)?.[1] ?? ''];
  });

function said(tests: string): string {
  const tested = testProgramme(PROGRAMME, tests);
  if (!tested.ok) {
    return tested.problems.map(({ line, column, code, message }) => `${line}:${column} ${code}: ${message}\n`).join('');
  }
  const failed = tested.tests.filter(({ differences }) => differences.length > 0);
  const differences = tested.tests
    .flatMap((test) => test.differences)
    .map(({ line, column, test, what, found, expected }) => {
      return `${line}:${column} ${test}: ${what} ${found}, expected ${expected}\n`;
    });
  const passed = tested.tests.length - failed.length;
  return `${differences.join('')}${passed} ${passed === 1 ? 'test' : 'tests'} passed, ${failed.length} failed, in 1 file\n`;
}

describe('The guide to tests of a programme', () => {
  it('has its examples found', () => {
    expect(examples).toHaveLength(GUIDE.match(/^```yaml tests$/gm)?.length ?? 0);
    expect(examples.length).toBeGreaterThanOrEqual(6);
  });

  it.each(examples)('quotes what is said of: %s', (tests, expected) => {
    expect(said(tests)).toBe(expected);
  });

  it('names every field of a step', () => {
    const fields = Object.keys(step.properties).filter((field) => !GUIDE.includes(`\`${field}`));
    expect(fields).toEqual([]);
  });
});
