import {
  isToBeRejected,
  type Review,
  reviewsStream,
  reviewsStreamId,
  type ReviewStatus,
  statusOf,
} from '@loyalty/contracts';
import type { Command } from '@loyalty/event-store';
import { releaseTerms, REVIEW } from '@loyalty/programme';
import { fromId } from '@loyalty/service-host/values';
import { madeBy } from '../../domain/units/going-back.js';
import { pointsLeft } from '../../domain/units/points-left.js';
import type { Owner, RecordedPurchase } from '../../domain/purchase-state.js';
import { purchaseStream } from '../../domain/streams/purchase-stream.js';
import type { Rejected } from '../../domain/rejections.js';
import { releaseHeld, takeBackPoints } from '../account-book.js';
import { countGone } from '../counters/counter-book.js';
import { Draft } from '../draft.js';
import type { AccrualPorts } from '../ports.js';
import { tellReview } from '../velocity/review-book.js';
import { ownerNow } from '../where-now.js';
import { withdrawBonuses } from '../counters/withdraw-bonus.js';

export interface DecidePurchase {
  /** `rev_…` */
  readonly review: string;
  readonly verdict: 'release' | 'reject';
  /** The key of whoever decides. */
  readonly actor: string;
  readonly reason: string;
}

/**
 * `decided`, or the same verdict again; `closed`: it is over with another end; `refused`: whoever asked for a gift does not let
 * it through, or nobody is there any more to have it. It can be rejected.
 */
export type DecidedPurchase =
  | { readonly status: 'decided' | 'repeated'; readonly review: Review; readonly now: number }
  | { readonly status: 'closed'; readonly review: Review; readonly became: ReviewStatus; readonly now: number }
  | { readonly status: 'refused'; readonly review: Review; readonly why: VerdictRefused; readonly now: number }
  | { readonly status: 'not_found' };

export type VerdictRefused = 'needs_another_key' | 'receiver_erased';

/**
 * A person lets the points of a purchase through, or takes them back. The first verdict stands: the same again changes
 * nothing. Nobody decides about what has lapsed: its points were available from that instant on.
 */
export async function decidePurchaseReview(
  asked: DecidePurchase,
  { store, programmes }: Pick<AccrualPorts, 'store' | 'programmes'>,
): Promise<DecidedPurchase> {
  const stream = fromId('rev', asked.review);
  if (stream === undefined) return { status: 'not_found' };
  const command: Command<DecidedPurchase> = {
    on: stream,
    decide(view) {
      const draft = new Draft(view);
      const { state } = draft.state(purchaseStream, stream);
      const review = state.status === 'recorded' ? reviewNow(draft, state.review) : null;
      if (state.status !== 'recorded' || !review) return { answer: { status: 'not_found' }, appends: [] };
      const { now } = draft;
      const became = statusOf(review, now);
      if (became === (asked.verdict === 'release' ? 'released' : 'rejected')) {
        return { answer: { status: 'repeated', review, now }, appends: [] };
      }
      if (became !== 'open') return { answer: { status: 'closed', review, became, now }, appends: [] };
      const closed = decide(draft, { ...asked, stream, purchase: state, review, programmes });
      return { answer: { status: 'decided', review: closed, now }, appends: draft.appends() };
    },
  };
  return (await store.execute(command)).answer;
}

/** Who is said to have decided what nobody decided about, and why. */
export const NOBODY = { actor: 'programme', reason: 'nobody decided in time' };

/** Takes back the points of a purchase about which nobody has decided in time, where the programme says so. */
export async function rejectUndecided(
  { opened }: Review,
  { store, programmes }: Pick<AccrualPorts, 'store' | 'programmes'>,
): Promise<boolean> {
  const stream = fromId('rev', opened.review);
  if (stream === undefined) throw new Error(`${opened.review} is no id of a review`);
  const command: Command<boolean> = {
    on: stream,
    decide(view) {
      const draft = new Draft(view);
      const { state } = draft.state(purchaseStream, stream);
      const review = state.status === 'recorded' ? reviewNow(draft, state.review) : null;
      if (state.status !== 'recorded' || !review || !isToBeRejected(review, draft.now)) {
        return { answer: false, appends: [] };
      }
      decide(draft, { ...NOBODY, verdict: 'reject', stream, purchase: state, review, programmes });
      return { answer: true, appends: draft.appends() };
    },
  };
  return (await store.execute(command)).answer;
}

