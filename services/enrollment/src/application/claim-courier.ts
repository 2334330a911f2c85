import { Courier, type Queue } from './courier.js';

/** A claim as accrual takes it: ids are in the form in which the ledger carries them. */
export interface Claim {
  readonly member: string;
  readonly account: string;
  readonly programme: string;
  readonly strangers: readonly string[];
  readonly joinedAt: number;
}

/** A claim that this process alone delivers for a while. */
export interface LeasedClaim {
  readonly id: string;
  readonly attempts: number;
  /** It was delivered before, and is delivered again for what was under way at that time. */
  readonly lookedOnce: boolean;
  readonly claim: Claim;
}

/** Of one member only the first is leased. */
export type ClaimQueue = Queue<LeasedClaim, void>;

export interface Delivery {
  readonly queue: ClaimQueue;
  readonly claimWaiting: (claim: Claim) => Promise<void>;
  /** Something stands in the way; the claim is tried again. */
  readonly onFailure: (error: unknown) => void;
}

/** Brings claims to accrual. */
export class ClaimCourier extends Courier<LeasedClaim> {
  constructor({ queue, claimWaiting, onFailure }: Delivery) {
    super({ queue, deliver: ({ claim }) => claimWaiting(claim), onFailure });
  }
}
