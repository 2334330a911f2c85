import { answerOf, listOf, nullable } from '@loyalty/service-host';
import { REVIEW_STATUSES } from '../../domain/reviews/review.js';

const text = { type: 'string' };
const integer = { type: 'integer' };
const instant = { type: 'string', format: 'date-time' };

const limit = answerOf(
  {
    limit: text,
    on: { enum: ['redemptions', 'purchases', 'gifts'] },
    of: { enum: ['member', 'till', 'token'] },
    within: text,
    measure: { enum: ['times', 'points', 'members'] },
    max: integer,
    found: { ...integer, description: 'Within that time, before what is held.' },
    asked: integer,
    text: { ...answerOf({ en: text, ru: text }), description: 'The same in words.' },
  },
  {
    wallet: text,
    members: { ...listOf(answerOf({ id: text })), description: 'Those who were found, where members are counted.' },
    after: { const: 'contact_change', description: 'Only what came after it was counted.' },
    changedAt: { ...instant, description: 'When the contact was changed.' },
  },
);

const review = answerOf(
  {
    id: text,
    status: { enum: REVIEW_STATUSES, description: 'At present.' },
    programme: text,
    kind: { enum: ['redemption', 'purchase', 'gift'], description: 'What is held; one of the three names it.' },
    member: answerOf({ id: text }),
    account: answerOf({ id: text }),
    points: listOf(answerOf({ wallet: text, points: integer })),
    limits: { ...listOf(limit), description: 'Each that it went beyond, with the numbers of then.' },
    openedAt: instant,
    lapsesAt: {
      ...instant,
      description: 'Until when a person can decide.',
    },
    undecided: {
      enum: ['released', 'rejected'],
      description:
        'What becomes of it if nobody decides. Released: it can be captured, its points are available, or the gift is given. Rejected: its points are free again, or taken back.',
    },
  },
  {
    redemption: text,
    purchase: text,
    transfer: text,
    gift: {
      ...answerOf({ to: answerOf({ account: text }), actor: text }, { reason: text }),
      description: 'To whom, by which key, and why.',
    },
    closedAt: instant,
    actor: { ...text, description: 'The key of whoever decided.' },
    reason: text,
  },
);

export const reviewAnswer = {
  title: 'ReviewAnswer',
  ...answerOf({
    review,
    repeated: { type: 'boolean', description: 'Whether this is the first answer, given again.' },
  }),
};

export const reviewList = { title: 'ReviewList', ...answerOf({ items: listOf(review), next: nullable(text) }) };
