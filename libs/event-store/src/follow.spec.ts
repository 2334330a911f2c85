import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { EventStore, RecordedEvent } from './event-store.js';
import { follow, type FollowOptions } from './follow.js';
import { createInMemoryStore } from './in-memory/in-memory-store.js';
import { add, settable } from './tally.features.js';

describe('follow', () => {
  let store: EventStore;
  let seen: RecordedEvent[];
  let errors: unknown[];
  beforeEach(() => {
    store = createInMemoryStore({ clock: settable(0), shards: 3 });
    seen = [];
    errors = [];
  });

  const options = (over: Partial<FollowOptions> = {}): FollowOptions => ({
    after: (shard) => seen.filter((event) => event.shard === shard).length,
    handle: async (events) => void seen.push(...events),
    onError: (error) => errors.push(error),
    retryMs: 1,
    ...over,
  });
  const grow = async (count: number): Promise<void> => {
    for (let index = 0; index < count; index += 1) await store.execute(add(randomUUID(), 1));
  };
  const positions = (shard: number): number[] =>
    seen.filter((event) => event.shard === shard).map((event) => event.position);
  const gapless = async (): Promise<void> => {
    for (const [shard, head] of (await store.heads()).entries()) {
      expect(positions(shard)).toEqual(Array.from({ length: head }, (_, index) => index + 1));
    }
  };

  it('hands out every event of every shard, in order, also those committed later', async () => {
    await grow(50);
    const following = follow(store, options({ batchMax: 7 }));
    await following.caughtUp();
    await grow(50);
    await following.caughtUp();
    await following.stop();
    expect(seen).toHaveLength(100);
    await gapless();
  });

  it('is woken by a commit and need not wait for its next poll', async () => {
    const following = follow(store, options({ pollMs: 60_000 }));
    await following.caughtUp();
    await grow(1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(seen).toHaveLength(1);
    await following.stop();
  });

  it('polls, since what other processes commit wakes nobody here', async () => {
    const deaf = overriding(store, { onCommit: () => () => undefined });
    const following = follow(deaf, options({ pollMs: 5 }));
    await grow(3);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(seen).toHaveLength(3);
    await following.stop();
  });

  it('has one batch of a shard under way at a time', async () => {
    await grow(60);
    const busy = new Set<number>();
    const handle: FollowOptions['handle'] = async (events, { shard }) => {
      expect(busy.has(shard)).toBe(false);
      busy.add(shard);
      await new Promise((resolve) => setTimeout(resolve, 1));
      busy.delete(shard);
      seen.push(...events);
    };
    const following = follow(store, options({ handle, batchMax: 5 }));
    await following.caughtUp();
    await following.stop();
    expect(errors).toEqual([]);
    await gapless();
  });

  it('asks where to go on after a failure, so nothing is skipped', async () => {
    await grow(30);
    let failures = 0;
    const handle: FollowOptions['handle'] = async (events) => {
      failures += 1;
      if (failures % 3 === 1) throw new Error('the database is away');
      seen.push(...events);
    };
    const following = follow(store, options({ handle, batchMax: 4 }));
    await following.caughtUp();
    await following.stop();
    expect(errors.length).toBeGreaterThan(0);
    await gapless();
  });

  it('does not step over a gap', async () => {
    await grow(9);
    const holed = overriding(store, { readShard: async (...of) => (await store.readShard(...of)).slice(1) });
    const following = follow(holed, options());
    await new Promise((resolve) => setTimeout(resolve, 20));
    await following.stop();
    expect(seen).toEqual([]);
    expect(String(errors[0])).toContain('position 1 is missing, 2 came instead');
  });

  it('hands out nothing once it was stopped, and waits for what is under way', async () => {
    await grow(10);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const handle: FollowOptions['handle'] = async (events) => {
      await held;
      seen.push(...events);
    };
    const following = follow(store, options({ handle, batchMax: 1, shards: [0, 1, 2] }));
    await new Promise((resolve) => setTimeout(resolve, 5));
    const stopped = following.stop();
    release();
    await stopped;
    const count = seen.length;
    expect(count).toBeLessThanOrEqual(3);
    await grow(5);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(seen).toHaveLength(count);
  });
});

function overriding(store: EventStore, over: Partial<EventStore>): EventStore {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(over, name) ?? Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
