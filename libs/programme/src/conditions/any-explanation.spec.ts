import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyCondition } from './any-condition.fixture.js';
import { anyFacts } from './any-facts.fixture.js';
import { schema } from './conditions.fixture.js';
import { compileCondition, type Facts } from './index.js';

describe('An explanation', () => {
  it('names a term exactly where the condition does not hold, whatever the facts', () => {
    const seen = { holds: 0, fails: 0 };
    fc.assert(
      fc.property(anyCondition(), anyFacts(), ({ ours }, { ours: given }) => {
        const compiled = compileCondition(ours, schema, 'purchase');
        fc.pre('condition' in compiled);
        if (!('condition' in compiled)) return;
        const { condition } = compiled;
        const { holds, failed } = condition.explain(given);
        expect([holds, failed.length === 0]).toEqual([condition.holds(given), condition.holds(given)]);
        for (const { term, found } of failed) {
          expect(found).not.toBe('');
          // A term is a condition of its own, that the reader can ask again.
          expect(compileCondition(term, schema, 'purchase')).toHaveProperty('condition');
        }
        seen[holds ? 'holds' : 'fails'] += 1;
      }),
      { numRuns: 500 },
    );
    expect(Math.min(seen.holds, seen.fails)).toBeGreaterThan(50);
  });

  it('and its condition never throw, whatever stands where facts should', () => {
    const anything = fc.oneof(
      fc.anything({ withBigInt: true, withNullPrototype: true, withDate: true, withMap: true }),
      fc.constant(undefined),
    );
    const group = fc.oneof(
      anything,
      fc.record({
        total: anything,
        lines: fc.array(anything),
        known: anything,
        segments: fc.array(anything),
        purchases: anything,
        hour: anything,
      }),
    );
    const any = fc.oneof(
      anything,
      fc.record(
        { purchase: group, member: group, wallets: group, counters: group, tier: anything },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(anyCondition(), any, ({ ours }, given) => {
        const compiled = compileCondition(ours, schema, 'purchase');
        fc.pre('condition' in compiled);
        if (!('condition' in compiled)) return;
        const first = compiled.condition.explain(given as Facts);
        expect(compiled.condition.explain(given as Facts)).toEqual(first);
        expect(compiled.condition.holds(given as Facts)).toBe(first.holds);
      }),
      { numRuns: 700 },
    );
  });
});
