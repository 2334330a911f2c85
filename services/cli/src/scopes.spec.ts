import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SCOPES, scopesOf } from './scopes.js';

interface Operation {
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
}

describe('The scopes of a key', () => {
  it('are those that some door asks for', () => {
    const document = join(import.meta.dirname, '../../../docs/api/openapi.json');
    const { paths }: { paths: Record<string, Record<string, Operation>> } = JSON.parse(readFileSync(document, 'utf8'));
    const asked = Object.values(paths)
      .flatMap((path) => Object.values(path))
      .flatMap(({ security = [] }) => security.flatMap((each) => Object.values(each).flat()));
    expect(SCOPES).toEqual([...new Set(asked)].sort());
  });

  it('are taken as they are written, and not where one does not exist', () => {
    expect(scopesOf('purchases:write, balances:read')).toEqual(['purchases:write', 'balances:read']);
    expect(() => scopesOf('purchase:wrte,admin')).toThrow("there is no scope 'purchase:wrte'; there are admin, ");
    for (const empty of ['', ' ', 'admin,']) expect(() => scopesOf(empty)).toThrow("there is no scope ''");
  });
});
