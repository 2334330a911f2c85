import { answerOf, listOf, nullable } from '@loyalty/service-host';
import { IDENTITY_KINDS } from '@loyalty/contracts';

const text = { type: 'string' };
const instant = { type: 'string', format: 'date-time' };
const points = { type: 'integer' };
const version = { type: 'integer' };
const amount = {
  anyOf: [points, text],
  description: 'Points or visits; a decimal of the main currency where tiers ask for spend first.',
};
const repeated = { type: 'boolean', description: 'Whether this is the first answer, given again.' };
const kind = { enum: IDENTITY_KINDS };
const id = answerOf({ id: text });

export const enrolAnswer = {
  title: 'EnrolAnswer',
  ...answerOf({ member: id, account: answerOf({ id: text, version }), repeated }),
};

export const editAnswer = { title: 'EditMemberAnswer', ...answerOf({ member: id, repeated }) };

export const eraseAnswer = {
  title: 'EraseAnswer',
  ...answerOf({ member: answerOf({ id: text, erasedAt: instant }), repeated }),
};

export const identityAnswer = {
  title: 'IdentityAnswer',
  ...answerOf({ identity: answerOf({ kind, id: text }), repeated }),
};

export const joinAnswer = {
  title: 'JoinAnswer',
  ...answerOf({ account: answerOf({ id: text, programme: text, version }), repeated }),
};

/** Where each account stands. */
export const accountList = listOf(
  answerOf({
    id: text,
    programme: text,
    version,
    joinedAt: instant,
    balance: listOf(answerOf({ wallet: text, available: points, held: points, pending: points })),
    tier: nullable(
      answerOf({
        id: nullable(text),
        until: nullable(instant),
        progress: amount,
        next: nullable(answerOf({ id: nullable(text), needed: amount })),
      }),
    ),
  }),
);

/** A member, and where each account stands. */
export const memberView = {
  title: 'MemberView',
  ...answerOf({
    member: answerOf(
      {
        id: text,
        joinedAt: instant,
        consents: listOf(answerOf({ purpose: text, channel: text, granted: { type: 'boolean' }, at: instant })),
        identities: listOf(answerOf({ kind, id: text, value: text, addedAt: instant })),
      },
      {
        enrolledBy: { type: 'string', description: '`purchase:<source>:<externalId>`' },
        name: text,
        birthday: { type: 'string', format: 'date' },
        language: text,
        referralCode: {
          type: 'string',
          description: 'What the member tells friends; by `GET /v1/members/{id}` alone.',
        },
        referredBy: { ...listOf(answerOf({ programme: text, member: text })), description: 'Who invited the member.' },
        merged: { ...listOf(text), description: 'Members who turned out to be this one.' },
        household: { type: 'string', description: '`hhd_…`: the accounts are the household’s.' },
      },
    ),
    accounts: accountList,
  }),
};

export const memberPage = {
  title: 'MemberPage',
  ...answerOf({
    items: listOf(
      answerOf(
        { id: text, joinedAt: instant, accounts: listOf(answerOf({ id: text, programme: text })) },
        { externalId: text, erasedAt: instant },
      ),
    ),
    next: nullable(text),
  }),
};
