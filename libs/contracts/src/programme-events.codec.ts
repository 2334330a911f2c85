import { decodeWith, type StoredEvent } from './event-codec.js';
import type { ProgrammeApplied, ProgrammeRegistered } from './programme-events.js';

export type ProgrammeEvent = ProgrammeApplied | ProgrammeRegistered;

export function encodeProgrammeEvent(event: ProgrammeEvent): StoredEvent {
  return { type: `${event.type}.v1`, payload: JSON.stringify(event) };
}

export function decodeProgrammeApplied(stored: StoredEvent): ProgrammeApplied {
  return decodeWith({ 'ProgrammeApplied.v1': (payload) => payload as ProgrammeApplied }, stored);
}

export function decodeProgrammeRegistered(stored: StoredEvent): ProgrammeRegistered {
  return decodeWith({ 'ProgrammeRegistered.v1': (payload) => payload as ProgrammeRegistered }, stored);
}
