import type { ClaimedLine, PurchaseClaimed, PurchaseLot } from '@loyalty/contracts';
import type { Command } from '@loyalty/event-store';
import { skuTags } from '../../domain/units/blind-return.js';
import { keptPurchase } from '../../domain/units/kept-purchase.js';
import { loadsOf } from '../../domain/units/line-loads.js';
import type { JoinedOwner, RecordedPurchase } from '../../domain/purchase-state.js';
import { purchaseStream } from '../../domain/streams/purchase-stream.js';
import { qualifierTags } from '../../domain/qualifier-tag.js';
import { reject, type Rejected } from '../../domain/rejections.js';
import { pointsAlreadyReturned } from '../../domain/units/units.js';
import { accountStreamId, earnPoints, standingOf, takeBackPoints } from '../account-book.js';
import { countEarned, countGone } from '../counters/counter-book.js';
import { Draft } from '../draft.js';
import { earningOf, type Earned } from '../earning/earning.js';
import type { Programmes, ProgrammeVersion } from '../programmes.js';
import { referringOf, type Refer } from '../referral/referral-book.js';
import type { SeenOfMember } from '../members/see-members.js';
import { countTowardsTiers, spentWith } from '../tiers/tier-book.js';
import { ownerNow } from '../where-now.js';

export interface ClaimPurchase {
  readonly stream: string;
  readonly owner: JoinedOwner;
  readonly seen: SeenOfMember;
  readonly programmes: Programmes;
  /** Claims that come of themselves when someone joins are bound to the Programme's time. */
  readonly isInTime?: (purchase: RecordedPurchase, judge: ProgrammeVersion) => boolean;
}

export interface ClaimAnswer {
  readonly purchase: RecordedPurchase;
  readonly claimed: Pick<PurchaseClaimed, 'member' | 'outcome' | 'account'>;
  readonly repeated: boolean;
}

/** Makes a purchase of nobody a member's: it earns by the Programme in force when it happened. */
export function claimPurchase({
  stream,
  owner: known,
  seen,
  programmes,
  isInTime,
}: ClaimPurchase): Command<ClaimAnswer | Rejected> {
  let earn: ReturnType<typeof earningOf> | undefined;
  let refer: Refer | undefined;
  return {
    on: accountStreamId(known.account),
    decide(view) {
      const draft = new Draft(view);
      const owner = ownerNow(draft, known);
      const refuse = (rejected: Rejected) => ({ answer: rejected, appends: [] });
      const { state: purchase } = draft.state(purchaseStream, stream);
      if (purchase.status !== 'recorded') return refuse(reject({ reason: 'purchase_not_found' }));
      const { facts, voided, outcome } = purchase;
      if (purchase.owner && outcome) {
        const mine = purchase.owner.member === owner.member && facts.account === null;
        if (!mine) return refuse(reject({ reason: 'purchase_already_claimed', purchase: facts.purchase }));
        return {
          answer: { purchase, claimed: { ...purchase.owner, outcome }, repeated: true },
          appends: [],
        };
      }
      if (voided)
        return refuse(reject({ reason: 'purchase_voided', purchase: facts.purchase, voidedAt: voided.occurredAt }));

      const judge = programmes.inForce(facts.programme, facts.occurredAt);
      if (!judge) return refuse(reject({ reason: 'programme_not_found', programme: facts.programme }));
      if (isInTime && !isInTime(purchase, judge))
        return refuse(reject({ reason: 'claimed_too_late', purchase: facts.purchase }));
      earn ??= earningOf(judge, facts, seen);
      refer ??= referringOf(judge, seen);
      const claimed = draftClaim(draft, { stream, purchase, owner, judge, programmes, earn, refer });
      if ('rejected' in claimed) return refuse(claimed);
      return { answer: { purchase, claimed, repeated: false }, appends: draft.appends() };
    },
  };
}

interface Claiming {
  readonly stream: string;
  readonly purchase: RecordedPurchase;
  readonly owner: JoinedOwner;
  readonly judge: ProgrammeVersion;
  readonly programmes: Programmes;
  readonly earn: (draft: Draft, owner: JoinedOwner) => Earned;
  readonly refer: Refer;
}

function draftClaim(draft: Draft, claiming: Claiming): PurchaseClaimed | Rejected {
  const { stream, purchase, owner, judge, programmes, earn, refer } = claiming;
  const { facts } = purchase;
  const { occurredAt } = facts;
  const earned = earn(draft, owner);
  const { lots, explanation } = earned;
  const counting = { owner, purchase: facts.purchase, facts, explanation, judge, programmes };
  countTowardsTiers(draft, { ...counting, before: purchase });
  const refused = earnPoints(draft, { owner, purchase: facts.purchase, occurredAt, lots });
  if (refused) return refused;
  const moving = { owner, programme: facts.programme, purchase: facts.purchase, occurredAt };
  countEarned(draft, moving, earned);

  // Units that were given back while it was nobody's: their points come and go in this commit.
  const alreadyReturned = returnedBefore(purchase, lots);
  const points = new Map(lots.map(({ id, wallet }) => [id, { lot: id, wallet, points: 0n }]));
  for (const { lot, points: gone } of alreadyReturned.flatMap((line) => line.lots)) {
    const sum = points.get(lot);
    if (sum) points.set(lot, { ...sum, points: sum.points + gone });
  }
  const { clawBack: policy } = judge.programme;
  const taken = takeBackPoints(draft, {
    owner,
    purchase: facts.purchase,
    occurredAt,
    policy,
    made: [...points.values()],
  });
  if ('rejected' in taken) return taken;
  const unreferred = refer(draft, { owner, purchase: facts.purchase, facts: keptPurchase(purchase) });
  if (unreferred) return unreferred;

  const { version, balances } = standingOf(draft, owner.account, judge.programme);
  const { member, account } = owner;
  const event: PurchaseClaimed = {
    type: 'PurchaseClaimed',
    member,
    account,
    occurredAt: draft.now,
    outcome: {
      programmeVersion: judge.version,
      accountVersion: version,
      ...earned,
      balances,
      ...spentWith(draft, account, judge.programme),
    },
    alreadyReturned,
  };
  const tags = [...skuTags(account, facts.lines), ...qualifierTags(earned)];
  draft.append(purchaseStream, stream, { event, occurredAt: draft.now, tags });
  // What had gone back before it was anyone's frees its room at once.
  const { state: after } = draft.state(purchaseStream, stream);
  if (after.status !== 'recorded') throw new Error(`${stream} is no recorded purchase`);
  countGone(draft, moving, { before: { ...after, givenBack: new Map() }, after });
  return event;
}

function returnedBefore({ facts, givenBack }: RecordedPurchase, lots: readonly PurchaseLot[]): readonly ClaimedLine[] {
  const loads = loadsOf(facts, lots);
  return [...givenBack].flatMap(([line, before]) => {
    const load = loads.get(line);
    if (!load) return [];
    return [{ line, lots: [...pointsAlreadyReturned(load, before)].map(([lot, points]) => ({ lot, points })) }];
  });
}
