import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createApp,
  createLogger,
  documentedCodesTable,
  inMemoryStaffActions,
  problemCodesTable,
  ServiceUnavailable,
  systemClock,
  withCodesTable,
} from '@loyalty/service-host';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { inTransaction } from '../transaction.js';
import { migrateConsumer } from '../consume/consumer.js';
import { Envelope } from '../consume/envelope.js';
import type { Handling } from '../consume/handling.js';
import { Quarantine } from '../consume/quarantine.js';
import { SetAside } from '../consume/set-aside.js';
import { Quarantines } from './quarantines.js';
import { SetAsideModule } from './set-aside.module.js';

const PAGE = new URL('../../../../docs/api/errors.md', import.meta.url);
const isOutage = (error: unknown) => error instanceof ServiceUnavailable;
const SCOPES: Readonly<Record<string, readonly string[]>> = { admin: ['admin'], till: ['purchases:write'] };

@Module({ imports: [SetAsideModule] })
class Kitchen {}

interface Item {
  readonly id: string;
  readonly reason: string;
}

describe('The doors to what was set aside', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let app: NestFastifyApplication;
  let url: string;
  let bitter = true;
  let isAway = false;
  const drunk: string[] = [];
  const cups: Handling<string> = {
    topic: 'tea',
    decode: ({ value }) => Buffer.from(value).toString(),
    handle: async (texts) => {
      if (isAway) throw new ServiceUnavailable('the dairy');
      if (bitter && texts.some((text) => text.startsWith('bitter'))) throw new Error('too bitter');
      drunk.push(...texts);
    },
  };

  beforeAll(async () => {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
    await migrateConsumer({ pool: database.pool, schema: 'consumer' });
    app = await createApp(Kitchen, {
      keys: { verify: (token) => SCOPES[token] && { id: `key_${token}`, name: token, scopes: SCOPES[token] } },
      staffActions: inMemoryStaffActions(systemClock),
      port: 0,
      logger: createLogger({ level: 'silent' }),
    });
    url = await app.getUrl();
  }, 60_000);
  afterAll(async () => {
    await app.close();
    await database.drop();
    await server.stop();
  });

  const call = async (method: string, path: string, key = 'admin') => {
    const headers = {
      authorization: `Bearer ${key}`,
      ...(method === 'POST' && { 'content-type': 'application/json' }),
    };
    const body = method === 'POST' ? { body: JSON.stringify({ reason: 'mended' }) } : {};
    const answer = await fetch(`${url}/v1/${path}`, { method, headers, ...body });
    const text = await answer.text();
    const retryAfter = answer.headers.get('retry-after') ?? undefined;
    return { status: answer.status, retryAfter, body: text === '' ? undefined : JSON.parse(text) };
  };
  const message = (text: string | Uint8Array, key: string | null = null) => ({
    ...{ topic: 'tea', partition: 0, offset: 7, key, headers: { about: 'tea' } },
    value: Buffer.from(text),
  });
  /** As a consumer of the group does it. */
  const setAside = (group: string) =>
    new SetAside({ schema: '"consumer"', group, parkedKeysMax: 9, envelope: new Envelope(group, undefined) });
  const register = (group: string) =>
    app
      .get(Quarantines, { strict: false })
      .register(new Quarantine({ pool: database.pool, schema: 'consumer', group, handlings: [cups], isOutage }));
  const bury = (group: string, ...texts: readonly (string | Uint8Array)[]) =>
    inTransaction(database.pool, (client) =>
      setAside(group).bury(
        client,
        { topic: 'tea', partition: 0 },
        texts.map((text) => ({ message: message(text), reason: typeof text === 'string' ? `no ${text}` : 'no text' })),
      ),
    );
  const park = (group: string, key: string, ...texts: readonly string[]) =>
    inTransaction(database.pool, async (client) => {
      const parkedKey = await setAside(group).park(
        client,
        { topic: 'tea', partition: 0 },
        { key, error: new Error('too bitter') },
      );
      await setAside(group).queue(
        client,
        texts.map((text) => ({ parkedKey, message: message(text, key) })),
      );
    });

  it('answer nothing where nothing is taken from a bus', async () => {
    expect(await call('GET', 'dead-letters')).toMatchObject({ status: 200, body: { items: [], next: null } });
    expect(await call('GET', 'parked-keys')).toMatchObject({ status: 200, body: { items: [], next: null } });
    expect((await call('GET', 'dead-letters/guests.1')).body).toMatchObject({ code: 'dead_letter_not_found' });
  });

  it('are open to admin alone', async () => {
    for (const [method, path] of [
      ['GET', 'dead-letters'],
      ['POST', 'dead-letters/guests.1/replay'],
      ['DELETE', 'parked-keys/guests.1'],
    ] as const) {
      expect(await call(method, path, 'till')).toMatchObject({ status: 403, body: { missing: ['admin'] } });
    }
  });

  it('list the dead letters of all groups, or of one, page by page', async () => {
    for (const group of ['staff', 'guests']) register(group);
    await bury('staff', 's1', 's2');
    await bury('guests', 'g1', 'g2', 'g3');
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const { body } = await call('GET', `dead-letters?limit=2${next === '' ? '' : `&after=${next}`}`);
      expect(body.items.length).toBeLessThanOrEqual(2);
      seen.push(...body.items.map(({ reason }: Item) => reason));
      next = body.next;
    }
    expect(seen).toEqual(['no g1', 'no g2', 'no g3', 'no s1', 'no s2']);
    const { body } = await call('GET', 'dead-letters?group=staff');
    expect(body.items).toMatchObject([{ group: 'staff', topic: 'tea', partition: 0, offset: 7 }, { reason: 'no s2' }]);
    expect(body.items[0]).not.toHaveProperty('value');
    expect((await call('GET', 'dead-letters?after=nonsense')).body).toMatchObject({ code: 'invalid_cursor' });
    expect((await call('GET', 'dead-letters?limit=0')).body).toMatchObject({ code: 'invalid_request' });
  });

  it('show a dead letter, replay it once it can be handled, and drop another', async () => {
    await bury('kitchen', 'bitter tea', Buffer.from([0xff, 0x00]));
    register('kitchen');
    const { body } = await call('GET', 'dead-letters?group=kitchen');
    const [first, second] = body.items.map(({ id }: Item) => `dead-letters/${id}`);
    expect((await call('GET', first)).body).toMatchObject({
      ...{ key: null, headers: { about: 'tea' }, value: 'bitter tea', encoding: 'utf8' },
    });
    expect((await call('GET', second)).body).toMatchObject({ value: '/wA=', encoding: 'base64' });

    const failed = await call('POST', `${first}/replay`);
    expect(failed).toMatchObject({ status: 409, body: { code: 'replay_failed', detail: 'Error: too bitter' } });
    expect((await call('GET', first)).body).toMatchObject({ reason: 'Error: too bitter' });
    bitter = false;
    expect(await call('POST', `${first}/replay`)).toMatchObject({ status: 200, body: { messages: 1 } });
    expect(drunk).toEqual(['bitter tea']);
    expect(await call('POST', `${first}/replay`)).toMatchObject({ status: 404 });

    expect(await call('DELETE', `${second}?reason=of+no+use`)).toMatchObject({ status: 204, body: undefined });
    expect((await call('DELETE', `${second}?reason=of+no+use`)).body).toMatchObject({ code: 'dead_letter_not_found' });
  });

  it('say of what cannot be replayed while something is away that it is to be tried again, and blame no message', async () => {
    await bury('pantry', 'milk');
    await park('pantry', 'pot-9', 'milk');
    register('pantry');
    isAway = true;
    for (const [list, reason] of [
      ['dead-letters', 'no milk'],
      ['parked-keys', 'Error: too bitter'],
    ] as const) {
      const { body } = await call('GET', `${list}?group=pantry`);
      const path = `${list}/${body.items[0].id}`;
      expect(await call('POST', `${path}/replay`)).toMatchObject({
        ...{ status: 503, retryAfter: '1', body: { code: 'service_unavailable' } },
      });
      expect((await call('GET', path)).body).toMatchObject({ reason });
    }
    isAway = false;
  });

  it('list, show, replay and drop parked keys in the same way', async () => {
    bitter = true;
    drunk.length = 0;
    await park('kitchen', 'pot-1', 'bitter 1', 'mild 2');
    await park('kitchen', 'pot-2', 'bitter 3');
    const { body } = await call('GET', 'parked-keys?group=kitchen');
    expect(body.items).toMatchObject([
      { reason: 'Error: too bitter', messages: 2 },
      { reason: 'Error: too bitter', messages: 1 },
    ]);
    const [first, second] = body.items.map(({ id }: Item) => `parked-keys/${id}`);
    expect((await call('GET', first)).body).toMatchObject({
      key: 'pot-1',
      queue: [{ offset: 7, value: 'bitter 1' }, { value: 'mild 2' }],
    });
    expect(await call('POST', `${first}/replay`)).toMatchObject({ status: 409, body: { code: 'replay_failed' } });
    bitter = false;
    expect((await call('POST', `${first}/replay`)).body).toMatchObject({ messages: 2 });
    expect(drunk).toEqual(['bitter 1', 'mild 2']);
    expect((await call('DELETE', `${second}?reason=of+no+use`)).status).toBe(204);
    expect((await call('GET', second)).body).toMatchObject({ code: 'parked_key_not_found' });
  });

  it('answer with codes that stand in docs/api/errors.md, with the same words', async () => {
    if (process.env['UPDATE_DOCS']) await writeFile(PAGE, withCodesTable(await readFile(PAGE, 'utf8'), 'messaging'));
    expect(documentedCodesTable(await readFile(PAGE, 'utf8'), 'messaging')).toBe(problemCodesTable('messaging'));
  });
});
