import { accountStream } from '@loyalty/ledger';
import { decodeActionEvent } from '../action-events.codec.js';
import { decodeCounterEvent } from '../counter-events.codec.js';
import type { StoredEvent } from '../event-codec.js';
import { LedgerEventSchema } from '../generated/loyalty/ledger/v1/ledger_event_pb.js';
import { decodeProgrammeChange, decodeProgrammeRegistered } from '../programme-events.codec.js';
import { decodePurchaseEvent } from '../purchase-events.codec.js';
import { decodeRedemptionEvent } from '../redemption-events.codec.js';
import { decodeReferralEvent } from '../referral-events.codec.js';
import { decodeReturnEvent } from '../return-events.codec.js';
import { decodeTierEvent } from '../tier-events.codec.js';
import { decodeReviewEvent, decodeVelocityEvent } from '../review-events.codec.js';
import { decodeTakingEvent } from '../reward-events.codec.js';
import { decodeVoucherEvent } from '../voucher-events.codec.js';
import { BackwardWriter } from './backward-writer.js';
import type { LoggedEvent } from './logged-event.js';
import { writerOf } from './message-writer.js';

/** What an event means today, whichever version of it was recorded; by the category of its stream. */
const readers: Readonly<Record<string, (stored: StoredEvent) => { readonly type: string }>> = {
  account: accountStream.decode,
  purchase: decodePurchaseEvent,
  return: decodeReturnEvent,
  counters: decodeCounterEvent,
  tiers: decodeTierEvent,
  action: decodeActionEvent,
  referral: decodeReferralEvent,
  redemption: decodeRedemptionEvent,
  stock: decodeTakingEvent,
  takings: decodeTakingEvent,
  voucher: decodeVoucherEvent,
  velocity: decodeVelocityEvent,
  reviews: decodeReviewEvent,
  gift: decodeReviewEvent,
  programme: decodeProgrammeChange,
  'programme-registry': decodeProgrammeRegistered,
};

/** In which field of the message an event stands, by its name. */
const fields = new Map(
  LedgerEventSchema.fields.flatMap(({ oneof, message, jsonName }) =>
    oneof && message ? [[message.name, jsonName]] : [],
  ),
);

const write = writerOf(LedgerEventSchema);
const writer = new BackwardWriter();

/**
 * The message of the topic: what was recorded, to the byte, and what it means.
 * @throws for an event that this build has never heard of. To publish it half would leave every listener without its
 * meaning for ever; the relay of a newer build will know it.
 */
export function toLedgerMessage({ payload, trace: _inHeaders, ...recorded }: LoggedEvent): Uint8Array {
  const read = readers[recorded.category];
  if (!read) throw new Error(`no reader for streams of category ${recorded.category}`);
  const meant = read({ type: recorded.type, payload });
  const field = fields.get(meant.type);
  if (!field) throw new Error(`the published language has no word for ${meant.type}`);
  return writer.bytesOf(() => write({ ...recorded, recordedPayload: payload, [field]: meant }, writer));
}
