import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { delegate, numbered, say, until, type BusAdapter } from '../contract/adapter.features.js';
import type { Bus } from '../messaging.js';
import { Worlds, type World } from './effects.features.js';
import { describeGapless } from './gapless.features.js';
import { describeOutages } from './outages.features.js';
import { describeQuarantine } from './quarantine.features.js';
import { describeSealed } from './sealed.features.js';

/** What a service may rely on, over any bus: needs PostgreSQL, for the consumer's own tables. */
export function describeConsumer(adapter: BusAdapter): void {
  const worlds = new Worlds(adapter);
  let current: World | undefined;
  const world = (): World => {
    if (current === undefined) throw new Error('outside a test');
    return current;
  };

  describe(`consumer over ${adapter.name}`, () => {
    beforeAll(() => worlds.start(), 120_000);
    afterAll(() => worlds.stop(), 60_000);
    beforeEach(() => {
      current = worlds.make();
    });
    afterEach(() => world().close());

    describe('an effect', () => describeOnce(world, adapter));
    describe('a numbered topic', () => describeGapless(world, adapter));
    describe('what cannot be handled', () => describeQuarantine(world));
    describe('what is set aside sealed', () => describeSealed(world));
    describe('an outage', () => describeOutages(world));
  });
}

function describeOnce(world: () => World, { cut }: BusAdapter): void {
  const texts = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index));

  it('happens once and in order, and the place stands behind it', async () => {
    const [bus, topic] = [await world().buses.bus(), await world().buses.topic({ partitions: 1 })];
    await bus.send(topic, 0, numbered(50));
    await world().consume(bus, [world().handling(topic)], { batchMax: 7 });
    expect(await world().effectsReach(50)).toEqual(texts(50));
    await until(async () => (await world().place())?.next === (await bus.bounds(topic, 0)).next);
    expect(world().told.lag).toBe(0);
    expect(world().errors).toEqual([]);
  });

  it('is undone when the handler fails behind it, and happens when it no longer does', async () => {
    const [bus, topic] = [await world().buses.bus(), await world().buses.topic({ partitions: 1 })];
    let failures = 0;
    world().fails = ({ text }) => {
      if (text === '7' && (failures += 1) <= 2) throw new Error('not yet');
    };
    await bus.send(topic, 0, numbered(10));
    await world().consume(bus, [world().handling(topic)], { triesMax: 10 });
    expect(await world().effectsReach(10)).toEqual(texts(10));
    expect(world().errors.map(String)).toEqual(['Error: not yet', 'Error: not yet']);
  });

  it('happens once though the bus begins anew with every batch', async () => {
    const [bus, topic] = [await world().buses.bus(), await world().buses.topic({ partitions: 1 })];
    const forgetful: Bus = {
      ...delegate(bus),
      subscribe: async (subscription) => {
        const subscribed = await bus.subscribe({
          ...subscription,
          placeOf: async (partition) => void (await subscription.placeOf(partition)),
          handle: async (batch) => {
            await subscription.handle(batch);
            if (batch.messages.at(-1)?.offset !== undefined && replays++ < 5) subscribed.restart(batch);
          },
        });
        return subscribed;
      },
    };
    let replays = 0;
    await bus.send(topic, 0, numbered(20));
    await world().consume(forgetful, [world().handling(topic)], { batchMax: 6 });
    expect(await world().effectsReach(20)).toEqual(texts(20));
    await until(() => replays > 5);
    await until(async () => (await world().place())?.next === (await bus.bounds(topic, 0)).next);
    expect(await world().effects()).toEqual(texts(20));
    expect(world().told.repeated).toBeGreaterThan(0);
  });

  it('happens once though two believe to have the partition', async () => {
    const [one, other] = [await world().buses.bus(), await world().buses.bus()];
    const topic = await world().buses.topic({ partitions: 1 });
    await one.send(topic, 0, numbered(200));
    // Two groups for the bus, one for the database: what a member that hangs and its heir look like.
    for (const [index, bus] of [one, other].entries()) {
      const apart: Bus = {
        ...delegate(bus),
        subscribe: (subscription) => bus.subscribe({ ...subscription, group: `${subscription.group}-${index}` }),
      };
      await world().consume(apart, [world().handling(topic)], { batchMax: 5 });
    }
    expect(await world().effectsReach(200)).toEqual(texts(200));
    for (let index = 200; index < 210; index += 1) await one.send(topic, 0, numbered(1, index));
    expect(await world().effectsReach(210)).toEqual(texts(210));
    expect(world().errors).toEqual([]);
  });

  it('may take long: the bus is told meanwhile that somebody is at it', async () => {
    const [bus, topic] = [await world().buses.bus(), await world().buses.topic({ partitions: 1 })];
    let beats = 0;
    const counting: Bus = {
      ...delegate(bus),
      subscribe: (subscription) =>
        bus.subscribe({
          ...subscription,
          handle: (batch) => subscription.handle({ ...batch, heartbeat: async () => void (beats += 1) }),
        }),
    };
    const handling = world().handling(topic);
    await bus.send(topic, 0, [say('long', 'a')]);
    const slow = { ...handling, handle: () => until(() => beats > 2) };
    await world().consume(counting, [slow], { heartbeatEveryMs: 5 });
    await until(async () => (await world().place())?.next === (await bus.bounds(topic, 0)).next);
    expect(beats).toBeGreaterThan(2);
  });

  it('is not taken for done when a failed statement was passed over in silence', async () => {
    const [bus, topic] = [await world().buses.bus(), await world().buses.topic({ partitions: 1 })];
    const handling = world().handling(topic);
    let careless = true;
    await bus.send(topic, 0, [say('kept')]);
    await world().consume(
      bus,
      [
        {
          ...handling,
          handle: async (cups, context) => {
            await handling.handle(cups as never, context);
            if (careless) await context.client.query('select no_such_thing').catch(() => undefined);
            careless = false;
          },
        },
      ],
      { triesMax: 10 },
    );
    expect(await world().effectsReach(1)).toEqual(['kept']);
    expect(world().errors.map(String)).toEqual([
      'Error: a failed statement was passed over in silence; nothing was committed',
    ]);
  });

  it('does not happen while the topic ends before the place: it was made anew, and nothing tells what is new in it', async () => {
    const [bus, topic] = [await world().buses.bus(), await world().buses.topic({ partitions: 1 })];
    await world().database.pool.query(
      'insert into tea_consumer.places (group_name, topic, partition, next) values ($1, $2, 0, 100)',
      [world().group, topic],
    );
    await bus.send(topic, 0, numbered(3));
    await world().consume(bus, [world().handling(topic)]);
    await until(() => world().errors.length > 0);
    expect(String(world().errors[0])).toContain('ends at 3, before the place 100');
    expect(await world().effects()).toEqual([]);
  });

  if (cut === undefined) return;

  it('goes on where retention has cut, and somebody hears that what was cut away was never taken', async () => {
    const options = { partitions: 1, retentionMs: 86_400_000 };
    const [bus, topic] = [await world().buses.bus(), await world().buses.topic(options)];
    await bus.send(topic, 0, numbered(5));
    const first = await world().consume(bus, [world().handling(topic)]);
    await world().effectsReach(5);
    await until(async () => (await world().place())?.next === (await bus.bounds(topic, 0)).next);
    await first.stop();
    await bus.send(topic, 0, numbered(10, 5));
    await cut({ topic, partition: 0 }, (await bus.read(topic, 0, 0, 20))[12]?.offset ?? 0);
    await world().consume(bus, [world().handling(topic)]);
    expect(await world().effectsReach(8)).toEqual([...texts(5), '12', '13', '14']);
    expect(world().errors.map(String)).toEqual([expect.stringContaining('begins at 12, behind the place 5')]);
  });
}
