import { decodeReviewEvent, encodeReviewEvent } from './review-events.codec.js';
import type { ReviewEvent } from './review-events.js';
import { type Review, reviewAfter } from './review-fold.js';

/** A gift that is held until a person decides; it is called as the transfer. Null: none was held under this name. */
export const giftStream = {
  name: 'gift',
  initial: (): Review | null => null,
  evolve: (before: Review | null, event: ReviewEvent): Review | null => reviewAfter(before, event),
  encode: encodeReviewEvent,
  decode: decodeReviewEvent,
};
