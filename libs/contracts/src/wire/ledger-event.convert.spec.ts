import { fromBinary, toBinary, toJson, type DescMessage, type JsonValue } from '@bufbuild/protobuf';
import { describe, expect, it } from '@jest/globals';
import { accountStream } from '@loyalty/ledger';
import fc, { type Arbitrary } from 'fast-check';
import type { StoredEvent } from '../event-codec.js';
import {
  LedgerEventSchema,
  RecordedEventSchema,
  type LedgerEvent,
} from '../generated/loyalty/ledger/v1/ledger_event_pb.js';
import { encodeActionEvent } from '../action-events.codec.js';
import { encodeCounterEvent } from '../counter-events.codec.js';
import { encodeProgrammeEvent } from '../programme-events.codec.js';
import { decodePurchaseEvent, encodePurchaseEvent } from '../purchase-events.codec.js';
import { encodeRedemptionEvent } from '../redemption-events.codec.js';
import { encodeReferralEvent } from '../referral-events.codec.js';
import { encodeReturnEvent } from '../return-events.codec.js';
import { encodeReviewEvent, encodeVelocityEvent } from '../review-events.codec.js';
import { encodeTakingEvent } from '../reward-events.codec.js';
import { encodeTierEvent } from '../tier-events.codec.js';
import { encodeVoucherEvent } from '../voucher-events.codec.js';
import { anyAccountEvent, anyProgrammeEvent, anyPurchaseEvent } from './any-event.fixture.js';
import { anyReturnEvent } from './any-return.fixture.js';
import {
  anyActionEvent,
  anyCounterEvent,
  anyRedemptionEvent,
  anyReferralEvent,
  anyTakingEvent,
  anyTierEvent,
  anyVoucherEvent,
} from './any-spending.fixture.js';
import { anyReviewEvent, anyVelocityEvent } from './any-review.fixture.js';
import { instant, some, text } from './any-part.fixture.js';
import { toLedgerMessage } from './ledger-event.convert.js';
import type { LoggedEvent } from './logged-event.js';
import { fromLedgerMessage, fromRecordedEvent, toRecordedEvent } from './recorded-event.convert.js';
import { UnreadableMessage } from './unreadable-message.js';

/** Where an event of each type was recorded, and how. */
interface Story {
  readonly meant: { readonly type: string };
  readonly logged: LoggedEvent;
}

function stories<Event extends { readonly type: string }>(
  events: Readonly<Record<string, Arbitrary<Event>>>,
  categoryOf: (type: string) => string,
  encode: (event: Event) => StoredEvent,
): [string, Arbitrary<Story>][] {
  return Object.entries(events).map(([type, any]) => [
    type,
    fc
      .tuple(any, place)
      .map(([meant, where]) => ({ meant, logged: { ...where, category: categoryOf(type), ...encode(meant) } })),
  ]);
}

const natural = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const place = fc.record({
  shard: fc.nat({ max: 2 ** 31 - 1 }),
  position: natural,
  stream: fc.uuid(),
  version: natural,
  occurredAt: instant,
  recordedAt: instant,
  tags: some(text),
});

const where = {
  shard: 3,
  position: 17,
  stream: '019b8d2f-7a3c-7000-8000-00009e3779b1',
  version: 2,
  occurredAt: 1_767_571_200_000,
  recordedAt: 1_767_571_200_040,
  tags: ['acc_1+A'],
};

