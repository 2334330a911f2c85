import { reviewsStream, reviewsStreamId } from '@loyalty/contracts';
import { type Review, type ReviewStatus, statusOf } from '../../domain/reviews/review.js';
import type { RedemptionPorts } from '../ports.js';

export interface ListReviews {
  readonly programme?: string;
  readonly status?: ReviewStatus;
  readonly limit: number;
  /** `rev_…` of the last one before. */
  readonly after?: string;
}

export interface ReviewPage {
  readonly items: readonly Review[];
  readonly now: number;
  readonly next: string | null;
}

type ListPorts = Pick<RedemptionPorts, 'store' | 'programmes' | 'clock'>;

/** The oldest first, as committed; of those that are over the last thousand of each programme. */
export async function listReviews(asked: ListReviews, ports: ListPorts): Promise<ReviewPage> {
  const now = ports.clock.now();
  const all = (await reviewsOf(asked.programme, ports)).filter(
    (review) => asked.status === undefined || statusOf(review, now) === asked.status,
  );
  const rest = asked.after === undefined ? all : all.filter((review) => isBehind(review, asked.after));
  const items = rest.slice(0, asked.limit);
  return { items, now, next: rest.length > items.length ? (items.at(-1)?.opened.review ?? null) : null };
}

/** Ids sort by time, so a page goes on behind one that is no longer listed, too. */
const isBehind = ({ opened }: Review, after = ''): boolean => opened.review > after;

export async function reviewsOf(
  programme: string | undefined,
  { store, programmes }: Pick<ListPorts, 'store' | 'programmes'>,
): Promise<readonly Review[]> {
  const ids = (await programmes()).map(({ id }) => id).filter((id) => programme === undefined || id === programme);
  const queues = await Promise.all(ids.map((id) => store.load(reviewsStream, reviewsStreamId(id))));
  return queues
    .flatMap(({ state }) => [...state.values()])
    .sort((one, other) => (one.opened.review < other.opened.review ? -1 : 1));
}
