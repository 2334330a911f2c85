import { gather } from './gather.js';
import type { MembershipCache } from './membership-cache.js';
import { ask, keyOf, type Asked, type Hashing, type Joiner, type Membership, type Newcomer } from './recognition.js';
import type { Question, RecognitionRows } from './recognition.js';

/** Enrol whoever this identity is: a purchase has earned them a membership. */
export interface Enrolment extends Question {
  /** `purchase:<source>:<externalId>` */
  readonly enrolledBy: string;
  readonly at: number;
}

export interface Enrolling {
  readonly rows: Pick<RecognitionRows, 'look' | 'enrol' | 'join'>;
  readonly cache: MembershipCache;
  readonly hashing: Hashing;
}

/** A purchase cannot enrol a member that it names by an id which nobody has. */
export class NobodyToEnrol extends Error {
  constructor() {
    super('no member has this id');
    this.name = 'NobodyToEnrol';
  }
}

type Wanted = Asked & { readonly enrolledBy: string; readonly at: number };

const GATHERING = { atOnceMax: 500, lanes: 1 };
/** Each round settles all but those that lost a race since they were looked up. */
const ROUNDS_MAX = 6;

/** The memberships, in order; where someone was faster, or the member was known all along, the one that exists. */
export function enrolling({
  rows,
  cache,
  hashing,
}: Enrolling): (enrolments: readonly Enrolment[]) => Promise<readonly Membership[]> {
  const enrolMissing = gather((wanted: readonly Wanted[]) => enrolAll(wanted, { rows, cache, hashing }), GATHERING);

  return async (enrolments) => {
    const wanted = enrolments.map((enrolment): Wanted => {
      const asked = ask(enrolment, hashing);
      if (asked === undefined) throw new NobodyToEnrol();
      return { ...asked, enrolledBy: enrolment.enrolledBy, at: enrolment.at };
    });
    const known = wanted.map((one) => cache.find(keyOf(one)));
    const missing = wanted.filter((_, index) => known[index] === undefined);
    const enrolled = missing.length === 0 ? [] : await enrolMissing(missing);

    let next = 0;
    return known.map((membership) => {
      const found = membership ?? enrolled[next++];
      if (found === undefined) throw new NobodyToEnrol();
      return found;
    });
  };
}

async function enrolAll(
  wanted: readonly Wanted[],
  { rows, cache }: Enrolling,
): Promise<readonly (Membership | undefined)[]> {
  const memberships: (Membership | undefined)[] = wanted.map(() => undefined);
  let open = [...wanted.entries()];

  for (let round = 0; open.length > 0; round += 1) {
    if (round === ROUNDS_MAX) throw new Error(`${open.length} members could not be enrolled: they kept changing`);
    const { epoch } = cache;
    const seen = await rows.look(open.map(([, one]) => one));
    // Keyed, so that several purchases of one newcomer in a batch make one member.
    const newcomers = new Map<string, Newcomer>();
    const joiners = new Map<string, Joiner>();
    for (const [place, [index, one]] of open.entries()) {
      const { membership, memberId } = seen[place] ?? {};
      if (membership !== undefined && memberId !== undefined) {
        memberships[index] = membership;
        cache.keep(epoch, keyOf(one), { memberId, membership });
      } else if (memberId !== undefined) {
        joiners.set(keyOf(one), { ...one, memberId });
      } else if (one.hash !== undefined) {
        const hash = one.hash.toString('latin1');
        newcomers.set(hash, newcomers.get(hash) ?? one);
      }
    }
    if (newcomers.size > 0) await rows.enrol([...newcomers.values()]);
    if (joiners.size > 0) await rows.join([...joiners.values()]);
    // Found by the next look, whoever was the one to enrol them; an id that nobody has stays unanswered.
    open = newcomers.size + joiners.size === 0 ? [] : open.filter(([index]) => memberships[index] === undefined);
  }
  return memberships;
}
