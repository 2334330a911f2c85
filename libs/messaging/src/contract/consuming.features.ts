import { expect, it } from '@jest/globals';
import { Gate, heard, Listener, numbered, say, until, type BusAdapter, type Buses } from './adapter.features.js';

const texts = (count: number, from = 0): string[] => Array.from({ length: count }, (_, index) => String(from + index));

export function describeConsuming(buses: () => Buses, { cut }: BusAdapter): void {
  it('hands out what was there before and what comes later, each partition in its order', async () => {
    const [bus, sender, topic] = [await buses().bus(), await buses().bus(), await buses().topic()];
    await sender.send(topic, 0, numbered(30));
    await sender.send(topic, 1, numbered(30, 100));
    const listener = new Listener();
    await listener.listen(bus, { group: buses().group(), topics: [topic] });
    await until(() => listener.heard.length === 60);
    for (let batch = 0; batch < 10; batch += 1) await sender.send(topic, batch % 2, numbered(3, 200 + batch * 3));
    await until(() => listener.heard.length === 90);
    const later = (partition: number): string[] =>
      [0, 1, 2, 3, 4].flatMap((batch) => texts(3, 200 + (batch * 2 + partition) * 3));
    expect(listener.texts(0)).toEqual([...texts(30), ...later(0)]);
    expect(listener.texts(1)).toEqual([...texts(30, 100), ...later(1)]);
    expect(listener.errors).toEqual([]);
  });

  it('goes on from the place that the consumer names, asked when the partition is assigned', async () => {
    const [bus, topic, group] = [await buses().bus(), await buses().topic(), buses().group()];
    await bus.send(topic, 0, numbered(10));
    const places = new Map([[`${topic}/0`, (await bus.read(topic, 0, 0, 10))[7]?.offset ?? 0]]);
    const listener = new Listener(places);
    const subscribed = await listener.listen(bus, { group, topics: [topic] });
    await until(() => listener.heard.length === 3 && listener.asked.length >= 2);
    expect(listener.texts()).toEqual(texts(3, 7));
    expect(listener.asked.map(({ partition }) => partition).sort()).toEqual([0, 1]);
    await subscribed.stop();

    // The bus itself remembers nothing: another member of the same group goes back when the place does.
    places.clear();
    const again = new Listener(places);
    await again.listen(bus, { group, topics: [topic] });
    await until(() => again.heard.length === 10);
    expect(again.texts()).toEqual(texts(10));
  });

  it('makes batches no larger than asked, never empty, and says where the partition ends', async () => {
    const [bus, topic] = [await buses().bus(), await buses().topic()];
    await bus.send(topic, 0, numbered(100));
    const { next } = await bus.bounds(topic, 0);
    const listener = new Listener();
    await listener.listen(bus, { group: buses().group(), topics: [topic], batchMax: 7 });
    await until(() => listener.heard.length === 100);
    expect(Math.max(...listener.batches.map(({ length }) => length))).toBeLessThanOrEqual(7);
    expect(Math.min(...listener.batches.map(({ length }) => length))).toBeGreaterThan(0);
    expect(listener.texts()).toEqual(texts(100));
    expect(listener.ends.at(-1)).toBe(next);
  });

  it('serves several topics at once, and every group gets everything', async () => {
    const [bus, tea, cake] = [await buses().bus(), await buses().topic(), await buses().topic()];
    const listeners = [new Listener(), new Listener()];
    for (const listener of listeners) await listener.listen(bus, { group: buses().group(), topics: [tea, cake] });
    await Promise.all([bus.send(tea, 1, [say('tea')]), bus.send(cake, 0, [say('cake')])]);
    await until(() => listeners.every((listener) => listener.heard.length === 2));
    for (const listener of listeners) expect(listener.texts().sort()).toEqual(['cake', 'tea']);
  });

  it('has one batch of a partition under way, while other partitions go on', async () => {
    const [bus, topic] = [await buses().bus(), await buses().topic()];
    const gate = new Gate();
    const underWay: string[][] = [];
    const others: string[] = [];
    await new Listener().listen(bus, {
      group: buses().group(),
      topics: [topic],
      batchMax: 5,
      handle: async ({ partition, messages, heartbeat }) => {
        if (partition === 1) return void others.push(...heard(messages));
        underWay.push(heard(messages));
        await heartbeat();
        await gate.opened;
      },
    });
    await bus.send(topic, 0, numbered(20));
    await until(() => underWay.length === 1);
    await bus.send(topic, 0, numbered(20, 20));
    for (let round = 0; round < 20; round += 1) await bus.send(topic, 1, numbered(1, round));
    await until(() => others.length === 20);
    expect(underWay).toHaveLength(1);
    gate.open();
    await until(() => underWay.flat().length === 40);
    expect(underWay.flat()).toEqual(texts(40));
  });

  it('goes back to the place when it is told to', async () => {
    const [bus, topic] = [await buses().bus(), await buses().topic()];
    const listener = new Listener();
    const subscribed = await listener.listen(bus, { group: buses().group(), topics: [topic] });
    await bus.send(topic, 0, numbered(5));
    await until(() => listener.heard.length === 5);
    listener.places.set(`${topic}/0`, listener.heard[2]?.offset ?? 0);
    subscribed.restart({ topic, partition: 0 });
    await until(() => listener.heard.length === 8);
    await bus.send(topic, 0, numbered(1, 5));
    await until(() => listener.heard.length === 9);
    expect(listener.texts()).toEqual(['0', '1', '2', '3', '4', '2', '3', '4', '5']);
  });

  it('can be told from within a batch, which the next one then does not follow', async () => {
    const [bus, topic] = [await buses().bus(), await buses().topic()];
    await bus.send(topic, 0, numbered(6));
    const batches: string[][] = [];
    const subscribed = await new Listener().listen(bus, {
      group: buses().group(),
      topics: [topic],
      batchMax: 2,
      handle: async ({ messages, topic: of, partition }) => {
        batches.push(heard(messages));
        if (batches.length === 2) subscribed.restart({ topic: of, partition });
      },
    });
    await until(() => batches.length >= 5);
    expect(batches.slice(0, 5)).toEqual([
      ['0', '1'],
      ['2', '3'],
      ['0', '1'],
      ['2', '3'],
      ['4', '5'],
    ]);
  });

  it('stops when the batches under way have come back, and hands out nothing afterwards', async () => {
    const [bus, topic] = [await buses().bus(), await buses().topic()];
    const gate = new Gate();
    const batches: string[][] = [];
    let finished = 0;
    const subscribed = await new Listener().listen(bus, {
      group: buses().group(),
      topics: [topic],
      batchMax: 2,
      handle: async ({ messages }) => {
        batches.push(heard(messages));
        await gate.opened;
        finished += 1;
      },
    });
    await bus.send(topic, 0, numbered(10));
    await until(() => batches.length === 1);
    let stopped = false;
    const stopping = subscribed.stop().then(() => (stopped = true));
    expect(stopped).toBe(false);
    gate.open();
    await stopping;
    expect(finished).toBe(1);
    await bus.send(topic, 0, numbered(10));
    await bus.bounds(topic, 0);
    expect(batches).toEqual([['0', '1']]);
    expect(subscribed.assigned()).toEqual([]);
  });

  if (cut === undefined) return;

  it('goes on at the first message still there when retention has cut off the place', async () => {
    const [bus, topic] = [await buses().bus(), await buses().topic({ retentionMs: 86_400_000 })];
    await bus.send(topic, 0, numbered(10));
    const all = await bus.read(topic, 0, 0, 10);
    await cut({ topic, partition: 0 }, all[6]?.offset ?? 0);
    const listener = new Listener(new Map([[`${topic}/0`, all[2]?.offset ?? 0]]));
    await listener.listen(bus, { group: buses().group(), topics: [topic] });
    await until(() => listener.heard.length === 4);
    expect(listener.texts()).toEqual(texts(4, 6));
  });
}
