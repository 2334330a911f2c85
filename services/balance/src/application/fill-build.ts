import type { FollowedLog } from '@loyalty/event-store';
import type { DecodeLedgerEvent } from '../domain/collect-effect.js';
import { BatchWriter } from './batch-writer.js';
import type { ProjectionSession } from './projection-session.js';
import type { Positions } from './rebuilding.js';

export interface FillPorts {
  readonly log: Pick<FollowedLog, 'readShard'>;
  readonly sessions: readonly ProjectionSession[];
  readonly decode: DecodeLedgerEvent;
}

const BATCH_MAX = 2_000;

/** Reads the log into a build, up to these positions and no further. Shards that are there already stay. */
export async function fillBuild(
  { log, sessions, decode }: FillPorts,
  targets: Positions,
  onRead: (events: number) => void,
): Promise<void> {
  const positions = await sessions[0]?.positions();
  const writers = sessions.map(
    (session) => new BatchWriter(session, { decode, onWritten: () => undefined, batchMax: BATCH_MAX, paceMs: 0 }),
  );
  const fillShard = async (shard: number, target: number) => {
    const writer = writers[shard % writers.length];
    let after = positions?.get(shard) ?? 0;
    while (after < target) {
      const events = await log.readShard(shard, after, Math.min(BATCH_MAX, target - after));
      const to = after + events.length;
      if (events.length === 0 || events.at(-1)?.position !== to) {
        throw new Error(`shard ${shard}: a position after ${after} is missing, and ${target} was to be reached`);
      }
      await writer?.handle(events, { shard, after });
      after = to;
      onRead(events.length);
    }
  };
  await Promise.all([...targets].map(([shard, target]) => fillShard(shard, target)));
}
