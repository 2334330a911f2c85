import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { documentedCodesTable, problemCodesTable, withCodesTable } from '@loyalty/service-host';
import './problem-codes.js';

const PAGE = new URL('../../../../../../docs/api/errors.md', import.meta.url);

describe('The codes of webhooks', () => {
  it('stand in docs/api/errors.md, with the same words', async () => {
    if (process.env['UPDATE_DOCS']) await writeFile(PAGE, withCodesTable(await readFile(PAGE, 'utf8'), 'webhooks'));
    expect(documentedCodesTable(await readFile(PAGE, 'utf8'), 'webhooks')).toBe(problemCodesTable('webhooks'));
  });
});
