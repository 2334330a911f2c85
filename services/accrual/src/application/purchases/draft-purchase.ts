import type { PurchaseOutcome, PurchaseRecorded } from '@loyalty/contracts';
import type { Claim, ClaimKey } from '@loyalty/event-store';
import { toId } from '@loyalty/service-host/values';
import { skuTags } from '../../domain/units/blind-return.js';
import { keptPurchase } from '../../domain/units/kept-purchase.js';
import { qualifierTags } from '../../domain/qualifier-tag.js';
import type { AwaitedPurchase, Owner } from '../../domain/purchase-state.js';
import { purchaseStream } from '../../domain/streams/purchase-stream.js';
import type { Rejected } from '../../domain/rejections.js';
import { strangerTag } from '../../domain/stranger-tag.js';
import { accountStreamId, earnPoints, standingOf } from '../account-book.js';
import { applyWaiting } from '../voids/apply-waiting.js';
import { countMove } from '../velocity/count-move.js';
import { countEarned } from '../counters/counter-book.js';
import type { Draft } from '../draft.js';
import { NOTHING_EARNED } from '../earning/earning.js';
import { applyExchange } from '../returns/exchange.js';
import { payWithPoints } from '../paying/pay-with-points.js';
import type { PreparedPurchase } from './prepare-purchase.js';
import type { PurchaseAnswer } from './purchase-answer.js';
import type { Recording } from './recording.js';
import { judgeEarning, type JudgedEarning, openReview } from '../velocity/review-book.js';
import { countTowardsTiers, spentWith } from '../tiers/tier-book.js';
import { ownerNow } from '../where-now.js';

export interface Place {
  readonly stream: string;
  /** What waits in this stream for the purchase; its key is claimed already then. */
  readonly awaited: AwaitedPurchase | undefined;
  readonly receipt: ClaimKey | undefined;
}

const NOTHING_JUDGED: JudgedEarning = { earned: NOTHING_EARNED, held: null };

/** The purchase, what it earns, and what is applied with it: an exchange's returns before, what had waited after. */
export function draftPurchase(draft: Draft, recording: Recording, place: Place): PurchaseAnswer | Rejected {
  const { purchase, buyer, programmes } = recording;
  const { facts, judge } = purchase;
  const id = place.stream === purchase.stream ? purchase.id : toId('pur', place.stream);
  const owner = buyer.kind === 'member' ? ownerNow(draft, buyer.membership) : null;
  const exchanged = applyExchange(draft, recording.exchange, { owner, facts, programmes });
  if ('rejected' in exchanged) return exchanged;

  const paying = { purchase: id, facts, programme: judge.programme, owner };
  const payments = payWithPoints(draft, paying);
  if ('rejected' in payments) return payments;

  const voidedBefore = place.awaited !== undefined && place.awaited.voidedAt !== null;
  const earns = buyer.kind === 'member' && buyer.earns && !voidedBefore;
  const judged = earns && owner ? judgeEarning(draft, recording, owner) : NOTHING_JUDGED;
  const { earned, held } = judged;
  const { occurredAt } = facts;
  const { lots } = earned;
  if (earns && owner) {
    const { explanation } = earned;
    countTowardsTiers(draft, { owner, purchase: id, facts, explanation, judge, programmes });
  }
  const refused = owner && lots.length > 0 && earnPoints(draft, { owner, purchase: id, occurredAt, lots });
  if (refused) return refused;

  if (owner) countEarned(draft, { owner, programme: facts.programme, purchase: id, occurredAt }, earned);
  // Where something of it goes back in this commit, what is kept after that is what is referred.
  const unreferred = earns && owner && !place.awaited && recording.refer(draft, { owner, purchase: id, facts });
  if (unreferred) return unreferred;
  if (owner && lots.length > 0) {
    const { programme } = judge;
    const { tokens } = purchase;
    countMove(draft, { programme, on: 'purchases', owner, till: facts.source, tokens, points: lots, counted: id });
  }
  const outcome = owner && { programmeVersion: judge.version, ...earned, ...standing(draft, owner, purchase) };
  const returns = exchanged.map((it) => it.return);
  const first = recordedEvent(recording, {
    id,
    owner,
    outcome,
    payments,
    returns,
    awaited: place.awaited !== undefined,
  });
  draft.append(purchaseStream, place.stream, {
    event: first,
    occurredAt: facts.occurredAt,
    tags: tagsOf(first),
    claims: claimsOf(purchase, place),
    ...(owner ? { beside: accountStreamId(owner.account) } : {}),
  });
  const review = owner && held && openReview(draft, { stream: place.stream, programme: facts.programme, owner, held });
  if (!place.awaited) {
    return { first, returns: exchanged, repeated: false, voidedAt: null, ...(review && { review }) };
  }

  const { stream, awaited } = place;
  const waited = applyWaiting(draft, { stream, awaited, programmes });
  if ('rejected' in waited) return waited;
  const { state: kept } = draft.state(purchaseStream, stream);
  const isKept = kept.status === 'recorded' && !kept.voided;
  const late = earns && owner && isKept && recording.refer(draft, { owner, purchase: id, facts: keptPurchase(kept) });
  if (late) return late;
  return restate(draft, { stream, first, purchase, returns: [...exchanged, ...waited] });
}

