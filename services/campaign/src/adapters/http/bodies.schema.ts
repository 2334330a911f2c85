const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
const text = (maxLength: number, description: string) => ({ type: 'string', minLength: 1, maxLength, description });
const reason = { ...text(500, 'Why; stands in the history.'), pattern: '\\S' };
const demand = (description: string) => ({ enum: ['required', 'none'], description });
const tests = text(1_000_000, 'The text of a `*.test.yaml`.');

const body = (title: string, required: readonly string[], properties: object) => ({
  $schema: DIALECT,
  title,
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});

export const approvalSchema = body('Approval', ['proposal', 'reason'], {
  proposal: text(64, '`prp_…`'),
  reason,
});

export const rollbackSchema = body('Rollback', ['to', 'reason'], {
  to: { type: 'integer', minimum: 1, description: 'The version whose text comes back as a new version.' },
  reason,
  tests,
});

export const policySchema = body('ProgrammePolicy', ['approval', 'tests', 'reason'], {
  approval: demand('Whether a change needs a second person.'),
  tests: demand('Whether a change needs tests that pass.'),
  reason,
});

const name = text(200, 'As people call it.');
const goal = { anyOf: [text(2_000, 'What it is for, in words.'), { type: 'null' }] };

const audience = {
  description: 'Whom it is for: a segment of the programme, or a condition of members in CEL; null: everybody.',
  oneOf: [
    {
      type: 'object',
      additionalProperties: false,
      required: ['segment'],
      properties: { segment: text(64, 'As the document calls it.') },
    },
    {
      type: 'object',
      additionalProperties: false,
      required: ['when'],
      properties: { when: text(4_000, 'As `when` of a segment.') },
    },
    { type: 'null' },
  ],
};

export const campaignSchema = body('NewCampaign', ['programme', 'campaign', 'name', 'reason'], {
  programme: text(64, 'The programme’s id.'),
  campaign: { ...text(64, 'As the document calls it.'), pattern: '^[a-z][a-z0-9-]*$' },
  name,
  goal,
  audience,
  reason,
});

export const campaignEditSchema = {
  ...body('CampaignEdit', ['reason'], {
    name,
    goal,
    audience,
    status: { enum: ['live', 'paused', 'stopped'], description: 'To resume, pause or stop it; stopping is for good.' },
    reason,
  }),
  minProperties: 2,
};
