import {
  type CampaignSwitched,
  pausedCampaigns,
  PROGRAMME_REGISTRY,
  type ProgrammeApplied,
  type ProgrammeLog,
  programmeRegistry,
  programmeStream,
  programmeStreamId,
} from '@loyalty/contracts';
import type { EventStore } from '@loyalty/event-store';
import { parseAppliedProgramme } from '@loyalty/programme';
import type { Programmes, ProgrammeVersion } from '../programmes.js';

/**
 * The programmes as this process knows them. What it applies itself it knows at once; what others apply, when it looks
 * again. Decisions do not guard the programme's stream: every batch would then wait for its shard.
 */
export class ProgrammeCatalogue implements Programmes {
  private readonly versions = new Map<string, readonly ProgrammeVersion[]>();
  private readonly switches = new Map<string, readonly CampaignSwitched[]>();
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
    const judge = versions?.findLast(({ appliedAt }) => appliedAt <= at) ?? versions?.[0];
    const paused = pausedCampaigns(this.switches.get(id) ?? NONE, at);
    return judge && paused ? { ...judge, paused } : judge;
  }

  async refresh(): Promise<void> {
    const { state: ids } = await this.store.load(programmeRegistry, PROGRAMME_REGISTRY);
    for (const id of ids) {
      const { state } = await this.store.load(programmeStream, programmeStreamId(id));
      this.learn(id, state);
    }
  }

  learn(id: string, { versions: applied, switches }: Pick<ProgrammeLog, 'versions' | 'switches'>): void {
    if (switches.length > (this.switches.get(id)?.length ?? 0)) this.switches.set(id, switches);
    const known = this.versions.get(id) ?? [];
    if (applied.length <= known.length) return;
    this.versions.set(id, [...known, ...applied.slice(known.length).map(toVersion)]);
    this.newest = [...this.versions.values()].flatMap((versions) => versions.at(-1) ?? []);
  }
}

const NONE: readonly never[] = [];

/** What was accepted once must be readable for ever, or what it judged could not be explained any more. */
function toVersion({ programme: id, version, document, appliedAt, actor }: ProgrammeApplied): ProgrammeVersion {
  const parsed = parseAppliedProgramme(document);
  if (!parsed.ok) throw new Error(`version ${version} of the programme ${id} in the log can no longer be read`);
  return { id, version, document, appliedAt, actor, programme: parsed.programme };
}
