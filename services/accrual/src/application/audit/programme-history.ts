import type { ClawBack } from '@loyalty/programme';
import type { Programmes, ProgrammeVersion } from '../programmes.js';
import { asksForCounts } from '../tiers/tier-book.js';

/** A process may judge by the version before while it has not heard of a new one (ADR 0023); generously. */
const UNHEARD_MS = 60_000;

interface Moment {
  /** Business time. */
  readonly occurredAt: number;
  readonly recordedAt: number;
}

/** Which versions of a programme may have judged something: as a rule one. */
export function judgesOf(programmes: Programmes, programme: string, moment: Moment): readonly ProgrammeVersion[] {
  const { occurredAt, recordedAt } = moment;
  const judges: ProgrammeVersion[] = [];
  let judge = programmes.inForce(programme, occurredAt);
  while (judge) {
    const wasThere = judge.appliedAt <= recordedAt || judge.version === 1;
    if (wasThere) judges.push(judge);
    if (judge.version === 1 || (wasThere && judge.appliedAt <= recordedAt - UNHEARD_MS)) break;
    judge = programmes.version(programme, judge.version - 1);
  }
  return judges;
}

/** The policies by which something may have been taken back. */
export function policiesOf(programmes: Programmes, programme: string, moment: Moment): ReadonlySet<ClawBack> {
  return new Set(judgesOf(programmes, programme, moment).map((judge) => judge.programme.clawBack));
}

/** Whether what was recorded then was counted towards tiers; not certain while a process may not have heard of them yet. */
export function keptTiers(programmes: Programmes, id: string, recordedAt: number): 'yes' | 'no' | 'maybe' {
  const versions = Array.from({ length: programmes.latest(id)?.version ?? 0 }, (_, at) =>
    programmes.version(id, at + 1),
  );
  const first = versions.find((judge) => judge !== undefined && asksForCounts(judge));
  if (!first) return 'no';
  if (first.version === 1 || first.appliedAt <= recordedAt - UNHEARD_MS) return 'yes';
  return first.appliedAt <= recordedAt ? 'maybe' : 'no';
}
