import { expect, it } from '@jest/globals';
import { BusUnavailable } from '../messaging.js';
import { heard, numbered, say, type BusAdapter, type Buses } from './adapter.features.js';

export function describeSending(buses: () => Buses, { cut }: BusAdapter): void {
  it('keeps a message as it was sent', async () => {
    const [bus, topic] = [await buses().bus(), await buses().topic()];
    const before = Date.now();
    const value = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const sent = [
      { key: 'Tee "grün", {x}\\', value, headers: { traceparent: '00-ab', 'ce-id': 'ä "quoted", \\ {}' } },
      { key: null, value: new Uint8Array(0), headers: {} },
      { key: '', value: Buffer.from('last'), headers: { empty: '' } },
    ];
    const { firstOffset } = await bus.send(topic, 1, sent);
    const received = await bus.read(topic, 1, firstOffset, 10);
    expect(received.map(({ key, headers }) => ({ key, headers }))).toEqual(
      sent.map(({ key, headers }) => ({ key, headers })),
    );
    expect(received.map((each) => [...each.value])).toEqual(sent.map((each) => [...each.value]));
    for (const each of received) {
      expect(each).toMatchObject({ topic, partition: 1 });
      // Broker and test may run on clocks that are not quite the same.
      expect(Math.abs(each.sentAt - before)).toBeLessThan(60_000);
    }
  });

  it('takes a message of several MiB, as a purchase of thousands of lines makes, and what comes after it', async () => {
    const [bus, topic] = [await buses().bus(), await buses().topic()];
    const large = { key: null, value: Buffer.alloc(6 * 1024 * 1024, 'x'), headers: {} };
    const [before, after] = numbered(2);
    if (!before || !after) throw new Error('too few');
    await bus.send(topic, 0, [before, large, after]);
    const received = [];
    for (let from = 0; received.length < 3; from = (received.at(-1)?.offset ?? 0) + 1) {
      const some = await bus.read(topic, 0, from, 10);
      expect(some.length).toBeGreaterThan(0);
      received.push(...some);
    }
    expect(received.map(({ value }) => value.length)).toEqual([
      before.value.length,
      large.value.length,
      after.value.length,
    ]);
  });

  it('numbers the messages of each partition upwards, and says where it ends', async () => {
    const [bus, topic] = [await buses().bus(), await buses().topic()];
    expect(await bus.bounds(topic, 0)).toEqual({ first: 0, next: 0 });
    const { firstOffset } = await bus.send(topic, 0, numbered(3));
    const offsets = (await bus.read(topic, 0, 0, 10)).map(({ offset }) => offset);
    expect(offsets[0]).toBe(firstOffset);
    expect(offsets).toEqual([...new Set(offsets)].sort((a, b) => a - b));
    expect(await bus.bounds(topic, 0)).toEqual({ first: 0, next: (offsets[2] ?? 0) + 1 });
    expect(await bus.bounds(topic, 1)).toEqual({ first: 0, next: 0 });
    const later = await bus.send(topic, 0, numbered(1));
    expect(later.firstOffset).toBeGreaterThan(offsets[2] ?? 0);
  });

  it('keeps the order in which sends to a partition were asked for, though nobody waited between them', async () => {
    const [bus, topic] = [await buses().bus(), await buses().topic()];
    const asked = Array.from({ length: 40 }, (_, index) => bus.send(topic, index % 2, numbered(10, index * 10)));
    const offsets = (await Promise.all(asked)).map(({ firstOffset }) => firstOffset);
    for (const partition of [0, 1]) {
      const expected = Array.from({ length: 20 }, (_, index) => numbered(10, (index * 2 + partition) * 10)).flat();
      const read = await bus.read(topic, partition, 0, 1000);
      expect(heard(read)).toEqual(expected.map(({ value }) => Buffer.from(value).toString()));
      expect(read.filter((_, index) => index % 10 === 0).map(({ offset }) => offset)).toEqual(
        offsets.filter((_, index) => index % 2 === partition),
      );
    }
  });

  it('reads from an offset on, as many as were asked for, and nothing behind the end', async () => {
    const [bus, topic] = [await buses().bus(), await buses().topic()];
    await bus.send(topic, 0, numbered(1200));
    const all = await bus.read(topic, 0, 0, 5000);
    expect(heard(all)).toEqual(Array.from({ length: 1200 }, (_, index) => String(index)));
    expect(heard(await bus.read(topic, 0, all[700]?.offset ?? 0, 3))).toEqual(['700', '701', '702']);
    expect(heard(await bus.read(topic, 0, all[1198]?.offset ?? 0, 3))).toEqual(['1198', '1199']);
    expect(await bus.read(topic, 0, (await bus.bounds(topic, 0)).next, 3)).toEqual([]);
  });

  it('shows what was acknowledged to another at once', async () => {
    const [one, other, topic] = [await buses().bus(), await buses().bus(), await buses().topic()];
    for (let round = 0; round < 5; round += 1) {
      const { firstOffset } = await one.send(topic, 0, [say(`round ${round}`)]);
      expect(heard(await other.read(topic, 0, firstOffset, 10))).toEqual([`round ${round}`]);
    }
  });

  it('refuses a partition that is not there', async () => {
    const [bus, topic] = [await buses().bus(), await buses().topic()];
    await expect(bus.send(topic, 2, [say('nowhere')])).rejects.toThrow();
    await expect(bus.bounds(topic, 2)).rejects.toThrow();
  });

  it('takes what was asked for before it is closed, and nothing afterwards', async () => {
    const [bus, reader, topic] = [await buses().bus(), await buses().bus(), await buses().topic()];
    const underWay = Promise.all([bus.send(topic, 0, numbered(5)), bus.send(topic, 0, numbered(5, 5))]);
    await bus.close();
    await underWay;
    await expect(bus.send(topic, 0, [say('late')])).rejects.toThrow(BusUnavailable);
    expect(await reader.read(topic, 0, 0, 100)).toHaveLength(10);
    await bus.close();
  });

  if (cut === undefined) return;

  it('begins where retention has cut it, and numbers on', async () => {
    const [bus, topic] = [await buses().bus(), await buses().topic({ retentionMs: 86_400_000 })];
    await bus.send(topic, 0, numbered(10));
    const seventh = (await bus.read(topic, 0, 0, 10))[6]?.offset ?? 0;
    await cut({ topic, partition: 0 }, seventh);
    const { next } = await bus.bounds(topic, 0);
    expect(await bus.bounds(topic, 0)).toEqual({ first: seventh, next });
    expect(heard(await bus.read(topic, 0, 0, 2))).toEqual(['6', '7']);
    await cut({ topic, partition: 0 }, next);
    expect(await bus.bounds(topic, 0)).toEqual({ first: next, next });
    expect(await bus.read(topic, 0, 0, 10)).toEqual([]);
    expect((await bus.send(topic, 0, [say('on')])).firstOffset).toBe(next);
  });
}
