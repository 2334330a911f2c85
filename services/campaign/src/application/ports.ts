import type { EventStore } from '@loyalty/event-store';
import type { Lead } from '@loyalty/ledger';
import type { parseProgramme, Programme } from '@loyalty/programme';
import type { Bought } from '../domain/bought.js';
import type { Campaign } from '../domain/campaign.js';
import type { Policy } from '../domain/policy.js';
import type { Proposal } from '../domain/proposal.js';
import type { KnownVersions } from './known-versions.js';

/** What the use cases stand on. */
export interface CampaignPorts {
  /** The ledger: the streams of programmes are written here, the rest is read. */
  readonly store: EventStore;
  readonly proposals: Proposals;
  readonly campaigns: Campaigns;
  readonly given: Given;
  readonly people: People;
  readonly tierOf: TierOf;
  readonly bought: BoughtTables;
  readonly versions: KnownVersions;
  /** Answers once what was committed until now has been read, or that it takes too long. */
  readonly readOn: () => Promise<void>;
  /** Tells whoever judges purchases in this installation; answers when it has heard, or cannot. */
  readonly announce: () => Promise<void>;
  /** Of programmes that say nothing. */
  readonly policy: Policy;
  /** What the services bring to an evaluation; a document that asks for more is refused. */
  readonly provided?: Provided | undefined;
  readonly clock: { now(): number };
  readonly newUuid: () => string;
}

/** Members of enrollment, of whom campaign keeps nothing. */
export interface People {
  /** In order; undefined for who is no member of the programme. */
  find(asked: readonly AskedMember[]): Promise<readonly (FoundMember | undefined)[]>;
  /** In order: coarse facts, never the data behind them. */
  facts(
    questions: readonly { readonly member: string; readonly at: number; readonly timeZone: string }[],
  ): Promise<readonly PersonFacts[]>;
  /** All of a programme, page by page in the order of their ids; `after` is the last of the page before, or empty. */
  page(query: {
    readonly programme: string;
    readonly after: string;
    readonly limit: number;
  }): Promise<readonly OwnMember[]>;
}

export interface AskedMember {
  readonly programme: string;
  /** `mem_…` */
  readonly member: string;
}

export interface FoundMember {
  /** `acc_…` */
  readonly account: string;
  readonly joinedAt: number;
}

export interface PersonFacts {
  readonly birthday?: readonly ('day' | 'week' | 'month')[];
  readonly ageGroup?: string;
  readonly language?: string;
  readonly consents: readonly string[];
}

/** The tier of an account at an instant, by the rules of a programme; undefined without one. */
export type TierOf = (programme: Programme, account: string, at: number) => Promise<string | undefined>;

/** What was bought and kept, as far as the ledger was read. */
export interface BoughtTables {
  /** Makes the checkpoints of all shards; empties what another version of the projection has written. */
  prepare(shards: number): Promise<void>;
  position(shard: number): Promise<number>;
  /** By the purchase's uuid. */
  find(purchases: readonly string[]): Promise<ReadonlyMap<string, Bought>>;
  /** By account (`acc_…`); one that leads nowhere is left out. */
  leads(accounts: readonly string[]): Promise<Leads>;
  /** With the checkpoint, in one transaction; false where somebody else has read on from `after`. */
  write(
    batch: { readonly shard: number; readonly after: number; readonly to: number },
    read: { readonly bought: ReadonlyMap<string, Bought>; readonly leads: Leads },
  ): Promise<boolean>;
  /** By `acc_…`, wherever it was bought before the ledger led there; who has bought nothing is left out. */
  of(accounts: readonly string[]): Promise<ReadonlyMap<string, readonly Bought[]>>;
}

export type Leads = ReadonlyMap<string, readonly Lead[]>;

/** A member and the account that has the points. */
export interface OwnMember {
  /** `mem_…` */
  readonly member: string;
  /** `acc_…` */
  readonly account: string;
}

export type Provided = Parameters<typeof parseProgramme>[1];

/** By counter (`budget/campaign/june`, `budget/offer/tea`): what all members of a programme together were given of a budget. */
export type Given = (programme: string, counters: readonly string[]) => Promise<ReadonlyMap<string, bigint>>;

export interface Proposals {
  add(proposal: Proposal): Promise<void>;
  /** Answers the one of its programme that is the same, or adds it; of several at once the first is added. */
  addUnless(isSame: (other: Proposal) => boolean, proposal: Proposal): Promise<Proposal | undefined>;
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
  /** One that nobody was asked about and that changed nothing. */
  remove(id: string): Promise<void>;
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
