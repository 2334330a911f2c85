import { createSecretKey, randomBytes } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { seal, unseal } from '@loyalty/service-host';
import { say, until } from '../contract/adapter.features.js';
import { SCHEMA, type World } from './effects.features.js';
import type { Seal } from './envelope.js';

const SECRET = 'card-4007-5512';

const newSeal = (): Seal => {
  const key = createSecretKey(randomBytes(32));
  return {
    seal: (plain, place) => seal(key, place, plain),
    open: (sealed, place) => unseal(key, place, sealed),
    reasonOf: (error) => (error instanceof Error ? error.name : 'unknown'),
  };
};

export function describeSealed(world: () => World): void {
  /** A dead letter of each kind, and a parked key with two messages; the secret is in keys, values and headers. */
  const setAside = async () => {
    const [bus, name] = [await world().buses.bus(), await world().buses.topic({ partitions: 1 })];
    world().refuses = ({ text }) => text.startsWith('refused');
    world().fails = ({ text }) => {
      if (text.startsWith('failing')) throw new TypeError(`cannot do ${text}`);
    };
    const headers = { 'ce-subject': SECRET };
    await bus.send(name, 0, [
      { ...say(`unreadable ${SECRET}`, SECRET), headers },
      { ...say('refused', SECRET), headers },
      { ...say(`failing ${SECRET}`), headers },
      { ...say(`failing ${SECRET}`, `${SECRET}-parked`), headers },
      { ...say(`queued ${SECRET}`, `${SECRET}-parked`), headers },
      say('fine', 'fine'),
    ]);
    const handlings = [world().handling(name)];
    await world().consume(bus, handlings);
    await until(async () => (await world().effects()).includes('fine'));
    return { bus, name, quarantine: world().quarantine(handlings) };
  };

  it('stands in no table in clear, neither value nor key nor header nor what an error quotes', async () => {
    world().seal = newSeal();
    const { quarantine } = await setAside();
    expect((await quarantine.counts()).map(({ deadLetters, parkedKeys }) => [deadLetters, parkedKeys])).toEqual([
      [3, 1],
    ]);
    for (const table of ['dead_letters', 'parked_keys', 'parked_messages']) {
      const { rows } = await world().database.pool.query<{ row: string }>(
        `select format('%s', each) || ' ' || encode(coalesce(${
          table === 'parked_keys' ? 'key' : 'value'
        }, ''), 'escape') as row from ${SCHEMA}.${table} as each`,
      );
      expect(rows.length).toBeGreaterThan(0);
      for (const hidden of [SECRET, Buffer.from(SECRET).toString('hex'), Buffer.from(SECRET).toString('base64')]) {
        expect(rows.filter(({ row }) => row.includes(hidden))).toEqual([]);
      }
    }
  });

  it('is shown and replayed whole to whoever has the seal, and what comes later of a parked key is queued', async () => {
    world().seal = newSeal();
    const { bus, name, quarantine } = await setAside();
    const letters = await quarantine.deadLetters();
    expect(letters.map(({ reason }) => reason)).toEqual(['Error', 'no refused today', 'TypeError']);
    const letter = await quarantine.deadLetter(letters[0]?.id ?? '');
    expect(letter).toMatchObject({ key: SECRET, headers: { 'ce-subject': SECRET } });
    expect(Buffer.from(letter?.value ?? []).toString()).toBe(`unreadable ${SECRET}`);

    const [parked] = await quarantine.parkedKeys();
    const id = parked?.id ?? '';
    expect(await quarantine.parkedKey(id)).toMatchObject({ key: `${SECRET}-parked`, reason: 'TypeError' });
    await bus.send(name, 0, [say('more', `${SECRET}-parked`)]);
    await until(async () => (await quarantine.parkedMessages(id)).length === 3);
    world().fails = () => undefined;
    world().refuses = () => false;
    expect(await quarantine.replayParkedKey(id)).toEqual({ outcome: 'handled', messages: 3 });
    expect(await world().effects(`${SECRET}-parked`)).toEqual([`failing ${SECRET}`, `queued ${SECRET}`, 'more']);
    expect(await quarantine.replayDeadLetter(letters[1]?.id ?? '')).toEqual({ outcome: 'handled', messages: 1 });
  });

  it('is listed and can be dropped without its seal, and is not opened by another', async () => {
    world().seal = newSeal();
    await setAside();
    world().seal = newSeal();
    const stranger = world().quarantine([]);
    const [{ id = '' } = {}] = await stranger.deadLetters();
    await expect(stranger.deadLetter(id)).rejects.toThrow('the seal of dead letter of');
    world().seal = undefined;
    const blind = world().quarantine([]);
    await expect(blind.deadLetter(id)).rejects.toThrow('no seal was given');
    expect(await blind.dropDeadLetter(id)).toBe(true);
    const [{ id: parked = '' } = {}] = await blind.parkedKeys();
    expect(await blind.dropParkedKey(parked)).toBe(true);
  });

  it('does not open in the place of another message', async () => {
    world().seal = newSeal();
    const { quarantine } = await setAside();
    const [first, second] = await quarantine.deadLetters();
    await world().database.pool.query(
      `update ${SCHEMA}.dead_letters set value = (select value from ${SCHEMA}.dead_letters where id = $2) where id = $1`,
      [first?.id, second?.id],
    );
    await expect(quarantine.deadLetter(first?.id ?? '')).rejects.toThrow('the seal of dead letter of');
    expect(await quarantine.deadLetter(second?.id ?? '')).toMatchObject({ key: SECRET });
  });

  it('stands beside what was set aside in clear before, which is read as it is', async () => {
    const { quarantine: before, name } = await setAside();
    const [letter] = await before.deadLetters();
    const [parked] = await before.parkedKeys();
    world().seal = newSeal();
    const quarantine = world().quarantine([world().handling(name)]);
    expect(await quarantine.deadLetter(letter?.id ?? '')).toMatchObject({ key: SECRET });
    world().fails = () => undefined;
    expect(await quarantine.replayParkedKey(parked?.id ?? '')).toEqual({ outcome: 'handled', messages: 2 });
  });
}
