import { fromBinary, fromJson, toBinary, toJson, type JsonValue } from '@bufbuild/protobuf';
import { PurchaseMessageSchema, type PurchaseMessage } from '../generated/loyalty/accrual/v1/purchase_message_pb.js';
import { UnreadableMessage } from './unreadable-message.js';

/** A message of the purchase topic as it came. */
export interface PurchaseMessageBytes {
  readonly value: Uint8Array;
  /** `content-type` says what it is; where a till sends none, the first byte does. */
  readonly headers: Readonly<Record<string, string>>;
}

const JSON_TYPE = /^application\/json\b/i;
const PROTOBUF_TYPE = /^application\/(x-)?protobuf\b/i;
/** No message of ours begins with it: it would be the end of a field that has none. */
const OPENING_BRACE = 0x7b;

/**
 * The message as a line of a batch has it, `{"purchase": …}` or `{"return": …}`, whichever way it was written. What it
 * says has not been looked at: the JSON Schema that judges a purchase by HTTP judges this.
 * @throws UnreadableMessage
 */
export function readPurchaseMessage({ value, headers }: PurchaseMessageBytes): unknown {
  const contentType = headers['content-type'];
  if (contentType === undefined ? value[0] === OPENING_BRACE : JSON_TYPE.test(contentType)) return parseJson(value);
  if (contentType !== undefined && !PROTOBUF_TYPE.test(contentType)) {
    throw new UnreadableMessage(
      'a purchase comes as application/json or application/protobuf, not as its content-type',
    );
  }
  return parseProtobuf(value);
}

/** A line of a batch as protobuf. @throws when it says something that the message has no field for. */
export function toPurchaseMessage(line: object): Uint8Array {
  return toBinary(PurchaseMessageSchema, fromJson(PurchaseMessageSchema, line as JsonValue));
}

function parseJson(value: Uint8Array): unknown {
  const parsed = parsedText(value);
  if (isWellFormed(parsed)) return parsed;
  throw new UnreadableMessage('a purchase with a text that holds half a character');
}

function parsedText(value: Uint8Array): unknown {
  try {
    return JSON.parse(UTF_8.decode(value));
  } catch (cause) {
    throw new UnreadableMessage('a purchase that is no JSON', { cause });
  }
}
const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/** `"\ud800"` alone would be kept as the letter that every other half is kept as, and two ids could become one. */
function isWellFormed(part: unknown): boolean {
  if (typeof part === 'string') return part.isWellFormed();
  if (typeof part !== 'object' || part === null) return true;
  return Object.entries(part).every(([name, value]) => name.isWellFormed() && isWellFormed(value));
}

function parseProtobuf(value: Uint8Array): unknown {
  const message = decode(value);
  if (saysMore(message)) throw new UnreadableMessage('a purchase with fields that are not known here');
  return toJson(PurchaseMessageSchema, message);
}

function decode(value: Uint8Array): PurchaseMessage {
  try {
    return fromBinary(PurchaseMessageSchema, value);
  } catch (cause) {
    throw new UnreadableMessage('a purchase that is no protobuf message', { cause });
  }
}

/** A field that nobody knows is refused as it is in JSON: a till would believe that it counted. */
function saysMore(part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return false;
  return '$unknown' in part || Object.values(part).some(saysMore);
}
