import { expect, it } from '@jest/globals';
import { say } from '../contract/adapter.features.js';
import type { World } from './effects.features.js';

const away = (): Error => Object.assign(new Error('away'), { name: 'StoreUnavailable' });
const refused = (): Error => Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
const outOfFiles = (): Error => Object.assign(new Error('connect'), { code: 'EMFILE' });

/** Failures that pass by themselves are no message's fault. */
export function describeOutages(world: () => World): void {
  const topic = (): Promise<string> => world().buses.topic({ partitions: 1 });
  /** Fails once with each, attempt by attempt. */
  const failWith = (...errors: readonly Error[]): (() => number) => {
    let attempts = 0;
    world().fails = () => {
      const error = errors[attempts];
      attempts += 1;
      if (error !== undefined) throw error;
    };
    return () => attempts;
  };

  it('is waited for, however long: nothing is parked', async () => {
    const [bus, name] = [await world().buses.bus(), await topic()];
    const attempts = failWith(refused(), away(), outOfFiles(), new Error('wrapped', { cause: away() }), refused());
    await bus.send(name, 0, [say('kept', 'a')]);
    const handlings = [world().handling(name)];
    await world().consume(bus, handlings, { triesMax: 2 });
    expect(await world().effectsReach(1)).toEqual(['kept']);
    expect(attempts()).toBe(6);
    expect(await world().quarantine(handlings).counts()).toEqual([]);
  });

  it('does not use up the tries of a key', async () => {
    const [bus, name] = [await world().buses.bus(), await topic()];
    failWith(away(), away(), away(), new Error('a bug'));
    await bus.send(name, 0, [say('kept', 'a')]);
    const handlings = [world().handling(name)];
    await world().consume(bus, handlings, { triesMax: 2 });
    expect(await world().effectsReach(1)).toEqual(['kept']);
    expect(await world().quarantine(handlings).counts()).toEqual([]);
  });

  it("is nobody's fault while a culprit is looked for", async () => {
    const [bus, name] = [await world().buses.bus(), await topic()];
    failWith(new Error('a bug'), new Error('a bug'), away());
    await bus.send(name, 0, [say('kept', 'a')]);
    const handlings = [world().handling(name)];
    await world().consume(bus, handlings, { triesMax: 2 });
    expect(await world().effectsReach(1)).toEqual(['kept']);
    expect(await world().quarantine(handlings).counts()).toEqual([]);
  });

  it('is also a session that the database ends: all is done once it can be, and nothing is parked', async () => {
    const [bus, name] = [await world().buses.bus(), await topic()];
    const handling = world().handling(name);
    let cuts = 0;
    await bus.send(name, 0, [say('kept', 'a'), say('too', 'b')]);
    const handlings = [
      {
        ...handling,
        handle: async (cups: readonly unknown[], context: Parameters<typeof handling.handle>[1]) => {
          await handling.handle(cups as never, context);
          if ((cuts += 1) <= 4) await context.client.query('select pg_terminate_backend(pg_backend_pid())');
        },
      },
    ];
    await world().consume(bus, handlings, { triesMax: 1 });
    expect(await world().effectsReach(2)).toEqual(['kept', 'too']);
    expect(await world().quarantine(handlings).counts()).toEqual([]);
  });
}
