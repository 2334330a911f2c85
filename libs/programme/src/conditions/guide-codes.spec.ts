import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';

const guide = readFileSync(new URL('../../../../docs/guides/conditions.md', import.meta.url), 'utf8');

/** By itself, since it reads a source as text: a mutation test would have it read the changed one. */
describe("The guide's codes of problems", () => {
  it('are all that there are', () => {
    const section = /## What is refused\n([\s\S]*?)\n## /.exec(guide)?.[1] ?? '';
    const codes = [...section.matchAll(/^\| `(\w+)`/gm)].map(([, code = '']) => code);
    const source = readFileSync(new URL('condition-problem.ts', import.meta.url), 'utf8');
    const known = [...source.matchAll(/^ {2}\| '(\w+)'/gm)].map(([, code = '']) => code);
    expect(codes.toSorted()).toEqual(known.toSorted());
  });
});
