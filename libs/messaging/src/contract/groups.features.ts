import { expect, it } from '@jest/globals';
import type { Subscribed } from '../messaging.js';
import { nameOf } from '../partition-name.js';
import { Gate, heard, Listener, numbered, say, until, type Buses } from './adapter.features.js';

const partitionsOf = (...members: Subscribed[]): number[] =>
  members.flatMap((member) => member.assigned().map(({ partition }) => partition)).sort((a, b) => a - b);

export function describeGroups(buses: () => Buses): void {
  it('share the partitions among their members', async () => {
    const [one, other, topic] = [await buses().bus(), await buses().bus(), await buses().topic({ partitions: 4 })];
    const group = buses().group();
    const places = new Map<string, number>();
    const [first, second] = [new Listener(places), new Listener(places)];
    const firstMember = await first.listen(one, { group, topics: [topic] });
    const secondMember = await second.listen(other, { group, topics: [topic] });
    await until(() => firstMember.assigned().length === 2 && secondMember.assigned().length === 2);
    expect(partitionsOf(firstMember, secondMember)).toEqual([0, 1, 2, 3]);
    for (let partition = 0; partition < 4; partition += 1) await one.send(topic, partition, numbered(5, partition * 5));
    await until(() => first.heard.length + second.heard.length === 20);
    expect([...first.texts(), ...second.texts()].map(Number).sort((a, b) => a - b)).toEqual([...Array(20).keys()]);
    expect(first.heard.length).toBe(10);
  });

  it('hand a partition over when a member joins, and its new owner asks for the place', async () => {
    const [one, other, topic] = [await buses().bus(), await buses().bus(), await buses().topic()];
    const group = buses().group();
    const places = new Map<string, number>();
    const [first, second] = [new Listener(places), new Listener(places)];
    const staying = await first.listen(one, { group, topics: [topic] });
    await until(() => staying.assigned().length === 2);
    for (const partition of [0, 1]) await one.send(topic, partition, numbered(5));
    await until(() => first.heard.length === 10);
    const joining = await second.listen(other, { group, topics: [topic] });
    await until(() => staying.assigned().length === 1 && joining.assigned().length === 1);
    for (const partition of [0, 1]) await one.send(topic, partition, numbered(5, 5));
    await until(() => first.heard.length + second.heard.length === 20);
    const moved = joining.assigned()[0]?.partition ?? -1;
    expect(second.asked).toContainEqual({ topic, partition: moved });
    expect(second.texts(moved)).toEqual(['5', '6', '7', '8', '9']);
    expect(first.texts(1 - moved)).toHaveLength(10);
  });

  it('give the partitions of a member that leaves to those that stay', async () => {
    const [one, other, topic] = [await buses().bus(), await buses().bus(), await buses().topic({ partitions: 3 })];
    const group = buses().group();
    const places = new Map<string, number>();
    const [staying, leaving] = [new Listener(places), new Listener(places)];
    const stays = await staying.listen(one, { group, topics: [topic] });
    const leaves = await leaving.listen(other, { group, topics: [topic] });
    await until(() => stays.assigned().length + leaves.assigned().length === 3 && leaves.assigned().length > 0);
    for (const partition of [0, 1, 2]) await one.send(topic, partition, numbered(4, partition * 10));
    await until(() => staying.heard.length + leaving.heard.length === 12);
    await other.close();
    await until(() => stays.assigned().length === 3);
    for (const partition of [0, 1, 2]) await one.send(topic, partition, numbered(4, partition * 10 + 4));
    await until(() => staying.heard.length + leaving.heard.length === 24);
    const all = [...leaving.heard, ...staying.heard];
    for (const partition of [0, 1, 2]) {
      expect(heard(all.filter((each) => each.partition === partition))).toEqual(
        Array.from({ length: 8 }, (_, index) => String(partition * 10 + index)),
      );
    }
  });

  it('never have two members at one partition, whoever comes and goes', async () => {
    const [sender, topic] = [await buses().bus(), await buses().topic({ partitions: 4 })];
    const group = buses().group();
    const places = new Map<string, number>();
    const busy = new Map<string, string>();
    const clashes: string[] = [];
    const seen: string[] = [];
    const join = async (name: string): Promise<{ close(): Promise<void> }> => {
      const bus = await buses().bus();
      const listener = new Listener(places);
      await listener.listen(bus, {
        group,
        topics: [topic],
        batchMax: 10,
        handle: async ({ messages, topic: of, partition }) => {
          const at = nameOf({ topic: of, partition });
          const there = busy.get(at);
          if (there !== undefined) clashes.push(`${there} and ${name} at ${at}`);
          busy.set(at, name);
          await new Promise((resolve) => setTimeout(resolve, 3));
          seen.push(...heard(messages).map((text) => `${partition}/${text}`));
          places.set(at, (messages.at(-1)?.offset ?? 0) + 1);
          busy.delete(at);
        },
      });
      return bus;
    };
    const first = await join('first');
    for (let partition = 0; partition < 4; partition += 1) await sender.send(topic, partition, numbered(300));
    await until(() => seen.length > 100);
    await join('second');
    await until(() => seen.length > 500);
    await join('third');
    await first.close();
    await until(() => seen.length >= 1200);
    expect(clashes).toEqual([]);
    expect(new Set(seen).size).toBe(1200);
    expect(seen).toHaveLength(1200);
  });

  it('do not tell a batch under way that its partition was given away while it was not', async () => {
    const [one, topic] = [await buses().bus(), await buses().topic({ partitions: 1 })];
    const gate = new Gate();
    let isRevoked: (() => boolean) | undefined;
    const subscribed = await new Listener().listen(one, {
      group: buses().group(),
      topics: [topic],
      handle: async (batch) => {
        isRevoked = batch.isRevoked;
        await gate.opened;
      },
    });
    await one.send(topic, 0, [say('long')]);
    await until(() => isRevoked !== undefined);
    expect(isRevoked?.()).toBe(false);
    const stopping = subscribed.stop();
    gate.open();
    await stopping;
    expect(subscribed.assigned()).toEqual([]);
  });
}
