import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestKafka, whereKafkaIs } from '@loyalty/testing';
import { aTopic, heard, Listener, numbered, say, until } from '../contract/adapter.features.js';
import { BusUnavailable, SendUncertain, type Bus } from '../messaging.js';
import { createKafkaBus } from './kafka-bus.js';

type Cluster = Awaited<ReturnType<typeof startTestKafka>>;

const texts = (count: number, from = 0): string[] => Array.from({ length: count }, (_, index) => String(from + index));

whereKafkaIs(describe)('a broker that fails', () => {
  let cluster: Cluster;
  let topic: string;
  const opened: Bus[] = [];

  beforeAll(async () => {
    cluster = await startTestKafka();
  }, 120_000);
  beforeEach(async () => {
    const declared = aTopic();
    await connect().declare([declared]);
    topic = declared.name;
  });
  afterAll(async () => {
    await Promise.all(opened.map((bus) => bus.close()));
    await cluster.stop();
  }, 60_000);

  function connect(times: { patienceMs?: number; requestTimeoutMs?: number } = {}): Bus {
    const bus = createKafkaBus({ brokers: cluster.brokers, clientId: 'broken', ...times });
    opened.push(bus);
    return bus;
  }

  it('leaves a send uncertain when it does not answer; what is sent next is not taken for what was given up', async () => {
    const bus = connect({ patienceMs: 500, requestTimeoutMs: 500 });
    await bus.send(topic, 0, numbered(3));
    await cluster.pause(1);
    await expect(bus.send(topic, 0, numbered(3, 3))).rejects.toThrow(SendUncertain);
    await cluster.continue(1);
    // Whoever must know reads the tail, and goes on from there.
    const patient = connect();
    const { next } = await patient.bounds(topic, 0);
    const [last] = await patient.read(topic, 0, next - 1, 1);
    expect(heard(last ? [last] : [])).toEqual(['5']);
    await patient.send(topic, 0, numbered(3, 6));
    await bus.send(topic, 0, numbered(3, 9));
    expect(heard(await patient.read(topic, 0, 0, 100))).toEqual(texts(12));
  });

  it('is waited for when it was killed, and then has what was sent once and in order', async () => {
    const bus = connect({ patienceMs: 60_000 });
    await bus.send(topic, 1, numbered(3));
    await cluster.kill(1);
    const sending = [bus.send(topic, 1, numbered(3, 3)), bus.send(topic, 1, numbered(3, 6))];
    await cluster.restart(1);
    await Promise.all(sending);
    expect(heard(await bus.read(topic, 1, 0, 100))).toEqual(texts(9));
  });

  it('loses its consumers nothing when it is killed', async () => {
    const bus = connect({ patienceMs: 60_000 });
    const listener = new Listener();
    await listener.listen(bus, { group: topic, topics: [topic] });
    await bus.send(topic, 0, numbered(3));
    await until(() => listener.heard.length === 3);
    await cluster.kill(1);
    await until(() => listener.errors.length > 0);
    await cluster.restart(1);
    await bus.send(topic, 0, numbered(3, 3));
    await until(() => listener.heard.length >= 6);
    expect(listener.texts()).toEqual(texts(6));
  });

  it('is unavailable, and nothing is uncertain, when it was not there at all', async () => {
    await cluster.kill(1);
    const bus = connect({ patienceMs: 300 });
    await expect(bus.send(topic, 0, [say('nobody')])).rejects.toThrow(BusUnavailable);
    await expect(bus.read(topic, 0, 0, 1)).rejects.toThrow(BusUnavailable);
    await expect(bus.declare([aTopic()])).rejects.toThrow(BusUnavailable);
    await cluster.restart(1);
  });

  it('takes more in one send than it takes in one request, and refuses one message that is too large', async () => {
    const bus = connect();
    const large = Array.from({ length: 12 }, (_, index) => say(String(index).padEnd(200_000, '.')));
    const { firstOffset } = await bus.send(topic, 0, large);
    const read = await bus.read(topic, 0, firstOffset, 100);
    expect(heard(read).map((text) => Number.parseInt(text, 10))).toEqual([...Array(12).keys()]);
    await expect(bus.send(topic, 1, [say('x'.repeat(17_000_000))])).rejects.toThrow(/larger than the max message size/);
    await bus.send(topic, 1, [say('small')]);
    expect(heard(await bus.read(topic, 1, 0, 10))).toEqual(['small']);
  });
});
