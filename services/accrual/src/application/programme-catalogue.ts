import type { ProgrammeApplied } from '@loyalty/contracts';
import type { EventStore } from '@loyalty/event-store';
import { parseProgramme } from '@loyalty/programme';
import { programmeRegistry, programmeStream } from '../domain/programme-stream.js';
import { PROGRAMME_REGISTRY, programmeStreamId } from './programme-streams.js';
import type { Programmes, ProgrammeVersion } from './programmes.js';

/**
 * The programmes as this process knows them. What it applies itself it knows at once; what others apply, when it looks
 * again. Decisions do not guard the programme's stream: every batch would then wait for its shard.
 */
export class ProgrammeCatalogue implements Programmes {
  private readonly versions = new Map<string, readonly ProgrammeVersion[]>();
  /** The newest of each; every purchase that names no programme asks for them. */
  private newest: readonly ProgrammeVersion[] = [];

  constructor(private readonly store: EventStore) {}

  list(): readonly ProgrammeVersion[] {
    return this.newest;
  }

  latest(id: string): ProgrammeVersion | undefined {
    return this.versions.get(id)?.at(-1);
  }

  version(id: string, version: number): ProgrammeVersion | undefined {
    return this.versions.get(id)?.[version - 1];
  }

  inForce(id: string, at: number): ProgrammeVersion | undefined {
    const versions = this.versions.get(id);
    return versions?.findLast(({ appliedAt }) => appliedAt <= at) ?? versions?.[0];
  }

  async refresh(): Promise<void> {
    const { state: ids } = await this.store.load(programmeRegistry, PROGRAMME_REGISTRY);
    for (const id of ids) {
      const { state } = await this.store.load(programmeStream, programmeStreamId(id));
      this.learn(id, state);
    }
  }

  learn(id: string, applied: readonly ProgrammeApplied[]): void {
    const known = this.versions.get(id) ?? [];
    if (applied.length <= known.length) return;
    this.versions.set(id, [...known, ...applied.slice(known.length).map(toVersion)]);
    this.newest = [...this.versions.values()].flatMap((versions) => versions.at(-1) ?? []);
  }
}

/** What was accepted once must be readable for ever, or what it judged could not be explained any more. */
function toVersion({ programme: id, version, document, appliedAt, actor }: ProgrammeApplied): ProgrammeVersion {
  const parsed = parseProgramme(document);
  if (!parsed.ok) throw new Error(`version ${version} of the programme ${id} in the log can no longer be read`);
  return { id, version, document, appliedAt, actor, programme: parsed.programme };
}
