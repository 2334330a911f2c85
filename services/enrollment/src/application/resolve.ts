import { gather } from './gather.js';
import type { MembershipCache } from './membership-cache.js';
import { ask, keyOf, type Answer, type Asked, type Hashing, type Question } from './recognition.js';
import type { RecognitionRows, Seen } from './recognition.js';

export interface Resolving {
  readonly rows: Pick<RecognitionRows, 'look' | 'keepStrangers'>;
  readonly cache: MembershipCache;
  readonly hashing: Hashing;
}

const GATHERING = { atOnceMax: 1_000, lanes: 2 };
/** An identity can be attached or removed between two reads; that this happens to it again and again is a bug. */
const ROUNDS_MAX = 5;

/** Who sent these identities? In order; an identity that nobody has yet is given a stranger's id. */
export function resolving({
  rows,
  cache,
  hashing,
}: Resolving): (questions: readonly Question[]) => Promise<readonly Answer[]> {
  const lookUp = gather((asked: readonly Asked[]) => answerAll(asked, { rows, cache, hashing }), GATHERING);

  return async (questions) => {
    const asked = questions.map((question) => ask(question, hashing));
    const misses: Asked[] = [];
    const known = asked.map((one): Answer | undefined => {
      if (one === undefined) return { unknownMember: true };
      const membership = cache.find(keyOf(one));
      if (membership !== undefined) return { membership };
      misses.push(one);
      return undefined;
    });
    if (misses.length === 0) return known.filter((answer) => answer !== undefined);

    const looked = (await lookUp(misses)).values();
    return known.map((answer) => answer ?? next(looked));
  };
}

async function answerAll(asked: readonly Asked[], { rows, cache }: Resolving): Promise<readonly Answer[]> {
  const answers: (Answer | undefined)[] = asked.map(() => undefined);
  let open = [...asked.entries()];

  for (let round = 0; open.length > 0; round += 1) {
    if (round === ROUNDS_MAX) throw new Error(`${open.length} identities kept changing while they were looked up`);
    const { epoch } = cache;
    const seen = await rows.look(open.map(([, one]) => one));
    for (const [place, [index, one]] of open.entries()) {
      const found = seen[place] ?? {};
      answers[index] = toAnswer(one, found);
      if (found.membership !== undefined && found.memberId !== undefined) {
        cache.keep(epoch, keyOf(one), { memberId: found.memberId, membership: found.membership });
      }
    }
    open = open.filter(([index]) => answers[index] === undefined);
    await rows.keepStrangers(open.flatMap(([, one]) => (one.hash === undefined ? [] : [one])));
  }
  return answers.filter((answer) => answer !== undefined);
}

function toAnswer(asked: Asked, { membership, stranger }: Seen): Answer | undefined {
  if (membership !== undefined) return { membership };
  if (stranger !== undefined) return { stranger };
  return asked.hash === undefined ? { unknownMember: true } : undefined;
}

function next(answers: Iterator<Answer, undefined>): Answer {
  const { value } = answers.next();
  if (value === undefined) throw new Error('fewer answers than questions');
  return value;
}
