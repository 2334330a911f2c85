import { answerOf } from '@loyalty/service-host';
import { purchaseAnswer } from './purchase-answer.schema.js';
import { returnAnswer } from './return-answer.schema.js';

/** One line of what a batch answers, for one line of what was sent. */
export const batchAnswer = {
  title: 'BatchAnswer',
  ...answerOf({
    line: { type: 'integer', description: 'Counted from 1.' },
    status: { type: 'integer' },
    body: {
      description: 'What the door of a single one would answer; a problem document where the status is 400 or above.',
      anyOf: [purchaseAnswer, returnAnswer, { type: 'object', required: ['type', 'title', 'status', 'code'] }],
    },
  }),
};
