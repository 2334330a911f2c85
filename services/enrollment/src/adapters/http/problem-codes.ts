import { defineProblemCodes } from '@loyalty/service-host';

/** What the doors of enrollment answer besides what every service does. Some are accrual’s too, with the same meaning. */
export const enrollmentProblemCodes = defineProblemCodes('enrollment', {
  identity_taken: {
    status: 409,
    title: 'An identity belongs to another member',
    doc: '`kinds` names which of those that were sent; nothing was written. Look the member up by it.',
  },
  identity_not_found: {
    status: 404,
    title: 'The member has no such identity',
    doc: 'The ids of a member’s identities stand in `GET /v1/members/{id}`.',
  },
  too_many_identities: {
    status: 409,
    title: 'The member has as many identities as a member can have',
    doc: '`max` says how many; remove one that is not used any more.',
  },
  member_erased: {
    status: 410,
    title: 'The member has been erased',
    doc: 'Only the pseudonymous id is left, for the ledger’s sake; `erasedAt` says since when.',
  },
  member_not_found: {
    status: 404,
    title: 'There is no such member',
    doc: 'No member has this id or, where one is looked up, this identity. A purchase of a card that nobody has yet is no error.',
  },
  members_are_one: {
    status: 409,
    title: 'The two members are one already',
    doc: '`member` is the one they are.',
  },
  member_merged: {
    status: 409,
    title: 'The member was merged into another one',
    doc: '`into` is the member they are now. Name that one, or undo the merge first.',
  },
  member_in_household: {
    status: 409,
    title: 'The member is in a household',
    doc: '`household` says which. A member leaves it first, and declares what is taken along.',
  },
  member_not_in_household: {
    status: 409,
    title: 'The member is not in this household',
    doc: '`GET /v1/households/{id}` lists who is; of members who turned out to be one, the one they are.',
  },
  household_not_found: {
    status: 404,
    title: 'There is no such household',
    doc: 'The id stands in its answer, and with each of its members.',
  },
  merge_not_found: { status: 404, title: 'There is no such merge', doc: 'The id stands in the answer of the merge.' },
  merge_undone: { status: 409, title: 'The merge was undone already', doc: '`unmerge` is by what.' },
  merged_further: {
    status: 409,
    title: 'The member was merged into another one since',
    doc: '`merge` is that merge; merges are undone in the opposite order.',
  },
  referrer_not_found: {
    status: 404,
    title: 'Nobody can have invited the member by this name',
    doc: '`referredBy` is the id or the referral code of a member of the same programme who is there; `GET /v1/members/{id}` shows the code.',
  },
  referred_by_oneself: {
    status: 409,
    title: 'Nobody invites themselves',
    doc: 'Nor one of those who turned out to be the same person.',
  },
  referred_each_other: {
    status: 409,
    title: 'The two would have invited each other',
    doc: 'Who invited the member was invited by them.',
  },
  already_referred: {
    status: 409,
    title: 'Somebody else invited the member',
    doc: 'Who invited a member is said once, and never changed.',
  },
  referred_too_late: {
    status: 409,
    title: 'The member joined too long ago to have been invited',
    doc: 'It can be said within 30 days of joining the programme; `joinedAt` says when that was.',
  },
  programme_required: {
    status: 400,
    title: 'It could mean several programmes',
    doc: '`programmes` lists those that it could mean; name one in `programme`.',
  },
  programme_not_found: {
    status: 404,
    title: 'There is no such programme',
    doc: 'Programmes are listed by `GET /v1/programmes`.',
  },
});
