import { segmentsOf, type Programme } from '@loyalty/programme';
import type { KnownVersions } from './known-versions.js';
import type { OwnMember } from './ports.js';
import { segmentFacts, type FactPorts } from './segment-facts.js';

/** A member, by the conditions of a version of a programme. */
export interface SegmentQuestion extends OwnMember {
  readonly programme: string;
  readonly version: number;
}

export interface FindPorts extends FactPorts {
  readonly versions: KnownVersions;
  /** Answers once there is a history to answer from. */
  readonly readOnce: () => Promise<void>;
}

/** In which segments members are now, in order. @throws ServiceUnavailable while the ledger was never read to its end. */
export async function findSegments(
  questions: readonly SegmentQuestion[],
  ports: FindPorts,
): Promise<readonly ReadonlySet<string>[]> {
  await ports.readOnce();
  const answers = new Map<SegmentQuestion, ReadonlySet<string>>();
  for (const [programme, members] of await byProgramme(questions, ports.versions)) {
    const conditions = [...programme.segments.values()].map(({ when }) => when);
    const facts = await segmentFacts(programme, { members, conditions }, ports);
    members.forEach((each, at) => answers.set(each, segmentsOf(programme, facts[at] ?? {})));
  }
  return questions.map((each) => answers.get(each) ?? NONE);
}

const NONE: ReadonlySet<string> = new Set();

async function byProgramme(
  questions: readonly SegmentQuestion[],
  versions: KnownVersions,
): Promise<ReadonlyMap<Programme, readonly SegmentQuestion[]>> {
  const found = new Map<Programme, SegmentQuestion[]>();
  for (const question of questions) {
    const { programme: id, version } = question;
    const programme = await versions.find(id, version);
    if (!programme) throw new Error(`version ${version} of ${id} was asked for its segments, and is not in the log`);
    found.set(programme, [...(found.get(programme) ?? []), question]);
  }
  return found;
}
