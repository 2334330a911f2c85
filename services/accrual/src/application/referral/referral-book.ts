import { derivedStream, type ReferralBonus, type ReferralJudged, type TakenBack } from '@loyalty/contracts';
import {
  evaluateReferral,
  NO_STANDING,
  stillQualifies,
  type Evaluation,
  type NotReferred,
  type Programme,
  type Purchase,
  type Standing,
} from '@loyalty/programme';
import { isPaid, keptPurchase } from '../../domain/units/kept-purchase.js';
import type { Owner, RecordedPurchase } from '../../domain/purchase-state.js';
import { REFERRAL_SIDES, referralName, type ReferralSide } from '../../domain/streams/referral-side.js';
import { referralStream } from '../../domain/streams/referral-stream.js';
import type { Rejected } from '../../domain/rejections.js';
import { accountStreamId, earnPoints, takeBackPoints } from '../account-book.js';
import { countBack, countEarned, countersOfLimits } from '../counters/counter-book.js';
import type { Draft } from '../draft.js';
import { withIds } from '../earning/earning.js';
import { LotIds } from '../earning/lot-ids.js';
import type { Invitation } from '../ports.js';
import type { Programmes, ProgrammeVersion } from '../programmes.js';
import type { SeenOfMember } from '../members/see-members.js';
import { ownerNow } from '../where-now.js';

/** A purchase of somebody who may have been invited, by what is kept of it. */
export interface ReferredPurchase {
  readonly owner: Owner;
  /** `pur_…` */
  readonly purchase: string;
  readonly facts: Purchase;
}

export type Refer = (draft: Draft, referred: ReferredPurchase) => Rejected | undefined;

/**
 * What an invitation brings, in the commit of the friend's purchase: both sides' points, counters and the judgement are
 * written together or not at all, in whichever shards the two accounts are. Where nobody invited them, or the programme
 * gives nothing for it, nothing is read and nothing is written.
 */
export function referringOf(judge: ProgrammeVersion, seen: SeenOfMember): Refer {
  const { programme } = judge;
  const invitation = programme.referral && seen.facts?.invitations?.find((each) => each.programme === judge.id);
  if (!invitation) return () => undefined;
  const ids = { inviter: new LotIds(), friend: new LotIds() };
  return (draft, referred) => refer(draft, referred, { judge, invitation, ids });
}

interface Referring {
  readonly judge: ProgrammeVersion;
  readonly invitation: Invitation;
  readonly ids: Readonly<Record<ReferralSide, LotIds>>;
}

function refer(draft: Draft, referred: ReferredPurchase, referring: Referring): Rejected | undefined {
  const { owner, purchase, facts } = referred;
  const { judge, invitation, ids } = referring;
  const { programme, version } = judge;
  const { joinedAt } = invitation;
  // What was bought before joining says nothing about the invitation, and what nobody paid for is no first purchase.
  if (facts.occurredAt < joinedAt || !isPaid(facts)) return undefined;
  const stream = referralOf(programme.id, owner.member);
  const { kept } = draft.state(referralStream, stream).state;
  const judged = { id: purchase, purchase: facts, joinedAt, keptBefore: kept.size };
  const evaluate = (side: ReferralSide, standing: Standing) =>
    evaluateReferral(programme, version, judged, { ...NOBODY, [side]: standing });
  const first = evaluate('inviter', NO_STANDING);
  if (!first) return undefined;
  if (!first.qualifies && kept.size > 0 && isTooLate(programme, version, judged)) return undefined;

  const inviter = invitation.inviter && ownerNow(draft, invitation.inviter);
  const bonuses: Record<ReferralSide, ReferralBonus | null> = { inviter: null, friend: null };
  const owners = { inviter, friend: owner };
  if (first.qualifies) {
    for (const side of REFERRAL_SIDES) {
      const of = owners[side];
      const offer = programme.referral?.[side];
      if (!of || !offer) continue;
      // One after the other: where both share an account, the second sees what the first was given.
      const standing = { ...NO_STANDING, ...countersOfLimits(draft, of.account, { programme, offers: [offer] }) };
      const result = evaluate(side, standing);
      const evaluation = result?.qualifies ? result[side] : null;
      if (!evaluation) continue;
      const given = give(draft, { side, owner: of, stream, judge, evaluation, facts, ids: ids[side] });
      if ('rejected' in given) return given;
      bonuses[side] = given;
    }
  }
  const event: ReferralJudged = {
    type: 'ReferralJudged',
    programme: programme.id,
    purchase,
    programmeVersion: version,
    occurredAt: facts.occurredAt,
    member: owner.member,
    account: owner.account,
    joinedAt,
    invitedBy: inviter && { member: inviter.member, account: inviter.account },
    ...bonuses,
    ...(!first.qualifies && { failed: failedBy(first) }),
  };
  draft.append(referralStream, stream, { event, occurredAt: facts.occurredAt, beside: accountStreamId(owner.account) });
  return undefined;
}

const NOBODY = { inviter: NO_STANDING, friend: NO_STANDING };

