import { coarseFacts, type CoarseFacts } from '../domain/coarse-facts.js';
import type { Profile } from '../domain/profile.js';
import { gather } from './gather.js';

/** What is to be known of this member, as of an instant, by the calendar of a zone? */
export interface FactsQuestion {
  /** `mem_…` */
  readonly member: string;
  readonly at: number;
  readonly timeZone: string;
}

export interface FactsPorts {
  readonly profiles: (members: readonly string[]) => Promise<ReadonlyMap<string, Profile>>;
  /** The bare id behind `mem_…`. */
  readonly readMemberId: (text: string) => string | undefined;
}

const GATHERING = { atOnceMax: 500, lanes: 2 };
const NOTHING: CoarseFacts = { consents: [] };

/** In order; of who was erased or never was, nothing is known. */
export function tellingFacts({
  profiles,
  readMemberId,
}: FactsPorts): (questions: readonly FactsQuestion[]) => Promise<readonly CoarseFacts[]> {
  return gather(async (questions: readonly FactsQuestion[]) => {
    const ids = questions.map(({ member }) => readMemberId(member));
    const found = await profiles([...new Set(ids.filter((id) => id !== undefined))]);
    return questions.map((question, at) => {
      const profile = found.get(ids[at] ?? '');
      return profile ? coarseFacts(profile, question) : NOTHING;
    });
  }, GATHERING);
}
