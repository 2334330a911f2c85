import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Claim, Command, EventStore, RecordedEvent, View } from './event-store.js';
import {
  FINGERPRINT,
  OTHER_FINGERPRINT,
  add,
  claimOf,
  read,
  settable,
  tally,
  type SettableClock,
} from './tally.features.js';

/** How the suite gets at an adapter; each test has a store of its own. */
export interface Adapter {
  readonly name: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  create(clock: SettableClock): Promise<EventStore>;
  /** Another store over the same log, with nothing in memory. */
  reopen?(store: EventStore): Promise<EventStore>;
}

/** Everything that the port promises, held against an adapter. */
export function describeEventStore(adapter: Adapter): void {
  describe(`event store: ${adapter.name}`, () => {
    let store: EventStore;
    let clock: SettableClock;
    beforeAll(() => adapter.start());
    afterAll(() => adapter.stop());
    beforeEach(async () => {
      clock = settable(1_000_000);
      store = await adapter.create(clock);
    });
    afterEach(() => store.close());

    const all = async (): Promise<RecordedEvent[]> => {
      const shards = await Promise.all(
        Array.from({ length: store.shards }, (_, shard) => store.readShard(shard, 0, 10_000)),
      );
      return shards.flat();
    };

    describe('writing', () => {
      it('answers with what was decided and when it was recorded', async () => {
        const stream = randomUUID();
        expect(await store.execute(add(stream, 5))).toEqual({ answer: 5, recordedAt: 1_000_000 });
        expect(await store.execute(add(stream, 7))).toEqual({ answer: 12, recordedAt: 1_000_000 });
        expect(await store.load(tally, stream)).toEqual({ version: 2, state: 12 });
      });

      it('numbers the events of a stream from 1 and those of a shard without gaps, in the order of commits', async () => {
        const streams = Array.from({ length: 20 }, () => randomUUID());
        await Promise.all(Array.from({ length: 200 }, (_, index) => store.execute(add(streams[index % 20] ?? '', 1))));
        for (const [shard, head] of (await store.heads()).entries()) {
          const events = await store.readShard(shard, 0, 1000);
          expect(events.map((event) => event.position)).toEqual(Array.from({ length: head }, (_, index) => index + 1));
        }
        for (const stream of streams) {
          expect((await store.readStream(stream)).map((event) => event.version)).toEqual([
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
          ]);
        }
      });

      it('decides commands on one stream in the order in which they came', async () => {
        const stream = randomUUID();
        const answers = await Promise.all([1, 10, 100, 1000].map((points) => store.execute(add(stream, points))));
        expect(answers.map(({ answer }) => answer)).toEqual([1, 11, 111, 1111]);
      });

      it('writes to several streams at once, or to none', async () => {
        const [from, to] = [randomUUID(), randomUUID()];
        await store.execute(add(from, 10));
        expect((await store.execute(move(from, to, 4))).answer).toBe('moved');
        expect((await store.execute(move(from, to, 40))).answer).toBe('too little');
        expect(await store.load(tally, from)).toEqual({ version: 2, state: 6 });
        expect(await store.load(tally, to)).toEqual({ version: 1, state: 4 });
      });

      it('writes nothing, and says no time, when nothing was decided', async () => {
        expect(await store.execute(read(randomUUID()))).toEqual({ answer: 0 });
        expect(await all()).toEqual([]);
      });

      it('puts a new stream beside another when asked to', async () => {
        const home = randomUUID();
        await store.execute(add(home, 1));
        const beside = Array.from({ length: 10 }, () => randomUUID());
        for (const stream of beside) await store.execute(add(stream, 1, { beside: home }));
        const shard = (await store.readStream(home))[0]?.shard;
        for (const stream of beside) expect((await store.readStream(stream))[0]?.shard).toBe(shard);
      });

      it('appends to a stream that was not looked at behind what is there', async () => {
        const stream = randomUUID();
        await store.execute(add(stream, 1));
        await store.execute(blind(stream, 2));
        expect(await store.load(tally, stream)).toEqual({ version: 2, state: 3 });
      });
    });

    describe('refusing', () => {
      it('rejects only the command whose decision throws, and leaves nothing of it', async () => {
        const stream = randomUUID();
        const bug = new Error('a bug');
        const outcomes = await Promise.allSettled([
          store.execute(add(stream, 1)),
          store.execute({
            on: stream,
            decide: () => {
              throw bug;
            },
          }),
          store.execute(add(stream, 2)),
        ]);
        expect(
          outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value.answer : outcome.reason)),
        ).toEqual([1, bug, 3]);
      });

      it('leaves nothing of a command whose second append cannot be folded', async () => {
        const [good, bad] = [randomUUID(), randomUUID()];
        await expect(
          store.execute({
            on: good,
            decide: () => ({
              answer: undefined,
              appends: [
                {
                  category: tally,
                  stream: good,
                  events: [{ event: { points: 1 }, occurredAt: 0 }],
                  claims: [claimOf('k')],
                },
                { category: tally, stream: bad, events: [{ event: { points: Number.NaN }, occurredAt: 0 }] },
              ],
            }),
          }),
        ).rejects.toThrow('not a number');
        expect(await store.load(tally, good)).toEqual({ version: 0, state: 0 });
        expect(await store.find(claimOf('k'))).toBeUndefined();
      });

      it('refuses claims without events, claims that were not looked for, and a stream of another kind', async () => {
        const stream = randomUUID();
        await store.execute(add(stream, 1, { claims: [claimOf('taken')] }));
        await expect(store.execute(append(stream, [], [claimOf('free')]))).rejects.toThrow('without events');
        await expect(store.execute(append(stream, [1], [claimOf('taken')]))).rejects.toThrow('is taken');
        await expect(store.execute(append(stream, [1], [claimOf('twice'), claimOf('twice')]))).rejects.toThrow('twice');
        const other = { ...tally, name: 'other' };
        await expect(
          store.execute({ on: stream, decide: (view) => ({ answer: view.state(other, stream), appends: [] }) }),
        ).rejects.toThrow('is of category tally, not other');
      });

      it('takes no commands once it is closed', async () => {
        const closing = await adapter.create(clock);
        await closing.close();
        await expect(closing.execute(add(randomUUID(), 1))).rejects.toThrow('closed');
      });
    });

    describe('claims', () => {
      it('lead to the first event of the append, with what was sent', async () => {
        const stream = randomUUID();
        await store.execute(add(stream, 1));
        await store.execute(append(stream, [1, 2], [claimOf('one'), claimOf('two', OTHER_FINGERPRINT)]));
        expect(await store.find(claimOf('one'))).toEqual({ stream, version: 2, fingerprint: FINGERPRINT });
        expect(await store.find(claimOf('two'))).toEqual({ stream, version: 2, fingerprint: OTHER_FINGERPRINT });
        expect(await store.find(claimOf('three'))).toBeUndefined();
      });

      it('are told apart by kind, scope and key, wherever the words are cut', async () => {
        const keys = [
          { kind: 'ab', scope: 'c', key: 'd' },
          { kind: 'a', scope: 'bc', key: 'd' },
          { kind: 'a', scope: 'b', key: 'cd' },
        ];
        const streams = keys.map(() => randomUUID());
        for (const [index, key] of keys.entries()) {
          await store.execute(append(streams[index] ?? '', [1], [{ ...key, fingerprint: FINGERPRINT }]));
        }
        for (const [index, key] of keys.entries()) expect((await store.find(key))?.stream).toBe(streams[index]);
      });

      it('let only the first of many repeats through, in one batch and later', async () => {
        const stream = randomUUID();
        const once = add(stream, 5, { claims: [claimOf('once')] });
        const answers = await Promise.all(Array.from({ length: 50 }, () => store.execute(once)));
        expect(answers.filter(({ recordedAt }) => recordedAt !== undefined)).toHaveLength(1);
        expect((await store.execute(once)).answer).toBe(5);
        expect(await store.load(tally, stream)).toEqual({ version: 1, state: 5 });
      });

      it('are not taken by a refusal', async () => {
        const [from, to] = [randomUUID(), randomUUID()];
        expect((await store.execute(move(from, to, 1, claimOf('retry')))).answer).toBe('too little');
        expect(await store.find(claimOf('retry'))).toBeUndefined();
        await store.execute(add(from, 1));
        expect((await store.execute(move(from, to, 1, claimOf('retry')))).answer).toBe('moved');
      });

      it('are certain when they are searched for', async () => {
        const stream = randomUUID();
        await store.execute(add(stream, 1, { claims: [claimOf('there')] }));
        const search = (key: string): Command<string> => ({
          on: randomUUID(),
          decide: (view) => ({ answer: view.find(claimOf(key))?.stream ?? 'nowhere', appends: [] }),
        });
        expect((await store.execute(search('there'))).answer).toBe(stream);
        expect((await store.execute(search('not there'))).answer).toBe('nowhere');
      });
    });

    describe('tags', () => {
      const tagged = (tag: string): Command<readonly string[]> => ({
        on: randomUUID(),
        decide: (view) => ({ answer: view.tagged(tag), appends: [] }),
      });

      it('find streams in the order of their first event with the tag, each once', async () => {
        const [home, first, second] = [randomUUID(), randomUUID(), randomUUID()];
        await store.execute(add(home, 1));
        await store.execute(add(second, 1, { beside: home }));
        await store.execute(add(first, 1, { beside: home, tags: ['tea', 'green'] }));
        await store.execute(add(second, 1, { tags: ['tea', 'tea'] }));
        await store.execute(add(first, 1, { tags: ['tea'] }));
        expect((await store.execute(tagged('tea'))).answer).toEqual([first, second]);
        expect((await store.execute(tagged('green'))).answer).toEqual([first]);
        expect((await store.execute(tagged('black'))).answer).toEqual([]);
      });

      it('are seen by the next command, committed or not', async () => {
        const stream = randomUUID();
        const [, before, , after] = await Promise.all([
          store.execute(add(randomUUID(), 1)),
          store.execute(tagged('quick')),
          store.execute(add(stream, 1, { tags: ['quick'] })),
          store.execute(onOne(stream, (view) => view.tagged('quick'))),
        ]);
        expect(before.answer.length).toBeLessThanOrEqual(1);
        expect(after.answer).toEqual([stream]);
      });
    });

    describe('previewing', () => {
      it('gives the answer and writes nothing', async () => {
        const stream = randomUUID();
        await store.execute(add(stream, 1));
        expect(await store.preview(add(stream, 2, { claims: [claimOf('dry')], tags: ['dry'] }))).toBe(3);
        expect(await store.preview(add(stream, 2, { claims: [claimOf('dry')], tags: ['dry'] }))).toBe(3);
        expect(await store.load(tally, stream)).toEqual({ version: 1, state: 1 });
        expect(await store.find(claimOf('dry'))).toBeUndefined();
      });

      it('sees what was sent before it', async () => {
        const stream = randomUUID();
        const [, seen] = await Promise.all([store.execute(add(stream, 4)), store.preview(add(stream, 1))]);
        expect(seen).toBe(5);
      });
    });

    describe('time', () => {
      it('never goes back in a shard when the clock does', async () => {
        const stream = randomUUID();
        await store.execute(add(stream, 1));
        clock.set(5);
        const seen = await store.execute(onOne(stream, (view) => view.now));
        expect(seen.answer).toBe(1_000_000);
        expect((await store.execute(add(stream, 1))).recordedAt).toBe(1_000_000);
        clock.set(2_000_000);
        expect((await store.execute(add(stream, 1))).recordedAt).toBe(2_000_000);
        expect((await store.readStream(stream)).map((event) => event.recordedAt)).toEqual([
          1_000_000, 1_000_000, 2_000_000,
        ]);
      });
    });

    describe('reading', () => {
      it('gives back events as they were written', async () => {
        const stream = randomUUID();
        await store.execute({
          on: stream,
          decide: () => ({
            answer: undefined,
            appends: [
              {
                category: tally,
                stream,
                events: [{ event: { points: 3, note: 'crème "brûlée" \\ 🍮' }, occurredAt: -5, tags: ['a,b', '"c"'] }],
              },
            ],
          }),
        });
        expect(await store.readStream(stream)).toEqual([
          {
            shard: expect.any(Number),
            position: 1,
            stream,
            version: 1,
            category: 'tally',
            type: 'Added.v1',
            payload: JSON.stringify({ points: 3, note: 'crème "brûlée" \\ 🍮' }),
            occurredAt: -5,
            recordedAt: 1_000_000,
            tags: ['a,b', '"c"'],
          },
        ]);
      });

      it('goes on after a position and after a version, no further than asked', async () => {
        const stream = randomUUID();
        for (let points = 1; points <= 5; points += 1) await store.execute(add(stream, points));
        const shard = (await store.readStream(stream))[0]?.shard ?? 0;
        expect((await store.readShard(shard, 2, 2)).map((event) => event.position)).toEqual([3, 4]);
        expect((await store.readStream(stream, 3)).map((event) => event.version)).toEqual([4, 5]);
        expect(await store.readStream(randomUUID())).toEqual([]);
      });

      it('tells listeners which shard has grown, until they leave', async () => {
        const heard: number[] = [];
        const leave = store.onCommit((shard) => heard.push(shard));
        const stream = randomUUID();
        await store.execute(add(stream, 1));
        await new Promise((resolve) => setImmediate(resolve));
        leave();
        await store.execute(add(stream, 1));
        expect(heard).toEqual([(await store.readStream(stream))[0]?.shard]);
      });
    });

    describe('verifying', () => {
      it('finds nothing wrong with what it wrote, and exports where each shard ends', async () => {
        const streams = Array.from({ length: 10 }, () => randomUUID());
        await Promise.all(
          Array.from({ length: 100 }, (_, index) =>
            store.execute(
              add(streams[index % 10] ?? '', 1, { claims: [claimOf(`n${index}`)], tags: [`t${index % 7}`] }),
            ),
          ),
        );
        const first = await store.verify();
        expect(first).toMatchObject({ ok: true, events: 100 });
        if (!first.ok) return;
        expect(first.digests.map(({ position }) => position)).toEqual(await store.heads());
        await store.execute(add(streams[0] ?? '', 1));
        expect(await store.verify({ expected: first.digests })).toMatchObject({ ok: true, events: 101 });
      });

      it('misses a tail that was exported and is not there', async () => {
        const verified = await store.verify({ expected: [{ shard: 0, position: 1, chain: '00' }] });
        expect(verified).toMatchObject({ ok: false, shard: 0, position: 1 });
      });
    });

    const { reopen } = adapter;
    if (reopen !== undefined) {
      describe('opened again', () => {
        it('knows streams, claims and tags from the log alone', async () => {
          const [stream, other] = [randomUUID(), randomUUID()];
          const once = add(stream, 5, { claims: [claimOf('once')], tags: ['tea'] });
          await store.execute(once);
          await store.execute(add(other, 1, { beside: stream, tags: ['tea'] }));
          const again = await reopen(store);
          const outcomes = await Promise.all([
            again.execute(add(stream, 1)),
            again.execute(once),
            again.execute(onOne(other, (view) => view.tagged('tea'))),
            again.execute(add(stream, 1)),
            again.execute(blind(other, 1)),
          ]);
          expect(outcomes.map(({ answer }) => answer)).toEqual([6, 6, [stream, other], 7, undefined]);
          expect(await again.load(tally, other)).toEqual({ version: 2, state: 2 });
          expect(await again.verify()).toMatchObject({ ok: true });
          await again.close();
        });
      });
    }
  });
}

function onOne<Answer>(stream: string, look: (view: View) => Answer): Command<Answer> {
  return { on: stream, decide: (view) => ({ answer: look(view), appends: [] }) };
}

function blind(stream: string, points: number): Command<undefined> {
  return append(stream, [points], []);
}

function append(stream: string, points: readonly number[], claims: readonly Claim[]): Command<undefined> {
  const events = points.map((each) => ({ event: { points: each }, occurredAt: 0 }));
  return { on: stream, decide: () => ({ answer: undefined, appends: [{ category: tally, stream, events, claims }] }) };
}

function move(from: string, to: string, points: number, claim?: Claim): Command<string> {
  return {
    on: from,
    decide(view) {
      if (view.state(tally, from).state < points) return { answer: 'too little', appends: [] };
      const [taken, given] = [-points, points].map((each) => [{ event: { points: each }, occurredAt: view.now }]);
      return {
        answer: 'moved',
        appends: [
          { category: tally, stream: from, events: taken ?? [], ...(claim && { claims: [claim] }) },
          { category: tally, stream: to, events: given ?? [] },
        ],
      };
    },
  };
}
