import { answerOf, listOf } from '@loyalty/service-host';
import { text } from './parts.js';

const count = { type: 'integer', minimum: 0 };
const rows = listOf({ type: 'object', description: 'A row as it stands in the database.' });

const difference = answerOf({ table: text, serving: rows, rebuilt: rows }, { account: text, stream: text });

export const rebuildAnswer = answerOf(
  {
    id: text,
    state: { enum: ['running', 'switched', 'refused', 'failed'] },
    phase: { enum: ['building', 'comparing', 'switching', 'switched'] },
    events: count,
    of: count,
    seconds: { type: 'number' },
  },
  {
    equal: {
      type: ['boolean', 'null'],
      description: 'Whether both say the same; null where another version was built, which differs on purpose.',
    },
    differing: { ...count, description: 'Accounts, and purchases or returns; not all of them are listed.' },
    differences: listOf(difference),
  },
);
