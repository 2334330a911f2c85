import { expect, it } from '@jest/globals';
import { Gate, say, until } from '../contract/adapter.features.js';
import type { HandlingContext } from './handling.js';
import type { World } from './effects.features.js';

export function describeQuarantine(world: () => World): void {
  const topic = (): Promise<string> => world().buses.topic({ partitions: 1 });

  it('because it cannot be read becomes a dead letter with all that is known of it, and the partition goes on', async () => {
    const [bus, name] = [await world().buses.bus(), await topic()];
    const odd = { key: 'k\0', value: Buffer.from('unreadable \0ÿ'), headers: { 'ce-id': '1"\\' } };
    await bus.send(name, 0, [say('before', 'k'), odd, say('after', 'k')]);
    const handlings = [world().handling(name)];
    await world().consume(bus, handlings);
    expect(await world().effectsReach(2)).toEqual(['before', 'after']);
    const quarantine = world().quarantine(handlings);
    const [item, ...others] = await quarantine.deadLetters();
    expect(others).toEqual([]);
    const letter = await quarantine.deadLetter(item?.id ?? '');
    expect(letter).toMatchObject({ ...item });
    const offset = (await bus.read(name, 0, 0, 3))[1]?.offset;
    expect(letter).toMatchObject({ topic: name, partition: 0, offset, key: 'k\0', headers: { 'ce-id': '1"\\' } });
    expect(Buffer.from(letter?.value ?? [])).toEqual(odd.value);
    expect(letter?.reason).toBe('Error: not a cup: unreadable \\0ÿ');
    expect(world().told.deadLetters).toBe(1);
    expect(world().errors).toEqual([]);
  });

  it('becomes a dead letter once, though what stands beside it fails and is tried again', async () => {
    const [bus, name] = [await world().buses.bus(), await topic()];
    let failures = 0;
    world().fails = () => {
      if ((failures += 1) < 3) throw Object.assign(new Error('away'), { name: 'StoreUnavailable' });
    };
    await bus.send(name, 0, [say('unreadable', 'a'), say('good', 'b')]);
    const handlings = [world().handling(name)];
    await world().consume(bus, handlings);
    expect(await world().effectsReach(1)).toEqual(['good']);
    expect(await world().quarantine(handlings).deadLetters()).toHaveLength(1);
    expect(world().told.deadLetters).toBe(1);
  });

  it('because its handler refuses it becomes a dead letter with the reason, once, and is done when it is no longer refused', async () => {
    const [bus, name] = [await world().buses.bus(), await topic()];
    world().refuses = ({ text }) => text === 'cocoa';
    world().fails = ({ text }) => {
      if (text === 'late') throw new Error('never');
    };
    await bus.send(name, 0, [say('tea', 'a'), say('cocoa', 'b'), say('late', 'c'), say('milk', 'b')]);
    const handlings = [world().handling(name)];
    await world().consume(bus, handlings);
    expect((await world().effectsReach(2)).sort()).toEqual(['milk', 'tea']);
    const quarantine = world().quarantine(handlings);
    await until(async () => (await quarantine.deadLetters()).length === 1);
    const [{ id = '', reason } = {}] = await quarantine.deadLetters();
    expect([reason, (await quarantine.deadLetter(id))?.key]).toEqual(['no cocoa today', 'b']);

    expect(await quarantine.replayDeadLetter(id)).toEqual({ outcome: 'failed', reason: 'Refused: no cocoa today' });
    world().refuses = () => false;
    expect(await quarantine.replayDeadLetter(id)).toEqual({ outcome: 'handled', messages: 1 });
    expect(await quarantine.deadLetters()).toEqual([]);
  });

  it('as a dead letter can be shown, replayed once it can be read, and dropped', async () => {
    const [bus, name] = [await world().buses.bus(), await topic()];
    await bus.send(name, 0, [say('unreadable 1'), say('unreadable 2')]);
    const handling = world().handling(name);
    await world().consume(bus, [handling]);
    const quarantine = world().quarantine([handling]);
    await until(async () => (await quarantine.deadLetters()).length === 2);
    const [first, second] = (await quarantine.deadLetters()).map(({ id }) => id);
    if (first === undefined || second === undefined) throw new Error('unreachable');

    expect(await quarantine.replayDeadLetter(first)).toEqual({
      outcome: 'failed',
      reason: expect.stringContaining('not a cup'),
    });
    const learned = world().quarantine([
      { ...handling, decode: ({ key, value }) => ({ key, text: Buffer.from(value).toString() }) },
    ]);
    const replays = await Promise.all([learned.replayDeadLetter(first), learned.replayDeadLetter(first)]);
    expect(replays).toContainEqual({ outcome: 'handled', messages: 1 });
    expect(replays).toContainEqual({ outcome: 'not_there' });
    expect(await world().effects()).toEqual(['unreadable 1']);

    expect(await quarantine.deadLetter(second)).toMatchObject({ id: second });
    expect(await quarantine.dropDeadLetter(second)).toBe(true);
    expect(await quarantine.dropDeadLetter(second)).toBe(false);
    expect(await quarantine.deadLetter(second)).toBeUndefined();
    expect(await quarantine.counts()).toEqual([]);
  });

  it('is found among many, and its key is parked with its order kept, while the others go on', async () => {
    const [bus, name] = [await world().buses.bus(), await topic()];
    const cups = Array.from({ length: 60 }, (_, index) => say(`${index % 6}-${index}`, `key-${index % 6}`));
    world().fails = ({ text }) => {
      if (text === '4-10' || text === '2-20') throw new Error(`no ${text}`);
    };
    const handlings = [world().handling(name)];
    await bus.send(name, 0, cups);
    await world().consume(bus, handlings);
    await world().effectsReach(40);
    await bus.send(name, 0, [say('4-late', 'key-4'), say('1-late', 'key-1')]);
    await world().effectsReach(41);
    const of = (key: number, late: boolean): string[] => [
      ...Array.from({ length: 10 }, (_, index) => `${key}-${index * 6 + key}`),
      ...(late ? [`${key}-late`] : []),
    ];
    for (const key of [0, 1, 3, 5]) expect(await world().effects(`key-${key}`)).toEqual(of(key, key === 1));
    for (const key of [2, 4]) expect(await world().effects(`key-${key}`)).toEqual([]);

    const quarantine = world().quarantine(handlings);
    const items = await quarantine.parkedKeys();
    const parked = await Promise.all(items.map(async ({ id }) => ({ id, ...(await quarantine.parkedKey(id)) })));
    expect(parked.map(({ key, reason, messages }) => ({ key, reason, messages }))).toEqual(
      expect.arrayContaining([
        { key: 'key-4', reason: 'Error: no 4-10', messages: 11 },
        { key: 'key-2', reason: 'Error: no 2-20', messages: 10 },
      ]),
    );
    expect(world().told.parked).toBe(2);
    expect(await quarantine.counts()).toEqual([{ topic: name, deadLetters: 0, parkedKeys: 2 }]);

    const four = parked.find(({ key }) => key === 'key-4')?.id ?? '';
    expect(await quarantine.replayParkedKey(four)).toEqual({ outcome: 'failed', reason: 'Error: no 4-10' });
    expect(await world().effects('key-4')).toEqual([]);
    world().fails = () => undefined;
    expect(await quarantine.replayParkedKey(four)).toEqual({ outcome: 'handled', messages: 11 });
    expect(await quarantine.replayParkedKey(four)).toEqual({ outcome: 'not_there' });
    expect(await world().effects('key-4')).toEqual(of(4, true));
    await bus.send(name, 0, [say('4-on', 'key-4')]);
    await until(async () => (await world().effects('key-4')).at(-1) === '4-on');
  });

  it('as a parked key can be looked into and dropped, and what comes later is handled', async () => {
    const [bus, name] = [await world().buses.bus(), await topic()];
    world().fails = ({ text }) => {
      if (text === 'bad') throw new Error('no');
    };
    await bus.send(name, 0, [say('bad', 'a'), say('queued', 'a'), say('good', 'b')]);
    const handlings = [world().handling(name)];
    await world().consume(bus, handlings);
    expect(await world().effectsReach(1)).toEqual(['good']);
    const quarantine = world().quarantine(handlings);
    const [parked] = await quarantine.parkedKeys();
    const waiting = await quarantine.parkedMessages(parked?.id ?? '');
    expect(waiting.map(({ value }) => Buffer.from(value).toString())).toEqual(['bad', 'queued']);
    expect(await quarantine.dropParkedKey(parked?.id ?? '')).toBe(true);
    await bus.send(name, 0, [say('later', 'a')]);
    expect(await world().effectsReach(2)).toEqual(['good', 'later']);
  });

  it('keeps its order while it is replayed and more of it arrives', async () => {
    const [bus, name] = [await world().buses.bus(), await topic()];
    world().fails = () => {
      throw new Error('no');
    };
    await bus.send(name, 0, [say('0', 'a')]);
    const handlings = [world().handling(name)];
    await world().consume(bus, handlings);
    const quarantine = world().quarantine(handlings);
    await until(async () => (await quarantine.parkedKeys()).length === 1);
    world().fails = () => undefined;
    const sending = (async () => {
      for (let index = 1; index <= 100; index += 1) await bus.send(name, 0, [say(String(index), 'a')]);
    })();
    await until(async () => ((await quarantine.parkedKeys())[0]?.messages ?? 0) > 5);
    await quarantine.replayParkedKey((await quarantine.parkedKeys())[0]?.id ?? '');
    await sending;
    expect(await world().effectsReach(101)).toEqual(Array.from({ length: 101 }, (_, index) => String(index)));
  });

  it('waits for the end of a replay of its key, and then comes behind it', async () => {
    const [bus, name] = [await world().buses.bus(), await topic()];
    world().fails = () => {
      throw new Error('no');
    };
    await bus.send(name, 0, [say('0', 'a')]);
    const handling = world().handling(name);
    await world().consume(bus, [handling]);
    const gate = new Gate();
    let isReplaying = false;
    const slow = world().quarantine([
      {
        ...handling,
        handle: async (cups: readonly unknown[], context: HandlingContext) => {
          await handling.handle(cups as never, context);
          isReplaying = true;
          await gate.opened;
        },
      },
    ]);
    await until(async () => (await slow.parkedKeys()).length === 1);
    world().fails = () => undefined;
    world().errors.length = 0;
    const replaying = slow.replayParkedKey((await slow.parkedKeys())[0]?.id ?? '');
    await until(() => isReplaying);
    await bus.send(name, 0, [say('1', 'a')]);
    await until(async () => {
      const { rows } = await world().database.pool.query(
        "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      return rows.length > 0;
    }, 'the consumer waits');
    gate.open();
    await replaying;
    expect(await world().effectsReach(2)).toEqual(['0', '1']);
    expect(world().errors).toEqual([]);
  });

  it('and has no key becomes a dead letter, since nothing waits for it', async () => {
    const [bus, name] = [await world().buses.bus(), await topic()];
    world().fails = ({ text }) => {
      if (text === 'bad') throw new Error('no');
    };
    await bus.send(name, 0, [say('one'), say('bad'), say('two')]);
    const handlings = [world().handling(name)];
    await world().consume(bus, handlings);
    expect(await world().effectsReach(2)).toEqual(['one', 'two']);
    expect((await world().quarantine(handlings).deadLetters()).map(({ reason }) => reason)).toEqual(['Error: no']);
  });

  it('with more keys than may be parked stops the partition: the handler is at fault', async () => {
    const [bus, name] = [await world().buses.bus(), await topic()];
    world().fails = ({ key }) => {
      if (key !== 'fine') throw new Error('no');
    };
    await bus.send(name, 0, [...'abcd'].map((key) => say(key, key)).concat(say('fine', 'fine')));
    const handlings = [world().handling(name)];
    await world().consume(bus, handlings, { parkedKeysMax: 3 });
    await until(() => world().errors.some((error) => String(error).startsWith('TooManyParked')));
    expect(await world().effects()).toEqual([]);
    expect(await world().quarantine(handlings).counts()).toEqual([]);
    world().fails = () => undefined;
    expect(await world().effectsReach(5)).toEqual(['a', 'b', 'c', 'd', 'fine']);
  });
}
