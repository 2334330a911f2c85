import type pg from 'pg';
import type { TopicPartition } from '../messaging.js';
import { inTransaction } from '../transaction.js';
import { cleaned } from './envelope.js';
import type { Handling, HandlingContext, Incoming } from './handling.js';
import { isolate } from './isolate.js';
import { MessageSpans } from './message-spans.js';
import type { Places } from './places.js';
import type { Place } from './segments.js';
import type { Doomed, SetAside } from './set-aside.js';

export interface Part {
  readonly partition: TopicPartition;
  readonly messages: readonly Incoming[];
  readonly from: Place;
  readonly to: Place;
  /** It has failed often enough: whoever fails alone is set aside, and the others go on. */
  readonly isolating: boolean;
}

/** What became of a part besides being handled. */
export interface Stored {
  readonly deadLetters: number;
  readonly parked: number;
}

interface Surroundings {
  readonly pool: pg.Pool;
  readonly places: Places;
  readonly setAside: SetAside;
  readonly isOutage: (error: unknown) => boolean;
  readonly idleMaxMs: number;
}

interface Readable {
  readonly message: Incoming;
  readonly decoded: unknown;
}

/** Answers what the handler refused. */
export async function handleSome(
  handling: Handling,
  some: readonly Readable[],
  context: Omit<HandlingContext, 'refuse' | 'traceOf'>,
): Promise<readonly Doomed[]> {
  const refused: Doomed[] = [];
  const spans = new MessageSpans(
    handling.topic,
    some.map(({ message }) => message),
  );
  await spans.around(() =>
    handling.handle(
      some.map(({ decoded }) => decoded),
      {
        ...context,
        traceOf: (index) => spans.traceOf(index),
        refuse(index, reason) {
          const message = some[index]?.message;
          if (message === undefined) throw new RangeError(`the batch has no message ${index}`);
          spans.refused(index);
          refused.push({ message, reason: cleaned(reason) });
        },
      },
    ),
  );
  return refused;
}

/** The effect of some messages and the place behind them, in one transaction: both are there, or neither is. */
export function storePart(around: Surroundings, handling: Handling, part: Part): Promise<Stored> {
  const { partition, messages, from, to } = part;
  const { readable, unreadable } = decodeAll(around.setAside, handling, messages);
  return inTransaction(around.pool, async (client) => {
    // A process that hangs here holds the place; whoever goes on with the partition must not wait for it for ever.
    await client.query(`set local idle_in_transaction_session_timeout = ${around.idleMaxMs}`);
    await around.places.move(client, partition, { from, to });
    await around.setAside.bury(client, partition, unreadable);
    const going = await queueParked(around.setAside, { client, partition, readable });
    const refused: Doomed[] = [];
    const attempt = async (some: readonly Readable[]): Promise<void> =>
      void refused.push(...(await handleSome(handling, some, { ...partition, client })));
    if (!part.isolating) {
      if (going.length > 0) await attempt(going);
      await around.setAside.bury(client, partition, refused);
      return { deadLetters: unreadable.length + refused.length, parked: 0 };
    }
    const failing = await isolate(client, byKey(going), attempt, around.isOutage);
    await around.setAside.bury(client, partition, refused);
    const keyless = failing.filter(({ items }) => items[0]?.message.key === null);
    await around.setAside.bury(
      client,
      partition,
      keyless.flatMap(({ items, error }) =>
        items.map(({ message }) => ({ message, reason: around.setAside.reasonOf(error) })),
      ),
    );
    for (const { items, error } of failing) {
      const key = items[0]?.message.key ?? null;
      if (key === null) continue;
      const parkedKey = await around.setAside.park(client, partition, { key, error });
      await around.setAside.queue(
        client,
        items.map(({ message }) => ({ parkedKey, message })),
      );
    }
    return {
      deadLetters: unreadable.length + refused.length + keyless.length,
      parked: failing.length - keyless.length,
    };
  });
}

function decodeAll(
  setAside: SetAside,
  handling: Handling,
  messages: readonly Incoming[],
): { readable: Readable[]; unreadable: Doomed[] } {
  const readable: Readable[] = [];
  const unreadable: Doomed[] = [];
  for (const message of messages) {
    try {
      readable.push({ message, decoded: handling.decode(message) });
    } catch (error) {
      unreadable.push({ message, reason: setAside.reasonOf(error) });
    }
  }
  return { readable, unreadable };
}

/** Messages of parked keys go to the end of their queues; what is left may be handled. */
async function queueParked(
  setAside: SetAside,
  { client, partition, readable }: { client: pg.PoolClient; partition: TopicPartition; readable: readonly Readable[] },
): Promise<readonly Readable[]> {
  const parked = await setAside.parkedKeys(client, partition);
  if (parked.size === 0) return readable;
  const parkedKeyOf = ({ message: { key } }: Readable): string | undefined =>
    key === null ? undefined : parked.get(key);
  await setAside.queue(
    client,
    readable.flatMap((each) => {
      const parkedKey = parkedKeyOf(each);
      return parkedKey === undefined ? [] : [{ parkedKey, message: each.message }];
    }),
  );
  return readable.filter((each) => parkedKeyOf(each) === undefined);
}

/** What must keep its order among itself; a message without a key stands alone. */
function byKey(readable: readonly Readable[]): readonly (readonly Readable[])[] {
  const groups = new Map<string | Readable, Readable[]>();
  for (const each of readable) {
    const name = each.message.key ?? each;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [each]);
    else group.push(each);
  }
  return [...groups.values()];
}
