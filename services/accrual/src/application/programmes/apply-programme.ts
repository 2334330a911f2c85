import {
  PROGRAMME_REGISTRY,
  type ProgrammeApplied,
  type ProgrammeLog,
  type ProgrammePolicySet,
  programmeRegistry,
  programmeStream,
  programmeStreamId,
} from '@loyalty/contracts';
import { parseProgramme, PROVIDED, type ProgrammeProblem } from '@loyalty/programme';
import { Draft } from '../draft.js';
import type { AccrualPorts } from '../ports.js';
import type { ProgrammeCatalogue } from './programme-catalogue.js';

export interface ApplyProgramme {
  readonly id: string;
  readonly document: string;
  readonly actor: string;
}

type Judged =
  | { readonly guarded: 'approval' | 'tests' }
  | { readonly log: ProgrammeLog; readonly applied: ProgrammeApplied; readonly repeated: boolean };

export type ApplyAnswer =
  | { readonly ok: true; readonly applied: ProgrammeApplied; readonly repeated: boolean }
  | { readonly ok: false; readonly problems: readonly ProgrammeProblem[] }
  | { readonly ok: false; readonly otherId: string }
  | { readonly ok: false; readonly guarded: 'approval' | 'tests' };

export interface ApplyPorts extends Pick<AccrualPorts, 'store' | 'segments'> {
  readonly catalogue: ProgrammeCatalogue;
}

/** Where nobody says in which segments members are, an offer for one of them would silently never fire. */
const WITHOUT_SEGMENTS = new Set([...PROVIDED].filter((need) => need !== 'segments'));

/**
 * Makes a document the programme's newest version, unless it is that already. It judges what happens from now on. What
 * asks for a second person or for tests is refused: the campaign service takes it.
 */
export async function applyProgramme(
  { id, document, actor }: ApplyProgramme,
  { store, catalogue, segments }: ApplyPorts,
): Promise<ApplyAnswer> {
  const parsed = parseProgramme(document, segments ? PROVIDED : WITHOUT_SEGMENTS);
  if (!parsed.ok) return { ok: false, problems: parsed.problems };
  if (parsed.programme.id !== id) return { ok: false, otherId: parsed.programme.id };

  const stream = programmeStreamId(id);
  const { answer } = await store.execute<Judged>({
    on: stream,
    decide(view) {
      const { state: log } = view.state(programmeStream, stream);
      const newest = log.versions.at(-1);
      if (newest?.document === document) return { answer: { log, applied: newest, repeated: true }, appends: [] };
      const guarded = guardOf(log.policies.at(-1));
      if (guarded) return { answer: { guarded }, appends: [] };

      const draft = new Draft(view);
      const occurredAt = draft.now;
      const applied: ProgrammeApplied = {
        type: 'ProgrammeApplied',
        programme: id,
        version: log.versions.length + 1,
        document,
        appliedAt: occurredAt,
        actor,
      };
      draft.append(programmeStream, stream, { event: applied, occurredAt });
      if (!newest) {
        draft.append(programmeRegistry, PROGRAMME_REGISTRY, {
          event: { type: 'ProgrammeRegistered', programme: id, occurredAt },
          occurredAt,
        });
      }
      const versions = [...log.versions, applied];
      return { answer: { log: { ...log, versions }, applied, repeated: false }, appends: draft.appends() };
    },
  });
  if ('guarded' in answer) return { ok: false, guarded: answer.guarded };
  catalogue.learn(id, answer.log);
  return { ok: true, applied: answer.applied, repeated: answer.repeated };
}

function guardOf(policy: ProgrammePolicySet | undefined): 'approval' | 'tests' | undefined {
  if (policy?.approval === 'required') return 'approval';
  return policy?.tests === 'required' ? 'tests' : undefined;
}
