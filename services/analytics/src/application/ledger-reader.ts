import { follow, type FollowedLog, type Following, type RecordedEvent } from '@loyalty/event-store';
import { ServiceUnavailable } from '@loyalty/service-host/values';
import { collectRows } from './collect-rows.js';
import type { SettlementTables } from './ports.js';

interface Reading {
  readonly log: FollowedLog;
  readonly tables: Pick<SettlementTables, 'position' | 'write'>;
  readonly onError: (error: unknown) => void;
  /** How long a question waits for what was committed before it. */
  readonly waitMsMax?: number;
}

const WAIT_MS_MAX = 2_000;

/**
 * Follows the ledger's log into the tables of settlement, from the first question or the first programme with partners on:
 * whoever has none pays nothing for it. Several processes may read at once; of a batch the first to write it counts.
 */
export class LedgerReader {
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
   * Comes back once all that was committed before is read. Takes too long: what is read so far is good, once it was all.
   * @throws ServiceUnavailable while it has never been read to the end: half a history would be a wrong bill.
   */
  async readOn(): Promise<void> {
    const isThere = await within(this.caughtUp(), this.reading.waitMsMax ?? WAIT_MS_MAX);
    this.wasThere ||= isThere;
    if (!this.wasThere) throw new ServiceUnavailable('analytics');
  }

  /** The same, however long it takes. */
  async caughtUp(): Promise<void> {
    this.start();
    await this.following?.caughtUp();
    this.wasThere = true;
  }

  async stop(): Promise<void> {
    await this.following?.stop();
  }

  private async handle(
    events: readonly RecordedEvent[],
    { shard, after }: { readonly shard: number; readonly after: number },
  ): Promise<void> {
    const written = await this.reading.tables.write({ shard, after, to: after + events.length }, collectRows(events));
    if (!written) throw new ReadByAnother();
  }
}

/** Nothing of it was written; where to go on is asked anew. */
class ReadByAnother extends Error {
  constructor() {
    super('another process has read on');
    this.name = 'ReadByAnother';
  }
}

async function within(work: Promise<void>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
