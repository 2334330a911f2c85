import {
  GIVEN_WITHIN_MS,
  giftStream,
  isUndecided,
  type Review,
  type ReviewEvent,
  type ReviewOpened,
  reviewsStream,
  reviewsStreamId,
} from '@loyalty/contracts';
import type { Claim, EventStore } from '@loyalty/event-store';
import { accountStream, hold, type PointsHeld } from '@loyalty/ledger';
import { deadline, type Exceeded, limitSaid, type Programme } from '@loyalty/programme';
import { fromId, toId } from '@loyalty/service-host/values';
import type { Owner } from '../../domain/purchase-state.js';
import { reject, type Rejected } from '../../domain/rejections.js';
import { accountStreamId } from '../account-book.js';
import type { Draft } from '../draft.js';

interface Holding {
  /** `trf_…` */
  readonly transfer: string;
  readonly programme: Programme;
  readonly from: Owner;
  readonly to: Owner;
  readonly isErasable: boolean;
  readonly actor: string;
  readonly reason?: string;
  readonly wallet: string;
  readonly points: bigint;
  readonly limits: readonly Exceeded[];
  /** What recognises the gift when it is asked for again. */
  readonly claim: Claim;
}

export interface HeldGift {
  readonly review: Review;
  readonly held: PointsHeld;
}

/** Sets the points of a gift aside and asks a person; the account, the gift and the queue in one commit. */
export function holdGift(draft: Draft, holding: Holding): HeldGift | Rejected {
  const { transfer, programme, from, to, isErasable, actor, reason, wallet, points, limits, claim } = holding;
  const { velocity } = programme;
  if (!velocity) throw new Error(`${transfer} is beyond a limit of ${programme.id}, which has none`);
  if (from.account === to.account) {
    return reject({ reason: 'ledger_refused', by: { reason: 'transfer_to_itself', transfer } });
  }
  const { now } = draft;
  const lapsesAt = deadline(programme, now, velocity.reviewWithin);
  const isReleased = velocity.undecided === 'released';
  const account = accountStreamId(from.account);
  const decision = hold(
    {
      member: from.member,
      hold: transfer,
      lapsesAt: isReleased ? lapsesAt + GIVEN_WITHIN_MS : lapsesAt,
      occurredAt: now,
      now,
      points: [{ wallet, points }],
    },
    draft.state(accountStream, account).state,
  );
  if (!decision.accepted) return reject({ reason: 'ledger_refused', by: decision.rejection });
  const held = decision.events.find((event) => event.type === 'PointsHeld');
  if (!held) throw new Error(`the ledger held ${transfer} without PointsHeld`);
  for (const event of decision.events) {
    const claims = event === held ? [claim] : [];
    draft.append(accountStream, account, { event, occurredAt: event.occurredAt, claims });
  }
  const event: ReviewOpened = {
    type: 'ReviewOpened',
    review: toId('rev', giftStreamId(transfer)),
    programme: programme.id,
    kind: 'gift',
    held: transfer,
    member: from.member,
    account: from.account,
    points: [{ wallet, points }],
    limits: limits.map(limitSaid),
    gift: { to: to.account, receiver: to.member, isErasable, actor, ...(reason !== undefined && { reason }) },
    occurredAt: now,
    lapsesAt,
    ...(isReleased && { undecided: 'released' }),
  };
  tellGift(draft, { transfer, programme: programme.id, event });
  return { review: { opened: event, closed: null }, held };
}

/** Told twice in one commit: where it is decided, and where it is read. */
export function tellGift(
  draft: Draft,
  {
    transfer,
    programme,
    event,
  }: { readonly transfer: string; readonly programme: string; readonly event: ReviewEvent },
): void {
  const { occurredAt } = event;
  draft.append(giftStream, giftStreamId(transfer), { event, occurredAt });
  draft.append(reviewsStream, reviewsStreamId(programme), { event, occurredAt });
}

function giftStreamId(transfer: string): string {
  const stream = fromId('trf', transfer);
  if (stream === undefined) throw new Error(`'${transfer}' is no id of a transfer`);
  return stream;
}

/** A gift that was held, as it stands; undefined: none was under this name. */
export async function heldGift(
  transfer: string,
  { store }: { readonly store: Pick<EventStore, 'load' | 'readStream'> },
): Promise<Review | undefined> {
  const stream = fromId('trf', transfer);
  if (stream === undefined) return undefined;
  // Whoever asks may have made the name up, of that of another stream.
  const [first] = await store.readStream(stream, 0, 1);
  if (first?.category !== giftStream.name) return undefined;
  return (await store.load(giftStream, stream)).state ?? undefined;
}

/** Why there is nothing to take back of it; of one that was given there is. */
export function notGiven(review: Review, now: number): Rejected {
  const { held: transfer, review: id, lapsesAt } = review.opened;
  if (isUndecided(review, now)) return reject({ reason: 'transfer_in_review', transfer, review: id, lapsesAt });
  return reject({ reason: 'transfer_not_given', transfer, review: id });
}
