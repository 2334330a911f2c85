import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { delegate, inBuses, say, until, type BusAdapter, type Buses } from '../contract/adapter.features.js';
import { SendUncertain, type Bus } from '../messaging.js';
import { encode, GrowingLog, positionOf, positionsIn, withoutRepeats } from './growing-log.features.js';
import { createInMemoryCheckpoints, InMemoryLocks } from './in-memory-relay.js';
import { startRelay, type Positioned, type Relay, type RelayOptions } from './relay.js';

const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

/** What a relay promises over any bus, whatever happens to it and to its sends. */
export function describeRelay(adapter: BusAdapter): void {
  describe(`relay over ${adapter.name}`, () => {
    let buses: Buses;
    let log: GrowingLog;
    let locks: InMemoryLocks;
    let relays: Relay[];
    const errors: unknown[] = [];
    const checkpoints = createInMemoryCheckpoints();
    beforeAll(() => adapter.start(), 120_000);
    afterAll(() => adapter.stop(), 60_000);
    beforeEach(() => {
      buses = inBuses(adapter);
      log = new GrowingLog(2);
      locks = new InMemoryLocks();
      relays = [];
      errors.length = 0;
    });
    afterEach(async () => {
      await Promise.all(relays.map((relay) => relay.stop()));
      await buses.close();
    });

    const relay = async (bus: Bus, topic: string, more: Partial<RelayOptions<Positioned>> = {}): Promise<Relay> => {
      const onError = (error: unknown): void => void errors.push(error);
      const made = await startRelay({
        ...{ log, bus, topic, encode, positionOf, locks, checkpoints, onError },
        ...{ pollMs: 20, tryEveryMs: 20, batchMax: 10 },
        ...more,
      });
      relays.push(made);
      return made;
    };
    const arrived = async (bus: Bus, topic: string, last: number): Promise<void> =>
      until(async () => {
        const all = await Promise.all([0, 1].map((shard) => positionsIn(bus, topic, shard)));
        return all.every((positions) => positions.includes(last));
      }, `position ${last}`);

    it('sends what was there and what comes, a shard to a partition, once and in order', async () => {
      const [bus, topic] = [await buses.bus(), await buses.topic()];
      for (const shard of [0, 1]) log.append(shard, 95);
      await relay(bus, topic);
      await arrived(bus, topic, 95);
      for (let round = 0; round < 5; round += 1) for (const shard of [0, 1]) log.append(shard, 1);
      await arrived(bus, topic, 100);
      for (const shard of [0, 1]) expect(await positionsIn(bus, topic, shard)).toEqual(upTo(100));
      expect(errors).toEqual([]);
    });

    it('says with every message of which trace it is, and of one that nobody records where it is of none', async () => {
      const [bus, topic] = [await buses.bus(), await buses.topic()];
      const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
      log.traces.set(2, trace);
      for (const shard of [0, 1]) log.append(shard, 3);
      await relay(bus, topic);
      await arrived(bus, topic, 3);
      const said = (await bus.read(topic, 0, 0, 10)).map(({ headers }) => headers['traceparent']);
      expect(said[1]).toBe(trace);
      expect(said[0]).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
      expect(said[2]).toBe(said[0]);
    });

    it('goes on from what is really there, not from what was believed to be sent', async () => {
      const [bus, topic] = [await buses.bus(), await buses.topic()];
      log.append(0, 20);
      await checkpoints.write(0, 20);
      await bus.send(
        topic,
        0,
        upTo(7).map((position) => encode({ position })),
      );
      await bus.send(
        topic,
        0,
        Array.from({ length: 120 }, () => say('no position')),
      );
      for (const position of ['none', '-3', '1e400', '']) await bus.send(topic, 0, [say('odd', null, { position })]);
      log.append(1, 20);
      await relay(bus, topic);
      await arrived(bus, topic, 20);
      const numbered = (await positionsIn(bus, topic, 0)).filter(
        (position) => Number.isFinite(position) && position > 0,
      );
      expect(numbered).toEqual(upTo(20));
    });

    it('refuses a topic that has not a partition for every shard, and one that is ahead of the log', async () => {
      const [bus, three, topic] = [await buses.bus(), await buses.topic({ partitions: 3 }), await buses.topic()];
      await expect(relay(bus, three)).rejects.toThrow(`${three} has 3 partitions for 2 shards`);
      log.append(0, 3);
      await bus.send(
        topic,
        0,
        upTo(5).map((position) => encode({ position })),
      );
      await relay(bus, topic);
      await until(() => errors.length > 0);
      expect(String(errors[0])).toContain(`${topic} has position 5 of shard 0, the log ends at 3`);
      expect(await positionsIn(bus, topic, 0)).toEqual(upTo(5));
    });

    it('sends again what the bus acknowledged and lost at the end of a partition, where no reader would miss it', async () => {
      const [bus, topic] = [await buses.bus(), await buses.topic()];
      let lies = 2;
      const forgetful: Bus = {
        ...delegate(bus),
        send: async (to, partition, messages) => {
          if (partition === 1 && (lies -= 1) >= 0) return { firstOffset: 0 };
          return bus.send(to, partition, messages);
        },
      };
      for (const shard of [0, 1]) log.append(shard, 15);
      await relay(forgetful, topic);
      await arrived(bus, topic, 15);
      for (const shard of [0, 1]) expect(await positionsIn(bus, topic, shard)).toEqual(upTo(15));
      expect(errors).toEqual([]);
    });

    it('hands over when it stops', async () => {
      const [bus, topic] = [await buses.bus(), await buses.topic()];
      const first = await relay(bus, topic);
      await until(() => first.held().length === 2);
      const second = await relay(bus, topic);
      for (const shard of [0, 1]) log.append(shard, 30);
      await arrived(bus, topic, 30);
      expect(second.held()).toEqual([]);
      await first.stop();
      for (const shard of [0, 1]) log.append(shard, 30);
      await arrived(bus, topic, 60);
      expect(second.held()).toEqual([0, 1]);
      for (const shard of [0, 1]) expect(await positionsIn(bus, topic, shard)).toEqual(upTo(60));
    });

    it('keeps the order of the log, whatever happens to its sends and whoever takes over from whom', async () => {
      const [reader, topic] = [await buses.bus(), await buses.topic()];
      const struck = { lost: 0, unanswered: 0, late: 0 };
      const late: Promise<unknown>[] = [];
      // Two instances that fail at random: a send that never leaves, one whose answer is lost, and one that hangs until
      // another instance has long taken over, and is then taken.
      for (const bus of [await buses.bus(), await buses.bus()]) {
        await relay(perilous(bus, { struck, late, taken: (shard) => locks.take(`relay ${topic}/${shard}`) }), topic);
      }
      for (let round = 0; round < 150; round += 1) {
        log.append(round % 2, 1 + (round % 17));
        await new Promise((resolve) => setTimeout(resolve, 4));
      }
      const heads = await log.heads();
      for (const [shard, head] of heads.entries()) {
        await until(async () => (await positionsIn(reader, topic, shard)).includes(head), `shard ${shard}`);
      }
      await Promise.all(relays.map((each) => each.stop()));
      await Promise.all(late);
      for (const [shard, head] of heads.entries()) {
        const positions = await positionsIn(reader, topic, shard);
        expect(withoutRepeats(positions)).toEqual(upTo(head));
        expect(positions.length).toBeGreaterThan(head);
      }
      expect(Math.min(...Object.values(struck))).toBeGreaterThan(0);
    });

    const { cut } = adapter;
    if (cut === undefined) return;

    it('goes on from its checkpoint when retention has left nothing', async () => {
      const [bus, topic] = [await buses.bus(), await buses.topic({ retentionMs: 86_400_000 })];
      for (const shard of [0, 1]) log.append(shard, 10);
      const first = await relay(bus, topic);
      await arrived(bus, topic, 10);
      await first.stop();
      for (const partition of [0, 1]) await cut({ topic, partition }, (await bus.bounds(topic, partition)).next);
      for (const shard of [0, 1]) log.append(shard, 2);
      await relay(bus, topic);
      await arrived(bus, topic, 12);
      for (const shard of [0, 1]) expect(await positionsIn(bus, topic, shard)).toEqual([11, 12]);
    });
  });
}

interface Perils {
  readonly struck: { lost: number; unanswered: number; late: number };
  readonly late: Promise<unknown>[];
  readonly taken: (shard: number) => void;
}

function perilous(bus: Bus, { struck, late, taken }: Perils): Bus {
  const send: Bus['send'] = async (topic, partition, messages) => {
    const fate = Math.random();
    if (fate < 0.05) {
      struck.lost += 1;
      throw new SendUncertain(topic, partition);
    }
    if (fate < 0.1) {
      await bus.send(topic, partition, messages);
      struck.unanswered += 1;
      throw new SendUncertain(topic, partition);
    }
    if (fate < 0.2) {
      taken(partition);
      await new Promise((resolve) => setTimeout(resolve, 60));
      const sending = bus.send(topic, partition, messages);
      late.push(sending.catch(() => undefined));
      struck.late += 1;
      return sending;
    }
    return bus.send(topic, partition, messages);
  };
  return { ...delegate(bus), send };
}