/** What had waited was applied in the same commit: the first answer tells how things stand after that. */
function restate(
  draft: Draft,
  {
    stream,
    first,
    purchase,
    returns,
  }: Pick<PurchaseAnswer, 'first' | 'returns'> & { stream: string; purchase: PreparedPurchase },
): PurchaseAnswer {
  const { state: after } = draft.state(purchaseStream, stream);
  if (after.status !== 'recorded') throw new Error(`${stream} was not recorded`);
  const { owner, voided, review } = after;
  const outcome = owner && first.outcome && { ...first.outcome, ...standing(draft, owner, purchase) };
  const told = { ...first, outcome, returns: returns.map((it) => it.return) };
  draft.restate(purchaseStream, stream, { from: first, to: told });
  return {
    first: told,
    returns,
    repeated: false,
    voidedAt: voided?.occurredAt ?? null,
    ...(review && { review }),
  };
}

function standing(draft: Draft, { account }: Owner, { judge }: PreparedPurchase) {
  const { version, balances } = standingOf(draft, account, judge.programme);
  return { accountVersion: version, balances, ...spentWith(draft, account, judge.programme) };
}

interface Recorded {
  readonly id: string;
  readonly owner: Owner | null;
  readonly outcome: PurchaseOutcome | null;
  readonly payments: PurchaseRecorded['payments'];
  readonly returns: readonly string[];
  /** Something has taken its key before it, and could not say with what the purchase would be compared. */
  readonly awaited: boolean;
}

function recordedEvent(
  { purchase, buyer, lines }: Recording,
  { id, owner, outcome, payments, returns, awaited }: Recorded,
): PurchaseRecorded {
  const { facts, fingerprint, identityPrint } = purchase;
  const event: Writable<PurchaseRecorded> = {
    ...facts,
    type: 'PurchaseRecorded',
    purchase: id,
    lines,
    payments,
    member: owner?.member ?? null,
    account: owner?.account ?? null,
    outcome,
    returns,
  };
  if (awaited) event.fingerprint = fingerprint;
  if (identityPrint !== undefined) event.identity = identityPrint;
  if (buyer.kind === 'stranger') event.stranger = buyer.stranger;
  return event;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Under a stranger's tag a purchase waits for its owner; under account and SKU a blind return finds it. */
function tagsOf({ account, stranger, lines, outcome }: PurchaseRecorded): readonly string[] {
  if (account !== null) return [...skuTags(account, lines), ...qualifierTags(outcome)];
  return stranger === undefined ? [] : [strangerTag(stranger)];
}

function claimsOf({ key, fingerprint }: PreparedPurchase, { awaited, receipt }: Place): readonly Claim[] {
  const claims = awaited ? [] : [{ ...key, fingerprint }];
  if (receipt) claims.push({ ...receipt, fingerprint });
  return claims;
}
