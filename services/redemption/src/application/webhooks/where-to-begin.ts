import type { LogPlace } from '../../domain/webhooks/message.js';
import type { Place } from '../../domain/webhooks/webhook.js';
import type { ReadLog } from './ports.js';

/** The last position of each shard that was recorded before an instant; `recordedAt` never goes back within a shard. */
export async function beginFrom(
  instant: number,
  places: readonly Place[],
  log: ReadLog,
): Promise<ReadonlyMap<number, number>> {
  const heads = await log.heads();
  const found = new Map<number, number>();
  for (const { shard, position } of places) {
    // A replay sends again, and never leaves out what was not sent yet.
    found.set(shard, Math.min(position, await lastBefore(instant, { shard, position: heads[shard] ?? 0 }, log)));
  }
  return found;
}

/**
 * After a message: exactly so in its shard, forward too, so that a person can pass over one that is never taken; in the
 * others from the instant at which it was recorded. Undefined where there is no such event.
 */
export async function beginAfter(
  message: LogPlace,
  places: readonly Place[],
  log: ReadLog,
): Promise<ReadonlyMap<number, number> | undefined> {
  const [event] = await log.readShard(message.shard, message.position - 1, 1);
  if (!event) return undefined;
  const others = places.filter(({ shard }) => shard !== message.shard);
  return new Map(await beginFrom(event.recordedAt, others, log)).set(message.shard, message.position);
}

async function lastBefore(instant: number, { shard, position: head }: LogPlace, log: ReadLog): Promise<number> {
  let [before, notBefore] = [0, head + 1];
  while (notBefore - before > 1) {
    const middle = Math.floor((before + notBefore) / 2);
    const [event] = await log.readShard(shard, middle - 1, 1);
    if (event && event.recordedAt < instant) before = middle;
    else notBefore = middle;
  }
  return before;
}
