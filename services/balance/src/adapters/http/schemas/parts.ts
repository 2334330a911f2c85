import { answerOf, listOf, nullable } from '@loyalty/service-host';

/** What the answers of these doors have in common. */

export const text = { type: 'string' };
export const instant = { type: 'string', format: 'date-time' };
export const points = { type: 'integer', description: 'Points, signed where they move; at most 2^53 − 1.' };
export const version = { type: 'integer', description: 'Of the account: how many entries it has.' };
export const next = nullable({
  type: 'string',
  description: 'Ask with it as `after` for what follows; null: that was all.',
});

export const books = { wallet: text, available: points, held: points, pending: points, shortfall: points };

const entryFields = {
  always: {
    id: text,
    type: {
      enum: [
        'earned',
        'matured',
        'reversed',
        'held',
        'released',
        'burned',
        'refunded',
        'expired',
        'adjusted',
        'transferred',
      ],
    },
    occurredAt: instant,
    recordedAt: instant,
    version,
    member: text,
    changes: listOf(answerOf({ ...books, points })),
    slices: listOf(
      answerOf(
        { lot: text, points },
        { partner: { ...text, description: 'Who issued the lot; absent: the programme.' } },
      ),
    ),
  },
  sometimes: {
    purchase: text,
    return: text,
    redemption: text,
    partner: { ...text, description: 'At which the points were spent; absent: at the programme’s own.' },
    order: text,
    hold: text,
    transfer: text,
    referral: { type: 'string', description: '`inv_…` or `frd_…`: one side of an invitation.' },
    action: { type: 'string', description: '`act_…`: the action that earned the points, or released them.' },
    actor: text,
    reason: text,
  },
};

export const entry = answerOf(entryFields.always, entryFields.sometimes);

/** Of a statement: with a sentence in the language asked for. */
export const toldEntry = answerOf({ ...entryFields.always, text }, entryFields.sometimes);

export const feedEntry = answerOf(
  {
    account: text,
    sequence: { type: 'integer', description: 'Grows from entry to entry of an account, with gaps.' },
    ...entryFields.always,
  },
  entryFields.sometimes,
);
