import {
  type Review,
  type ReviewEvent,
  type ReviewOpened,
  reviewsStream,
  reviewsStreamId,
  velocityStreamId,
  type WalletPoints,
} from '@loyalty/contracts';
import { deadline, exceeded, type Exceeded, limitSaid, limitsOn } from '@loyalty/programme';
import { toId } from '@loyalty/service-host/values';
import type { PurchaseFacts } from '../../domain/sent/purchase.js';
import type { JoinedOwner, Owner } from '../../domain/purchase-state.js';
import { purchaseStream } from '../../domain/streams/purchase-stream.js';
import { velocityStream } from '../../domain/streams/velocity-stream.js';
import { countedFor } from './count-move.js';
import type { Draft } from '../draft.js';
import type { Earn, Earned } from '../earning/earning.js';
import type { ProgrammeVersion } from '../programmes.js';

const SIDES = ['member', 'till', 'token'] as const;

/** A purchase that is to be recorded, as far as limits look at it. */
interface Looked {
  readonly judge: ProgrammeVersion;
  readonly facts: PurchaseFacts;
  /** What was paid with or shown, keyed. */
  readonly tokens: readonly string[];
}

/** What a purchase earns, and what holds it for a person's decision; null: nothing does. */
export interface JudgedEarning {
  readonly earned: Earned;
  readonly held: Held | null;
}

interface Held {
  readonly limits: readonly Exceeded[];
  readonly lapsesAt: number;
  /** Whether they are taken back where nobody decides. */
  readonly isRejected: boolean;
  /** As they would be available without it. */
  readonly own: Earned['lots'];
}

/**
 * A purchase is never refused (rule 13): beyond a limit that asks for a person it earns the same points, which wait. What
 * was counted is guarded, so two processes never both find the last room.
 */
export function judgeEarning(
  draft: Draft,
  { purchase, earn }: { readonly purchase: Looked; readonly earn: Earn },
  owner: JoinedOwner,
): JudgedEarning {
  const earned = earn(draft, owner);
  const { velocity } = purchase.judge.programme;
  const limits =
    velocity && earned.lots.length > 0 ? limitsAgainst(draft, purchase, { owner, points: earned.lots }) : [];
  if (!velocity || limits.length === 0) return { earned, held: null };
  const lapsesAt = deadline(purchase.judge.programme, draft.now, velocity.reviewWithin);
  const isRejected = velocity.undecided === 'rejected';
  const waiting = earn(draft, owner, isRejected ? null : lapsesAt);
  return { earned: waiting, held: { limits, lapsesAt, isRejected, own: earned.lots } };
}

function limitsAgainst(
  draft: Draft,
  { judge: { programme }, facts, tokens }: Looked,
  { owner, points }: { readonly owner: Owner; readonly points: readonly WalletPoints[] },
): readonly Exceeded[] {
  const { velocity } = programme;
  if (!velocity) return [];
  return SIDES.flatMap((of) => {
    const limits = limitsOn(velocity, 'purchases', of).filter(({ then }) => then === 'review');
    if (limits.length === 0) return [];
    const streams = countedFor(of, { owner, till: facts.source, tokens }).map((name) =>
      velocityStreamId(programme.id, of, name),
    );
    const asked = { points, now: draft.now, member: owner.member };
    const counted = draft.states(velocityStream, streams);
    // Of several tokens the first that is too much is told.
    return limits.flatMap((limit) => counted.flatMap((moves) => exceeded(limit, moves, asked) ?? []).slice(0, 1));
  });
}

interface Opening {
  readonly stream: string;
  readonly programme: string;
  readonly owner: Owner;
  readonly held: Held;
}

/** In the purchase's stream, behind the purchase, and in the queue of its programme. */
export function openReview(draft: Draft, { stream, programme, owner, held }: Opening): Review {
  const { limits, lapsesAt, isRejected, own } = held;
  const event: ReviewOpened = {
    type: 'ReviewOpened',
    review: toId('rev', stream),
    programme,
    kind: 'purchase',
    held: toId('pur', stream),
    member: owner.member,
    account: owner.account,
    points: sumOf(own),
    limits: limits.map(limitSaid),
    lots: own.flatMap(({ id: lot, availableAt }) => (availableAt === null ? [] : [{ lot, availableAt }])),
    occurredAt: draft.now,
    lapsesAt,
    ...(isRejected && { undecided: 'rejected' }),
  };
  tellReview(draft, { stream, programme, event });
  return { opened: event, closed: null };
}

/** Told twice in one commit: where it is decided, and where it is read. */
export function tellReview(
  draft: Draft,
  { stream, programme, event }: { readonly stream: string; readonly programme: string; readonly event: ReviewEvent },
): void {
  const { occurredAt } = event;
  draft.append(purchaseStream, stream, { event, occurredAt });
  draft.append(reviewsStream, reviewsStreamId(programme), { event, occurredAt });
}

function sumOf(lots: Earned['lots']): readonly WalletPoints[] {
  const sums = new Map<string, bigint>();
  for (const { wallet, points } of lots) sums.set(wallet, (sums.get(wallet) ?? 0n) + points);
  return [...sums].map(([wallet, points]) => ({ wallet, points }));
}
