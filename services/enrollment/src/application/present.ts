import type { Member } from '../domain/member.js';
import { done, refuse, type Outcome } from '../domain/refusal.js';

/** A person who is there and has not been erased. */
export function present(member: Member | undefined): Outcome<Member> {
  if (member === undefined || member.isHousehold === true) return refuse({ reason: 'member_not_found' });
  if (member.erasedAt !== undefined) return refuse({ reason: 'member_erased', erasedAt: member.erasedAt });
  return done(member);
}
