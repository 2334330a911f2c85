import { decodeReviewEvent, giftStream, type ReviewOpened } from '@loyalty/contracts';
import type { RecordedEvent } from '@loyalty/event-store';
import { accountStream } from '@loyalty/ledger';
import { formatInstant, fromId } from '@loyalty/service-host/values';
import { redemptionStream } from '../../domain/redemption-stream.js';
import { velocityStream } from '../../domain/velocity-stream.js';
import { voucherStream } from '../../domain/vouchers/voucher-stream.js';
import { type EventType, messageId, type WebhookMessage } from '../../domain/webhooks/message.js';
import { sayPattern } from '../../domain/webhooks/say-pattern.js';
import { type Begun, type Said, sayLapse, sayRedemption, sayVoucher } from '../../domain/webhooks/say-redemption.js';
import { sayGiftLapse, sayReview } from '../../domain/webhooks/say-review.js';
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
  of(accountStream.name, [
    { event: 'HoldReleased', type: 'redemption.lapsed', say: ofLapse },
    { event: 'HoldReleased', type: 'gift.lapsed', say: ofGiftLapse },
  ]),
  of('purchase', [
    { event: 'ReviewOpened', type: 'purchase.held', say: ofReview },
    { event: 'ReviewReleased', type: 'purchase.released', say: ofReview },
    { event: 'ReviewRejected', type: 'purchase.rejected', say: ofReview },
  ]),
  of(giftStream.name, [
    { event: 'ReviewOpened', type: 'gift.held', say: ofReview },
    { event: 'ReviewReleased', type: 'gift.released', say: ofReview },
    { event: 'ReviewRejected', type: 'gift.rejected', say: ofReview },
  ]),
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
  for (const source of SOURCES.get(event.category) ?? []) {
    if (source.event !== name || !events.includes(source.type)) continue;
    const said = await source.say(event, log);
    if (!said) continue;
    if (programme !== null && said.programme !== programme) return undefined;
    const { occurredAt, ...rest } = said;
    return { id: messageId(event), occurredAt: formatInstant(occurredAt), sequence: event.position, ...rest };
  }
  return undefined;
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

async function ofGiftLapse(event: RecordedEvent, log: ReadLog): Promise<Said | undefined> {
  const released = accountStream.decode(event);
  if (released.type !== 'HoldReleased' || released.cause !== 'lapsed') return undefined;
  const stream = fromId('trf', released.hold);
  const opened = stream === undefined ? undefined : await openedAs(stream, log);
  const { occurredAt, version } = event;
  return opened && sayGiftLapse({ occurredAt, version, slices: released.slices }, opened);
}

async function ofReview(event: RecordedEvent, log: ReadLog): Promise<Said | undefined> {
  const opened = await openedAs(event.stream, log);
  return opened && sayReview(decodeReviewEvent(event), opened);
}

/** Once in a stream; a purchase that was claimed late has it behind other events. */
async function openedAs(stream: string, log: ReadLog): Promise<ReviewOpened | undefined> {
  for (let after = 0; ;) {
    const page = await log.readStream(stream, after);
    const found = page.find(({ type }) => type.startsWith('ReviewOpened.'));
    if (found) {
      const event = decodeReviewEvent(found);
      return event.type === 'ReviewOpened' ? event : undefined;
    }
    const last = page.at(-1);
    if (!last) return undefined;
    after = last.version;
  }
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
