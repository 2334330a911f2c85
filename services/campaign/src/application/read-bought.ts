import { decodePurchaseEvent } from '@loyalty/contracts';
import { accountStream, leadsAfter } from '@loyalty/ledger';
import { follow, type FollowedLog, type Following, type RecordedEvent } from '@loyalty/event-store';
import { ServiceUnavailable, toId } from '@loyalty/service-host/values';
import { type Bought, boughtAfter } from '../domain/bought.js';
import type { BoughtTables, Leads } from './ports.js';

interface Reading {
  readonly log: FollowedLog;
  readonly tables: BoughtTables;
  readonly onError: (error: unknown) => void;
  /** How long a question waits for what was committed before it. */
  readonly waitMsMax?: number;
}

const WAIT_MS_MAX = 2_000;
/** The events that change where an account leads to. */
const MOVE = /^AccountMoved(?:Out|In)\./;

/**
 * Follows the ledger's log into what was bought and kept, from the first question or the first programme with segments
 * on: whoever has none pays nothing for it. Two processes may read at once; of a batch the first to write it counts.
 */
export class BoughtReader {
  private following: Following | undefined;
  private wasThere = false;

  constructor(private readonly reading: Reading) {}

  start(): void {
    const { log, tables, onError } = this.reading;
    this.following ??= follow(log, {
      after: (shard) => tables.position(shard),
      handle: (events, batch) => this.handle(events, batch),
      onError: (error) => void (error instanceof ReadByAnother || onError(error)),
    });
  }

  /**
   * Answers once all that was committed before is read. Takes too long: what is read so far is good, once it was all.
   * @throws ServiceUnavailable while it has never been read to the end: half a history would be a guess.
   */
  async readOn(): Promise<void> {
    this.start();
    const isThere = await within(this.following?.caughtUp(), this.reading.waitMsMax ?? WAIT_MS_MAX);
    this.wasThere ||= isThere;
    if (!this.wasThere) throw new ServiceUnavailable('campaign');
  }

  /** The same for a purchase that is under way: it waits only the first time, and is then answered as fresh as it is read. */
  async readOnce(): Promise<void> {
    if (!this.wasThere) await this.readOn();
  }

  async stop(): Promise<void> {
    await this.following?.stop();
  }

  private async handle(
    events: readonly RecordedEvent[],
    { shard, after }: { readonly shard: number; readonly after: number },
  ): Promise<void> {
    const { tables } = this.reading;
    const bought = await this.boughtIn(events);
    const leads = await this.leadsIn(events);
    const batch = { shard, after, to: after + events.length };
    if (!(await tables.write(batch, { bought, leads }))) throw new ReadByAnother();
  }

  private async boughtIn(events: readonly RecordedEvent[]): Promise<ReadonlyMap<string, Bought>> {
    const { tables } = this.reading;
    const ours = events.filter(({ category }) => category === 'purchase');
    const known = await tables.find([...new Set(ours.map(({ stream }) => stream))]);
    const rows = new Map<string, Bought>();
    for (const event of ours) {
      const { stream } = event;
      const next = boughtAfter(rows.get(stream) ?? known.get(stream), decodePurchaseEvent(event));
      if (next) rows.set(stream, next);
    }
    return rows;
  }

  /** Of every account that was led to or from: all that is to be known of it. */
  private async leadsIn(events: readonly RecordedEvent[]): Promise<Leads> {
    const moves = events.filter(({ category, type }) => category === accountStream.name && MOVE.test(type));
    if (moves.length === 0) return new Map();
    const known = await this.reading.tables.leads([...new Set(moves.map(({ stream }) => toId('acc', stream)))]);
    const leads = new Map(known);
    for (const event of moves) {
      const account = toId('acc', event.stream);
      leads.set(account, leadsAfter(leads.get(account) ?? [], accountStream.decode(event)));
    }
    return leads;
  }
}

/** Nothing of it was written; where to go on is asked anew. */
class ReadByAnother extends Error {
  constructor() {
    super('another process has read on');
    this.name = 'ReadByAnother';
  }
}

async function within(work: Promise<void> | undefined, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([Promise.resolve(work).then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
