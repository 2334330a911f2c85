import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { say, until } from '../contract/adapter.features.js';
import { createInMemoryBus } from '../in-memory/in-memory-bus.js';
import { BusUnavailable, type Bus, type Message } from '../messaging.js';
import { encode, GrowingLog, positionOf } from './growing-log.features.js';
import { mirrorLog, type MirroredLog, type MirrorOptions } from './mirrored-log.js';
import type { Positioned } from './relay.js';

const TOPIC = 'pots';
const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

describe('A log that is mirrored by a topic', () => {
  let bus: Bus;
  let source: GrowingLog;
  let mirror: MirroredLog<Positioned>;
  let asked: number;
  let missing: number;
  const errors: unknown[] = [];

  beforeEach(async () => {
    bus = createInMemoryBus();
    await bus.declare([{ name: TOPIC, partitions: 1, retentionMs: null, compacted: false }]);
    source = new GrowingLog(1);
    [asked, missing] = [0, 0];
    errors.length = 0;
  });
  afterEach(async () => {
    await mirror.stop();
    await bus.close();
  });

  const open = async (more: Partial<MirrorOptions<Positioned>> = {}) => {
    mirror = await mirrorLog({
      bus,
      topic: TOPIC,
      group: 'mirror',
      decode: (message) => ({ position: positionOf(message) ?? Number.NaN }),
      source: {
        heads: () => source.heads(),
        readShard(shard, after, limit) {
          asked += 1;
          return source.readShard(shard, after, limit);
        },
      },
      onError: (error) => errors.push(error),
      onMissing: ({ events }) => (missing += events),
      askEveryMs: 60_000,
      ...more,
    });
    return mirror;
  };
  const send = (from: number, to: number) =>
    bus.send(
      TOPIC,
      0,
      upTo(to)
        .slice(from - 1)
        .map((position) => encode({ position })),
    );

  /** Reads on as a consumer does, until it has read so far. */
  const readUpTo = async (last: number, after = 0): Promise<number[]> => {
    const positions: number[] = [];
    await until(async () => {
      const events = await mirror.readShard(0, positions.at(-1) ?? after, 7);
      positions.push(...events.map(({ position }) => position));
      return (positions.at(-1) ?? after) >= last;
    });
    return positions;
  };

  it('is read from the topic, and the source is asked once for each quiet time', async () => {
    await open();
    expect(await mirror.readShard(0, 0, 10)).toEqual([]);
    let told = 0;
    mirror.onCommit(() => (told += 1));
    source.append(0, 40);
    await send(1, 40);
    expect(await readUpTo(40)).toEqual(upTo(40));
    expect([asked, missing, told > 0]).toEqual([1, 0, true]);
  });

  it('drops what comes twice', async () => {
    await open();
    source.append(0, 30);
    await send(1, 20);
    await send(1, 20);
    await send(11, 30);
    expect(await readUpTo(30)).toEqual(upTo(30));
    expect(missing).toBe(0);
  });

  it('reads at the source what the topic has lost, and says so', async () => {
    await open();
    expect(await mirror.readShard(0, 0, 10)).toEqual([]);
    source.append(0, 50);
    await send(1, 10);
    await send(21, 50);
    expect(await readUpTo(50)).toEqual(upTo(50));
    expect(missing).toBe(10);
    expect(errors).toEqual([]);
  });

  it('finds at the source what the topic has lost at its end', async () => {
    await open({ askEveryMs: 30 });
    expect(await mirror.readShard(0, 0, 10)).toEqual([]);
    source.append(0, 15);
    await send(1, 10);
    expect(await readUpTo(15)).toEqual(upTo(15));
  });

  it('goes on behind a message that cannot be read, and reads at the source what it may have been', async () => {
    const decode = (message: Message): Positioned => {
      const position = positionOf(message);
      if (position === undefined) throw new Error('not a pot');
      return { position };
    };
    await open({ decode });
    expect(await mirror.readShard(0, 0, 10)).toEqual([]);
    source.append(0, 20);
    await send(1, 10);
    await bus.send(TOPIC, 0, [say('poison')]);
    await send(12, 20);
    expect(await readUpTo(20)).toEqual(upTo(20));
    expect([missing, errors.map(String)]).toEqual([1, ['Error: not a pot']]);
    source.append(0, 5);
    await send(21, 25);
    expect(await readUpTo(25, 20)).toEqual(upTo(25).slice(20));
    expect(asked).toBe(2);
  });

  it('does not take an event of another shard for one of its own', async () => {
    const decode = (message: Message) => ({ position: positionOf(message) ?? Number.NaN, shard: Number(message.key) });
    await open({ decode });
    expect(await mirror.readShard(0, 0, 10)).toEqual([]);
    source.append(0, 2);
    await bus.send(TOPIC, 0, [
      say('one', '0', { position: '1' }),
      say('of another', '3', { position: '2' }),
      say('two', '0', { position: '2' }),
    ]);
    await until(async () => (await bus.bounds(TOPIC, 0)).next === 3 && errors.length === 1);
    expect(await readUpTo(2)).toEqual([1, 2]);
    expect(String(errors[0])).toContain('partition 0 of pots has an event of shard 3');
    expect([asked, missing]).toEqual([1, 0]);
  });

  it('shows all of it to whoever reads from the beginning, and takes nothing from who follows', async () => {
    await open();
    expect(await mirror.readShard(0, 0, 10)).toEqual([]);
    source.append(0, 30);
    await send(1, 30);
    expect(await readUpTo(20)).toContain(20);
    for (let after = 0; after < 15; after += 5) {
      expect((await mirror.readShard(0, after, 5)).map(({ position }) => position)).toEqual(
        upTo(after + 5).slice(after),
      );
    }
    expect(await readUpTo(30, 21)).toEqual(upTo(30).slice(21));
    expect([asked, missing]).toEqual([4, 0]);
  });

  it('begins where its reader stands, and takes no more from the topic than is read', async () => {
    source.append(0, 200);
    await send(1, 200);
    await open({ windowMax: 5 });
    expect(await readUpTo(200, 120)).toEqual(upTo(200).slice(120));
  });

  it('goes on from the source alone while the bus is away, and takes to the topic when it is back', async () => {
    const { subscribe } = bus;
    bus.subscribe = () => Promise.reject(new BusUnavailable('no broker'));
    await open({ askEveryMs: 20 });
    source.append(0, 12);
    expect(await readUpTo(12)).toEqual(upTo(12));
    await until(() => errors.length > 0);
    bus.subscribe = subscribe;
    source.append(0, 8);
    await send(1, 20);
    expect(await readUpTo(20, 12)).toEqual(upTo(20).slice(12));
    expect(String(errors[0])).toContain('no broker');
  });

  it('is read from the start of the topic while its source is away, up to what the topic has left out', async () => {
    let isAway = true;
    class Away extends Error {}
    source.append(0, 60);
    await send(1, 40);
    await bus.send(TOPIC, 0, [encode({ position: 42 })]);
    await open({
      shards: 1,
      source: {
        heads: () => Promise.reject(new Away()),
        readShard: (shard, after, limit) =>
          isAway ? Promise.reject(new Away()) : source.readShard(shard, after, limit),
      },
      isAway: (error) => error instanceof Away,
      askEveryMs: 10,
    });
    expect(await readUpTo(40)).toEqual(upTo(40));
    expect(await mirror.readShard(0, 40, 7)).toEqual([]);
    isAway = false;
    expect(await readUpTo(60, 40)).toEqual(upTo(60).slice(40));
    expect(missing).toBe(1);
  });
});
