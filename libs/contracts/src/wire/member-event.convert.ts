import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import {
  IdentityAttachedSchema,
  IdentityDetachedSchema,
  MemberErasedSchema,
  type MemberEvent as Said,
  MemberEventSchema,
  MemberJoinedSchema,
} from '../generated/loyalty/enrollment/v1/member_event_pb.js';
import { cloudEventHeaders, PROTOBUF, sequenceOf } from './cloud-events.js';
import type { MemberEvent } from './member-event.js';
import { UnreadableMessage } from './unreadable-message.js';

/** The value of a message of `loyalty.enrollment.members.v1`. */
export function toMemberMessage(event: MemberEvent): Uint8Array {
  return toBinary(MemberEventSchema, sayMemberEvent(event));
}

/** @throws UnreadableMessage */
export function fromMemberMessage(bytes: Uint8Array): MemberEvent {
  let said: Said;
  try {
    said = fromBinary(MemberEventSchema, bytes, { readUnknownFields: false });
  } catch (cause) {
    throw new UnreadableMessage('not an event of a member: it is no protobuf message', { cause });
  }
  return readMemberEvent(said);
}

export function sayMemberEvent(event: MemberEvent): Said {
  const { shard, member } = event;
  return create(MemberEventSchema, {
    shard,
    member,
    position: BigInt(event.position),
    version: BigInt(event.version),
    occurredAt: BigInt(event.occurredAt),
    event: sayWhat(event),
  });
}

/** @throws UnreadableMessage for an event without a place, or of a kind that this version does not know. */
export function readMemberEvent({ shard, member, position, version, occurredAt, event }: Said): MemberEvent {
  if (position < 1n || version < 1n || member === '') {
    throw new UnreadableMessage('not an event of a member: it lacks its position, version or member');
  }
  const place = {
    shard,
    member,
    position: Number(position),
    version: Number(version),
    occurredAt: Number(occurredAt),
  };
  switch (event.case) {
    case 'memberJoined': {
      const { programme, account, enrolledBy } = event.value;
      return { ...place, type: 'joined', programme, account, ...(enrolledBy !== undefined && { enrolledBy }) };
    }
    case 'identityAttached': {
      const { identity, identityHash: hash } = event.value;
      return { ...place, type: 'attached', identity, ...(hash.length > 0 && { hash }) };
    }
    case 'identityDetached':
      return { ...place, type: 'detached', identity: event.value.identity };
    case 'memberErased':
      return { ...place, type: 'erased' };
    default:
      throw new UnreadableMessage('an event of a member that this version does not know');
  }
}

/** The subject is the member; the id is the event's place, so a message that comes twice has the same one. */
export function memberEventHeaders(event: MemberEvent, { source }: { source: string }): Record<string, string> {
  return cloudEventHeaders({
    id: `${event.shard}-${event.position}`,
    source,
    type: `loyalty.enrollment.v1.${NAMES[event.type]}`,
    time: event.occurredAt,
    subject: event.member,
    contentType: PROTOBUF,
    extensions: { shard: String(event.shard), sequence: sequenceOf(event.position) },
  });
}

const NAMES: Readonly<Record<MemberEvent['type'], string>> = {
  joined: 'MemberJoined',
  attached: 'IdentityAttached',
  detached: 'IdentityDetached',
  erased: 'MemberErased',
};

function sayWhat(event: MemberEvent): Said['event'] {
  switch (event.type) {
    case 'joined': {
      const { programme, account, enrolledBy } = event;
      const said = { programme, account, ...(enrolledBy !== undefined && { enrolledBy }) };
      return { case: 'memberJoined', value: create(MemberJoinedSchema, said) };
    }
    case 'attached': {
      const { identity, hash } = event;
      const said = { identity, ...(hash && { identityHash: Uint8Array.from(hash) }) };
      return { case: 'identityAttached', value: create(IdentityAttachedSchema, said) };
    }
    case 'detached':
      return { case: 'identityDetached', value: create(IdentityDetachedSchema, { identity: event.identity }) };
    case 'erased':
      return { case: 'memberErased', value: create(MemberErasedSchema) };
    default:
      throw new Error(`unknown event of a member: ${String(event satisfies never)}`);
  }
}
