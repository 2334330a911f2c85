import { isQualifying, needsOf, quoteNeedsOf } from '@loyalty/programme';
import { newUuid, toId } from '@loyalty/service-host/values';
import { reject, type Rejected } from '../../domain/rejections.js';
import type { AccrualPorts, Enrolment, Identity, Membership, Question, Recognised } from '../ports.js';
import type { PreparedPurchase } from './prepare-purchase.js';
import type { ProgrammeVersion } from '../programmes.js';
import { asksOfMembers, NOTHING_SEEN, seeMembers, type SeenOfMember, type Sight } from '../members/see-members.js';

/** Whose purchase it is. */
export type Buyer =
  | {
      readonly kind: 'member';
      readonly membership: Membership;
      readonly earns: boolean;
      readonly seen: SeenOfMember;
    }
  | { readonly kind: 'stranger'; readonly stranger: string }
  | { readonly kind: 'guest' };

const GUEST: Buyer = { kind: 'guest' };

type Asking = Pick<AccrualPorts, 'members' | 'segments'>;

/**
 * Who bought, for many purchases at once, in order, and what their programmes ask of them; a line of a batch sees whom the
 * lines before it have enrolled. Enrols where the Programme says so, unless it is only asked what would happen: then what
 * discounts ask for is seen, too.
 */
export async function recognise(
  purchases: readonly PreparedPurchase[],
  ports: Asking,
  options: { readonly dryRun?: boolean } = {},
): Promise<readonly (Buyer | Rejected)[]> {
  const buyers = await identify(purchases, ports, options);
  const needs = options.dryRun ? quoteNeedsOf : needsOf;
  const sights: Sight[] = [];
  for (const [at, { judge, facts }] of purchases.entries()) {
    const buyer = buyers[at];
    if (buyer && 'kind' in buyer && buyer.kind === 'member' && buyer.earns && asksOfMembers(judge, needs))
      sights.push({ owner: buyer.membership, judge, purchase: facts });
  }
  if (sights.length === 0) return buyers;
  const seen = await seeMembers(sights, ports, needs);
  const seenAt = new Map(sights.map(({ purchase }, at) => [purchase, seen[at]]));
  return buyers.map((buyer, at) => {
    const facts = purchases[at]?.facts;
    const told = facts && seenAt.get(facts);
    return told && 'kind' in buyer && buyer.kind === 'member' ? { ...buyer, seen: told } : buyer;
  });
}

async function identify(
  purchases: readonly PreparedPurchase[],
  { members }: Pick<AccrualPorts, 'members'>,
  { dryRun = false }: { readonly dryRun?: boolean },
): Promise<readonly (Buyer | Rejected)[]> {
  const questions: Question[] = [];
  const enrolments: Enrolment[] = [];
  for (const { facts, identity, judge } of purchases) {
    if (!identity) continue;
    if (!dryRun && enrolsAnyway(judge, identity)) enrolments.push(enrolmentOf(facts, identity));
    else questions.push({ programme: facts.programme, identity });
  }
  const [answers, memberships] = await Promise.all([
    questions.length === 0 ? NOBODY : members.resolve(questions),
    enrolments.length === 0 ? NOBODY : members.enrol(enrolments),
  ]);

  let answered = 0;
  let enrolled = 0;
  const buyers = purchases.map((purchase): Buyer | Rejected => {
    if (!purchase.identity) return GUEST;
    if (dryRun || !enrolsAnyway(purchase.judge, purchase.identity)) return toBuyer(purchase, answers[answered++]);
    return toMember(purchase, memberships[enrolled++]);
  });
  if (answered === 0) return buyers;
  return dryRun
    ? buyers.map((buyer, at) => asIfEnrolled(buyer, purchases[at]))
    : enrolStrangers(purchases, buyers, members);
}

const NOBODY: readonly never[] = [];

/** Where everyone who buys is enrolled, whoever is asked to enrol them finds those who are members already. */
function enrolsAnyway({ programme }: ProgrammeVersion, { kind }: Identity): boolean {
  return programme.autoEnrolment.when === 'always' && kind !== 'id';
}

function toBuyer(purchase: PreparedPurchase, answer: Recognised | undefined): Buyer | Rejected {
  if (!answer) throw new Error('fewer answers than questions');
  if ('unknownMember' in answer) return reject({ reason: 'member_not_found' });
  if ('membership' in answer) return toMember(purchase, answer.membership);
  return { kind: 'stranger', stranger: answer.stranger };
}

function enrolmentOf(facts: PreparedPurchase['facts'], identity: Identity): Enrolment {
  const { programme, occurredAt } = facts;
  return { programme, identity, enrolledBy: enrolledBy(facts), at: occurredAt };
}

/** The purchase that enrolled a member is judged alike when it is sent again after a crash. */
function toMember({ facts, judge }: PreparedPurchase, membership: Membership | undefined): Buyer {
  if (!membership) throw new Error('fewer memberships than enrolments');
  const earns = judge.programme.autoEnrolment.earns || membership.enrolledBy !== enrolledBy(facts);
  return { kind: 'member', membership, earns, seen: NOTHING_SEEN };
}

function enrolledBy({ source, externalId }: PreparedPurchase['facts']): string {
  return `purchase:${source}:${externalId}`;
}

/** Who would be enrolled, were it not only a question, is given a member and an account that exist nowhere. */
function asIfEnrolled(buyer: Buyer | Rejected, purchase: PreparedPurchase | undefined): Buyer | Rejected {
  if (!purchase || !('kind' in buyer) || buyer.kind !== 'stranger') return buyer;
  const { facts, judge } = purchase;
  if (!isQualifying(judge.programme, facts)) return buyer;
  const membership = {
    member: toId('mem', newUuid()),
    account: toId('acc', newUuid()),
    joinedAt: facts.occurredAt,
    enrolledBy: enrolledBy(facts),
  };
  return toMember(purchase, membership);
}

/** The first purchase of a stranger that qualifies enrols them; those after it are then a member's. */
async function enrolStrangers(
  purchases: readonly PreparedPurchase[],
  buyers: readonly (Buyer | Rejected)[],
  members: AccrualPorts['members'],
): Promise<readonly (Buyer | Rejected)[]> {
  const enrolling = new Map<string, Enrolment>();
  const joined = purchases.map((purchase, at) => {
    const buyer = buyers[at];
    if (!purchase.identity || !buyer || !('kind' in buyer) || buyer.kind !== 'stranger') return undefined;
    const { facts, identity, judge } = purchase;
    const who = `${facts.programme} ${buyer.stranger}`;
    if (!enrolling.has(who) && isQualifying(judge.programme, facts)) {
      enrolling.set(who, enrolmentOf(facts, identity));
    }
    return enrolling.has(who) ? who : undefined;
  });
  if (enrolling.size === 0) return buyers;

  const memberships = await members.enrol([...enrolling.values()]);
  const byStranger = new Map([...enrolling.keys()].map((who, at) => [who, memberships[at]]));
  return purchases.map((purchase, at) => {
    const membership = byStranger.get(joined[at] ?? '');
    return membership ? toMember(purchase, membership) : (buyers[at] ?? GUEST);
  });
}
