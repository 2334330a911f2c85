import { coarseFacts, type CoarseFacts } from '../domain/coarse-facts.js';
import type { Profile } from '../domain/profile.js';
import type { Invitation, TellInvitations } from './ports.js';
import { gather } from './gather.js';

/** What is to be known of this member, as of an instant, by the calendar of a zone? */
export interface FactsQuestion {
  /** `mem_…` */
  readonly member: string;
  readonly at: number;
  readonly timeZone: string;
}

export interface FactsPorts {
  readonly invitations: TellInvitations;
  readonly profiles: (members: readonly string[]) => Promise<ReadonlyMap<string, Profile>>;
  /** The bare id behind `mem_…`. */
  readonly readMemberId: (text: string) => string | undefined;
}

/** With who invited the member: ids alone. */
export interface ToldFacts extends CoarseFacts {
  readonly invitations?: readonly Invitation[];
}

const toInvitation = ({ programme, joinedAt, inviter }: Invitation): Invitation => ({ programme, joinedAt, inviter });

const GATHERING = { atOnceMax: 500, lanes: 2 };
const NOTHING: ToldFacts = { consents: [] };

/** In order; of who was erased or never was, nothing is known. */
export function tellingFacts({
  profiles,
  invitations,
  readMemberId,
}: FactsPorts): (questions: readonly FactsQuestion[]) => Promise<readonly ToldFacts[]> {
  return gather(async (questions: readonly FactsQuestion[]) => {
    const ids = questions.map(({ member }) => readMemberId(member));
    const members = [...new Set(ids.filter((id) => id !== undefined))];
    const [found, invited] = await Promise.all([profiles(members), invitations(members)]);
    return questions.map((question, at) => {
      const profile = found.get(ids[at] ?? '');
      const by = invited.get(ids[at] ?? '');
      if (!profile) return NOTHING;
      return { ...coarseFacts(profile, question), ...(by && { invitations: by.map(toInvitation) }) };
    });
  }, GATHERING);
}