/** As it stands by both streams that tell of it: a process may have read the one further than the other. */
export function reviewNow(draft: Draft, review: Review | null): Review | null {
  if (!review || review.closed) return review;
  const { programme, review: id, lapsesAt } = review.opened;
  const queued = draft.state(reviewsStream, reviewsStreamId(programme)).state.get(id);
  // One that has lapsed may have been forgotten there.
  return queued ?? (lapsesAt <= draft.now ? review : null);
}

interface Deciding extends Omit<DecidePurchase, 'review'>, Pick<AccrualPorts, 'programmes'> {
  readonly stream: string;
  readonly purchase: RecordedPurchase;
  readonly review: Review;
}

function decide(draft: Draft, deciding: Deciding): Review {
  const { stream, purchase, verdict, actor, reason, review } = deciding;
  const owner = purchase.owner && ownerNow(draft, purchase.owner);
  if (!owner) throw new Error(`${stream} is held for review and nobody's`);
  const { programme } = purchase.facts;
  const said = { review: review.opened.review, actor, reason, occurredAt: draft.now };
  if (verdict === 'release') {
    const event = { type: 'ReviewReleased', ...said } as const;
    mustNotRefuse(release(draft, { owner, purchase, review }));
    tellReview(draft, { stream, programme, event });
    return { ...review, closed: event };
  }
  const event = { type: 'ReviewRejected', ...said } as const;
  mustNotRefuse(takeBack(draft, { ...deciding, owner, said }));
  tellReview(draft, { stream, programme, event });
  freeCounters(draft, { ...deciding, owner });
  return { ...review, closed: event };
}

/** Each lot from now on, or from when it would have been available anyway; what was returned meanwhile is gone. */
function release(
  draft: Draft,
  { owner, purchase, review }: { owner: Owner; purchase: RecordedPurchase; review: Review },
): readonly unknown[] | Rejected {
  const own = new Map((review.opened.lots ?? []).map(({ lot, availableAt }) => [lot, availableAt]));
  const waiting = (purchase.outcome?.lots ?? []).flatMap(({ id: lot, awaits }) => {
    const since = own.get(lot);
    if (awaits?.action !== REVIEW || since === undefined) return [];
    const availableAt = Math.max(since, draft.now);
    return [{ lot, ...releaseTerms(awaits.expiresAfter, availableAt) }];
  });
  return releaseHeld(draft, { owner, action: REVIEW, occurredAt: draft.now, waiting });
}

/** From its own pending lots alone: nothing else was ever given for it. */
function takeBack(
  draft: Draft,
  { owner, purchase, said }: Deciding & { owner: Owner; said: { actor: string; reason: string } },
) {
  return takeBackPoints(draft, {
    owner,
    purchase: purchase.facts.purchase,
    occurredAt: draft.now,
    policy: 'only_pending',
    actor: said.actor,
    reason: said.reason,
    made: madeBy(purchase, pointsLeft(purchase)),
  });
}

/** Room in caps comes free, as when its points go back with its units. */
function freeCounters(
  draft: Draft,
  { owner, stream, purchase: before, programmes }: Deciding & { owner: Owner },
): void {
  const { state: after } = draft.state(purchaseStream, stream);
  if (after.status !== 'recorded') throw new Error(`${stream} is no recorded purchase`);
  const { programme, purchase } = before.facts;
  const occurredAt = draft.now;
  const offers = countGone(draft, { owner, programme, purchase, occurredAt }, { before, after });
  const policy = programmes.inForce(programme, occurredAt)?.programme.clawBack ?? 'only_pending';
  mustNotRefuse(withdrawBonuses(draft, { qualifier: purchase, offers, occurredAt, policy }));
}

/** What waits for this decision alone can be let through and taken back: a no would be a mistake of ours. */
function mustNotRefuse(answer: object): void {
  if ('rejected' in answer) throw new Error(`the ledger refused a verdict: ${JSON.stringify(answer)}`);
}
