import type { EventStore } from '@loyalty/event-store';

export interface LagPorts {
  readonly log: Pick<EventStore, 'heads' | 'readShard'>;
  readonly positions: () => Promise<ReadonlyMap<number, number>>;
}

/** How far a shard has been read. */
export interface ShardLag {
  readonly shard: number;
  readonly position: number;
  readonly head: number;
}

/** Positions are asked first: a head that moves in between makes the lag larger, never negative. */
export async function projectionLag({ log, positions }: LagPorts): Promise<readonly ShardLag[]> {
  const read = await positions();
  const heads = await log.heads();
  return heads.map((head, shard) => ({ shard, head, position: read.get(shard) ?? 0 }));
}

export interface ShardDelay extends ShardLag {
  /** When the ledger came to know of the first event that was not read yet; absent when there is none. */
  readonly waitsSince?: number;
}

export async function projectionDelay(ports: LagPorts): Promise<readonly ShardDelay[]> {
  const lags = await projectionLag(ports);
  return Promise.all(
    lags.map(async (lag) => {
      const { shard, position, head } = lag;
      const [next] = position < head ? await ports.log.readShard(shard, position, 1) : [];
      return next ? { ...lag, waitsSince: next.recordedAt } : lag;
    }),
  );
}

export function eventsBehind(lag: readonly ShardLag[]): number {
  return lag.reduce((sum, { head, position }) => sum + head - position, 0);
}
