import { answerOf, listOf, nullable } from '@loyalty/service-host';
import { EVENT_TYPES } from '../../../domain/webhooks/message.js';

const text = { type: 'string' };
const instant = { type: 'string', format: 'date-time' };
const integer = { type: 'integer' };
const repeated = { type: 'boolean', description: 'Whether this is the first answer, given again.' };

const webhook = answerOf({
  id: text,
  url: text,
  events: listOf({ enum: [...EVENT_TYPES] }),
  programme: { ...nullable(text), description: 'Null: of all.' },
  status: { enum: ['active', 'parked'], description: 'A parked one is told nothing until it is resumed.' },
  parkedAt: nullable(instant),
  parkedReason: { ...nullable(text), description: 'What came of the last attempt.' },
  createdAt: instant,
});

const outcome = {
  enum: ['delivered', 'refused', 'gone', 'redirected', 'timed_out', 'unreachable', 'address_not_allowed'],
};
const status = { ...nullable(integer), description: 'Of HTTP; null where nobody answered.' };

export const webhookAnswer = { title: 'WebhookAnswer', ...answerOf({ webhook }) };

export const webhookWithSecret = {
  title: 'WebhookWithSecret',
  ...answerOf({
    webhook,
    secret: {
      ...nullable(text),
      description: 'Shown here and to repeats of the same key alone; null once it is no longer valid.',
    },
    repeated,
  }),
};

export const replayAnswer = { title: 'WebhookReplayAnswer', ...answerOf({ webhook, repeated }) };

export const webhookList = {
  title: 'WebhookList',
  ...answerOf({ items: listOf(webhook), next: nullable(text) }),
};

export const deliveryList = {
  title: 'WebhookDeliveryList',
  ...answerOf({
    items: listOf(
      answerOf({
        message: { ...text, description: 'Its id.' },
        type: text,
        attempt: integer,
        attemptedAt: instant,
        outcome,
        status,
        ms: integer,
        nextAttemptAt: nullable(instant),
      }),
    ),
    next: { ...nullable(integer), description: 'What `after` takes for the older ones.' },
  }),
};

export const pingAnswer = { title: 'WebhookPingAnswer', ...answerOf({ outcome, status, ms: integer }) };
