import { answerOf, listOf } from '@loyalty/service-host';
import { STANDING_KINDS } from '../../domain/standing.js';
import { accountList } from './member-answers.schema.js';

const text = { type: 'string' };
const points = { type: 'integer' };
const id = answerOf({ id: text });

const moves = {
  status: {
    enum: ['done', 'moving', 'waiting'],
    description:
      '`moving`: the ledger has not answered yet; it goes on by itself. `waiting`: open holds keep lots that are to go.',
  },
  moved: listOf(
    answerOf({
      programme: text,
      from: text,
      to: text,
      wallet: text,
      available: points,
      held: points,
      pending: points,
      owed: { ...points, description: 'A debt, which moved too.' },
      gone: { ...points, description: 'Of what had come by what is undone: spent, expired or taken back since.' },
    }),
  ),
  waitsFor: listOf(answerOf({ hold: text, points, lapsesAt: { type: 'string', format: 'date-time' } })),
};

const repeated = { type: 'boolean', description: 'Whether this had been asked before; the status is as it is now.' };

export const mergeAnswer = { title: 'MergeAnswer', ...answerOf({ merge: id, member: id, ...moves, repeated }) };
export const unmergeAnswer = { title: 'UnmergeAnswer', ...answerOf({ unmerge: id, member: id, ...moves, repeated }) };

export const householdAnswer = { title: 'HouseholdAnswer', ...answerOf({ household: id, ...moves, repeated }) };
export const leaveAnswer = { title: 'LeaveHouseholdAnswer', ...answerOf({ member: id, ...moves, repeated }) };
export const householdView = {
  title: 'HouseholdView',
  ...answerOf({ household: answerOf({ id: text, members: listOf(text) }), accounts: accountList }),
};

export const changesAnswer = {
  title: 'MemberChangesAnswer',
  ...answerOf({
    items: listOf(
      answerOf(
        {
          id: text,
          kind: { enum: [...STANDING_KINDS] },
          at: { type: 'string', format: 'date-time' },
          actor: { type: 'string', description: 'The key with which it was asked for.' },
          reason: text,
          member: { ...id, description: 'Who was made one with another, or joined or left.' },
        },
        {
          into: { ...id, description: 'With whom, of a merge and of what undoes it.' },
          household: id,
          undoes: text,
          undoneBy: text,
          takes: { type: 'string', description: 'Of somebody who leaves a household: `own_lots` or `nothing`.' },
        },
      ),
    ),
  }),
};
