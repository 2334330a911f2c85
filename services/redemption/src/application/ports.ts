import type { EventStore } from '@loyalty/event-store';
import type { Review, ReviewStatus } from '../domain/reviews/review.js';
import type { PayoutPorts } from './payouts/payout-ports.js';
import type { Programme } from '@loyalty/programme';
import type { MemberStanding, Reward, SentReward } from '../domain/rewards/reward.js';

/** What the use cases stand on. */
export interface RedemptionPorts {
  readonly store: EventStore;
  readonly members: Members;
  readonly contactChanges: ContactChanges;
  readonly together: Together;
  readonly programmes: Programmes;
  /** Keyed, in 32 hexadecimal digits. */
  readonly fingerprint: (text: string) => string;
  readonly clock: Clock;
  /** Of streams; a redemption's id is made of one. */
  readonly newUuid: () => string;
  readonly rewards: RewardCatalogue;
  readonly vouchers: VoucherCodes;
  readonly pools: VoucherPools;
  readonly positions: Positions;
  /** Absent while no service tells tiers and segments: rewards that ask for them are refused then. */
  readonly standing?: Standings;
  /** Decides about purchases that are held for review; absent where no service of this installation has any. */
  readonly purchaseReviews?: PurchaseReviews;
  /** Absent where no payment provider is configured: nothing is paid out then. */
  readonly payouts?: PayoutPorts;
}

/** What can be bought, in this service's own tables. Stock is not in it: that is in the ledger. */
export interface RewardCatalogue {
  /** The newest version. */
  find(id: string): Promise<Reward | undefined>;
  /** The newest versions, by id. */
  list(programme?: string): Promise<readonly Reward[]>;
  /** Answers the version that says this, a new one unless the newest does. */
  put(id: string, sent: SentReward, by: { readonly actor: string; readonly at: number }): Promise<Reward>;
}

/** How far the ledger was followed, so that it need not be read from its start again; what was read twice changes nothing. */
export interface Positions {
  /** By shard; undefined where nobody ever followed. */
  read(): Promise<ReadonlyMap<number, number> | undefined>;
  /** Never goes back. */
  moved(positions: ReadonlyMap<number, number>): Promise<void>;
}

/** Codes of vouchers, which nobody keeps: made anew whenever they are shown. */
export interface VoucherCodes {
  /** In canonical form; of `vch_…`, or of a code's place in a pool. */
  codeOf(name: string): string;
  /** Keyed, in hexadecimal; of a code in canonical form. */
  hashOf(code: string): string;
}

export interface VoucherPool {
  readonly id: string;
  readonly programme: string;
  readonly usesMax: number;
  readonly validFrom: number;
  readonly validUntil: number | null;
  /** Codes 1 to this were generated. */
  readonly generated: number;
}

export interface PooledCode {
  /** In hexadecimal. */
  readonly hash: string;
  /** `mem_…`; null: whoever has it may use it. */
  readonly member: string | null;
}

/** Which codes there are besides those that were issued one by one; in this service's own tables. */
export interface VoucherPools {
  find(id: string): Promise<VoucherPool | undefined>;
  /** A new pool, or new terms of one; those of a code that was used before stay as they were. */
  put(pool: Omit<VoucherPool, 'generated'>, by: { readonly actor: string; readonly at: number }): Promise<VoucherPool>;
  /** Codes `generated + 1` and so on, with their number, in one transaction; none where another was faster. */
  generate(pool: VoucherPool, hashes: readonly string[]): Promise<VoucherPool>;
  /** Answers how many were not there before. */
  add(pool: string, codes: readonly PooledCode[]): Promise<number>;
  codeOf(hash: string): Promise<{ readonly pool: VoucherPool; readonly member: string | null } | undefined>;
}

/** Which members (`mem_…`) have turned out to be one person with this one, itself too; kept by enrollment. */
export type Together = (member: string) => Promise<readonly string[]>;

/** When a member's contact was changed after an instant, the earliest first; asked only where a programme looks at it. */
export type ContactChanges = (question: {
  /** `mem_…` */
  readonly member: string;
  readonly since: number;
}) => Promise<readonly number[]>;

/** Tier and segments of a member, as they stand now. */
export type Standings = (owner: Owner & { readonly programme: string }) => Promise<MemberStanding>;

/** A person's verdict about the points of a purchase, or a gift; kept by accrual, whose they are. */
export type PurchaseReviews = (asked: {
  /** `rev_…` */
  readonly review: string;
  readonly verdict: 'release' | 'reject';
  readonly actor: string;
  readonly reason: string;
}) => Promise<DecidedPurchase>;

export type DecidedPurchase =
  | { readonly status: 'decided' | 'repeated'; readonly review: Review; readonly now: number }
  | { readonly status: 'closed'; readonly review: Review; readonly became: ReviewStatus; readonly now: number }
  /** It can be rejected; or another person can release it, where this one asked for it. */
  | {
      readonly status: 'refused';
      readonly review: Review;
      readonly why: 'needs_another_key' | 'receiver_erased';
      readonly now: number;
    }
  | { readonly status: 'not_found' };

export interface Clock {
  now(): number;
}

/** The newest version of each programme, in the order in which they were first applied; kept by accrual. */
export type Programmes = () => Promise<readonly Programme[]>;

export interface Identity {
  readonly kind: 'id' | 'card' | 'phone' | 'email' | 'token' | 'externalId';
  readonly value: string;
}

export interface Question {
  readonly programme: string;
  readonly identity: Identity;
}

export interface Owner {
  /** `mem_…` */
  readonly member: string;
  /** `acc_…` */
  readonly account: string;
}

/** Who the members are; kept by enrollment. A redemption enrols nobody. */
export interface Members {
  /** In order; undefined for whom nobody knows. */
  resolve(questions: readonly Question[]): Promise<readonly (Owner | undefined)[]>;
}
