import { isQualifying } from '@loyalty/programme';
import { newUuid, toId } from '@loyalty/service-host';
import { reject, type Rejected } from '../domain/rejections.js';
import type { AccrualPorts, Enrolment, Identity, Membership, Recognised } from './ports.js';
import type { PreparedPurchase } from './prepare-purchase.js';

/** Whose purchase it is. */
export type Buyer =
  | { readonly kind: 'member'; readonly membership: Membership; readonly earns: boolean }
  | { readonly kind: 'stranger'; readonly stranger: string }
  | { readonly kind: 'guest' };

const GUEST: Buyer = { kind: 'guest' };

/**
 * Who bought, for many purchases at once, in order; a line of a batch sees whom the lines before it have enrolled.
 * Enrols where the Programme says so, unless it is only asked what would happen.
 */
export async function recognise(
  purchases: readonly PreparedPurchase[],
  { members }: Pick<AccrualPorts, 'members'>,
  { dryRun = false } = {},
): Promise<readonly (Buyer | Rejected)[]> {
  const asked = purchases.filter((purchase) => purchase.identity && (dryRun || !enrolsAnyway(purchase)));
  const [answers, joined] = await Promise.all([resolve(asked, members), enrolAnyway(purchases, members, dryRun)]);
  const buyers = purchases.map((purchase): Buyer | Rejected => {
    const answer = answers.get(purchase) ?? joined.get(purchase);
    if (!answer) return GUEST;
    if ('unknownMember' in answer) return reject({ reason: 'member_not_found' });
    return 'membership' in answer
      ? member(purchase, answer.membership)
      : { kind: 'stranger', stranger: answer.stranger };
  });
  return dryRun
    ? buyers.map((buyer, at) => asIfEnrolled(buyer, purchases[at]))
    : enrolStrangers(purchases, buyers, members);
}

type Answers = ReadonlyMap<PreparedPurchase, Recognised>;

async function resolve(purchases: readonly PreparedPurchase[], members: AccrualPorts['members']): Promise<Answers> {
  const questions = purchases.flatMap(({ identity, facts: { programme } }) =>
    identity ? [{ programme, identity }] : [],
  );
  const answers = questions.length === 0 ? [] : await members.resolve(questions);
  return new Map(purchases.flatMap((purchase, at) => (answers[at] ? [[purchase, answers[at]] as const] : [])));
}

/** Where everyone who buys is enrolled, whoever is asked to enrol them finds those who are members already. */
function enrolsAnyway({ judge, identity }: PreparedPurchase): boolean {
  return judge.programme.autoEnrolment.when === 'always' && identity?.kind !== 'id';
}

async function enrolAnyway(
  purchases: readonly PreparedPurchase[],
  members: AccrualPorts['members'],
  dryRun: boolean,
): Promise<Answers> {
  const joining = dryRun ? [] : purchases.filter((purchase) => purchase.identity && enrolsAnyway(purchase));
  const enrolments = joining.flatMap(({ identity, facts }) => (identity ? [enrolmentOf(facts, identity)] : []));
  const memberships = enrolments.length === 0 ? [] : await members.enrol(enrolments);
  return new Map(
    joining.flatMap((purchase, at) => (memberships[at] ? [[purchase, { membership: memberships[at] }] as const] : [])),
  );
}

function enrolmentOf(facts: PreparedPurchase['facts'], identity: Identity): Enrolment {
  const { programme, occurredAt } = facts;
  return { programme, identity, enrolledBy: enrolledBy(facts), at: occurredAt };
}

/** The purchase that enrolled a member is judged alike when it is sent again after a crash. */
function member({ facts, judge }: PreparedPurchase, membership: Membership): Buyer {
  const enrolledByIt = membership.enrolledBy === enrolledBy(facts);
  return { kind: 'member', membership, earns: !enrolledByIt || judge.programme.autoEnrolment.earns };
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
  return member(purchase, membership);
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
    return membership ? member(purchase, membership) : (buyers[at] ?? GUEST);
  });
}
