import {
  decodeProgrammeApplied,
  decodeProgrammeRegistered,
  encodeProgrammeEvent,
  type ProgrammeApplied,
  type ProgrammeRegistered,
} from '@loyalty/contracts';
import type { Category } from '@loyalty/event-store';

/** All versions of one programme, oldest first. */
export const programmeStream: Category<readonly ProgrammeApplied[], ProgrammeApplied> = {
  name: 'programme',
  initial: () => [],
  evolve: (versions, event) => [...versions, event],
  weigh: (versions) => versions.reduce((sum, { document }) => sum + document.length, 0),
  encode: encodeProgrammeEvent,
  decode: decodeProgrammeApplied,
};

/** The one stream that lists them all, in the order in which they were first applied. */
export const programmeRegistry: Category<readonly string[], ProgrammeRegistered> = {
  name: 'programme-registry',
  initial: () => [],
  evolve: (ids, event) => [...ids, event.programme],
  encode: encodeProgrammeEvent,
  decode: decodeProgrammeRegistered,
};