const everyType = [
  ...stories(anyAccountEvent, () => 'account', accountStream.encode),
  ...stories(anyPurchaseEvent, () => 'purchase', encodePurchaseEvent),
  ...stories(anyReturnEvent, () => 'return', encodeReturnEvent),
  ...stories(anyCounterEvent, () => 'counters', encodeCounterEvent),
  ...stories(anyTierEvent, () => 'tiers', encodeTierEvent),
  ...stories(anyActionEvent, () => 'action', encodeActionEvent),
  ...stories(anyReferralEvent, () => 'referral', encodeReferralEvent),
  ...stories(anyRedemptionEvent, () => 'redemption', encodeRedemptionEvent),
  ...stories(anyTakingEvent, (type) => (type === 'StockSupplied' ? 'stock' : 'takings'), encodeTakingEvent),
  ...stories(anyVoucherEvent, () => 'voucher', encodeVoucherEvent),
  ...stories(anyVelocityEvent, () => 'velocity', encodeVelocityEvent),
  ...stories(anyReviewEvent, () => 'reviews', encodeReviewEvent),
  ...stories(anyReviewEvent, () => 'redemption', encodeRedemptionEvent),
  ...stories(anyReviewEvent, () => 'purchase', encodePurchaseEvent),
  ...stories(
    anyProgrammeEvent,
    (type) => (type === 'ProgrammeRegistered' ? 'programme-registry' : 'programme'),
    encodeProgrammeEvent,
  ),
];
const anyStory = fc.oneof(...everyType.map(([, any]) => any));

const read = (bytes: Uint8Array): LedgerEvent => fromBinary(LedgerEventSchema, bytes);

describe('The message of an event of the ledger', () => {
  it.each(everyType)('gives back what was recorded, to the byte: %s', (_type, any) => {
    fc.assert(fc.property(any, ({ logged }) => expect(fromLedgerMessage(toLedgerMessage(logged))).toEqual(logged)));
  });

  it.each(everyType)('says all that the event says, and nothing else: %s', (type, any) => {
    fc.assert(
      fc.property(any, ({ meant, logged }) => {
        const { event } = read(toLedgerMessage(logged));
        expect(event.value?.$typeName).toBe(`loyalty.ledger.v1.${type}`);
        expect(told(read(toLedgerMessage(logged)))).toEqual(saidBy(asRecorded(meant)));
      }),
    );
  });

  it('has a word for every event, and every word an event', () => {
    const words = LedgerEventSchema.fields.flatMap(({ oneof, message }) => (oneof && message ? [message.name] : []));
    expect(words.sort()).toEqual([...new Set(everyType.map(([type]) => type))].sort());
  });

  it('is written as the library for protobuf writes it', () => {
    fc.assert(
      fc.property(anyStory, ({ logged }) => {
        const message = toLedgerMessage(logged);
        expect(Buffer.from(toBinary(LedgerEventSchema, read(message)))).toEqual(Buffer.from(message));
      }),
    );
  });

  it('reads an event of an older version as one of today, and keeps what was recorded then', () => {
    const payload =
      '{"member":"mem_ann","occurredAt":1767571200000, "lots":[{"id":"L1","wallet":"points","points":10,' +
      '"earnedAt":1767571200000,"expiresAt":null,"availableAt":1767571200000,' +
      '"origin":{"account":"acc_ann","lot":"L1","member":"mem_ann"}}],"nextDueAt":null}';
    const logged = { ...where, category: 'account', type: 'PointsEarned.v0', payload };
    const message = toLedgerMessage(logged);
    expect(fromLedgerMessage(message)).toEqual(logged);
    expect(read(message)).toMatchObject({
      type: 'PointsEarned.v0',
      event: { case: 'pointsEarned', value: { lots: [{ lot: 'L1', points: 10n, member: 'mem_ann' }] } },
    });
  });

  it('keeps a payload of any spelling, since another build may write its fields in another order', () => {
    const payload = '{ "occurredAt": 1.5e3,\n"return":"ret_1", "type": "ReturnAwaited", "since": "the next version" }';
    const logged = { ...where, category: 'purchase', type: 'ReturnAwaited.v1', payload };
    expect(fromLedgerMessage(toLedgerMessage(logged))).toEqual(logged);
    expect(read(toLedgerMessage(logged)).event.value).toMatchObject({ returnId: 'ret_1', occurredAt: 1500n });
  });

  it('is whole also when the one before it could not be written', () => {
    const line = '{"id":"1","sku":"A","quantity":1,"amount":1,"kind":"lottery"}';
    const payload = `{"purchase":"pur_1","lines":[${line}],"total":1,"outcome":null}`;
    const odd = { ...where, category: 'purchase', type: 'PurchaseRecorded.v1', payload };
    expect(() => toLedgerMessage(odd)).toThrow("loyalty.ledger.v1.LineKind has no 'lottery'");
    expect(fromLedgerMessage(toLedgerMessage(anEvent()))).toEqual(anEvent());
  });

  it('is of any size, as the document of a programme may be', () => {
    const document = 'ünd so weiter, '.repeat(100_000);
    const stored = encodeProgrammeEvent({
      type: 'ProgrammeApplied',
      programme: 'tea',
      version: 1,
      document,
      appliedAt: 1,
      actor: 'ann',
    });
    const logged = { ...where, category: 'programme', ...stored };
    expect(fromLedgerMessage(toLedgerMessage(logged))).toEqual(logged);
    expect(read(toLedgerMessage(logged)).event.value).toMatchObject({ document });
  });

  it.each([
    ['account', 'PointsDoubled.v1', 'PointsDoubled.v1'],
    ['purchase', 'PurchaseRecorded.v9', 'PurchaseRecorded.v9'],
    ['gossip', 'PointsEarned.v1', 'gossip'],
  ])('is not made of what nobody knows: %s %s', (category, type, named) => {
    expect(() => toLedgerMessage({ ...where, category, type, payload: '{}' })).toThrow(named);
  });

  it.each([
    ['nothing at all', Buffer.alloc(0)],
    ['text', Buffer.from('{"purchase":{}}')],
    ['a message cut short', Buffer.from(toLedgerMessage(anEvent())).subarray(0, 30)],
    ['another message', Buffer.from([0x08, 0x01])],
    ['an event without a place', toBinary(RecordedEventSchema, { ...toRecordedEvent(anEvent()), position: 0n })],
  ])('is told from %s', (_what, bytes) => {
    expect(() => fromLedgerMessage(bytes)).toThrow(UnreadableMessage);
  });
});

