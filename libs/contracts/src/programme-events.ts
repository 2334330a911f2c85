import type { Instant } from './values.js';

/** A version of a Programme's document. Versions count from 1 and are the stream's own. */
export interface ProgrammeApplied {
  readonly type: 'ProgrammeApplied';
  readonly programme: string;
  readonly version: number;
  /** Byte for byte as it was sent. */
  readonly document: string;
  readonly appliedAt: Instant;
  readonly actor: string;
}

/** Written once per Programme into the one stream that lists them all. */
export interface ProgrammeRegistered {
  readonly type: 'ProgrammeRegistered';
  readonly programme: string;
  readonly occurredAt: Instant;
}

/** A second person has let a proposal pass; written in the commit of the version that it became. */
export interface ProgrammeApproved {
  readonly type: 'ProgrammeApproved';
  readonly programme: string;
  readonly version: number;
  /** `prp_…`; a proposal becomes a version once. */
  readonly proposal: string;
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly road: string;
  readonly reason: string;
  readonly occurredAt: Instant;
}

/** What a programme asks of whoever changes it, from now on. */
export interface ProgrammePolicySet {
  readonly type: 'ProgrammePolicySet';
  readonly programme: string;
  /** Whether a change needs a second person. */
  readonly approval: Demand;
  /** Whether a change needs tests that pass. */
  readonly tests: Demand;
  readonly occurredAt: Instant;
  readonly actor: string;
  /** Which way it came: `http`, `cli`. */
  readonly road: string;
  readonly reason: string;
}

export type Demand = 'required' | 'none';

/** From `occurredAt` on offers of the campaign give nothing, to purchases of that time. */
export type CampaignPaused = CampaignTurned<'CampaignPaused'>;
/** From `occurredAt` on they give again. */
export type CampaignResumed = CampaignTurned<'CampaignResumed'>;
/** As paused, for good. */
export type CampaignStopped = CampaignTurned<'CampaignStopped'>;

export type CampaignSwitched = CampaignPaused | CampaignResumed | CampaignStopped;

interface CampaignTurned<Type extends string> {
  readonly type: Type;
  readonly programme: string;
  /** As the programme's document calls it. */
  readonly campaign: string;
  readonly occurredAt: Instant;
  readonly actor: string;
  /** Which way it came: `http`, `cli`. */
  readonly road: string;
  readonly reason: string;
}
