import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import './host-problem-codes.js';
import { documentedCodesTable, problemCodesTable, withCodesTable } from './problem-codes-table.js';
import { defineProblemCodes, problemCode } from './problem-codes.js';
import { Problem } from './problem.js';

const PAGE = new URL('../../../../docs/api/errors.md', import.meta.url);

describe('The codes of problems', () => {
  it('that any service answers stand in docs/api/errors.md, with the same words', async () => {
    if (process.env['UPDATE_DOCS']) await writeFile(PAGE, withCodesTable(await readFile(PAGE, 'utf8'), 'host'));
    expect(documentedCodesTable(await readFile(PAGE, 'utf8'), 'host')).toBe(problemCodesTable('host'));
  });

  it('have one meaning each, whoever answers them', () => {
    const bad = { status: 418, title: 'No tea', doc: 'Never.' };
    defineProblemCodes('tea-shop', { no_tea: bad });
    expect(() => defineProblemCodes('coffee-shop', { no_tea: bad })).not.toThrow();
    const other = { ...bad, status: 404 };
    expect(() => defineProblemCodes('coffee-shop', { no_tea: other })).toThrow(
      'no_tea means something else to tea-shop',
    );
    expect(problemCode('no_tea')).toMatchObject({ status: 418, owner: 'tea-shop' });
  });

  it('give a problem its title, unless it brings its own', () => {
    expect(new Problem({ status: 404, code: 'not_found' }).title).toBe('There is nothing here');
    expect(new Problem({ status: 404, code: 'not_found', title: 'No cup' }).title).toBe('No cup');
    expect(new Problem({ status: 409, code: 'cup_in_use' }).title).toBe('Conflict');
  });
});
