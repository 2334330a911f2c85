import { answerOf, listOf, nullable } from '@loyalty/service-host';
import { audience } from './segment-answers.schema.js';

const text = { type: 'string' };
const instant = { type: 'string', format: 'date-time' };
const points = { type: 'integer' };

const campaign = {
  id: { ...text, description: '`cmp_…`' },
  programme: text,
  campaign: { ...text, description: 'As the document calls it.' },
  name: text,
  goal: nullable(text),
  audience,
  createdBy: text,
  createdAt: instant,
  status: { enum: ['draft', 'scheduled', 'live', 'paused', 'stopped', 'ended'] },
  from: nullable(instant),
  until: { ...nullable(instant), description: 'From then on it gives nothing.' },
  offers: listOf(text),
  budget: {
    ...nullable(answerOf({ points, given: points, left: points })),
    description: 'Points for all members together; null where the document bounds nothing.',
  },
  switched: {
    ...nullable(answerOf({ at: instant, by: text, road: text, reason: text })),
    description: 'The last pause, resumption or stop.',
  },
};

export const campaignView = { title: 'Campaign', ...answerOf(campaign) };

export const campaignAnswer = {
  title: 'CampaignAnswer',
  ...answerOf({ ...campaign, repeated: { type: 'boolean', description: 'Whether it was registered before.' } }),
};

export const campaignsAnswer = {
  title: 'Campaigns',
  ...answerOf({ items: listOf(answerOf(campaign)), next: { type: 'null' } }),
};
