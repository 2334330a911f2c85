/** What goes from one Account to another when Members become one, and when they part. */
export const moving = [
  {
    name: 'what is given from a hold leaves the hold open',
    file: 'evolve.ts',
    search:
      "  closeHold(draft, hold, { status: 'captured', closedAt: occurredAt, captured: totals(slices) });\n  for (const slice of slices) takeHeld(draft, slice);",
    replacement: '  for (const slice of slices) takeHeld(draft, slice);',
  },
  {
    name: 'a hold that is over is given all the same',
    file: 'transfer-held.ts',
    search: "if (hold.status !== 'open') return reject(overSince(hold));",
    replacement: "if (hold.status !== 'open') return accept(entries);",
  },
  {
    name: 'what is given from a hold is dated before it was held',
    file: 'transfer-held.ts',
    search: 'Math.max(command.occurredAt, hold.heldAt)',
    replacement: 'command.occurredAt',
  },
  {
    name: 'a hold is given to the account that has it',
    file: 'transfer-held.ts',
    search: "if (command.account === to) return reject({ reason: 'transfer_to_itself', transfer });",
    replacement: '',
  },
  {
    name: 'who parts takes what the others earned too',
    file: 'move-portion.ts',
    search: 'member !== undefined && members.includes(member)',
    replacement: 'member !== undefined',
  },
  {
    name: 'who parts leaves what had expired unspent',
    file: 'move-portion.ts',
    search: 'expired: entries(account.expired).filter(({ member }) => isTheirs(member))',
    replacement: 'expired: []',
  },
  {
    name: 'who parts takes Lots that an open hold keeps, as far as they are not held',
    file: 'move.ts',
    search: 'whole ? [] : lotsHeld(entries.account, members)',
    replacement: '[]',
  },
  {
    name: 'a debt is forgotten on the way',
    file: 'evolve-move.ts',
    search: 'draft.wallet(wallet).owed += points',
    replacement: 'draft.wallet(wallet).owed += 0n * points',
  },
  {
    name: 'a debt that comes in is not paid by what is there',
    file: 'move.ts',
    search: 'split([...there, ...slices].sort(burnOrder), debts)',
    replacement: 'split([...slices].sort(burnOrder), debts)',
  },
  {
    name: 'a hold that came along pays a Shortfall that was there before it',
    file: 'move.ts',
    search: 'placeHolds(claim.holdsBefore);',
    replacement: 'placeHolds(keeping.length);',
  },
  {
    name: 'no hold that came along pays the Shortfall that came with it',
    file: 'release-hold.ts',
    search: 'claim.version >= hold.version',
    replacement: 'claim.version > hold.version',
  },
  {
    name: 'an Account is asked although all of it has gone',
    file: 'leads.ts',
    search: 'const gone = whole ? [null] : members;',
    replacement: 'const gone = whole ? [] : members;',
  },
  {
    name: 'who comes home is still led away',
    file: 'leads.ts',
    search: '({ member, to }) => member !== null && to !== from && !members.includes(member)',
    replacement: '({ member, to }) => to !== from && !members.includes(member ?? "")',
  },
  {
    name: 'who comes again is led away by the time before',
    file: 'leads.ts',
    search: 'member !== null && to !== from && !members.includes(member)',
    replacement: 'member !== null',
  },
  {
    name: 'an Account moves away twice',
    file: 'move.ts',
    search: "if (gone !== undefined) return reject({ reason: 'account_moved_away', to: gone });",
    replacement: '',
  },
  {
    name: 'what fell due on the way is not booked',
    file: 'move.ts',
    search: '  settle(entries, now);\n  return accept(entries);',
    replacement: '  return accept(entries);',
  },
  {
    name: 'a move is earlier than the points it takes',
    file: 'move.ts',
    search: 'Math.max(command.occurredAt, creditedAt)',
    replacement: 'command.occurredAt',
  },
  {
    name: 'a Lot that moves does not say where it was made',
    file: 'move.ts',
    search: 'const come = (slice: Slice) => arrived(slice, journey);',
    replacement: 'const come = (slice: Slice) => (journey ? slice : arrived(slice, journey));',
  },
  {
    name: 'what is taken back of a transfer is anything that is there',
    file: 'transfer.ts',
    search: '.filter(({ lot }) => lots.includes(lot))',
    replacement: '',
  },
];
