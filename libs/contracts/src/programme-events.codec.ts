import { decodeWith, type StoredEvent } from './event-codec.js';
import type {
  CampaignPaused,
  CampaignResumed,
  CampaignStopped,
  CampaignSwitched,
  ProgrammeApplied,
  ProgrammeApproved,
  ProgrammePolicySet,
  ProgrammeRegistered,
} from './programme-events.js';

/** What the stream of one programme is made of. */
export type ProgrammeChange = ProgrammeApplied | ProgrammeApproved | ProgrammePolicySet | CampaignSwitched;
export type ProgrammeEvent = ProgrammeChange | ProgrammeRegistered;

export function encodeProgrammeEvent(event: ProgrammeEvent): StoredEvent {
  return { type: `${event.type}.v1`, payload: JSON.stringify(event) };
}

const changes: Readonly<Record<string, (payload: unknown) => ProgrammeChange>> = {
  'ProgrammeApplied.v1': (payload) => payload as ProgrammeApplied,
  'ProgrammeApproved.v1': (payload) => payload as ProgrammeApproved,
  'ProgrammePolicySet.v1': (payload) => payload as ProgrammePolicySet,
  'CampaignPaused.v1': (payload) => payload as CampaignPaused,
  'CampaignResumed.v1': (payload) => payload as CampaignResumed,
  'CampaignStopped.v1': (payload) => payload as CampaignStopped,
};

export function decodeProgrammeChange(stored: StoredEvent): ProgrammeChange {
  return decodeWith(changes, stored);
}

export function decodeProgrammeRegistered(stored: StoredEvent): ProgrammeRegistered {
  return decodeWith({ 'ProgrammeRegistered.v1': (payload) => payload as ProgrammeRegistered }, stored);
}
