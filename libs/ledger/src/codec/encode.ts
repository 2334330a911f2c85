import type { LedgerEvent, MovedClaim, MovedHold } from '../events.js';
import type { Change, ExpiredLot, Lot, MemberId, Slice, WalletBalance, WalletPoints } from '../nouns.js';

export interface EncodedEvent {
  /** Name and version, as `PointsEarned.v1`. */
  readonly type: string;
  readonly payload: string;
}

/** The version in which events are written now; older ones are read through `upcasters`. */
export const eventVersion = 1;

/**
 * Writes JSON by hand, since every command pays for it: points are JSON integers (no Account holds more than they can
 * say), instants epoch milliseconds. What follows from the rest is left out: a slice's Member where it is the event's,
 * empty lists, numbers of a change or balance that are zero.
 */
export function encode(event: LedgerEvent): EncodedEvent {
  let json = `{"member":${text(event.member)},"occurredAt":${event.occurredAt}`;
  for (const name in event) {
    const value: unknown = event[name as keyof LedgerEvent];
    json += field(name, value, event.member);
  }
  return { type: `${event.type}.v${eventVersion}`, payload: `${json}}` };
}

function field(name: string, value: unknown, member: MemberId): string {
  switch (name) {
    case 'type':
    case 'member':
    case 'occurredAt':
      return '';
    case 'lots':
      return list(name, value as readonly Lot[], (lot) => lotJson(lot, member));
    case 'slices':
    case 'pendingSlices':
    case 'released':
    case 'repaid':
      return list(name, value as readonly Slice[], (slice) => `${sliceJson(slice, member)}}`);
    case 'members':
      return list(name, value as readonly MemberId[], text);
    case 'holds':
      return list(name, value as readonly MovedHold[], (hold) => holdJson(hold, member));
    case 'owed':
    case 'shortfall':
      return list(
        name,
        value as readonly WalletPoints[],
        (part) => `{"wallet":${text(part.wallet)},"points":${part.points}}`,
      );
    case 'claims':
      return list(
        name,
        value as readonly MovedClaim[],
        (part) =>
          `{"wallet":${text(part.wallet)},"points":${part.points}${optional('return', part.return)},"holdsBefore":${part.holdsBefore}}`,
      );
    case 'expiredBefore':
    case 'expired':
      return list(
        name,
        value as readonly ExpiredLot[],
        (part) => `{"lot":${text(part.lot)},"points":${part.points}${optional('member', part.member)}}`,
      );
    case 'changes':
    case 'balances':
      return list(name, value as readonly (Change | WalletBalance)[], balanceJson);
    default:
      return value === undefined ? '' : `,"${name}":${typeof value === 'string' ? text(value) : String(value)}`;
  }
}

function list<Item>(name: string, items: readonly Item[], json: (item: Item) => string): string {
  if (items.length === 0) return '';
  let all = '';
  for (const item of items) all += all === '' ? json(item) : `,${json(item)}`;
  return `,"${name}":[${all}]`;
}

/** Left open at its end: a Lot says more. */
function sliceJson(slice: Slice, member: MemberId): string {
  let json = `{"lot":${text(slice.lot)},"wallet":${text(slice.wallet)},"points":${slice.points},"earnedAt":${slice.earnedAt},"expiresAt":${slice.expiresAt}`;
  if (slice.member !== member) json += `,"member":${text(slice.member)}`;
  if (slice.partner !== undefined) json += `,"partner":${text(slice.partner)}`;
  if (slice.origin !== undefined) json += `,"origin":${JSON.stringify(slice.origin)}`;
  return json;
}

function lotJson(lot: Lot, member: MemberId): string {
  const awaits = lot.awaits === undefined ? '' : `,"awaits":${JSON.stringify(lot.awaits)}`;
  return `${sliceJson(lot, member)},"availableAt":${lot.availableAt}${awaits}}`;
}

function holdJson({ hold, redemption, heldAt, lapsesAt, ...rest }: MovedHold, member: MemberId): string {
  const slices = list('slices', rest.slices, (slice) => `${sliceJson(slice, member)}}`);
  return `{"hold":${text(hold)},"member":${text(rest.member)}${optional('redemption', redemption)},"heldAt":${heldAt},"lapsesAt":${lapsesAt}${slices}}`;
}

const optional = (name: string, value: string | undefined): string =>
  value === undefined ? '' : `,"${name}":${text(value)}`;

function balanceJson({ wallet, available, held, pending, shortfall }: Change | WalletBalance): string {
  let json = `{"wallet":${text(wallet)}`;
  if (available !== 0n) json += `,"available":${available}`;
  if (held !== 0n) json += `,"held":${held}`;
  if (pending !== 0n) json += `,"pending":${pending}`;
  if (shortfall !== 0n) json += `,"shortfall":${shortfall}`;
  return `${json}}`;
}

const needsNoEscape = /^[\w .:\-/@]*$/;

function text(value: string): string {
  return needsNoEscape.test(value) ? `"${value}"` : JSON.stringify(value);
}
