import { answerOf, listOf, nullable } from '@loyalty/service-host';

const text = { type: 'string' };
const count = { type: 'integer' };

export const segmentsAnswer = {
  title: 'Segments',
  ...answerOf({
    items: listOf(
      answerOf({
        name: text,
        when: { ...text, description: 'Its condition, in CEL.' },
        texts: nullable(answerOf({ en: text, ru: text })),
      }),
    ),
    next: { type: 'null' },
  }),
};

const counted = { members: count, of: { ...count, description: 'Members who have ever bought something.' } };

export const segmentMembersAnswer = {
  title: 'SegmentMembers',
  ...answerOf({
    count: nullable(answerOf(counted)),
    items: listOf(answerOf({ member: text, account: text })),
    next: nullable(text),
  }),
};

export const membershipAnswer = {
  title: 'SegmentMembership',
  ...answerOf({
    segment: text,
    member: text,
    account: text,
    isIn: { type: 'boolean' },
    when: text,
    facts: listOf(answerOf({ fact: text, value: text })),
    failed: listOf(answerOf({ term: text, found: text, needed: text })),
  }),
};

/** `{ segment }` or `{ when }`; null: everybody. */
export const audience = nullable(answerOf({}, { segment: text, when: text }));

export const reachAnswer = {
  title: 'CampaignReach',
  ...answerOf(
    {
      id: text,
      audience,
      offers: listOf(
        answerOf({
          offer: text,
          forAudienceAlone: { type: 'boolean', description: 'Whether the document gives it to the audience alone.' },
        }),
      ),
    },
    counted,
  ),
};
