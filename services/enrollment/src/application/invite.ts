import { fromId } from '@loyalty/service-host/values';
import { canonicalCode } from '../domain/referral-code.js';
import { done, refuse, type Outcome } from '../domain/refusal.js';
import type { MemberChange } from './ports.js';

/** Later nobody becomes a friend any more: somebody who has been a member for long was not won by an invitation. */
export const REFERRED_WITHIN_MS = 30 * 86_400_000;

export interface Inviting {
  /** Of those who are one, the one they are. */
  readonly member: string;
  readonly programme: string;
  readonly joinedAt: number;
  readonly now: number;
  /** `mem_…`, or the code of who invited. */
  readonly referredBy: string;
}

/** Keeps who invited a member. Said once; the same again is no change, and another one is refused. */
export async function invite(change: MemberChange, inviting: Inviting): Promise<Outcome<undefined>> {
  const { member, programme, joinedAt, now, referredBy } = inviting;
  const id = fromId('mem', referredBy);
  const code = canonicalCode(referredBy);
  const named = id !== undefined ? { id } : code !== undefined ? { code } : undefined;
  const inviter = named && (await change.findInviter(named, programme));
  if (!inviter) return refuse({ reason: 'referrer_not_found' });
  if (inviter.root === member) return refuse({ reason: 'referred_by_oneself' });
  const first = await change.invitedBy(member, programme);
  if (first !== undefined) return first === inviter.root ? done(undefined) : refuse({ reason: 'already_referred' });
  if (now >= joinedAt + REFERRED_WITHIN_MS) return refuse({ reason: 'referred_too_late', joinedAt });
  const kept = await change.keepInvitation({ member, programme, inviter: inviter.root, joinedAt, invitedAt: now });
  return kept ? done(undefined) : refuse({ reason: 'referred_each_other' });
}
