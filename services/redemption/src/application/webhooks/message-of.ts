import type { RecordedEvent } from '@loyalty/event-store';
import { accountStream } from '@loyalty/ledger';
import { formatInstant, fromId } from '@loyalty/service-host/values';
import { redemptionStream } from '../../domain/redemption-stream.js';
import { velocityStream } from '../../domain/velocity-stream.js';
import { voucherStream } from '../../domain/vouchers/voucher-stream.js';
import { type EventType, messageId, type WebhookMessage } from '../../domain/webhooks/message.js';
import { sayPattern } from '../../domain/webhooks/say-pattern.js';
import { type Begun, type Said, sayLapse, sayRedemption, sayVoucher } from '../../domain/webhooks/say-redemption.js';
import type { Webhook } from '../../domain/webhooks/webhook.js';
import type { ReadLog } from './ports.js';

/** A redemption, its reward and its first steps are one commit of a few events. */
const BEGINNING = 10;

interface Source {
  /** The event as it is stored, without its version. */
  readonly event: string;
  readonly type: EventType;
  readonly say: (event: RecordedEvent, log: ReadLog) => Promise<Said | undefined>;
}

const of = (category: string, sources: readonly Source[]) => [category, sources] as const;

/**
 * Where each message comes from. What else webhooks are to tell of the log is one line here, and a word in `EVENT_TYPES`;
 * all that moves points is in this one log.
 */
const SOURCES: ReadonlyMap<string, readonly Source[]> = new Map([
  of(redemptionStream.name, [
    { event: 'RedemptionAuthorised', type: 'redemption.authorised', say: ofRedemption },
    { event: 'RedemptionCaptured', type: 'redemption.captured', say: ofRedemption },
    { event: 'RedemptionVoided', type: 'redemption.voided', say: ofRedemption },
    { event: 'RedemptionRefunded', type: 'redemption.refunded', say: ofRedemption },
    { event: 'FulfilmentMoved', type: 'fulfilment.changed', say: ofRedemption },
    { event: 'PayoutSettled', type: 'payout.settled', say: ofRedemption },
    { event: 'PayoutFailed', type: 'payout.failed', say: ofRedemption },
    { event: 'ReviewOpened', type: 'review.opened', say: ofRedemption },
    { event: 'ReviewReleased', type: 'review.released', say: ofRedemption },
    { event: 'ReviewRejected', type: 'review.rejected', say: ofRedemption },
  ]),
  of(accountStream.name, [{ event: 'HoldReleased', type: 'redemption.lapsed', say: ofLapse }]),
  of(velocityStream.name, [{ event: 'PatternNoticed', type: 'pattern.noticed', say: ofPattern }]),
  of(voucherStream.name, [
    { event: 'VoucherIssued', type: 'voucher.issued', say: ofVoucher },
    { event: 'VoucherUsed', type: 'voucher.used', say: ofVoucher },
    { event: 'VoucherRevoked', type: 'voucher.revoked', say: ofVoucher },
  ]),
]);

/** Undefined: nothing that this webhook is told. What it does not ask for costs no read. */
export async function messageOf(
  event: RecordedEvent,
  { events, programme }: Pick<Webhook, 'events' | 'programme'>,
  log: ReadLog,
): Promise<WebhookMessage | undefined> {
  const name = event.type.slice(0, event.type.lastIndexOf('.'));
  const source = SOURCES.get(event.category)?.find((each) => each.event === name);
  if (!source || !events.includes(source.type)) return undefined;
  const said = await source.say(event, log);
  if (!said || (programme !== null && said.programme !== programme)) return undefined;
  const { occurredAt, ...rest } = said;
  return { id: messageId(event), occurredAt: formatInstant(occurredAt), sequence: event.position, ...rest };
}

async function ofRedemption(event: RecordedEvent, log: ReadLog): Promise<Said | undefined> {
  const begun = await begunAs(event.stream, log);
  return begun && sayRedemption(redemptionStream.decode(event), begun);
}

async function ofLapse(event: RecordedEvent, log: ReadLog): Promise<Said | undefined> {
  const released = accountStream.decode(event);
  if (released.type !== 'HoldReleased' || released.cause !== 'lapsed') return undefined;
  const stream = fromId('red', released.redemption ?? '');
  const begun = stream === undefined ? undefined : await begunAs(stream, log);
  if (!begun) return undefined;
  const { occurredAt, version } = event;
  return sayLapse({ occurredAt, version, slices: released.slices }, begun);
}

async function ofPattern(event: RecordedEvent): Promise<Said | undefined> {
  return sayPattern(velocityStream.decode(event));
}

async function ofVoucher(event: RecordedEvent, log: ReadLog): Promise<Said | undefined> {
  const [first] = await log.readStream(event.stream, 0, 1);
  const facts = first && voucherStream.decode(first);
  return facts?.type === 'VoucherIssued' ? sayVoucher(voucherStream.decode(event), facts) : undefined;
}

/** Written in its first commit and never after, so whoever reads it at whatever time says the same. */
async function begunAs(stream: string, log: ReadLog): Promise<Begun | undefined> {
  const events = (await log.readStream(stream, 0, BEGINNING)).map((event) => redemptionStream.decode(event));
  const [facts] = events;
  if (facts?.type !== 'RedemptionAuthorised') return undefined;
  return { facts, reward: events.find((event) => event.type === 'RewardChosen') };
}
