import type { ReviewEvent, ReviewOpened } from '@loyalty/contracts';
import { formatInstant } from '@loyalty/service-host/values';
import type { EventType } from './message.js';
import { type Lapse, type Said, wire } from './say-redemption.js';

type Word = 'held' | 'released' | 'rejected' | 'lapsed';

/**
 * What becomes of a purchase's points, or of a gift, that wait for a person; accrual holds them. What people wrote is not
 * told: it may name somebody. Undefined: an event that nobody outside is told, and a redemption, which tells itself.
 */
export function sayReview(event: ReviewEvent, opened: ReviewOpened): Said | undefined {
  const { occurredAt } = event;
  switch (event.type) {
    case 'ReviewOpened': {
      const review = { id: event.review, lapsesAt: formatInstant(event.lapsesAt) };
      return say('held', opened, { occurredAt, version: null, more: { review } });
    }
    case 'ReviewReleased':
      return say('released', opened, { occurredAt, version: null });
    case 'ReviewRejected':
      return say('rejected', opened, { occurredAt, version: null });
    case 'ReviewWithdrawn':
      return undefined;
    default:
      return event satisfies never;
  }
}

/** The giver's account let the points go; the gift's own stream says nothing of it. */
export function sayGiftLapse({ occurredAt, version, slices }: Lapse, opened: ReviewOpened): Said | undefined {
  return say('lapsed', opened, { occurredAt, version, more: { released: wire(slices) } });
}

function say(
  word: Word,
  { kind, review, programme, held, account, member, points, gift }: ReviewOpened,
  { more = {}, ...when }: Pick<Said, 'occurredAt' | 'version'> & { readonly more?: Said['data'] },
): Said | undefined {
  const type = typeOf(kind, word);
  if (!type) return undefined;
  const what = kind === 'gift' ? { transfer: { id: held, to: { account: gift?.to } } } : { purchase: { id: held } };
  const whose = { account: { id: account }, member: { id: member }, points: wire(points) };
  return { type, ...when, programme, data: { ...what, ...whose, review: { id: review }, ...more } };
}

/** A purchase that nobody decides about does not lapse: its points are available then. */
function typeOf(kind: ReviewOpened['kind'], word: Word): EventType | undefined {
  if (kind === 'gift') return `gift.${word}`;
  return kind === 'purchase' && word !== 'lapsed' ? `purchase.${word}` : undefined;
}
