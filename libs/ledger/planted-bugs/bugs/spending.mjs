/** Points that are set aside, spent, given back or moved on. */
export const spending = [
  {
    name: 'a hold may lapse at once',
    file: 'hold.ts',
    search: 'if (lapsesAt <= now)',
    replacement: 'if (lapsesAt < now)',
  },
  {
    name: 'a hold with another lapse passes for a repeat',
    file: 'hold.ts',
    search: 'command.lapsesAt === known.lapsesAt && ',
    replacement: '',
  },
  {
    name: 'a hold is still open at the instant at which it lapses',
    file: 'lapse.ts',
    search: 'command.now < before.lapsesAt',
    replacement: 'command.now <= before.lapsesAt',
  },
  {
    name: 'a hold can be captured after its lapse, as long as the job is late',
    file: 'capture.ts',
    search: 'due(command.now, account)',
    replacement: 'due(-Infinity, account)',
  },
  {
    name: 'a capture may take a point more than is held',
    file: 'capture.ts',
    search: 'needed > held)',
    replacement: 'needed > held + 1n)',
  },
  {
    name: 'what a capture releases repays nothing',
    file: 'capture.ts',
    search: 'repaidBy(released, entries.account)',
    replacement: '[]',
  },
  {
    name: 'expired points can be spent, as long as the job is late',
    file: 'burn.ts',
    search: 'due(now, account)',
    replacement: 'due(-Infinity, account)',
  },
  {
    name: 'a burn may be earlier than the points it takes',
    file: 'burn.ts',
    search: 'occurredAt: Math.max(occurredAt, found.creditedAt)',
    replacement: 'occurredAt',
  },
  {
    name: 'points that joined a Lot later can be taken out with an earlier date',
    file: 'draft.ts',
    search: 'creditedAt: Math.max(there.creditedAt, creditedAt)',
    replacement: 'creditedAt: there.creditedAt',
  },
  {
    name: 'a refund at the instant of expiry has no grace',
    file: 'refund.ts',
    search: 'slice.expiresAt <= now',
    replacement: 'slice.expiresAt < now',
  },
  {
    name: 'a refund by grace never expires',
    file: 'refund.ts',
    search: 'expiresAt: graceEndsAt }',
    replacement: 'expiresAt: null }',
  },
  {
    name: 'a partial refund gives back the soonest to expire',
    file: 'refund.ts',
    search: 'burned.toReversed()',
    replacement: 'burned',
  },
  {
    name: 'points that were transferred forget where they were made',
    file: 'transfer.ts',
    search: '? terms : { ...terms, origin }',
    replacement: '? terms : terms',
  },
  {
    name: 'an adjustment goes below zero without being allowed to',
    file: 'adjust.ts',
    search: 'inLots < down.points && !command.allowNegative',
    replacement: 'false',
  },
  {
    name: 'held and pending points do not count towards the most that an Account can hold',
    file: 'decision.ts',
    search: 'available + held + pending, held + pending',
    replacement: 'available',
  },
];
