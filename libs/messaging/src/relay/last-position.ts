import type { Positioned, RelayOptions } from './relay.js';

const TAIL = 50;

/**
 * The position from which a shard goes on: that of the last numbered message in its partition. All before it are there
 * as well, since each was sent only behind the one before; where a late repeat stands last, some are sent once more,
 * which harms nobody.
 */
export async function lastPositionOf<Event extends Positioned>(
  options: RelayOptions<Event>,
  shard: number,
): Promise<number> {
  const position = await lastInTopic(options, shard);
  const head = (await options.log.heads())[shard] ?? 0;
  // Consumers have seen what the log no longer has: going on would give other events the same positions.
  if (position > head)
    throw new Error(`${options.topic} has position ${position} of shard ${shard}, the log ends at ${head}`);
  return position;
}

async function lastInTopic<Event extends Positioned>(
  { bus, topic, positionOf, checkpoints }: RelayOptions<Event>,
  shard: number,
): Promise<number> {
  const { first, next } = await bus.bounds(topic, shard);
  // Offsets may leave gaps, so the last message is looked for further and further back.
  for (let window = TAIL, end = next; end > first; window *= 2) {
    const from = Math.max(first, end - window);
    const messages = await bus.read(topic, shard, from, end - from);
    const last = messages.map(positionOf).findLast(isPosition);
    if (last !== undefined) return last;
    end = from;
  }
  // A topic that never held anything is new, whatever was sent to the one before it. One that retention has emptied is not.
  return next === 0 ? 0 : checkpoints.read(shard);
}

/** Whatever a header says: what is no position was not sent by a relay. */
function isPosition(position: number | undefined): position is number {
  return Number.isSafeInteger(position) && Number(position) > 0;
}
