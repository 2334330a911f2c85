import type { Member } from '../domain/member.js';
import { edit } from '../domain/profile.js';
import { done, refuse, repeated, type Outcome } from '../domain/refusal.js';
import { refuseOtherContent } from '../domain/write.js';
import { chooseProgramme } from './choose-programme.js';
import { invite } from './invite.js';
import type { Clock, Fingerprints, MemberRecords } from './ports.js';
import { present } from './present.js';
import { recognisable, recorded, type WriteName } from './recognise-write.js';
import { said, type SentProfile } from './sent-profile.js';

export interface EditMember {
  readonly name: WriteName;
  readonly member: string;
  readonly profile: SentProfile;
  /** Who invited them, and into which programme; needed only where they are in several. */
  readonly referredBy?: string;
  readonly programme?: string;
}

export interface EditPorts {
  readonly records: MemberRecords;
  readonly fingerprints: Fingerprints;
  readonly clock: Clock;
}

/** Changes what a member has told us. A repeat changes nothing, and answers with the member as it stands now. */
export async function editMember(sent: EditMember, ports: EditPorts): Promise<Outcome<Member>> {
  // Whoever was merged into another one has that one's profile.
  const { root, household } = await ports.records.standing(sent.member);
  const command = { ...sent, member: root };
  const { referredBy, programme } = command;
  const content = { member: command.member, ...command.profile, referredBy, programme };
  const asked = recognisable(ports.fingerprints, { name: command.name, operation: 'edit', content });

  return ports.records.change(async (change) => {
    const found = present(await change.hold(command.member));
    if (found.refused) return found;
    const first = await change.claim(recorded(asked, command.member, command.member));
    if (first) {
      const refused = refuseOtherContent(first, asked);
      return refused ? refuse(refused) : repeated(found.done);
    }

    const profile = edit(found.done.profile, said(command.profile, ports.clock.now()));
    await change.saveProfile(command.member, profile);
    if (referredBy !== undefined) {
      const holder = household === undefined ? found.done : await change.hold(household);
      const accounts = holder?.accounts ?? [];
      const chosen = chooseProgramme(
        programme,
        accounts.map((account) => account.programme),
      );
      if (chosen.refused) return chosen;
      const own = found.done.accounts.find((account) => account.programme === chosen.done);
      const { joinedAt } = own ?? found.done;
      const inviting = { member: command.member, programme: chosen.done, joinedAt, referredBy };
      const invited = await invite(change, { ...inviting, now: ports.clock.now() });
      if (invited.refused) return invited;
    }
    return done({ ...found.done, profile });
  });
}
