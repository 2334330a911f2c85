/** What webhooks can be told. The list grows; what a word means never changes. */
export const EVENT_TYPES = [
  'redemption.authorised',
  'redemption.captured',
  'redemption.voided',
  'redemption.lapsed',
  'redemption.refunded',
  'fulfilment.changed',
  'payout.settled',
  'payout.failed',
  'review.opened',
  'review.released',
  'review.rejected',
  'purchase.held',
  'purchase.released',
  'purchase.rejected',
  'gift.held',
  'gift.released',
  'gift.rejected',
  'gift.lapsed',
  'pattern.noticed',
  'voucher.issued',
  'voucher.used',
  'voucher.revoked',
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** What is sent of one event of the log. It follows from the log alone, so it is the same text however often it is sent. */
export interface WebhookMessage {
  readonly id: string;
  readonly type: EventType;
  /** ISO 8601. */
  readonly occurredAt: string;
  /** Grows from message to message of an account, with gaps; that of its entries in the feed. */
  readonly sequence: number;
  /** The account's version after it, for `minVersion`; null where the account did not move. */
  readonly version: number | null;
  readonly programme: string;
  /** Ids, words and numbers; nothing that says who somebody is. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** Where an event stands in the log. */
export interface LogPlace {
  readonly shard: number;
  readonly position: number;
}

/** The same for ever: it is made of the event's place in a log that never changes. */
export function messageId({ shard, position }: LogPlace): string {
  return `evt_${shard}_${position}`;
}

/** Undefined for what `messageId` would not have written. */
export function placeOf(id: string): LogPlace | undefined {
  const [, shard, position] = /^evt_(0|[1-9]\d{0,5})_([1-9]\d{0,14})$/.exec(id) ?? [];
  return shard === undefined || position === undefined
    ? undefined
    : { shard: Number(shard), position: Number(position) };
}

/** Written once in this order; a signature holds for these bytes. */
export function bodyOf({ id, type, occurredAt, sequence, version, programme, data }: WebhookMessage): string {
  return JSON.stringify({ id, type, occurredAt, sequence, version, programme, data });
}
