import type { EventStore, RecordedEvent } from '@loyalty/event-store';
import { accountStream } from '@loyalty/ledger';
import { toId } from '@loyalty/service-host/values';
import { Agreement, type Difference } from '../domain/agreement.js';
import { redemptionStream } from '../domain/redemption-stream.js';
import { stockStream } from '../domain/rewards/stock-stream.js';
import { voucherStream } from '../domain/vouchers/voucher-stream.js';
import { takingsStream } from '../domain/rewards/takings-stream.js';

export type ReconciledLog = Pick<EventStore, 'shards' | 'readShard' | 'heads'>;

/** Enough at once that reading costs more than asking. */
const PAGE = 1_000;

/** Account events that can name a redemption; the others need not be decoded. */
const TYPES = /^(PointsHeld|PointsBurned|HoldReleased|PointsRefunded)\b/;

/**
 * Compares every redemption with what its account's events, the stock, the member's takings and vouchers say of it. It goes on where it stood, so looking again costs
 * only what is new; every commit comes out even by itself, so it may begin anywhere.
 */
export class Reconciler {
  private readonly agreement = new Agreement();
  /** Redemptions that were authorised, and events that were read. */
  readonly counts = { redemptions: 0, events: 0 };

  /** `read`: the position of each shard after which it begins. */
  private constructor(
    private readonly store: ReconciledLog,
    private readonly read: number[],
  ) {}

  static fromTheStart(store: ReconciledLog): Reconciler {
    return new Reconciler(
      store,
      Array.from({ length: store.shards }, () => 0),
    );
  }

  static fromNowOn(store: ReconciledLog, heads: readonly number[]): Reconciler {
    return new Reconciler(store, [...heads]);
  }

  /** Reads all that was committed until now. Heads are of one moment, so no commit is caught between its two halves. */
  async catchUp(): Promise<readonly Difference[]> {
    for (const [shard, head] of (await this.store.heads()).entries()) await this.readShard(shard, head);
    return this.agreement.differences();
  }

  private async readShard(shard: number, head: number): Promise<void> {
    for (let at = this.read[shard] ?? 0; at < head; at = this.read[shard] ?? 0) {
      const events = await this.store.readShard(shard, at, Math.min(PAGE, head - at));
      if (events.length === 0) throw new Error(`shard ${shard} ends at ${at}, and its head says ${head}`);
      for (const event of events) this.note(event);
      this.read[shard] = events.at(-1)?.position ?? head;
    }
  }

  private note(stored: RecordedEvent): void {
    this.counts.events += 1;
    if (stored.category === accountStream.name) {
      if (TYPES.test(stored.type)) this.agreement.book(accountStream.decode(stored));
    } else if (stored.category === stockStream.name || stored.category === takingsStream.name) {
      this.agreement.take(stockStream.decode(stored), stored.category === stockStream.name ? 'stock' : 'takings');
    } else if (stored.category === voucherStream.name) {
      this.agreement.prove(voucherStream.decode(stored));
    } else if (stored.category === redemptionStream.name) {
      const event = redemptionStream.decode(stored);
      if (event.type === 'RedemptionAuthorised') this.counts.redemptions += 1;
      this.agreement.record(toId('red', stored.stream), event);
    }
  }
}
