import { redemptionStream } from '../../domain/redemption-stream.js';
import type { RecordedEvent } from '@loyalty/event-store';
import { toId } from '@loyalty/service-host/values';
import { followShards } from '../follow-shards.js';
import { drivePayout, type Driven, type DrivePorts } from './drive-payout.js';
import { loadPayout } from './payout-row.js';
import { showPayout } from './show-payout.js';
import type { DuePayout } from './payout-ports.js';

/** So many are under way at the provider at once, of one process. */
const AT_ONCE_MAX = 16;
const PAYOUT_EVENT = /^(Payout|RedemptionVoided\b|ReviewReleased\b)/;
const SWEEP_AFTER_MS = 3_600_000;

export interface Backoff {
  readonly firstMs: number;
  readonly mostMs: number;
}

export interface JobOptions extends Backoff {
  readonly random: () => number;
  readonly onDriven: (id: string, driven: Driven) => void;
  readonly onError: (id: string, error: unknown) => void;
}

/**
 * Follows the ledger into the index, and drives what is due. Any number of processes do so at once: the index gives each
 * payout to one of them at a time, and where one comes back after its time was over, the provider's idempotency and the
 * versions of the streams hold all the same.
 */
export class PayoutsJob {
  private readonly driving = new Set<Promise<void>>();
  private followedTo = '';
  private sweptAt = 0;

  constructor(
    private readonly ports: DrivePorts,
    private readonly options: JobOptions,
  ) {}

  /** All that was committed until now is in the index. */
  async catchUp(): Promise<void> {
    const { store, payouts } = this.ports;
    const heads = await store.heads();
    if (heads.join() === this.followedTo) return;
    await followShards(heads.entries(), {
      store,
      read: await payouts.index.followed(),
      positions: payouts.index,
      take: async (events) => {
        for (const [id, version] of movedIn(events)) await this.follow(id, version);
      },
    });
    this.followedTo = heads.join();
  }

  /** Whoever drove it has said so already, mostly. */
  private async follow(id: string, version: number): Promise<void> {
    const { index } = this.ports.payouts;
    const known = await index.find(id);
    if (known && known.version >= version) return;
    const row = await loadPayout(id, this.ports);
    if (!row) return;
    await showPayout(row, this.ports.payouts);
    if (row.status === 'requested') await index.wake(id);
  }

  /** Takes what is due and does not wait for it; answers how many it took. */
  async begin(): Promise<number> {
    const { clock, payouts } = this.ports;
    const room = AT_ONCE_MAX - this.driving.size;
    const due = room > 0 ? await payouts.index.take(room, clock.now()) : [];
    for (const each of due) {
      const driving = this.drive(each).finally(() => this.driving.delete(driving));
      this.driving.add(driving);
    }
    return due.length;
  }

  /** Destinations of what was never authorised: a process ended while it was asked for. */
  async sweep(now: number): Promise<void> {
    // An index that is being read anew does not know yet what is under way.
    if (this.followedTo === '' || now - this.sweptAt < SWEEP_AFTER_MS) return;
    this.sweptAt = now;
    await this.ports.payouts.destinations.sweep(now - SWEEP_AFTER_MS);
  }

  /** What is under way ends. */
  async settled(): Promise<void> {
    await Promise.all(this.driving);
  }

  private async drive(due: DuePayout): Promise<void> {
    const { onDriven, onError } = this.options;
    let retryAfterMs = waitMs(due.attempts, this.options);
    try {
      const driven = await drivePayout(due.id, this.ports);
      retryAfterMs = Math.max(retryAfterMs, driven.retryAfterMs ?? 0);
      onDriven(due.id, driven);
    } catch (error) {
      onError(due.id, error);
    }
    await this.ports.payouts.index.release(due, retryAfterMs).catch((error: unknown) => onError(due.id, error));
  }
}

/** Redemptions that may be payouts, by the version to which they were moved. */
function movedIn(events: readonly RecordedEvent[]): ReadonlyMap<string, number> {
  const moved = events.filter(({ category, type }) => category === redemptionStream.name && PAYOUT_EVENT.test(type));
  return new Map(moved.map(({ stream, version }) => [toId('red', stream), version]));
}

/** Twice as long each time, and a chance of its own, so that what failed together does not come back together. */
export function waitMs(attempts: number, { firstMs, mostMs, random }: Backoff & Pick<JobOptions, 'random'>): number {
  const whole = Math.min(mostMs, firstMs * 2 ** Math.min(attempts, 30));
  return Math.round(whole * (0.5 + random() / 2));
}
