import { calendarShift } from '../calendar/calendar-shift.js';
import { formatDecimal } from '../money/decimal.js';
import type { Programme } from '../programme.js';
import type { Instant, Minor, Purchase } from '../purchase.js';
import type { Referral } from '../referral.js';
import { lineBasis } from './basis.js';
import { spreadPointsPaid } from './points-paid.js';
import { isEligible } from './eligibility.js';
import { give } from './evaluate-action.js';
import type { Evaluation } from './evaluation.js';
import type { Standing } from './standing.js';

/** A Purchase of someone who was invited. */
export interface ReferredPurchase {
  /** `pur_…` */
  readonly id: string;
  readonly purchase: Purchase;
  /** When the friend joined. */
  readonly joinedAt: Instant;
  /** How many other Purchases of the friend are kept, at least in part. */
  readonly keptBefore: number;
}

export type Referred =
  { readonly qualifies: true; readonly inviter: Evaluation | null; readonly friend: Evaluation | null } | NotReferred;

/** Why a Purchase qualifies no referral: what was found, and what would have been needed. */
export interface NotReferred {
  readonly qualifies: false;
  readonly condition: 'first' | 'within' | 'spentAtLeast';
  readonly found: string;
  readonly needed: string;
}

/**
 * What the first Purchase that a friend keeps brings to both, each after the bounds and by the counters of its own. Both
 * bonuses name the Purchase that qualified them and go back with it (rule 19). Undefined where the Programme has no referral.
 */
export function evaluateReferral(
  programme: Programme,
  version: number,
  referred: ReferredPurchase,
  standings: { readonly inviter: Standing; readonly friend: Standing },
): Referred | undefined {
  const { referral } = programme;
  if (!referral) return undefined;
  const refused = unqualified(programme, referral, referred);
  if (refused) return refused;
  const { occurredAt, store } = referred.purchase;
  const reported = { action: 'referral', occurredAt, ...(store !== undefined && { store }) };
  const side = (which: 'inviter' | 'friend') => {
    const offer = referral[which];
    if (!offer) return null;
    const evaluation = give([offer], { programme, version, reported, standing: standings[which] });
    const explanation = evaluation.explanation.map((each) => ({ ...each, qualifiedBy: [referred.id] }));
    return { ...evaluation, explanation };
  };
  return { qualifies: true, inviter: side('inviter'), friend: side('friend') };
}

/** Whether what is kept of a Purchase still qualifies: once it does not, both bonuses are taken back whole. */
export function stillQualifies(programme: Programme, kept: Purchase): boolean {
  const { referral } = programme;
  return referral !== null && isEnough(programme, referral, kept);
}

function unqualified(
  programme: Programme,
  referral: Referral,
  { purchase, joinedAt, keptBefore }: ReferredPurchase,
): NotReferred | undefined {
  const { within } = referral.qualifies;
  if (keptBefore > 0) {
    return {
      qualifies: false,
      condition: 'first',
      found: `${keptBefore} purchases before it`,
      needed: 'none before it',
    };
  }
  // At the end of the time it is over (rule 21).
  if (within && purchase.occurredAt >= calendarShift({ after: within }, programme.timeZone)(joinedAt)) {
    const found = `${instant(purchase.occurredAt)}, joined ${instant(joinedAt)}`;
    return { qualifies: false, condition: 'within', found, needed: `within ${within.text} of joining` };
  }
  if (isEnough(programme, referral, purchase)) return undefined;
  const main = programme.currencies.get(programme.currency);
  const paid = programme.currencies.get(purchase.currency);
  const { spentAtLeast } = referral.qualifies;
  const found = `${formatDecimal(spentOn(referral, purchase, programme), paid?.exponent ?? 2)} ${purchase.currency}`;
  const sum = `${formatDecimal(spentAtLeast, main?.exponent ?? 2)} ${programme.currency}`;
  return {
    qualifies: false,
    condition: 'spentAtLeast',
    found,
    needed: spentAtLeast > 0n ? `at least ${sum}` : `more than ${sum}`,
  };
}

/** A sum is "at least"; where none is asked for, something must have been paid. */
function isEnough(programme: Programme, referral: Referral, purchase: Purchase): boolean {
  const currency = programme.currencies.get(purchase.currency);
  if (!currency) throw new Error(`${programme.id} was to refer ${purchase.currency}, which it does not take.`);
  const spent = spentOn(referral, purchase, programme);
  return spent > 0n && spent * currency.numerator >= referral.qualifies.spentAtLeast * currency.denominator;
}

/** In the purchase's currency, on the lines that count. */
function spentOn({ qualifies }: Referral, purchase: Purchase, programme: Programme): Minor {
  const currency = programme.currencies.get(purchase.currency);
  const pointsPaid = spreadPointsPaid(programme, purchase);
  let spent = 0n;
  purchase.lines.forEach((line, at) => {
    if (currency && isEligible(qualifies.lines, line, currency)) {
      spent += lineBasis(line, qualifies.basis, purchase, pointsPaid?.[at] ?? 0n);
    }
  });
  return spent;
}

function instant(at: Instant): string {
  return new Date(at).toISOString();
}
