import { type VelocityEvent, velocityStreamId } from '@loyalty/contracts';
import type { Append, View } from '@loyalty/event-store';
import type { WalletPoints } from '@loyalty/ledger';
import {
  contactChangesWithin,
  deadline,
  type Duration,
  exceeded,
  type Exceeded,
  limitSaid,
  limitsOn,
  neededUntil,
  newlyExceeded,
  type Programme,
} from '@loyalty/programme';
import type { VelocityRejection } from '../domain/rejections.js';
import type { SentRedemption } from '../domain/sent-redemption.js';
import { velocityStream } from '../domain/velocity-stream.js';
import { accountStreamId } from './account-book.js';
import type { Owner, RedemptionPorts } from './ports.js';

const SIDES = ['member', 'till'] as const;

/** A redemption as limits look at it. */
export interface Spending {
  readonly programme: Programme;
  readonly owner: Owner;
  /** The till. */
  readonly source: string;
  readonly points: readonly WalletPoints[];
  /** When the member's contact was changed lately; empty where no limit looks at it. */
  readonly contactChanges: readonly number[];
}

/** As far back as limits of redemptions look; asked only where one does. */
export async function contactChangesOf(
  { owner: { member }, programme: { velocity } }: Pick<Spending, 'owner' | 'programme'>,
  { contactChanges, clock }: Pick<RedemptionPorts, 'contactChanges' | 'clock'>,
): Promise<readonly number[]> {
  const within = velocity ? contactChangesWithin(limitsOn(velocity, 'redemptions', 'member')) : 0;
  return within === 0 ? [] : contactChanges({ member, since: clock.now() - within });
}

/** The limits that it would go beyond. What was counted is guarded, so two processes never both find the last room. */
export function limitsExceeded(view: View, spending: Spending): readonly Exceeded[] {
  const { programme, points, contactChanges } = spending;
  const { velocity } = programme;
  if (!velocity) return [];
  return SIDES.flatMap((of) => {
    const limits = limitsOn(velocity, 'redemptions', of);
    if (limits.length === 0) return [];
    const { state: moves } = view.state(velocityStream, streamOf(of, spending));
    return limits
      .filter(({ then }) => then !== 'report')
      .flatMap((limit) => exceeded(limit, moves, { points, now: view.now, contactChanges }) ?? []);
  });
}

/** Counts it for the member and the till, where the programme bounds them. Nothing takes it off again but time. */
export function countSpending(view: View, spending: Spending & { readonly counted: string }): readonly Append[] {
  const { programme, owner, points, counted, contactChanges } = spending;
  const { velocity } = programme;
  if (!velocity) return [];
  const occurredAt = view.now;
  return SIDES.flatMap((of): readonly Append[] => {
    const limits = limitsOn(velocity, 'redemptions', of);
    if (limits.length === 0) return [];
    const event: VelocityEvent = {
      type: 'VelocityCounted',
      programme: programme.id,
      on: 'redemptions',
      of,
      member: owner.member,
      counted,
      points,
      occurredAt,
      neededUntil: neededUntil(limits, occurredAt),
    };
    const stream = streamOf(of, spending);
    const { state: moves } = view.state(velocityStream, stream);
    const asked = { points, now: occurredAt, contactChanges };
    const noticed = newlyExceeded(limits, moves, asked).map((each): VelocityEvent => ({
      type: 'PatternNoticed',
      programme: programme.id,
      member: owner.member,
      ...(of === 'till' && { till: spending.source }),
      counted,
      limit: limitSaid(each),
      occurredAt,
    }));
    const events = [event, ...noticed].map((each) => ({ event: each, occurredAt }));
    const place = { category: velocityStream, stream, events };
    return [of === 'member' ? { ...place, beside: accountStreamId(owner.account) } : place];
  });
}

function streamOf(of: (typeof SIDES)[number], { programme, owner, source }: Spending): string {
  return velocityStreamId(programme.id, of, of === 'member' ? owner.member : source);
}

/** A no comes before a person's time; and what is spent at once cannot wait for one. */
export function limitRefusal(
  limits: readonly Exceeded[],
  { capture }: Pick<SentRedemption, 'capture'>,
): VelocityRejection | undefined {
  const refusing = limits.find(({ limit }) => limit.then === 'refuse');
  const first = refusing ?? (capture ? limits[0] : undefined);
  if (!first) return undefined;
  const reason = refusing ? 'velocity_limit_reached' : 'review_required';
  return { reason, ...limitSaid(first), againAt: first.againAt };
}

interface Held {
  /** Until when a person may decide. */
  readonly reviewedBy: number;
  /** Until when the points are set aside. */
  readonly lapsesAt: number;
  /** Nobody's decision is a yes. */
  readonly undecided?: 'released';
}

/**
 * Long enough for a person, and for the order: a review lapses with its hold. Where what nobody decides about is released,
 * the order has its own time after that of the person. What is paid out is never released by itself.
 */
export function heldFor(
  { programme, lapsesAfter, isPaidOut }: Pick<Spending, 'programme'> & { lapsesAfter: Duration; isPaidOut: boolean },
  now: number,
): Held {
  const own = deadline(programme, now, lapsesAfter);
  const { velocity } = programme;
  if (!velocity) return { reviewedBy: own, lapsesAt: own };
  const reviewedBy = deadline(programme, now, velocity.reviewWithin);
  if (velocity.undecided === 'released' && !isPaidOut) {
    return { reviewedBy, lapsesAt: deadline(programme, reviewedBy, lapsesAfter), undecided: 'released' };
  }
  const lapsesAt = Math.max(own, reviewedBy);
  return { reviewedBy: lapsesAt, lapsesAt };
}
