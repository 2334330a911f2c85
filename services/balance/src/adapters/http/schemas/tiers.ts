import { answerOf, listOf, nullable } from '@loyalty/service-host';
import { instant, text, version } from './parts.js';

const count = { anyOf: [{ type: 'integer' }, { type: 'string' }] };
const counts = answerOf(
  {},
  {
    points: { type: 'integer' },
    spend: { type: 'string', description: 'A decimal of the main currency.' },
    visits: { type: 'integer' },
  },
);

export const tier = answerOf({
  id: nullable({ type: 'string', description: 'Null: no tier yet.' }),
  until: nullable({ ...instant, description: 'When it is lost if nothing more is bought; null: never.' }),
  progress: { ...count, description: 'Of the first of points, spend and visits that the ladder asks for.' },
  next: nullable(answerOf({ id: nullable(text), needed: count, missing: counts })),
  counted: counts,
  stay: nullable(answerOf({ missing: counts, until: instant })),
  graceUntil: nullable(instant),
  text: answerOf({ en: listOf(text), ru: listOf(text) }),
});

const step = answerOf(
  {
    at: instant,
    from: nullable(text),
    to: nullable(text),
    rule: {
      enum: [
        'joined',
        'reached_at_once',
        'reached_at_period_end',
        'kept',
        'grace_began',
        'kept_in_grace',
        'fell_to_reached',
        'fell_one_step',
        'withdrawn',
      ],
    },
    period: answerOf({ from: instant, until: instant }),
    counted: counts,
    needed: counts,
    text: answerOf({ en: text, ru: text }),
  },
  { purchase: { ...text, description: 'The purchase that moved it, or the one that was returned.' } },
);

export const tiersAnswer = answerOf({
  account: text,
  programme: nullable(text),
  version,
  asOf: instant,
  tier: nullable(tier),
  items: listOf(step),
});
