import { formatInstant, Problem, toId } from '@loyalty/service-host';
import type { Outcome, Refusal } from '../../domain/refusal.js';
import { enrollmentProblemCodes as codes } from './problem-codes.js';

/** The value of what was done, or the problem that says why it was not. */
export function doneOrProblem<T>(outcome: Outcome<T>): { readonly value: T; readonly repeated: boolean } {
  if (outcome.refused) throw toProblem(outcome.refused);
  return { value: outcome.done, repeated: outcome.repeated };
}

/** No problem says anything about a person: fields and kinds are named, values are not. */
function toProblem(refusal: Refusal): Problem {
  const code = refusal.reason;
  switch (code) {
    case 'already_used_with_other_content':
      return new Problem({
        status: 409,
        code,
        ...otherContent(refusal.fields),
        extensions: { member: toId('mem', refusal.member) },
      });
    case 'identity_taken':
      return new Problem({
        status: codes[code].status,
        code,
        detail: `Taken: ${refusal.kinds.join(', ')}.`,
        extensions: { kinds: refusal.kinds },
      });
    case 'too_many_identities':
      return new Problem({ status: codes[code].status, code, extensions: { max: refusal.max } });
    case 'identity_not_found':
      return new Problem({ status: codes[code].status, code });
    case 'member_erased':
      return new Problem({
        status: codes[code].status,
        code,
        extensions: { erasedAt: formatInstant(refusal.erasedAt) },
      });
    case 'member_not_found':
      return new Problem({ status: codes[code].status, code });
    case 'members_are_one':
      return new Problem({ status: 409, code, extensions: { member: toId('mem', refusal.member) } });
    case 'member_merged':
      return new Problem({
        status: 409,
        code,
        extensions: { member: toId('mem', refusal.member), into: toId('mem', refusal.into) },
      });
    case 'member_in_household':
      return new Problem({
        status: 409,
        code,
        extensions: { member: toId('mem', refusal.member), household: toId('hhd', refusal.household) },
      });
    case 'member_not_in_household':
      return new Problem({ status: 409, code, extensions: { member: toId('mem', refusal.member) } });
    case 'referrer_not_found':
    case 'referred_by_oneself':
    case 'referred_each_other':
    case 'already_referred':
      return new Problem({ status: codes[code].status, code });
    case 'referred_too_late':
      return new Problem({ status: 409, code, extensions: { joinedAt: formatInstant(refusal.joinedAt) } });
    case 'household_not_found':
    case 'merge_not_found':
      return new Problem({ status: 404, code });
    case 'merge_undone':
      return new Problem({ status: 409, code, extensions: { unmerge: toId('umg', refusal.unmerge) } });
    case 'merged_further':
      return new Problem({ status: 409, code, extensions: { merge: toId('mrg', refusal.merge) } });
    case 'programme_required':
      return new Problem({ status: codes[code].status, code, extensions: { programmes: refusal.programmes } });
    case 'programme_not_found':
      return new Problem({
        status: codes[code].status,
        code,
        extensions: { programme: refusal.programme, programmes: refusal.programmes },
      });
    default:
      throw new Error(`unknown refusal ${JSON.stringify(refusal satisfies never)}`);
  }
}

function otherContent(fields: readonly string[]) {
  if (fields.includes('operation')) return { detail: 'The Idempotency-Key stands for another kind of write.' };
  return {
    errors: fields.map((field) => ({
      pointer: `/${field}`,
      code: 'differs',
      expected: 'what was sent the first time',
      found: 'something else',
    })),
  };
}
