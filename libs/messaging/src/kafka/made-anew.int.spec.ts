import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestKafka, whereKafkaIs } from '@loyalty/testing';
import kafkajs from 'kafkajs';
import { Worlds } from '../consume/effects.features.js';
import { aTopic, numbered, until } from '../contract/adapter.features.js';
import { createKafkaBus } from './kafka-bus.js';

whereKafkaIs(describe)('a topic that is deleted and made anew while it is read', () => {
  let cluster: Awaited<ReturnType<typeof startTestKafka>>;
  const worlds = new Worlds({
    name: 'Kafka',
    start: async () => void (cluster = await startTestKafka()),
    stop: () => cluster.stop(),
    connect: async () => createKafkaBus({ brokers: cluster.brokers, clientId: 'anew' }),
  });
  beforeAll(() => worlds.start(), 120_000);
  afterAll(() => worlds.stop(), 60_000);

  it('stops the consumer, who cannot tell what is new in it, rather than take it for what was there before', async () => {
    const world = worlds.make();
    const bus = await world.buses.bus();
    const topic = { ...aTopic(), partitions: 1 };
    await bus.declare([topic]);
    await bus.send(topic.name, 0, numbered(20));
    await world.consume(bus, [world.handling(topic.name)]);
    await world.effectsReach(20);

    const admin = new kafkajs.Kafka({ brokers: [...cluster.brokers], logLevel: kafkajs.logLevel.NOTHING }).admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [topic.name] });
    await until(async () => !(await admin.listTopics()).includes(topic.name));
    await admin.disconnect();
    const other = await world.buses.bus();
    await other.declare([topic]);
    await other.send(topic.name, 0, numbered(3, 20));
    await until(() => world.errors.some((error) => String(error).includes('ends at 3, before the place 20')));
    expect(world.told.repeated).toBe(0);
    expect(await world.place()).toMatchObject({ next: 20 });
    await world.close();
  });
});
