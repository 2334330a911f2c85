import type { ProgrammeApplied } from '@loyalty/contracts';
import { parseProgramme, PROVIDED, type ProgrammeProblem } from '@loyalty/programme';
import { programmeRegistry, programmeStream } from '../domain/programme-stream.js';
import { Draft } from './draft.js';
import type { AccrualPorts } from './ports.js';
import type { ProgrammeCatalogue } from './programme-catalogue.js';
import { PROGRAMME_REGISTRY, programmeStreamId } from './programme-streams.js';

export interface ApplyProgramme {
  readonly id: string;
  readonly document: string;
  readonly actor: string;
}

export type ApplyAnswer =
  | { readonly ok: true; readonly applied: ProgrammeApplied; readonly repeated: boolean }
  | { readonly ok: false; readonly problems: readonly ProgrammeProblem[] }
  | { readonly ok: false; readonly otherId: string };

export interface ApplyPorts extends Pick<AccrualPorts, 'store' | 'segments'> {
  readonly catalogue: ProgrammeCatalogue;
}

/** Where nobody says in which segments members are, an offer for one of them would silently never fire. */
const WITHOUT_SEGMENTS = new Set([...PROVIDED].filter((need) => need !== 'segments'));

/** Makes a document the programme's newest version, unless it is that already. It judges what happens from now on. */
export async function applyProgramme(
  { id, document, actor }: ApplyProgramme,
  { store, catalogue, segments }: ApplyPorts,
): Promise<ApplyAnswer> {
  const parsed = parseProgramme(document, segments ? PROVIDED : WITHOUT_SEGMENTS);
  if (!parsed.ok) return { ok: false, problems: parsed.problems };
  if (parsed.programme.id !== id) return { ok: false, otherId: parsed.programme.id };

  const stream = programmeStreamId(id);
  const { answer } = await store.execute({
    on: stream,
    decide(view) {
      const { state: versions } = view.state(programmeStream, stream);
      const newest = versions.at(-1);
      if (newest?.document === document) return { answer: { versions, applied: newest, repeated: true }, appends: [] };

      const draft = new Draft(view);
      const occurredAt = draft.now;
      const applied: ProgrammeApplied = {
        type: 'ProgrammeApplied',
        programme: id,
        version: versions.length + 1,
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
      return { answer: { versions: [...versions, applied], applied, repeated: false }, appends: draft.appends() };
    },
  });
  catalogue.learn(id, answer.versions);
  return { ok: true, applied: answer.applied, repeated: answer.repeated };
}