/** Nothing qualifies any more, so nobody asks which purchases were before it: they need not be kept. */
function isTooLate(programme: Programme, version: number, judged: Parameters<typeof evaluateReferral>[2]): boolean {
  const alone = evaluateReferral(programme, version, { ...judged, keptBefore: 0 }, NOBODY);
  return alone !== undefined && !alone.qualifies && alone.condition === 'within';
}

function failedBy({ condition, found, needed }: NotReferred) {
  return { condition, found, needed };
}

interface Giving {
  readonly side: ReferralSide;
  readonly owner: Owner;
  readonly stream: string;
  readonly judge: ProgrammeVersion;
  readonly evaluation: Evaluation;
  readonly facts: Purchase;
  readonly ids: LotIds;
}

function give(draft: Draft, giving: Giving): ReferralBonus | Rejected {
  const { side, owner, stream, judge, evaluation, facts, ids } = giving;
  const { lots, explanation, counts } = withIds(evaluation, ids);
  const purchase = referralName(side, stream);
  const { occurredAt } = facts;
  const reason = `referral-${side}`;
  const refused = lots.length > 0 && earnPoints(draft, { owner, purchase, reason, occurredAt, lots });
  if (refused) return refused;
  countEarned(draft, { owner, programme: judge.programme.id, purchase, occurredAt }, { ...(counts && { counts }) });
  return { lots, explanation, ...(counts && { counts }) };
}

/** A purchase of which something went back. */
export interface ReferredReturn {
  readonly after: RecordedPurchase;
  /** `ret_…`; absent where it was voided. */
  readonly return?: string;
  readonly occurredAt: number;
  readonly policy: Programme['clawBack'];
  readonly programmes: Programmes;
}

/**
 * Takes back whole what both got once what is kept no longer qualifies (rule 19). Returns what left the account of the
 * friend: what leaves that of who invited is no part of the friend's return.
 */
export function takeBackReferral(draft: Draft, returned: ReferredReturn): readonly TakenBack[] | Rejected {
  const { after, programmes, policy, ...cause } = returned;
  const { facts, owner } = after;
  if (!owner || !keepsReferrals(programmes, facts.programme)) return [];
  const stream = referralOf(facts.programme, owner.member);
  const { kept, given } = draft.state(referralStream, stream).state;
  const { purchase, programme } = facts;
  if (!kept.has(purchase)) return [];

  const left = keptPurchase(after);
  const isGone = !isPaid(left);
  const isWithdrawn = given?.purchase === purchase && !qualifies(given, left, programmes);
  if (!isGone && !isWithdrawn) return [];
  const occurredAt = Math.max(cause.occurredAt, facts.occurredAt);
  const by = cause.return === undefined ? {} : { return: cause.return };
  draft.append(referralStream, stream, {
    event: { type: 'ReferralPurchaseReturned', programme, purchase, ...by, occurredAt, isGone, isWithdrawn },
    occurredAt,
  });
  if (!isWithdrawn) return [];

  const taken: Record<ReferralSide, readonly TakenBack[]> = { inviter: [], friend: [] };
  for (const { side, bonus, owner: of } of sidesOf(given)) {
    const now = ownerNow(draft, of);
    const moving = { owner: now, purchase: referralName(side, stream), ...by, occurredAt };
    const made = bonus.lots.map(({ id, wallet, points }) => ({ lot: id, wallet, points }));
    const back = takeBackPoints(draft, { ...moving, policy, made });
    if ('rejected' in back) return back;
    taken[side] = back;
    countBack(draft, { ...moving, programme }, bonus.counts);
  }
  return taken.friend;
}

/** By the version that judged it. */
export function qualifies({ programme, programmeVersion }: ReferralJudged, kept: Purchase, programmes: Programmes) {
  const judge = programmes.version(programme, programmeVersion);
  if (!judge) throw new Error(`version ${programmeVersion} of ${programme} judged a referral`);
  return stillQualifies(judge.programme, kept);
}

/** Who got something. */
export function sidesOf({ inviter, friend, invitedBy, member, account }: ReferralJudged) {
  return [
    ...(inviter && invitedBy ? [{ side: 'inviter' as const, bonus: inviter, owner: invitedBy }] : []),
    ...(friend ? [{ side: 'friend' as const, bonus: friend, owner: { member, account } }] : []),
  ];
}

const keeping = new WeakMap<ProgrammeVersion, boolean>();

/** Whether any version of a programme has given for invitations. */
function keepsReferrals(programmes: Programmes, id: string): boolean {
  const latest = programmes.latest(id);
  if (!latest) return false;
  const known = keeping.get(latest);
  if (known !== undefined) return known;
  const versions = Array.from({ length: latest.version }, (_, at) => programmes.version(id, at + 1));
  const keeps = versions.some((each) => each !== undefined && each.programme.referral !== null);
  keeping.set(latest, keeps);
  return keeps;
}

/** One for each friend, whatever account their points are in. */
export function referralOf(programme: string, member: string): string {
  return derivedStream(`referral:${programme}:${member}`);
}
