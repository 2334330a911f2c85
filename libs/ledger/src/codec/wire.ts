import type { MovedHold } from '../events.js';
import type { Change, Lot, LotPoints, MemberId, Slice, WalletBalance, WalletPoints } from '../nouns.js';

/**
 * How the parts of an event stand in JSON. Points are JSON integers (no Account holds more than they can say), instants
 * are epoch milliseconds. What follows from the rest is left out: an event's own Member, empty lists, zero changes.
 */
export type Json = { readonly [key: string]: unknown };

interface WireSlice {
  lot: string;
  wallet: string;
  points: number;
  earnedAt: number;
  expiresAt: number | null;
  member?: string;
  partner?: string;
  origin?: { account: string; lot: string; member: string };
}

interface WireLot extends WireSlice {
  availableAt: number | null;
  awaits?: { action: string; expiresAfter: string | null };
}

export function sliceFromWire(wire: WireSlice, member: MemberId): Slice {
  const slice = {
    lot: wire.lot,
    wallet: wire.wallet,
    points: BigInt(wire.points),
    earnedAt: wire.earnedAt,
    expiresAt: wire.expiresAt,
    member: wire.member ?? member,
  };
  if (wire.partner === undefined && wire.origin === undefined) return slice;
  return {
    ...slice,
    ...(wire.partner === undefined ? {} : { partner: wire.partner }),
    ...(wire.origin === undefined ? {} : { origin: wire.origin }),
  };
}

export function lotFromWire(wire: WireLot, member: MemberId): Lot {
  const slice = sliceFromWire(wire, member);
  return { ...slice, availableAt: wire.availableAt, ...(wire.awaits === undefined ? {} : { awaits: wire.awaits }) };
}

type WireHold = Omit<MovedHold, 'slices'> & { readonly slices?: readonly WireSlice[] };

export function holdFromWire({ slices = [], ...terms }: WireHold, member: MemberId): MovedHold {
  return { ...terms, slices: slices.map((slice) => sliceFromWire(slice, member)) };
}

type Counted = WalletPoints | LotPoints;

export function countFromWire<T extends Counted>(wire: Omit<T, 'points'> & { points: number }): T {
  return { ...wire, points: BigInt(wire.points) } as T;
}

export interface WireChange {
  wallet: string;
  available?: number;
  held?: number;
  pending?: number;
  shortfall?: number;
}

/** Serves changes and balances alike: both name the same four numbers. */
export function balanceFromWire(wire: WireChange): WalletBalance & Change {
  return {
    wallet: wire.wallet,
    available: BigInt(wire.available ?? 0),
    held: BigInt(wire.held ?? 0),
    pending: BigInt(wire.pending ?? 0),
    shortfall: BigInt(wire.shortfall ?? 0),
  };
}
