import { answerOf, listOf, nullable } from '@loyalty/service-host';

const text = { type: 'string' };
const instant = { type: 'string', format: 'date-time' };
const whole = { type: 'integer' };
const repeated = { type: 'boolean', description: 'Whether this is the first answer, given again.' };
const programme = answerOf({ id: text, version: whole });
const road = { enum: ['http', 'cli', 'accrual'], description: '`accrual`: through accrual’s own door.' };
const step = answerOf({
  by: { ...text, description: 'The id of a key.' },
  name: { ...text, description: 'What the key is called.' },
  at: instant,
  road,
  reason: nullable(text),
});

const proposal = {
  id: { ...text, description: '`prp_…`' },
  programme: text,
  base: { ...whole, description: 'The version that it was made against; 0: none.' },
  rollbackTo: { ...nullable(whole), description: 'The version whose text it brings back.' },
  status: {
    enum: ['proposed', 'accepted', 'applied', 'superseded'],
    description: '`accepted`: on its way into the log; `superseded`: another version came first.',
  },
  proposed: step,
  approved: nullable(step),
  version: { ...nullable(whole), description: 'The version that it became.' },
};

const demand = { enum: ['required', 'none'] };

const change = answerOf({
  kind: { enum: ['added', 'removed', 'changed', 'moved'] },
  part: { ...text, description: '`offer`, `wallet`, `campaign`, `tiers`, `programme` …' },
  id: nullable(text),
  pointer: { ...text, description: 'A JSON pointer into the document that has it.' },
  before: { description: 'As the older document says it; null: it was not there.' },
  after: { description: 'As the newer document says it; null: it is not there.' },
  text,
});

const warning = answerOf({
  code: { enum: ['offer_removed_while_points_pend', 'budget_below_given', 'tier_harder'] },
  about: { ...text, description: 'The offer, the campaign or the tier.' },
  text,
  numbers: { type: 'object', additionalProperties: { type: 'number' } },
});

export const appliedAnswer = {
  title: 'ProgrammeAppliedAnswer',
  ...answerOf({ programme, appliedAt: instant, repeated }),
};

export const proposedAnswer = {
  title: 'ProgrammeProposedAnswer',
  ...answerOf({ proposal: answerOf(proposal), repeated }),
};

export const approvalAnswer = {
  title: 'ApprovalAnswer',
  ...answerOf({ programme, proposal: text, appliedAt: instant, repeated }),
};

export const planAnswer = {
  title: 'ProgrammePlan',
  ...answerOf({
    programme: text,
    base: { ...whole, description: 'The version that it would replace; 0: none.' },
    changes: listOf(change),
    warnings: listOf(warning),
    touches: answerOf({
      offers: listOf(
        answerOf({ offer: text, members: whole, purchases: whole, points: whole, pendingPurchases: whole }),
      ),
      events: { ...whole, description: 'How many events of the ledger were read, the newest of each shard.' },
      complete: { type: 'boolean', description: 'Whether that was the whole ledger.' },
      members: { ...whole, description: 'Members with a purchase among them, whatever it earned by.' },
    }),
    policy: answerOf({ approval: demand, tests: demand }),
    tests: nullable(answerOf({ passed: whole })),
  }),
};

export const diffAnswer = {
  title: 'ProgrammeDiff',
  ...answerOf({ programme: text, from: whole, to: whole, changes: listOf(change) }),
};

export const versionsAnswer = {
  title: 'ProgrammeVersions',
  ...answerOf({
    items: listOf(answerOf({ version: whole, appliedAt: instant, by: text, bytes: whole })),
    next: { type: 'null' },
  }),
};

export const historyAnswer = {
  title: 'ProgrammeHistory',
  ...answerOf({
    items: listOf(
      answerOf(
        { at: instant, step: text, by: text, road, reason: nullable(text) },
        { version: whole, proposal: text, campaign: text, rollbackTo: whole },
      ),
    ),
    next: { type: 'null' },
  }),
};

export const proposalsAnswer = {
  title: 'Proposals',
  ...answerOf({ items: listOf(answerOf(proposal)), next: { type: 'null' } }),
};

export const proposalView = {
  title: 'Proposal',
  ...answerOf({ ...proposal, document: text, tests: nullable(text) }),
};

export const policyAnswer = {
  title: 'PolicyAnswer',
  ...answerOf({ programme: text, approval: demand, tests: demand, repeated }),
};
