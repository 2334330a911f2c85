import type { Identity } from '@loyalty/contracts';
import { EMPTY_PROFILE, edit } from '../domain/profile.js';
import { done, refuse, repeated, type Outcome } from '../domain/refusal.js';
import { refuseOtherContent } from '../domain/write.js';
import { chooseProgramme } from './choose-programme.js';
import { invite } from './invite.js';
import type { Clock, Fingerprints, ListProgrammes, MemberRecords, NewId } from './ports.js';
import { present } from './present.js';
import { recognisable, recorded, type WriteName } from './recognise-write.js';
import { said, type SentProfile } from './sent-profile.js';

export interface EnrolMember {
  readonly name: WriteName;
  /** In canonical form, at most one of a kind. */
  readonly identities: readonly Identity[];
  readonly profile: SentProfile;
  readonly programme?: string;
  /** Who invited them: `mem_…`, or a referral code. */
  readonly referredBy?: string;
}

export interface Enrolled {
  readonly member: string;
  readonly account: string;
}

export interface EnrolPorts {
  readonly records: MemberRecords;
  readonly fingerprints: Fingerprints;
  readonly programmes: ListProgrammes;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Purchases may be waiting for the member. */
  readonly wakeCourier: () => void;
}

/** Makes a member with an account in one programme, all of it or nothing. */
export async function enrolMember(command: EnrolMember, ports: EnrolPorts): Promise<Outcome<Enrolled>> {
  const { fingerprints, clock, newId } = ports;
  const programme = chooseProgramme(command.programme, await ports.programmes());
  if (programme.refused) return programme;

  const at = clock.now();
  const member = newId();
  const account = { id: newId(), programme: programme.done, joinedAt: at };
  const asked = recognisable(fingerprints, { name: command.name, operation: 'enrol', content: contentOf(command) });

  const write = recorded(asked, member, account.id);
  const profile = edit(EMPTY_PROFILE, said(command.profile, at));
  const identities = command.identities.map((identity) => ({ id: newId(), identity, addedAt: at }));
  const { referredBy } = command;
  // Who invited is looked at while nobody changes it: those who were invited go the long way.
  const isSimple = referredBy === undefined;
  if (isSimple && (await ports.records.enrol({ write, profile, identities, account }))) {
    return done({ member, account: account.id });
  }

  // It was asked for before, or somebody has one of the identities: the long way finds out what to say.
  const outcome = await ports.records.change(async (change) => {
    const first = await change.claim(write);
    if (first) {
      const found = present(await change.hold(first.member));
      if (found.refused) return found;
      const refused = refuseOtherContent(first, asked);
      return refused ? refuse(refused) : repeated({ member: first.member, account: first.subject });
    }

    await change.add({ id: member, joinedAt: at, profile });
    const attachments = await change.attach(member, identities);
    const taken = attachments.filter((attachment) => attachment.taken);
    if (taken.length > 0)
      return refuse({ reason: 'identity_taken', kinds: taken.map(({ identity }) => identity.kind) });

    await change.addAccount(member, account);
    await change.welcome(member, account);
    if (referredBy !== undefined) {
      const inviting = { member, programme: account.programme, joinedAt: at, now: at, referredBy };
      const invited = await invite(change, inviting);
      if (invited.refused) return invited;
    }
    const strangers = attachments.flatMap((attachment) =>
      !attachment.taken && attachment.waited ? [attachment.id] : [],
    );
    if (strangers.length > 0) {
      await change.claimWaiting({ member, account: account.id, programme: account.programme, strangers, joinedAt: at });
    }
    return done({ member, account: account.id });
  });
  ports.wakeCourier();
  return outcome;
}

function contentOf({ identities, profile, programme, referredBy }: EnrolMember): Readonly<Record<string, unknown>> {
  return {
    ...Object.fromEntries(identities.map(({ kind, value }) => [kind, value])),
    ...profile,
    programme,
    referredBy,
  };
}
