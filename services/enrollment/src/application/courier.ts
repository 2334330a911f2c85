/** Work that is written down and done at least once. */
export interface Queue<Leased, Answer> {
  /** What is due, for this process alone for a while. */
  lease(max: number): Promise<readonly Leased[]>;
  delivered(leased: Leased, answer: Answer): Promise<void>;
  failed(leased: Leased): Promise<void>;
}

export interface Round<Leased, Answer> {
  readonly queue: Queue<Leased, Answer>;
  readonly deliver: (leased: Leased) => Promise<Answer>;
  /** Something stands in the way; it is tried again. */
  readonly onFailure: (error: unknown) => void;
}

const POLL_MS = 1_000;
const AT_ONCE = 16;

/** Brings what is due to another service: at once where this process wrote it, and soon where another one did and died. */
export class Courier<Leased, Answer = void> {
  private stopped = false;
  private woken = false;
  private rest: { readonly timer: NodeJS.Timeout; readonly end: () => void } | undefined;
  private round: Promise<void> | undefined;

  constructor(private readonly way: Round<Leased, Answer>) {}

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

  /** Brings what is due now, up to so many at once; answers how many that was. */
  async deliverDue(): Promise<number> {
    try {
      const due = await this.way.queue.lease(AT_ONCE);
      await Promise.all(due.map((leased) => this.deliver(leased)));
      return due.length;
    } catch (error) {
      this.way.onFailure(error);
      return 0;
    }
  }

  private async deliver(leased: Leased): Promise<void> {
    const { queue, deliver, onFailure } = this.way;
    let answer: Answer;
    try {
      answer = await deliver(leased);
    } catch (error) {
      onFailure(error);
      return queue.failed(leased);
    }
    await queue.delivered(leased, answer);
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
