import type { Difference, ProgrammeProblem, Tested } from '@loyalty/programme';
import type { Policy } from '../domain/policy.js';

export type TestsRefusal =
  | { readonly refused: 'tests_required' }
  | { readonly refused: 'tests_unreadable'; readonly problems: readonly ProgrammeProblem[] }
  | { readonly refused: 'tests_failed'; readonly differences: readonly Difference[] };

/** Tests that are sent along must hold, whether or not they are asked for; a file without a test is none. */
export function refusedTests(tested: Tested | undefined, { tests }: Policy): TestsRefusal | undefined {
  if (!tested) return tests === 'required' ? { refused: 'tests_required' } : undefined;
  if (!tested.ok) return { refused: 'tests_unreadable', problems: tested.problems };
  if (tested.tests.length === 0 && tests === 'required') return { refused: 'tests_required' };
  const differences = tested.tests.flatMap((each) => each.differences);
  return differences.length > 0 ? { refused: 'tests_failed', differences } : undefined;
}