describe('A recorded event, as the log’s own service sends it', () => {
  it('gives back what was recorded, to the byte', () => {
    fc.assert(
      fc.property(anyStory, ({ logged }) => expect(fromRecordedEvent(toRecordedEvent(logged))).toEqual(logged)),
    );
  });

  it('has the fields of the topic’s message under the same numbers', () => {
    const numbered = ({ fields }: DescMessage) =>
      fields.filter(({ oneof }) => !oneof).map(({ number, name, scalar }) => ({ number, name, scalar }));
    expect(numbered(RecordedEventSchema)).toEqual(numbered(LedgerEventSchema));
  });
});

function anEvent(): LoggedEvent {
  return { ...where, category: 'purchase', type: 'VoidAwaited.v1', payload: '{"type":"VoidAwaited","occurredAt":1}' };
}

/** What the log does not keep cannot be published. */
function asRecorded(meant: { readonly type: string }): object {
  return meant.type === 'PurchaseRecorded' ? decodePurchaseEvent(encodePurchaseEvent(meant as never)) : meant;
}

/** Every single thing that an event says, by its path; null and a list of nothing say that there is nothing. */
function saidBy(value: unknown, path = ''): Record<string, string> {
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object') return { [path]: String(value) };
  const length = Array.isArray(value) && value.length > 0 ? { [`${path}/length`]: String(value.length) } : {};
  const parts = Object.entries(value).filter(([name]) => !(path === '' && name === 'type'));
  return Object.assign(length, ...parts.map(([name, part]) => saidBy(part, `${path}/${name}`)));
}

/** The same of a message, by way of ProtoJSON: whole numbers are text in it, and words carry the name of their enum. */
function told(message: LedgerEvent): Record<string, string> {
  const json = toJson(LedgerEventSchema, message, { alwaysEmitImplicit: true }) as Record<string, JsonValue>;
  const said = saidBy(json[message.event.case ?? '']);
  return Object.fromEntries(
    Object.entries(said).map(([path, value]) => [path, WORD.exec(value)?.[1]?.toLowerCase() ?? value]),
  );
}
const WORD = /^(?:LINE_KIND|PAYMENT_KIND|HOLD_RELEASE_CAUSE)_(\w+)$/;
