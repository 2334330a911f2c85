import type { Programme } from '@loyalty/programme';

/** One version of a Programme, ready to judge. */
export interface ProgrammeVersion {
  readonly id: string;
  readonly version: number;
  readonly appliedAt: number;
  readonly actor: string;
  /** Byte for byte as it was sent. */
  readonly document: string;
  readonly programme: Programme;
  /** As judge of some time: campaigns that were switched off then, as far as is known; absent where there is none. */
  readonly paused?: ReadonlySet<string>;
}

/** All programmes of the installation, in memory. */
export interface Programmes {
  list(): readonly ProgrammeVersion[];
  /** The newest version. */
  latest(id: string): ProgrammeVersion | undefined;
  version(id: string, version: number): ProgrammeVersion | undefined;
  /** The version that judges what happened then; before the first: the first. */
  inForce(id: string, at: number): ProgrammeVersion | undefined;
}
