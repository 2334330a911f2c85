import { derivedStream } from './derived-stream.js';
import {
  decodeProgrammeChange,
  decodeProgrammeRegistered,
  encodeProgrammeEvent,
  type ProgrammeChange,
} from './programme-events.codec.js';
import type {
  CampaignSwitched,
  ProgrammeApplied,
  ProgrammeApproved,
  ProgrammePolicySet,
  ProgrammeRegistered,
} from './programme-events.js';

/** The life of one programme, oldest first. Campaign writes it, accrual too where no campaign service is asked. */
export interface ProgrammeLog {
  /** All that follows, in the order in which it was written. */
  readonly changes: readonly ProgrammeChange[];
  readonly versions: readonly ProgrammeApplied[];
  readonly approvals: readonly ProgrammeApproved[];
  readonly switches: readonly CampaignSwitched[];
  /** The last one holds; none: as the installation says. */
  readonly policies: readonly ProgrammePolicySet[];
}

const EMPTY: ProgrammeLog = { changes: [], versions: [], approvals: [], switches: [], policies: [] };

/** Several services write and read it, so what it means stands here. */
export const programmeStream = {
  name: 'programme',
  initial: (): ProgrammeLog => EMPTY,
  evolve: evolveProgramme,
  weigh: ({ versions }: ProgrammeLog): number => versions.reduce((sum, { document }) => sum + document.length, 0),
  encode: encodeProgrammeEvent,
  decode: decodeProgrammeChange,
};

function evolveProgramme(before: ProgrammeLog, event: ProgrammeChange): ProgrammeLog {
  const log = { ...before, changes: [...before.changes, event] };
  switch (event.type) {
    case 'ProgrammeApplied':
      return { ...log, versions: [...log.versions, event] };
    case 'ProgrammeApproved':
      return { ...log, approvals: [...log.approvals, event] };
    case 'ProgrammePolicySet':
      return { ...log, policies: [...log.policies, event] };
    case 'CampaignPaused':
    case 'CampaignResumed':
    case 'CampaignStopped':
      return { ...log, switches: [...log.switches, event] };
    default:
      return event satisfies never;
  }
}

/** The one stream that lists them all, in the order in which they were first applied. */
export const programmeRegistry = {
  name: 'programme-registry',
  initial: (): readonly string[] => [],
  evolve: (ids: readonly string[], event: ProgrammeRegistered): readonly string[] => [...ids, event.programme],
  encode: encodeProgrammeEvent,
  decode: decodeProgrammeRegistered,
};

/** A constant of the log: whoever looks for programmes begins to read here. */
export const PROGRAMME_REGISTRY = '00000000-0000-8000-8000-70726f677261';

/** Follows from the programme's id, so that it needs no index. */
export function programmeStreamId(programme: string): string {
  return derivedStream(`programme:${programme}`);
}

/** What all members together were given of a bound: its `CountersMoved`. */
export function budgetStreamId(programme: string, counter: string): string {
  return derivedStream(`budget:${programme}:${counter}`);
}

/**
 * Campaigns whose offers gave nothing at that time, by what was switched until then; undefined where there is none. Who
 * has recorded something keeps what it was told: a switch that it had not heard of changes nothing afterwards.
 */
export function pausedCampaigns(switches: readonly CampaignSwitched[], at: number): ReadonlySet<string> | undefined {
  const paused = new Set<string>();
  for (const { type, campaign, occurredAt } of switches) {
    if (occurredAt > at) continue;
    if (type === 'CampaignResumed') paused.delete(campaign);
    else paused.add(campaign);
  }
  return paused.size === 0 ? undefined : paused;
}
