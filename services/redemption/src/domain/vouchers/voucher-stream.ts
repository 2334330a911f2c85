import {
  decodeVoucherEvent,
  encodeVoucherEvent,
  type VoucherEvent,
  type VoucherIssued,
  type VoucherRevoked,
  type VoucherUsed,
} from '@loyalty/contracts';
import type { Category } from '@loyalty/event-store';

export type VoucherState = { readonly status: 'unknown' } | Voucher;

export interface Voucher {
  readonly status: 'known';
  readonly facts: VoucherIssued;
  readonly uses: readonly VoucherUsed[];
  /** By `useName`; those that have lapsed are free, whether an event says so or not. */
  readonly reserved: ReadonlyMap<string, Reservation>;
  readonly revoked: VoucherRevoked | null;
}

export interface Reservation {
  readonly source: string;
  readonly externalId: string;
  readonly lapsesAt: number;
}

/** What a caller calls one use. */
export interface UseName {
  readonly source: string;
  readonly externalId: string;
}

export const voucherStream: Category<VoucherState, VoucherEvent> = {
  name: 'voucher',
  initial: () => ({ status: 'unknown' }),
  evolve,
  encode: encodeVoucherEvent,
  decode: decodeVoucherEvent,
};

export function newVoucherState(facts: VoucherIssued): Voucher {
  return { status: 'known', facts, uses: [], reserved: new Map(), revoked: null };
}

/** Every part carries its length, so that `("a:b", "c")` and `("a", "b:c")` are two names. */
export function useName({ source, externalId }: UseName): string {
  return `${source.length}:${source}${externalId}`;
}

export function usedAs({ uses }: Voucher, name: UseName): VoucherUsed | undefined {
  return uses.find((use) => useName(use) === useName(name));
}

/** Reservations that hold a use, without one's own; the first to lapse first. */
export function standingReservations({ reserved }: Voucher, name: UseName, now: number): readonly Reservation[] {
  return [...reserved]
    .flatMap(([key, reservation]) => (key === useName(name) || reservation.lapsesAt <= now ? [] : [reservation]))
    .sort((one, other) => one.lapsesAt - other.lapsesAt);
}

function evolve(state: VoucherState, event: VoucherEvent): VoucherState {
  if (event.type === 'VoucherIssued') {
    if (state.status !== 'unknown') throw new Error(`${event.voucher} is issued twice`);
    return newVoucherState(event);
  }
  if (state.status !== 'known') throw new Error(`${event.type} of a voucher that was never issued`);
  switch (event.type) {
    case 'VoucherReserved': {
      const { source, externalId, lapsesAt } = event;
      return { ...state, reserved: new Map(state.reserved).set(useName(event), { source, externalId, lapsesAt }) };
    }
    case 'VoucherUsed':
      return { ...state, uses: [...state.uses, event], reserved: without(state, event) };
    case 'VoucherReleased':
      return { ...state, reserved: without(state, event) };
    case 'VoucherRevoked':
      return { ...state, revoked: event };
    default:
      return event satisfies never;
  }
}

function without({ reserved }: Voucher, name: UseName): ReadonlyMap<string, Reservation> {
  const left = new Map(reserved);
  left.delete(useName(name));
  return left;
}
