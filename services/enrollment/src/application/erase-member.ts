import { done, refuse, repeated, type Outcome } from '../domain/refusal.js';
import { refuseOtherContent } from '../domain/write.js';
import type { Clock, Fingerprints, MemberRecords } from './ports.js';
import { recognisable, recorded, type WriteName } from './recognise-write.js';

export interface EraseMember {
  readonly name: WriteName;
  readonly member: string;
}

export interface Erased {
  readonly member: string;
  readonly erasedAt: number;
}

export interface ErasePorts {
  readonly records: MemberRecords;
  readonly fingerprints: Fingerprints;
  readonly clock: Clock;
  readonly forget: (member: string) => void;
}

/**
 * Destroys the member's key and everything by which the person could be found. The pseudonymous id and its accounts
 * stay: the ledger names them, and must still add up.
 */
export async function eraseMember({ name, member }: EraseMember, ports: ErasePorts): Promise<Outcome<Erased>> {
  const asked = recognisable(ports.fingerprints, { name, operation: 'erase', content: {} });

  let erased: readonly string[] = [member];
  const outcome = await ports.records.change(async (change): Promise<Outcome<Erased>> => {
    const standing = (await change.holdStandings([member])).get(member);
    const found = await change.hold(member);
    // A household is nobody to forget; erased, it could be given nothing any more.
    if (found === undefined || found.isHousehold === true) return refuse({ reason: 'member_not_found' });
    const first = await change.claim(recorded(asked, member, member));
    if (first && first.member !== member) {
      return refuse({ reason: 'already_used_with_other_content', member: first.member, fields: ['member'] });
    }
    const refused = first && refuseOtherContent(first, asked);
    if (refused) return refuse(refused);
    if (found.erasedAt !== undefined) return repeated({ member, erasedAt: found.erasedAt });

    const erasedAt = ports.clock.now();
    // Who turned out to be this person is this person, whichever of them is named.
    erased = standing?.together ?? [member];
    for (const each of erased) await change.erase(each, erasedAt);
    return done({ member, erasedAt });
  });
  for (const each of erased) ports.forget(each);
  return outcome;
}
