import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyCondition } from './any-condition.fixture.js';
import { anyFacts } from './any-facts.fixture.js';
import { conditionOf, schema } from './conditions.fixture.js';
import { compileCondition } from './index.js';
import { askBufbuild, askCelJs, passesCelJs, type Answer } from './oracle.fixture.js';

/** Ours, asked both ways round, since `holds` alone does not tell false from unknown. */
function askUs(source: string, facts: object): Answer {
  if (conditionOf(source).holds(facts)) return true;
  return conditionOf(`!(${source})`).holds(facts) ? false : 'unknown';
}

function isTooCostly(source: string): boolean {
  const compiled = compileCondition(source, schema, 'purchase');
  return 'problems' in compiled && compiled.problems.every(({ code }) => code === 'too_costly');
}

describe('What a condition says', () => {
  const asked = fc.tuple(anyCondition(), anyFacts());

  it.each([
    ['@bufbuild/cel', askBufbuild],
    ['cel-js', askCelJs],
  ])('is what %s says of whole cents, unknown facts included', (_name, askThem) => {
    const seen = new Map<Answer, number>();
    fc.assert(
      fc.property(asked, ([{ ours, theirs }, facts]) => {
        fc.pre(!isTooCostly(ours));
        const answer = askUs(ours, facts.ours);
        seen.set(answer, (seen.get(answer) ?? 0) + 1);
        expect([ours, answer]).toEqual([ours, askThem(theirs, facts.theirs)]);
      }),
      { numRuns: 1000 },
    );
    for (const answer of [true, false, 'unknown'] as const) expect(seen.get(answer)).toBeGreaterThan(50);
  });
});

describe('The check of a condition', () => {
  it('lets nothing through that the checker of cel-js refuses', () => {
    let [accepted, refused] = [0, 0];
    fc.assert(
      fc.property(anyCondition({ depth: 2, wrong: 15 }), ({ ours, theirs }) => {
        if ('problems' in compileCondition(ours, schema, 'purchase')) {
          refused += 1;
          return;
        }
        accepted += 1;
        expect([ours, passesCelJs(theirs)]).toEqual([ours, true]);
      }),
      { numRuns: 1000 },
    );
    expect(Math.min(accepted, refused)).toBeGreaterThan(100);
  });
});
