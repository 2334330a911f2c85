import type { VoucherUsed } from '@loyalty/contracts';
import { formatInstant, Problem } from '@loyalty/service-host';
import { Rejected, type Rejection } from '../../domain/rejections.js';
import { sayLimit } from '../../domain/reviews/say-limit.js';
import type { Hindrance } from '../../domain/rewards/hindrances.js';
import { toPoints } from './points.convert.js';
import { redemptionProblemCodes as codes, type RedemptionProblemCode } from './problem-codes.js';

/** What was decided, or the problem that says why nothing was. */
export function decidedOrProblem<Answer>(answer: Answer | Rejected): Answer {
  if (answer instanceof Rejected) throw rejectionProblem(answer.rejection);
  return answer;
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
    case 'insufficient_points': {
      const { reason, held, pending, ...numbers } = rejection;
      return problem(reason, {
        ...numbers,
        held: held.map(({ points, lapsesAt, ...named }) => ({
          ...named,
          points: Number(points),
          lapsesAt: formatInstant(lapsesAt),
        })),
        pending: pending.map(({ points, availableAt }) => ({
          points: Number(points),
          availableAt: availableAt === null ? null : formatInstant(availableAt),
        })),
      });
    }
    case 'programme_required':
      return problem(rejection.reason, { programmes: rejection.candidates });
    case 'redemption_captured': {
      const { reason, redemption, capturedAt, captured } = rejection;
      return problem(reason, {
        redemption,
        capturedAt: formatInstant(capturedAt),
        captured: captured.map(toPoints),
      });
    }
    case 'redemption_voided':
      return problem(rejection.reason, {
        redemption: rejection.redemption,
        voidedAt: formatInstant(rejection.voidedAt),
      });
    case 'hold_lapsed':
      return problem(rejection.reason, {
        redemption: rejection.redemption,
        lapsedAt: formatInstant(rejection.lapsedAt),
      });
    case 'hold_too_long':
      return problem(rejection.reason, {
        lapsesAt: formatInstant(rejection.lapsesAt),
        latest: formatInstant(rejection.latest),
      });
    case 'reward_unavailable': {
      const [first] = rejection.hindrances.map(hindranceBody);
      if (!first) throw new Error(`${rejection.reward} is not available for no reason`);
      const { reason, ...numbers } = first;
      const reasons = rejection.hindrances.map(hindranceBody);
      return problem(reason, { reward: rejection.reward, ...numbers, reasons });
    }
    case 'reward_is_whole':
      return problem(rejection.reason, { redemption: rejection.redemption, points: rejection.points.map(toPoints) });
    case 'invalid_reward': {
      const { status } = codes.invalid_reward;
      return new Problem({ status, code: 'invalid_reward', errors: rejection.errors });
    }
    case 'voucher_used': {
      const { reason, uses, ...facts } = rejection;
      return problem(reason, { ...facts, uses: uses.map(useBody) });
    }
    case 'voucher_reserved': {
      const { reason, reserved, ...facts } = rejection;
      const told = reserved.map(({ lapsesAt, ...name }) => ({ ...name, lapsesAt: formatInstant(lapsesAt) }));
      return problem(reason, { ...facts, reserved: told });
    }
    case 'voucher_revoked': {
      const { reason, revokedAt, ...facts } = rejection;
      return problem(reason, { ...facts, revokedAt: formatInstant(revokedAt) });
    }
    case 'voucher_not_valid_yet':
      return problem(rejection.reason, {
        voucher: rejection.voucher,
        validFrom: formatInstant(rejection.validFrom),
      });
    case 'voucher_expired':
      return problem(rejection.reason, {
        voucher: rejection.voucher,
        validUntil: formatInstant(rejection.validUntil),
      });
    case 'payout_limit_reached': {
      const { reason, againAt, ...facts } = rejection;
      return problem(reason, { ...facts, againAt: againAt === null ? null : formatInstant(againAt) });
    }
    case 'velocity_limit_reached':
    case 'review_required': {
      const { reason, againAt, ...limit } = rejection;
      return problem(reason, { ...sayLimit(limit), againAt: againAt === null ? null : formatInstant(againAt) });
    }
    case 'redemption_in_review': {
      const { reason, lapsesAt, ...facts } = rejection;
      return problem(reason, { ...facts, lapsesAt: formatInstant(lapsesAt) });
    }
    case 'review_closed': {
      const { opened, closed } = rejection.review;
      return problem(rejection.reason, {
        review: opened.review,
        reviewStatus: rejection.status,
        closedAt: formatInstant(closed?.occurredAt ?? opened.lapsesAt),
        ...(closed && 'actor' in closed && { actor: closed.actor, reason: closed.reason }),
      });
    }
    case 'ledger_refused': {
      const { reason, ...facts } = rejection.by;
      if (reason === 'too_many_points') return problem(reason, facts);
      throw new Error(`the ledger refused what redemption never asks: ${reason}`);
    }
    default: {
      const { reason, ...facts } = rejection;
      return problem(reason, facts);
    }
  }
}

export const useBody = ({ source, externalId, occurredAt, store }: VoucherUsed) => ({
  usedAt: formatInstant(occurredAt),
  ...(store === undefined ? {} : { store }),
  source,
  externalId,
});

/** Instants are text on the wire. */
export function hindranceBody(hindrance: Hindrance) {
  const said = Object.entries(hindrance).map(([name, value]: [string, unknown]) => [
    name,
    INSTANTS.has(name) && typeof value === 'number' ? formatInstant(value) : value,
  ]);
  return Object.fromEntries(said) as { readonly reason: Hindrance['reason'] } & Readonly<Record<string, unknown>>;
}

const INSTANTS = new Set(['validFrom', 'validUntil', 'againAt']);

/** Points are JSON integers on the wire; the ledger holds no more than those can say. */
function problem(code: RedemptionProblemCode, facts: Readonly<Record<string, unknown>>): Problem {
  const said = Object.entries(facts).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]);
  return new Problem({ status: codes[code].status, code, extensions: Object.fromEntries(said) });
}
