import { describe, expect, it } from '@jest/globals';
import { say } from '../contract/adapter.features.js';
import { describeBus } from '../messaging.features.js';
import { InMemoryBroker } from './in-memory-broker.js';
import { createInMemoryBus } from './in-memory-bus.js';

const broker = new InMemoryBroker();

describeBus({
  name: 'in memory',
  start: async () => undefined,
  stop: async () => undefined,
  connect: async () => createInMemoryBus(broker),
  cut: async (partition, before) => broker.at(partition).cutBefore(before),
});

describe('an in-memory topic', () => {
  it('keeps a message for its time, and the last of every key when it is compacted', async () => {
    const own = new InMemoryBroker();
    let now = 1_000;
    const bus = createInMemoryBus(own, { now: () => now });
    await bus.declare([
      { name: 'short', partitions: 1, retentionMs: 100, compacted: false },
      { name: 'last', partitions: 1, retentionMs: null, compacted: true },
    ]);
    for (const text of ['a', 'b', 'a', 'b', 'c']) {
      await bus.send('short', 0, [say(text, text)]);
      await bus.send('last', 0, [say(text, text)]);
      now += 50;
    }
    own.sweep(1_200);
    expect(await bus.bounds('short', 0)).toEqual({ first: 2, next: 5 });
    expect((await bus.read('last', 0, 0, 10)).map(({ key, offset }) => [key, offset])).toEqual([
      ['a', 2],
      ['b', 3],
      ['c', 4],
    ]);
  });
});
