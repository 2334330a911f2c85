import type { Rejection as LedgerRejection } from '@loyalty/ledger';
import { formatInstant, Problem } from '@loyalty/service-host';
import { Invalid } from '../../application/prepare-purchase.js';
import { Rejected, type Rejection } from '../../domain/rejections.js';
import { accrualProblemCodes as codes, type AccrualProblemCode } from './problem-codes.js';

/** What was decided, or the problem that says why nothing was. */
export function decidedOrProblem<Answer>(answer: Answer | Rejected | Invalid): Answer {
  if (answer instanceof Invalid) throw invalidProblem(answer);
  if (answer instanceof Rejected) throw rejectionProblem(answer.rejection);
  return answer;
}

/** Named after the first thing that is wrong; all of them are listed. */
export function invalidProblem({ problems }: Invalid): Problem {
  const [first] = problems;
  if (!first) throw new Error('invalid without a problem');
  const detail = `${codes[first.code].title}: expected ${first.expected}, found ${first.found}.`;
  return new Problem({ status: codes[first.code].status, code: first.code, detail, errors: problems });
}

export function rejectionProblem(rejection: Rejection): Problem {
  switch (rejection.reason) {
    case 'already_used_with_other_content':
      return new Problem({
        status: 409,
        code: rejection.reason,
        detail: `${rejection.first} was recorded under this id with other content.`,
        errors: rejection.differs.map((part) => ({
          pointer: `/${part}`,
          code: 'differs',
          expected: 'what was sent the first time',
          found: 'something else',
        })),
        extensions: { first: rejection.first },
      });
    case 'programme_required':
      return problem(rejection.reason, { programmes: rejection.candidates });
    case 'purchase_voided':
      return problem(rejection.reason, { purchase: rejection.purchase, voidedAt: formatInstant(rejection.voidedAt) });
    case 'purchase_in_review':
      return problem(rejection.reason, {
        purchase: rejection.purchase,
        review: rejection.review,
        lapsesAt: formatInstant(rejection.lapsesAt),
      });
    case 'transfer_in_review': {
      const { reason, lapsesAt, ...facts } = rejection;
      return problem(reason, { ...facts, lapsesAt: formatInstant(lapsesAt) });
    }
    case 'money_of_wrong_precision':
      return new Problem({
        status: codes.too_many_decimals.status,
        code: 'too_many_decimals',
        detail: `${rejection.amount} for line ${rejection.line} has more decimals than ${rejection.currency}.`,
      });
    case 'transfer_too_small':
      return problem(rejection.reason, { least: Number(rejection.least), asked: Number(rejection.asked) });
    case 'transfer_limit_reached': {
      const { reason, period, max, given, asked, again } = rejection;
      const counts = { max: Number(max), given: Number(given), asked: Number(asked) };
      return problem(reason, { period, ...counts, again: again === null ? null : formatInstant(again) });
    }
    case 'velocity_limit_reached': {
      const { reason, max, found, asked, againAt, changedAt, ...limit } = rejection;
      const counts = { max: Number(max), found: Number(found), asked: Number(asked) };
      const change = changedAt === undefined ? {} : { changedAt: formatInstant(changedAt) };
      return problem(reason, {
        ...limit,
        ...change,
        ...counts,
        againAt: againAt === null ? null : formatInstant(againAt),
      });
    }
    case 'ledger_refused':
      return ledgerProblem(rejection.by);
    default: {
      const { reason, ...facts } = rejection;
      return problem(reason, facts);
    }
  }
}

const KNOWN: ReadonlySet<string> = new Set(Object.keys(codes));

/** The ledger's reasons are this API's codes. One that is not listed here cannot come from what accrual asks of it. */
function ledgerProblem({ reason, ...facts }: LedgerRejection): Problem {
  if (!isCode(reason)) throw new Error(`the ledger refused what accrual never asks: ${reason}`);
  return problem(reason, withInstants(facts));
}

/** The ledger's instants are numbers, and bear names as `lapsesAt`. */
function withInstants(facts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const told = Object.entries(facts).map(([name, value]): [string, unknown] => {
    if (Array.isArray(value)) return [name, value.map((each: unknown) => withInstants(Object(each)))];
    return [name, typeof value === 'number' && name.endsWith('At') ? formatInstant(value) : value];
  });
  return Object.fromEntries(told);
}

function isCode(reason: string): reason is AccrualProblemCode {
  return KNOWN.has(reason);
}

function problem(code: AccrualProblemCode, extensions: Readonly<Record<string, unknown>>): Problem {
  return new Problem({ status: codes[code].status, code, extensions });
}
