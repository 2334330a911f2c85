/** In which order Lots are walked, and when something is due. */
export const orderAndDue = [
  {
    name: 'the last to expire is spent first',
    file: 'burn-order.ts',
    search: 'return one.expiresAt - other.expiresAt;',
    replacement: 'return other.expiresAt - one.expiresAt;',
  },
  {
    name: 'points that never expire are spent first',
    file: 'burn-order.ts',
    search: 'if (one.expiresAt === null) return 1;\n    if (other.expiresAt === null) return -1;',
    replacement: 'if (one.expiresAt === null) return -1;\n    if (other.expiresAt === null) return 1;',
  },
  {
    name: 'of one expiry the last earned is spent first',
    file: 'burn-order.ts',
    search: 'return one.earnedAt - other.earnedAt;',
    replacement: 'return other.earnedAt - one.earnedAt;',
  },
  {
    name: 'ties do not go by lot id',
    file: 'burn-order.ts',
    search: 'return one.lot < other.lot ? -1 : one.lot > other.lot ? 1 : 0;',
    replacement: 'return one.lot < other.lot ? 1 : one.lot > other.lot ? -1 : 0;',
  },
  {
    name: 'at its very instant nothing is due yet',
    file: 'due.ts',
    search: 'at !== null && at <= now;',
    replacement: 'at !== null && at < now;',
  },
  {
    name: 'at one instant holds lapse before pending points mature',
    file: 'due.ts',
    search: 'if (first(account.maturing)?.availableAt === at) mature',
    replacement: 'if (first(account.maturing)?.availableAt === at && first(account.lapsing)?.lapsesAt !== at) mature',
  },
  {
    name: 'a lapse is dated by when the hold was made',
    file: 'due.ts',
    search: 'occurredAt: Math.max(at, hold.heldAt)',
    replacement: 'occurredAt: hold.heldAt',
  },
  {
    name: 'points expire before they came back',
    file: 'due.ts',
    search: 'Math.max(this.dueAt, creditedAt)',
    replacement: 'this.dueAt',
  },
  {
    name: 'what expires of one Member of a household is booked on another',
    file: 'due.ts',
    search: 'slice.member === this.member && ',
    replacement: '',
  },
  {
    name: 'all that can ever expire expires with the first Lot',
    file: 'due.ts',
    search: 'lot.expiresAt === at && batch',
    replacement: 'lot.expiresAt !== null && batch',
  },
  {
    name: 'one event books more than a thousand slices',
    file: 'due.ts',
    search: 'this.slices.length < slicesMax',
    replacement: 'this.slices.length <= slicesMax',
  },
  {
    name: 'the next instant told is the last one',
    file: 'account.ts',
    search: 'return one < other ? one : other;',
    replacement: 'return one > other ? one : other;',
  },
];
