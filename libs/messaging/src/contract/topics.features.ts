import { expect, it } from '@jest/globals';
import { TopicMismatch, UnknownTopic } from '../messaging.js';
import { aTopic, Listener, say, type Buses } from './adapter.features.js';

export function describeTopics(buses: () => Buses): void {
  it('are made as declared, once, whoever declares them again', async () => {
    const [one, other] = [await buses().bus(), await buses().bus()];
    const topics = [
      { ...aTopic(), partitions: 3 },
      { ...aTopic(), retentionMs: 86_400_000 },
      { ...aTopic(), compacted: true },
    ];
    await Promise.all([one.declare(topics), other.declare(topics)]);
    await one.send(topics[0]?.name ?? '', 2, [say('kept')]);
    await other.declare(topics);
    expect(await Promise.all(topics.map(({ name }) => other.partitions(name)))).toEqual([3, 2, 2]);
    expect(await other.read(topics[0]?.name ?? '', 2, 0, 10)).toHaveLength(1);
  });

  it('that are there and are not as declared are refused by name and difference, and nothing is changed', async () => {
    const bus = await buses().bus();
    const there = { ...aTopic(), retentionMs: 86_400_000 };
    await bus.declare([there]);
    const missing = aTopic();
    const declared = { ...there, partitions: 8, retentionMs: null, compacted: true };
    const refusal = await bus.declare([missing, declared]).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(TopicMismatch);
    expect(refusal).toMatchObject({
      topic: there.name,
      differences: [
        { what: 'partitions', declared: '8', found: '2' },
        { what: 'retentionMs', declared: 'null', found: '86400000' },
        { what: 'compacted', declared: 'true', found: 'false' },
      ],
    });
    expect(String(refusal)).toContain(`${there.name} is not as declared: partitions is 2, declared was 8`);
    await expect(bus.partitions(missing.name)).rejects.toThrow(UnknownTopic);
    expect(await bus.partitions(there.name)).toBe(2);
    await bus.declare([there]);
  });

  it('that nobody declared are unknown, by name', async () => {
    const bus = await buses().bus();
    const { name } = aTopic();
    const unknown = new UnknownTopic(name);
    await expect(bus.partitions(name)).rejects.toThrow(unknown);
    await expect(bus.send(name, 0, [say('lost')])).rejects.toThrow(unknown);
    await expect(bus.bounds(name, 0)).rejects.toThrow(unknown);
    await expect(bus.read(name, 0, 0, 1)).rejects.toThrow(unknown);
    await expect(new Listener().listen(bus, { group: buses().group(), topics: [name] })).rejects.toThrow(unknown);
  });
}
