import type { Account } from '../domain/member.js';
import { done, refuse, repeated, type Outcome } from '../domain/refusal.js';
import { standsAs } from '../domain/standing.js';
import { refuseOtherContent } from '../domain/write.js';
import { chooseProgramme } from './choose-programme.js';
import type { EnrolPorts } from './enrol-member.js';
import { present } from './present.js';
import { recognisable, recorded, type WriteName } from './recognise-write.js';

export interface JoinProgramme {
  readonly name: WriteName;
  readonly member: string;
  readonly programme?: string;
}

export type Joined = Pick<Account, 'id' | 'programme'>;

/** An account in one more programme. What the member bought there before joining becomes the member's. */
export async function joinProgramme(command: JoinProgramme, ports: EnrolPorts): Promise<Outcome<Joined>> {
  const chosen = chooseProgramme(command.programme, await ports.programmes());
  if (chosen.refused) return chosen;
  const { member } = command;
  const programme = chosen.done;
  const asked = recognisable(ports.fingerprints, {
    name: command.name,
    operation: 'join',
    content: { member, programme },
  });

  const outcome = await ports.records.change(async (change): Promise<Outcome<Joined>> => {
    const found = present(await change.hold(member));
    if (found.refused) return found;
    const standing = (await change.holdStandings([member])).get(member);
    // Whoever stands as another one, or as a household, joins with the accounts of that one.
    const holder = standing ? standsAs(standing) : member;
    const accounts = holder === member ? found.done.accounts : ((await change.hold(holder))?.accounts ?? []);
    const known = accounts.find((account) => account.programme === programme);
    const id = known?.id ?? ports.newId();
    const first = await change.claim(recorded(asked, member, id));
    if (first) {
      const refused = refuseOtherContent(first, asked);
      return refused ? refuse(refused) : repeated({ id: first.subject, programme });
    }
    if (known) return repeated({ id, programme });

    const joinedAt = ports.clock.now();
    await change.addAccount(holder, { id, programme, joinedAt });
    await change.welcome(member, { programme, joinedAt });
    // Until now a purchase of theirs in this programme waited under the identity that was shown, or the member's id.
    const strangers = [member, ...found.done.identities.map((identity) => identity.id)];
    await change.claimWaiting({ member, account: id, programme, strangers, joinedAt });
    return done({ id, programme });
  });
  ports.wakeCourier();
  return outcome;
}
