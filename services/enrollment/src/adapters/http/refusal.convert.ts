import { defineProblemCodes, formatInstant, Problem, toId } from '@loyalty/service-host';
import type { Outcome, Refusal } from '../../domain/refusal.js';

const codes = defineProblemCodes('enrollment', {
  identity_taken: {
    status: 409,
    title: 'An identity belongs to another member',
    doc: '`kinds` names which of those that were sent; nothing was written. Look the member up by it.',
  },
  identity_not_found: {
    status: 404,
    title: 'The member has no such identity',
    doc: 'The ids of a member’s identities stand in `GET /v1/members/{id}`.',
  },
  too_many_identities: {
    status: 409,
    title: 'The member has as many identities as a member can have',
    doc: '`max` says how many; remove one that is not used any more.',
  },
  member_erased: {
    status: 410,
    title: 'The member has been erased',
    doc: 'Only the pseudonymous id is left, for the ledger’s sake; `erasedAt` says since when.',
  },
});

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
      return new Problem({ status: 409, code, ...otherContent(refusal.fields), extensions: { member: toId('mem', refusal.member) } });
    case 'identity_taken':
      return new Problem({ status: codes[code].status, code, detail: `Taken: ${refusal.kinds.join(', ')}.`, extensions: { kinds: refusal.kinds } });
    case 'too_many_identities':
      return new Problem({ status: codes[code].status, code, extensions: { max: refusal.max } });
    case 'identity_not_found':
      return new Problem({ status: codes[code].status, code });
    case 'member_erased':
      return new Problem({ status: codes[code].status, code, extensions: { erasedAt: formatInstant(refusal.erasedAt) } });
    case 'member_not_found':
      return new Problem({ status: 404, code });
    case 'programme_required':
      return new Problem({ status: 400, code, extensions: { programmes: refusal.programmes } });
    case 'programme_not_found':
      return new Problem({ status: 404, code, extensions: { programme: refusal.programme, programmes: refusal.programmes } });
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
