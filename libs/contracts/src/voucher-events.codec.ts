import { decodeWith, type StoredEvent, type Upcaster } from './event-codec.js';
import type {
  VoucherEvent,
  VoucherIssued,
  VoucherReleased,
  VoucherReserved,
  VoucherRevoked,
  VoucherUsed,
} from './voucher-events.js';

/** Nothing in them needs another form than JSON's. */
export function encodeVoucherEvent(event: VoucherEvent): StoredEvent {
  return { type: `${event.type}.v1`, payload: JSON.stringify(event) };
}

export function decodeVoucherEvent(stored: StoredEvent): VoucherEvent {
  return decodeWith(upcasters, stored);
}

const upcasters: Readonly<Record<string, Upcaster<VoucherEvent>>> = {
  'VoucherIssued.v1': (payload) => payload as VoucherIssued,
  'VoucherReserved.v1': (payload) => payload as VoucherReserved,
  'VoucherUsed.v1': (payload) => payload as VoucherUsed,
  'VoucherReleased.v1': (payload) => payload as VoucherReleased,
  'VoucherRevoked.v1': (payload) => payload as VoucherRevoked,
};
