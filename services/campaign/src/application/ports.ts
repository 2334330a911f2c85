import type { EventStore } from '@loyalty/event-store';
import type { parseProgramme } from '@loyalty/programme';
import type { Campaign } from '../domain/campaign.js';
import type { Policy } from '../domain/policy.js';
import type { Proposal } from '../domain/proposal.js';

/** What the use cases stand on. */
export interface CampaignPorts {
  /** The ledger: the streams of programmes are written here, the rest is read. */
  readonly store: EventStore;
  readonly proposals: Proposals;
  readonly campaigns: Campaigns;
  readonly given: Given;
  /** Tells whoever judges purchases in this installation; answers when it has heard, or cannot. */
  readonly announce: () => Promise<void>;
  /** Of programmes that say nothing. */
  readonly policy: Policy;
  /** What the services bring to an evaluation; a document that asks for more is refused. */
  readonly provided?: Provided | undefined;
  readonly clock: { now(): number };
  readonly newUuid: () => string;
}

export type Provided = Parameters<typeof parseProgramme>[1];

/** By counter (`budget/campaign/june`, `budget/offer/tea`): what all members of a programme together were given of a budget. */
export type Given = (programme: string, counters: readonly string[]) => Promise<ReadonlyMap<string, bigint>>;

export interface Proposals {
  add(proposal: Proposal): Promise<void>;
  find(id: string): Promise<Proposal | undefined>;
  /** Of a programme, the newest first. */
  list(programme: string): Promise<readonly Proposal[]>;
  /** Those that were accepted and are not known to be in the log. */
  unfinished(): Promise<readonly Proposal[]>;
  /** Nobody else changes it meanwhile. Undefined where there is none. */
  change<Answer>(
    id: string,
    decide: (proposal: Proposal) => { readonly answer: Answer; readonly next?: Proposal },
  ): Promise<Answer | undefined>;
}

export interface Campaigns {
  /** The one that bears this name already, where there is one; then nothing is written. */
  register(campaign: Campaign, edit: CampaignEdit): Promise<Campaign | undefined>;
  find(id: string): Promise<Campaign | undefined>;
  list(programme?: string): Promise<readonly Campaign[]>;
  /** Writes down who changed what, in the same transaction. */
  edit(campaign: Campaign, edit: CampaignEdit): Promise<void>;
  edits(programme: string): Promise<readonly CampaignEdit[]>;
}

/** A line of the audit trail that no log holds: what people call a campaign, and what it is for. */
export interface CampaignEdit {
  readonly id: string;
  readonly programme: string;
  readonly campaign: string;
  readonly step: 'campaign_registered' | 'campaign_edited';
  readonly at: number;
  readonly by: string;
  readonly road: string;
  readonly reason: string | null;
}
