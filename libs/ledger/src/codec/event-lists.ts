import type { LedgerEvent } from '../events.js';

export type EventType = LedgerEvent['type'];

/** Lists that each type of event has; left out of the payload where they are empty. */
export const lists: Record<EventType, readonly string[]> = {
  PointsEarned: ['lots', 'repaid'],
  PointsMatured: ['slices', 'repaid'],
  LotReleased: ['slices', 'repaid'],
  PointsHeld: ['slices'],
  HoldReleased: ['slices', 'repaid'],
  PointsBurned: ['slices', 'released', 'repaid'],
  PointsRefunded: ['slices', 'repaid'],
  PointsExpired: ['slices'],
  PointsReversed: ['slices', 'pendingSlices', 'owed', 'shortfall', 'expiredBefore'],
  ShortfallCollected: ['slices'],
  PointsAdjusted: ['lots', 'slices', 'owed', 'repaid'],
  PointsTransferredOut: ['slices'],
  PointsTransferredIn: ['slices', 'repaid'],
  AccountMovedOut: ['members', 'slices', 'lots', 'holds', 'owed', 'shortfall', 'claims', 'expired'],
  AccountMovedIn: ['members', 'slices', 'lots', 'holds', 'owed', 'shortfall', 'claims', 'expired', 'repaid'],
};

export function isEventType(name: string): name is EventType {
  return Object.hasOwn(lists, name);
}
