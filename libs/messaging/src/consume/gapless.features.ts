import { expect, it } from '@jest/globals';
import { delegate, Gate, say, until, type BusAdapter } from '../contract/adapter.features.js';
import type { Bus, Subscription } from '../messaging.js';
import { numberedLog, type World } from './effects.features.js';
import { PlaceMoved } from './places.js';

const texts = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index + 1));

export function describeGapless(world: () => World, { cut }: BusAdapter): void {
  it('heals a batch that the bus has lost: it is read at its source, before what comes behind it', async () => {
    const [bus, topic] = [await world().buses.bus(), await world().buses.topic({ partitions: 1 })];
    const { messages, gapless } = numberedLog(40);
    await bus.send(topic, 0, messages.slice(0, 10));
    await bus.send(topic, 0, messages.slice(20, 30));
    await bus.send(topic, 0, messages.slice(31, 40));
    await world().consume(bus, [world().handling(topic, gapless)], { batchMax: 8 });
    expect(await world().effectsReach(40)).toEqual(texts(40));
    await until(async () => (await world().place())?.next === (await bus.bounds(topic, 0)).next);
    expect(world().told.missing).toBe(11);
    expect((await world().place())?.position).toBe(40);
    expect(world().errors).toEqual([]);
  });

  it('heals a batch that came twice, at once or long after', async () => {
    const [bus, topic] = [await world().buses.bus(), await world().buses.topic({ partitions: 1 })];
    const { messages, gapless } = numberedLog(30);
    for (const [from, to] of [
      [0, 10],
      [0, 10],
      [10, 20],
      [5, 15],
      [20, 30],
      [0, 30],
    ]) {
      await bus.send(topic, 0, messages.slice(from, to));
    }
    await world().consume(bus, [world().handling(topic, gapless)], { batchMax: 8 });
    await until(async () => (await world().place())?.next === (await bus.bounds(topic, 0)).next);
    expect(await world().effects()).toEqual(texts(30));
    expect(world().told).toMatchObject({ repeated: 50, missing: 0 });
  });

  it('stops where something is missing for as long as the source cannot give it', async () => {
    const [bus, topic] = [await world().buses.bus(), await world().buses.topic({ partitions: 1 })];
    const { messages, gapless } = numberedLog(10);
    const answers = [
      () => Promise.reject(new Error('the source is away')),
      async () => [],
      async () => messages.slice(4, 5),
    ];
    await bus.send(topic, 0, messages.slice(0, 3));
    await bus.send(topic, 0, messages.slice(5, 10));
    await world().consume(bus, [
      world().handling(topic, {
        ...gapless,
        readMissing: async (partition, after, upTo) =>
          (await answers.shift()?.()) ?? gapless.readMissing(partition, after, upTo),
      }),
    ]);
    await until(() => world().errors.length === 3);
    expect(world().errors.map(String)).toEqual([
      'Error: the source is away',
      expect.stringContaining('positions 4 to 5 are missing, and the source gave 0'),
      expect.stringContaining('the source gave position 5 for 4'),
    ]);
    expect(await world().effectsReach(10)).toEqual(texts(10));
  });

  it('is not told twice by a batch that waited for its source while the partition went to another, and came back', async () => {
    const [bus, topic] = [await world().buses.bus(), await world().buses.topic({ partitions: 1 })];
    const { messages, gapless } = numberedLog(10);
    const gate = new Gate();
    let asks = 0;
    const waiting = world().handling(topic, {
      ...gapless,
      readMissing: async (partition, after, upTo) => {
        asks += 1;
        await gate.opened;
        return gapless.readMissing(partition, after, upTo);
      },
    });
    // A member that the test moves by hand.
    let subscription: Subscription | undefined;
    const byHand: Bus = {
      ...delegate(bus),
      subscribe: async (wanted) => {
        subscription = wanted;
        return { assigned: () => [], restart: () => undefined, stop: async () => undefined };
      },
    };
    await world().consume(byHand, [waiting]);
    await bus.send(topic, 0, messages.slice(3));
    const partition = { topic, partition: 0 };
    await subscription?.placeOf(partition);
    const received = await bus.read(topic, 0, 0, 10);
    const batch = {
      ...partition,
      messages: received,
      end: 7,
      heartbeat: async () => undefined,
      isRevoked: () => false,
    };
    const old = subscription?.handle(batch).catch((error: unknown) => error);
    await until(() => asks === 1);

    await world().consume(bus, [world().handling(topic, gapless)]);
    expect(await world().effectsReach(10)).toEqual(texts(10));
    await subscription?.placeOf(partition);
    gate.open();
    expect(await old).toBeInstanceOf(PlaceMoved);
    expect(await world().effects()).toEqual(texts(10));
  });

  it('takes a topic that was made anew for what it is: positions tell what is new', async () => {
    const [bus, topic] = [await world().buses.bus(), await world().buses.topic({ partitions: 1 })];
    await world().database.pool.query(
      'insert into tea_consumer.places (group_name, topic, partition, next, position) values ($1, $2, 0, 100, 5)',
      [world().group, topic],
    );
    const { messages, gapless } = numberedLog(10);
    await bus.send(topic, 0, messages.slice(0, 4));
    await world().consume(bus, [world().handling(topic, gapless)]);
    await until(async () => (await world().place())?.next === (await bus.bounds(topic, 0)).next);
    await bus.send(topic, 0, messages.slice(4));
    expect(await world().effectsReach(5)).toEqual(['6', '7', '8', '9', '10']);
  });

  it('goes on from the place when the consumer is started again, and handles what bears no number where it stands', async () => {
    const [bus, topic] = [await world().buses.bus(), await world().buses.topic({ partitions: 1 })];
    const { messages, gapless } = numberedLog(6);
    await bus.send(topic, 0, [...messages.slice(0, 2), say('no number'), ...messages.slice(2, 4)]);
    const first = await world().consume(bus, [world().handling(topic, gapless)]);
    expect(await world().effectsReach(5)).toEqual(['1', '2', 'no number', '3', '4']);
    await first.stop();
    await bus.send(topic, 0, [say('odd', null, { position: '-3' }), ...messages.slice(4)]);
    await world().consume(bus, [world().handling(topic, gapless)]);
    expect(await world().effectsReach(8)).toEqual(['1', '2', 'no number', '3', '4', 'odd', '5', '6']);
  });

  if (cut === undefined) return;

  it('reads at its source what retention has cut off', async () => {
    const [bus, topic] = [
      await world().buses.bus(),
      await world().buses.topic({ partitions: 1, retentionMs: 86_400_000 }),
    ];
    const { messages, gapless } = numberedLog(20);
    await bus.send(topic, 0, messages);
    await cut({ topic, partition: 0 }, (await bus.read(topic, 0, 0, 20))[15]?.offset ?? 0);
    await world().consume(bus, [world().handling(topic, gapless)]);
    expect(await world().effectsReach(20)).toEqual(texts(20));
    expect(world().told.missing).toBe(15);
  });
}
