import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { bugs } from '../../libs/ledger/planted-bugs/bugs.mjs';

const sources = join(import.meta.dirname, '../../libs/ledger/src');

/** To plant them all takes a minute or two and is done by hand: that each still has its place is seen here. */
describe('A planted bug', () => {
  it.each(bugs)('has its place: $name', ({ file, search, replacement }) => {
    expect(readFileSync(join(sources, file), 'utf8').split(search)).toHaveLength(2);
    expect(replacement).not.toBe(search);
  });
});
