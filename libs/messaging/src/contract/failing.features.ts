import { expect, it } from '@jest/globals';
import { heard, Listener, numbered, until, type Buses } from './adapter.features.js';

export function describeFailing(buses: () => Buses): void {
  it('hands out the same again from the place, until it works, while other partitions go on', async () => {
    const [bus, topic] = [await buses().bus(), await buses().topic()];
    const listener = new Listener();
    const tries: string[][] = [];
    const others: string[] = [];
    await listener.listen(bus, {
      group: buses().group(),
      topics: [topic],
      handle: async ({ partition, messages }) => {
        if (partition === 1) return void others.push(...heard(messages));
        tries.push(heard(messages));
        if (tries.length < 3) throw new Error(`no, for the ${tries.length}. time`);
        listener.heard.push(...messages);
      },
    });
    await bus.send(topic, 0, numbered(3));
    await bus.send(topic, 1, numbered(3));
    await until(() => listener.heard.length === 3 && others.length === 3);
    expect(tries).toEqual([tries[0], tries[0], tries[0]]);
    expect(tries[0]?.[0]).toBe('0');
    expect(listener.errors.map(String)).toEqual(['Error: no, for the 1. time', 'Error: no, for the 2. time']);
    expect(listener.asked.filter(({ partition }) => partition === 0)).toHaveLength(3);
  });

  it('goes on from what was stored before the failure', async () => {
    const [bus, topic] = [await buses().bus(), await buses().topic()];
    await bus.send(topic, 0, numbered(10));
    const listener = new Listener();
    let failed = false;
    await listener.listen(bus, {
      group: buses().group(),
      topics: [topic],
      handle: async ({ messages }) => {
        for (const message of messages) {
          listener.heard.push(message);
          listener.places.set(`${topic}/0`, message.offset + 1);
          if (failed || listener.heard.length < 4) continue;
          failed = true;
          throw new Error('after the fourth');
        }
      },
    });
    await until(() => listener.heard.length >= 10);
    expect(listener.texts()).toEqual(Array.from({ length: 10 }, (_, index) => String(index)));
  });

  it('asks for the place again when it could not be told', async () => {
    const [bus, topic] = [await buses().bus(), await buses().topic()];
    await bus.send(topic, 0, numbered(2));
    const listener = new Listener();
    let asked = 0;
    await listener.listen(bus, {
      group: buses().group(),
      topics: [topic],
      placeOf: async ({ partition }) => {
        if (partition === 0 && (asked += 1) < 3) throw new Error('the database is away');
        return undefined;
      },
    });
    await until(() => listener.heard.length === 2);
    expect(listener.errors.map(String)).toEqual(Array(2).fill('Error: the database is away'));
  });

  it('is not tried again and again because more arrives: the pause after a failure grows', async () => {
    const [bus, topic] = [await buses().bus(), await buses().topic()];
    const listener = new Listener();
    await listener.listen(bus, {
      group: buses().group(),
      topics: [topic],
      handle: async () => {
        throw new Error('always');
      },
    });
    await bus.send(topic, 0, numbered(1));
    await until(() => listener.errors.length > 0);
    for (let index = 1; index <= 200; index += 1) {
      await bus.send(topic, 0, numbered(1, index));
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(listener.errors.length).toBeLessThan(40);
  });

  it('stops without waiting for the pause after a failure', async () => {
    const [bus, topic] = [await buses().bus(), await buses().topic()];
    await bus.send(topic, 0, numbered(1));
    const listener = new Listener();
    const subscribed = await listener.listen(bus, {
      group: buses().group(),
      topics: [topic],
      handle: async () => {
        throw new Error('always');
      },
    });
    await until(() => listener.errors.length >= 3);
    await subscribed.stop();
    const known = listener.errors.length;
    await bus.bounds(topic, 0);
    expect(listener.errors).toHaveLength(known);
  });
}
