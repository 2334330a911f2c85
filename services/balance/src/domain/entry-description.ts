import type { Change, LedgerEvent } from '@loyalty/ledger';

export type EntryType =
  | 'earned'
  | 'matured'
  | 'reversed'
  | 'held'
  | 'released'
  | 'burned'
  | 'refunded'
  | 'expired'
  | 'adjusted'
  | 'transferred';

/** What a statement says of an event. */
export interface EntryDescription {
  readonly type: EntryType;
  readonly member: string;
  readonly changes: readonly EntryChange[];
  /** What was moved, Lot by Lot, as a number of points; `type` says where to. */
  readonly slices: readonly { readonly lot: string; readonly points: bigint; readonly partner?: string }[];
  readonly purchase?: string;
  readonly return?: string;
  /** `inv_…` or `frd_…`: one side of an invitation. */
  readonly referral?: string;
  /** `act_…`: the report of the action that earned or released them. */
  readonly action?: string;
  readonly redemption?: string;
  /** At which the points were spent. */
  readonly partner?: string;
  /** What the sender of the redemption calls the order. */
  readonly order?: string;
  readonly hold?: string;
  readonly transfer?: string;
  readonly actor?: string;
  readonly reason?: string;
}

/** `points` is what the account's total changed by: available, held and pending together. */
export interface EntryChange extends Change {
  readonly points: bigint;
}

const TYPES: Readonly<Record<LedgerEvent['type'], EntryType>> = {
  PointsEarned: 'earned',
  PointsMatured: 'matured',
  LotReleased: 'matured',
  PointsHeld: 'held',
  HoldReleased: 'released',
  PointsBurned: 'burned',
  PointsRefunded: 'refunded',
  PointsExpired: 'expired',
  PointsReversed: 'reversed',
  ShortfallCollected: 'reversed',
  PointsAdjusted: 'adjusted',
  PointsTransferredOut: 'transferred',
  PointsTransferredIn: 'transferred',
  AccountMovedOut: 'transferred',
  AccountMovedIn: 'transferred',
};

export function describeEntry(event: LedgerEvent): EntryDescription {
  const lots = 'lots' in event ? event.lots : [];
  const slices = 'slices' in event ? event.slices : [];
  const held = 'holds' in event ? event.holds.flatMap((hold) => hold.slices) : [];
  const pendingSlices = event.type === 'PointsReversed' ? event.pendingSlices : [];
  return {
    type: TYPES[event.type],
    member: event.member,
    changes: event.changes.map((change) => ({
      ...change,
      points: change.available + change.held + change.pending,
    })),
    slices: [...lots, ...slices, ...held, ...pendingSlices].map(({ lot, points, partner }) => ({
      lot,
      points,
      ...(partner === undefined ? {} : { partner }),
    })),
    ...references(event),
    ...reason(event),
  };
}

const REFERENCES = [
  'purchase',
  'return',
  'referral',
  'action',
  'redemption',
  'partner',
  'hold',
  'transfer',
  'actor',
] as const;

function references(event: LedgerEvent): Partial<Record<(typeof REFERENCES)[number], string>> {
  const named: Partial<Record<(typeof REFERENCES)[number], string>> = {};
  const { purchase, report } = event as { readonly purchase?: string; readonly report?: string };
  // A side of an invitation stands where a purchase would.
  const isReferral = purchase !== undefined && /^(?:inv|frd)_/.test(purchase);
  const facts: Readonly<Record<string, unknown>> = isReferral
    ? { ...event, purchase: undefined, referral: purchase }
    : // The kind of action that a released lot names is its reason.
      { ...event, action: report };
  for (const name of REFERENCES) {
    const value = facts[name];
    if (typeof value === 'string') named[name] = value;
  }
  return named;
}

function reason(event: LedgerEvent): { readonly reason?: string } {
  switch (event.type) {
    case 'LotReleased':
      return { reason: event.action };
    case 'HoldReleased':
      return { reason: event.reason ?? event.cause };
    case 'PointsEarned':
    case 'PointsReversed':
    case 'PointsAdjusted':
    case 'PointsTransferredOut':
    case 'PointsTransferredIn':
      return event.reason === undefined ? {} : { reason: event.reason };
    default:
      return {};
  }
}
