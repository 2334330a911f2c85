import { create, fromBinary } from '@bufbuild/protobuf';
import { RecordedEventSchema, type RecordedEvent } from '../generated/loyalty/ledger/v1/ledger_event_pb.js';
import type { LoggedEvent } from './logged-event.js';
import { UnreadableMessage } from './unreadable-message.js';

/**
 * What was recorded, to the byte, of a message of the ledger's topic. What it means is skipped unread: whoever keeps a
 * read model reads the log, and this is it. The trace is said by the message's header.
 * @throws UnreadableMessage
 */
export function fromLedgerMessage(bytes: Uint8Array, trace?: string): LoggedEvent {
  const message = parse(bytes);
  if (trace !== undefined) message.trace = trace;
  return fromRecordedEvent(message);
}

/** @throws UnreadableMessage for what no position, stream or type can be told of, as of a message without a byte. */
export function fromRecordedEvent(message: RecordedEvent): LoggedEvent {
  const {
    $typeName: _name,
    $unknown: _unknown,
    position,
    version,
    occurredAt,
    recordedAt,
    recordedPayload,
    ...rest
  } = message;
  if (position < 1n || version < 1n || rest.stream === '' || rest.type === '') {
    throw new UnreadableMessage('not an event of the ledger: it lacks its position, version, stream or type');
  }
  return {
    ...rest,
    position: Number(position),
    version: Number(version),
    occurredAt: Number(occurredAt),
    recordedAt: Number(recordedAt),
    payload: recordedPayload,
  };
}

export function toRecordedEvent({
  payload,
  position,
  version,
  occurredAt,
  recordedAt,
  tags,
  trace,
  ...rest
}: LoggedEvent): RecordedEvent {
  return create(RecordedEventSchema, {
    ...rest,
    tags: [...tags],
    position: BigInt(position),
    version: BigInt(version),
    occurredAt: BigInt(occurredAt),
    recordedAt: BigInt(recordedAt),
    recordedPayload: payload,
    ...(trace !== undefined && { trace }),
  });
}

function parse(bytes: Uint8Array): RecordedEvent {
  try {
    return fromBinary(RecordedEventSchema, bytes, { readUnknownFields: false });
  } catch (cause) {
    throw new UnreadableMessage('not an event of the ledger: it is no protobuf message', { cause });
  }
}
