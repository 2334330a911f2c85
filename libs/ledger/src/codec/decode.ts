import type { LedgerEvent } from '../events.js';
import type { Instant } from '../nouns.js';
import type { EncodedEvent } from './encode.js';
import { lists } from './event-lists.js';
import { upcast } from './upcasters.js';
import { type Json, balanceFromWire, countFromWire, holdFromWire, lotFromWire, sliceFromWire } from './wire.js';

/** Reads every version ever written. Throws on a type that it does not know. */
export function decode(stored: EncodedEvent): LedgerEvent {
  const { type, payload } = upcast(stored.type, JSON.parse(stored.payload) as Json);
  const event: Record<string, unknown> = { type, ...payload };
  const member = payload['member'] as string;
  for (const name of lists[type]) event[name] = read(name, (payload[name] ?? []) as never[], member);
  for (const name of ['changes', 'balances']) event[name] = ((payload[name] ?? []) as never[]).map(balanceFromWire);
  return event as unknown as LedgerEvent;
}

/** When something of the account falls due next, of an event as it is stored: a reader of millions needs no more. */
export function nextDueAtOf(stored: EncodedEvent): Instant | null {
  return upcast(stored.type, JSON.parse(stored.payload) as Json).payload['nextDueAt'] as Instant | null;
}

function read(name: string, list: readonly never[], member: string): unknown[] {
  switch (name) {
    case 'lots':
      return list.map((wire) => lotFromWire(wire, member));
    case 'members':
      return [...list];
    case 'holds':
      return list.map((wire) => holdFromWire(wire, member));
    case 'owed':
    case 'shortfall':
    case 'claims':
    case 'expired':
    case 'expiredBefore':
      return list.map(countFromWire);
    default:
      return list.map((wire) => sliceFromWire(wire, member));
  }
}
