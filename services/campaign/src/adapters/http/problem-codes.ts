import { defineProblemCodes } from '@loyalty/service-host';

/** What the doors of campaign answer besides what every service does. */
export const campaignProblemCodes = defineProblemCodes('campaign', {
  invalid_programme: {
    status: 422,
    title: 'The programme document has mistakes',
    doc: 'Each item of `errors` has the `line` and `column` at which the document is wrong, and what was expected there.',
  },
  programme_id_differs: {
    status: 422,
    title: 'The document is another programme’s',
    doc: 'The `id` in the document must be the one in the path.',
  },
  programme_not_found: {
    status: 404,
    title: 'There is no such programme',
    doc: 'Programmes are listed by `GET /v1/programmes`.',
  },
  version_not_found: {
    status: 404,
    title: 'The programme has no such version',
    doc: '`newest` says up to which there are; they count from 1.',
  },
  programme_moved: {
    status: 409,
    title: 'Another version was applied meanwhile',
    doc: '`expected` is the version that the change was made against, `found` the newest; plan it anew.',
  },
  same_person: {
    status: 409,
    title: 'Who proposes a change does not approve it',
    doc: 'Another person approves it, with a key of their own.',
  },
  proposal_not_found: {
    status: 404,
    title: 'There is no such proposal',
    doc: 'Proposals of a programme are listed by `GET /v1/programmes/{id}/proposals`.',
  },
  proposal_not_open: {
    status: 409,
    title: 'The proposal waits for nobody',
    doc: '`is` says how it stands, `by` who approved it, where somebody did.',
  },
  tests_required: {
    status: 422,
    title: 'The programme asks for tests',
    doc: 'Send the text of its `*.test.yaml` as `tests`; at least one test must be in it.',
  },
  tests_unreadable: {
    status: 422,
    title: 'The tests have mistakes',
    doc: 'Each item of `errors` has the `line` and `column` at which the tests are wrong, and what was expected there.',
  },
  tests_failed: {
    status: 422,
    title: 'The document does not do what its tests say',
    doc: 'Each item of `errors` names the `test`, where its expectation stands, what was `expected` and what was `found`.',
  },
  policy_loosened: {
    status: 403,
    title: 'Less would be asked for than before',
    doc: 'Only a key with the scope `admin` may do that; `before` says what is asked for.',
  },
  campaign_not_found: {
    status: 404,
    title: 'There is no such campaign',
    doc: 'Campaigns are listed by `GET /v1/campaigns`.',
  },
  campaign_not_applied: {
    status: 409,
    title: 'No version of the programme has this campaign',
    doc: 'Apply a document that declares it under `campaigns` first.',
  },
  segment_not_found: {
    status: 404,
    title: 'The programme has no such segment',
    doc: '`segments` are those of its newest version; they are listed by `GET /v1/segments?programme=`.',
  },
  member_not_found: {
    status: 404,
    title: 'There is no such member',
    doc: 'No member of the programme has this id, `mem_…`.',
  },
  invalid_audience: {
    status: 422,
    title: 'Nobody can be found by this audience',
    doc: 'It names a segment that the newest version does not have (`segment`), or its condition has mistakes: each item of `errors` has where, and what was expected there.',
  },
  campaign_stopped: {
    status: 409,
    title: 'The campaign was stopped',
    doc: 'That is for good; what is to run again is another campaign of the document.',
  },
});
