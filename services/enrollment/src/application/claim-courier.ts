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

export interface ClaimQueue {
  /** What is due; of one member only the first. */
  lease(max: number): Promise<readonly LeasedClaim[]>;
  delivered(claim: LeasedClaim): Promise<void>;
  failed(claim: LeasedClaim): Promise<void>;
}

export interface Delivery {
  readonly queue: ClaimQueue;
  readonly claimWaiting: (claim: Claim) => Promise<void>;
  /** Something stands in the way; the claim is tried again. */
  readonly onFailure: (error: unknown) => void;
}

const POLL_MS = 1_000;
const AT_ONCE = 16;

/** Brings claims to accrual: at once where this process wrote them, and soon where another one did and died. */
export class ClaimCourier {
  private stopped = false;
  private woken = false;
  private rest: { readonly timer: NodeJS.Timeout; readonly end: () => void } | undefined;
  private round: Promise<void> | undefined;

  constructor(private readonly delivery: Delivery) {}

  start(): void {
    this.round ??= this.goRound();
  }

  /** Something has been committed that is to be delivered. */
  wake(): void {
    this.woken = true;
    this.rest?.end();
  }

  /** Ends after what is under way; what is left is delivered after the next start. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.rest?.end();
    await this.round;
  }

  private async goRound(): Promise<void> {
    while (!this.stopped) {
      this.woken = false;
      if ((await this.deliverDue()) === 0 && !this.woken) await this.pause();
    }
  }

  private async deliverDue(): Promise<number> {
    try {
      const due = await this.delivery.queue.lease(AT_ONCE);
      await Promise.all(due.map((leased) => this.deliver(leased)));
      return due.length;
    } catch (error) {
      this.delivery.onFailure(error);
      return 0;
    }
  }

  private async deliver(leased: LeasedClaim): Promise<void> {
    const { queue, claimWaiting, onFailure } = this.delivery;
    try {
      await claimWaiting(leased.claim);
    } catch (error) {
      onFailure(error);
      return queue.failed(leased);
    }
    await queue.delivered(leased);
  }

  private async pause(): Promise<void> {
    if (this.stopped) return;
    await new Promise<void>((end) => {
      this.rest = { timer: setTimeout(end, POLL_MS), end };
    });
    clearTimeout(this.rest?.timer);
    this.rest = undefined;
  }
}
