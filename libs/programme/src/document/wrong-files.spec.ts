import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseAppliedProgramme, parseProgramme } from './parse-programme.js';
import { PROVIDED } from './provided.js';
import { WRONG_FILES } from './wrong-files.fixture.js';

const FOLDER = new URL('./wrong/', import.meta.url);

const problemsOf = (file: string, provided = PROVIDED) => {
  const parsed = parseProgramme(readFileSync(new URL(`${file}.yaml`, FOLDER), 'utf8'), provided);
  return parsed.ok ? [] : parsed.problems;
};

describe('Each file of the folder of wrong programmes', () => {
  it('stands in the table, and there are sixty and more', () => {
    const files = readdirSync(FOLDER).map((file) => file.replace(/[.]yaml$/, ''));
    expect(files.toSorted()).toEqual(WRONG_FILES.map(([file]) => file).toSorted());
    expect(files.length).toBeGreaterThanOrEqual(60);
  });

  it.each(WRONG_FILES)('%s is told where it is wrong, what was expected and what was found', (file, expected) => {
    const problems = problemsOf(file);
    expect(
      problems.map(({ line, column, code, expected, found }) => [`${line}:${column} ${code}`, expected, found]),
    ).toEqual(expected);
    for (const { message } of problems) expect(message).toMatch(/^[A-Z`0-9].*[.?]$/s);
  });

  it('is read where it was accepted before its fault was looked for', () => {
    const applied = (file: string) => parseAppliedProgramme(readFileSync(new URL(`${file}.yaml`, FOLDER), 'utf8')).ok;
    expect(WRONG_FILES.map(([file]) => file).filter(applied)).toEqual([
      '113-nth-in-no-time',
      '114-action-that-nothing-releases',
      '115-referral-that-nothing-releases',
      '116-kinds-that-never-earn',
      '117-lines-that-never-earn',
      '118-tiers-by-points-that-none-count',
      '119-less-a-month-than-a-day',
    ]);
  });

  it('may ask for what no service brings yet, and is told that as well', () => {
    const asked = [
      '71-referral-of-nobody',
      '78-discount-above-a-hundred',
      '82-action-without-points',
      '83-action-twice',
    ];
    const codes = asked.map((file) => problemsOf(file, new Set()).map(({ line, code }) => `${line} ${code}`));
    expect(codes).toEqual([
      ['8 not_provided', '8 incomplete'],
      ['8 not_provided', '9 too_large'],
      ['9 missing_field'],
      ['8 not_provided', '10 repeated_id'],
    ]);
  });
});
