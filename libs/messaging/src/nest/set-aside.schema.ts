import { answerOf, listOf, nullable } from '@loyalty/service-host';

const text = { type: 'string' };
const instant = { type: 'string', format: 'date-time' };
const count = { type: 'integer', minimum: 0 };

const where = {
  id: text,
  group: { ...text, description: 'The consumers that set it aside.' },
  topic: text,
  partition: count,
};
const offset = {
  ...nullable(count),
  description: 'Null when it did not come over the bus but was read where the bus had lost it.',
};
const reason = { ...text, description: 'Why; of the last attempt, where it was replayed.' };

const content = {
  key: nullable(text),
  headers: { type: 'object', additionalProperties: text },
  value: text,
  encoding: { enum: ['utf8', 'base64'], description: 'How `value` is written: text where it is some.' },
};
const deadLetter = { ...where, offset, reason, diedAt: instant };
const parkedKey = {
  ...where,
  reason,
  parkedAt: instant,
  messages: { ...count, description: 'How many wait in its queue.' },
};

const page = (item: object) => answerOf({ items: listOf({ ...item }), next: nullable(text) });

export const deadLettersAnswer = page(answerOf(deadLetter));
export const deadLetterAnswer = answerOf({ ...deadLetter, ...content });
export const parkedKeysAnswer = page(answerOf(parkedKey));
export const parkedKeyAnswer = answerOf({
  ...parkedKey,
  key: text,
  queue: { ...listOf(answerOf({ offset, ...content })), description: 'From its beginning, in order; at most 100.' },
});
export const replayedAnswer = answerOf({
  id: text,
  messages: { ...count, description: 'How many were handled; one that its handler refused is a dead letter now.' },
});
