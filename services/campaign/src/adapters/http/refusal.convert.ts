import { Problem } from '@loyalty/service-host';
import type { AudienceRefusal } from '../../application/audience.js';
import type { Refused } from '../../application/plan-change.js';
import { campaignProblemCodes } from './problem-codes.js';

type Code = keyof typeof campaignProblemCodes;

export function problem(
  code: Code,
  init: Omit<ConstructorParameters<typeof Problem>[0], 'code' | 'status'> = {},
): Problem {
  return new Problem({ status: campaignProblemCodes[code].status, code, ...init });
}

/** Why a document is not taken. */
export function documentProblem(refusal: Refused, id: string): Problem {
  switch (refusal.refused) {
    case 'invalid':
      return mistakes('invalid_programme', refusal.problems);
    case 'other_id': {
      const errors = [{ pointer: '/id', code: 'wrong_value', expected: id, found: refusal.found }];
      return problem('programme_id_differs', { errors });
    }
    case 'tests_required':
      return problem('tests_required');
    case 'tests_unreadable':
      return mistakes('tests_unreadable', refusal.problems);
    case 'tests_failed':
      return problem('tests_failed', {
        errors: refusal.differences.map(({ what, ...difference }) => ({
          pointer: '',
          code: 'wrong_value',
          message: `${difference.test}: ${what} ${difference.found}, expected ${difference.expected}`,
          ...difference,
        })),
      });
    default:
      return refusal satisfies never;
  }
}

/** Why nobody can be counted. */
export function audienceProblem(refusal: AudienceRefusal): Problem {
  if (refusal.refused === 'segment_not_found')
    return problem('invalid_audience', { extensions: { segment: refusal.segment } });
  const errors = refusal.problems.map(({ expected = 'a condition', found = 'something else', ...where }) => ({
    pointer: '/audience/when',
    expected,
    found,
    ...where,
  }));
  return problem('invalid_audience', { errors });
}

function mistakes(
  code: 'invalid_programme' | 'tests_unreadable',
  errors: Extract<Refused, { refused: 'invalid' }>['problems'],
): Problem {
  const [first] = errors;
  const detail = first
    ? `Line ${first.line}, column ${first.column}: ${first.message}`
    : 'The document cannot be read.';
  return problem(code, { detail, errors });
}
