import { describe, expect, it } from '@jest/globals';
import { fromMemberMessage, memberEventHeaders, toMemberMessage } from './member-event.convert.js';
import type { MemberEvent } from './member-event.js';
import { UnreadableMessage } from './unreadable-message.js';

const place = { shard: 3, position: 7, version: 99, member: 'mem_1', occurredAt: 1_767_600_900_000 };
const events: readonly MemberEvent[] = [
  { ...place, type: 'joined', programme: 'tea', account: 'acc_1' },
  { ...place, type: 'joined', programme: 'tea', account: 'acc_1', enrolledBy: 'purchase:till:1' },
  { ...place, type: 'attached', identity: 'str_1', hash: Uint8Array.of(1, 2, 3) },
  { ...place, type: 'attached', identity: 'str_1' },
  { ...place, type: 'detached', identity: 'str_1' },
  { ...place, type: 'erased' },
];

describe('An event of a member', () => {
  it.each(events)('says on its topic what enrollment has kept: $type', (event) => {
    expect(fromMemberMessage(toMemberMessage(event))).toEqual(event);
  });

  it('is refused when it is none, or none that this version knows', () => {
    expect(() => fromMemberMessage(Buffer.from('{"member":1}'))).toThrow(UnreadableMessage);
    expect(() => fromMemberMessage(new Uint8Array())).toThrow('lacks its position');
    // Fields 1, 4 and 5 alone.
    expect(() => fromMemberMessage(Uint8Array.of(10, 1, 109, 32, 1, 40, 1))).toThrow('does not know');
  });

  it('bears its place, and names its member, in headers of CloudEvents', () => {
    const headers = memberEventHeaders(events[0] as MemberEvent, { source: '/loyalty/members' });
    expect(headers).toMatchObject({ ce_id: '3-7', ce_sequence: '0000000000000007', ce_subject: 'mem_1' });
    expect(headers['ce_type']).toBe('loyalty.enrollment.v1.MemberJoined');
  });
});
