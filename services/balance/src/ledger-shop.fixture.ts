import type { Append, EventStore, RecordedEvent } from '@loyalty/event-store';
import { type Account, accountStream, type Decision, type LedgerEvent } from '@loyalty/ledger';
import { toId } from '@loyalty/service-host';
import { type Random, seeded, uuidFrom } from './seeded.fixture.js';

/** A clock that a test sets. */
export class SetClock {
  constructor(private at: number) {}
  now(): number {
    return this.at;
  }
  set(at: number): void {
    this.at = at;
  }
}

export interface ShopAccount {
  readonly stream: string;
  readonly id: string;
  readonly member: string;
}

/** Writes to the ledger as accrual does: by its decisions, through the store. */
export class LedgerShop {
  /** Ids are drawn from it, so that the same seed gives the same shards and the same ties. */
  private readonly random: Random;

  constructor(
    readonly store: EventStore,
    seed = 1,
  ) {
    this.random = seeded(seed);
  }

  id(prefix: string): string {
    return toId(prefix, uuidFrom(this.random));
  }

  open(): ShopAccount {
    const stream = uuidFrom(this.random);
    return { stream, id: toId('acc', stream), member: this.id('mem') };
  }

  /** Answers the events written; a refusal writes none. */
  async decide(
    { stream }: ShopAccount,
    verb: (account: Account, now: number) => Decision,
    beside: readonly Append[] = [],
  ): Promise<readonly LedgerEvent[]> {
    const { answer } = await this.store.execute({
      on: stream,
      decide: (view) => {
        const decision = verb(view.state(accountStream, stream).state, view.now);
        if (!decision.accepted) return { answer: [], appends: [] };
        const events = decision.events.map((event) => ({ event, occurredAt: event.occurredAt }));
        const appends = events.length > 0 ? [...beside, { category: accountStream, stream, events }] : [];
        return { answer: decision.events, appends };
      },
    });
    return answer;
  }

  async account({ stream }: ShopAccount): Promise<Account> {
    return (await this.store.load(accountStream, stream)).state;
  }

  async history({ stream }: ShopAccount): Promise<readonly { event: LedgerEvent; recorded: RecordedEvent }[]> {
    const recorded = await this.store.readStream(stream);
    return recorded.map((each) => ({ event: accountStream.decode(each), recorded: each }));
  }
}
