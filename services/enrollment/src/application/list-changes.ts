import { done, refuse, type Outcome } from '../domain/refusal.js';
import type { StandingChange } from '../domain/standing.js';
import type { MemberRecords } from './ports.js';

/** Every change of who stands for whom that a member was part of, the oldest first. */
export async function listChanges(
  member: string,
  { records }: { readonly records: Pick<MemberRecords, 'find' | 'changesOf'> },
): Promise<Outcome<readonly StandingChange[]>> {
  const found = await records.find(member);
  if (!found || found.isHousehold === true) return refuse({ reason: 'member_not_found' });
  return done(await records.changesOf(member));
}
