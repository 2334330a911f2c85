import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from './client.fixture.js';
import { createHome, EXAMPLES, RunningProgram } from './program.fixture.js';
import { RunningServices } from './services.fixture.js';
import { until } from './until.fixture.js';

interface Message {
  readonly id: string;
  readonly type: string;
  readonly sequence: number;
  readonly version: number | null;
  readonly data: { readonly redemption?: { readonly id: string; readonly externalId: string } };
}

interface Example {
  receiver(of: {
    secret: string;
    had: (id: string) => Promise<boolean>;
    handle: (message: Message) => Promise<void>;
  }): Server;
}

interface Opened {
  readonly shop: Client;
  close(): Promise<void>;
  /** Ends whoever sends, without a word, and starts it again. */
  kill(): Promise<Client>;
}

const ALLOW = { LOYALTY_WEBHOOKS_ALLOW: 'http,private' };

async function oneProcess(): Promise<Opened> {
  const home = await createHome();
  let shop = await RunningProgram.start(home.directory, ['serve'], ALLOW);
  return {
    shop,
    async kill() {
      await shop.stop('SIGKILL');
      shop = await RunningProgram.start(home.directory, ['serve'], ALLOW);
      return shop;
    },
    async close() {
      await shop.stop();
      await home.remove();
    },
  };
}

async function processes(): Promise<Opened> {
  const services = await RunningServices.prepare(ALLOW);
  await services.start('accrual', 'enrollment', 'balance', 'redemption', 'campaign');
  return {
    shop: services.client(),
    async kill() {
      await services.stop('redemption', 'SIGKILL');
      await services.start('redemption');
      return services.client();
    },
    close: () => services.close(),
  };
}

/** The receiver of the guide, on a port of its own. */
async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe.each([
  ['one process', oneProcess],
  ['services in processes', processes],
])('Webhooks of %s', (_shape, open) => {
  let opened: Opened;
  let shop: Client;
  const handled: Message[] = [];
  const servers: Server[] = [];

  beforeAll(async () => {
    opened = await open();
    ({ shop } = opened);
    const programme = await readFile(join(EXAMPLES, 'programmes', 'tea-shop.yaml'), 'utf8');
    await shop.request('PUT', '/v1/programmes/tea-shop', programme, { 'content-type': 'application/yaml' });
    await shop.post('/v1/members', { source: 'crm', externalId: 'ann', card: '4007' });
    const lines = [{ id: '1', sku: 'TEA', quantity: '10', unitPrice: '50.00' }];
    const named = { source: 'till-1', externalId: 'first', occurredAt: '2026-01-05T10:15:00+01:00' };
    expect(
      (await shop.post('/v1/purchases', { ...named, member: { card: '4007' }, currency: 'EUR', lines })).status,
    ).toBe(201);
  });
  afterAll(async () => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
    await opened.close();
  });

  const spend = async (externalId: string): Promise<string> => {
    const points = [{ wallet: 'points', points: 5 }];
    const sent = { source: 'shop', externalId, member: { card: '4007' }, points };
    let id = '';
    // A process of its own hears of the programme a moment later.
    await until(async () => {
      const { status, body } = await shop.post<{ redemption?: { id: string } }>('/v1/redemptions', sent);
      id = body.redemption?.id ?? '';
      return status < 300;
    });
    return id;
  };

  it('bring what redemptions do to the receiver of the guide, once each, also over a kill', async () => {
    const { receiver } = (await import(join(EXAMPLES, 'webhooks', 'receiver.mjs'))) as Example;
    let secret = '';
    const had = async (id: string) => handled.some((message) => message.id === id);
    const handle = async (message: Message) => void handled.push(message);
    // The secret is known once the webhook is there, and its address must be known before.
    const gate = createServer((request, response) => void inner.emit('request', request, response));
    let inner = receiver({ secret, had, handle });
    servers.push(gate);
    const url = await listening(gate);
    const events = ['redemption.authorised', 'redemption.captured', 'redemption.voided'];
    const made = await shop.post<{ webhook: { id: string }; secret: string }>(
      '/v1/webhooks',
      { url, events, reason: 'a new receiver' },
      { 'idempotency-key': 'first' },
    );
    expect(made.status).toBe(201);
    ({ secret } = made.body);
    inner = receiver({ secret, had, handle });
    const { id } = made.body.webhook;
    expect((await shop.post(`/v1/webhooks/${id}/ping`, undefined)).body).toMatchObject({
      outcome: 'delivered',
      status: 204,
    });

    const first = await spend('A-1');
    await shop.post(`/v1/redemptions/${first}/capture`, undefined);
    await until(async () => handled.length === 3);
    shop = await opened.kill();
    const second = await spend('A-2');
    await shop.post(`/v1/redemptions/${second}/void`, undefined);
    await until(async () => handled.length === 5);
    expect(handled.map(({ type, data }) => [type, data.redemption?.id])).toEqual([
      ['webhook.ping', undefined],
      ['redemption.authorised', first],
      ['redemption.captured', first],
      ['redemption.authorised', second],
      ['redemption.voided', second],
    ]);
    const listed = await shop.get<{ items: { outcome: string }[] }>(`/v1/webhooks/${id}/deliveries`);
    expect(listed.body.items.map(({ outcome }) => outcome)).toEqual([
      'delivered',
      'delivered',
      'delivered',
      'delivered',
    ]);
  });
});

describe('A webhook of an installation that allows nothing besides', () => {
  it('leads to no address of the house, and needs TLS', async () => {
    const home = await createHome();
    const shop = await RunningProgram.start(home.directory);
    for (const url of ['https://127.0.0.1/', 'https://169.254.169.254/latest', 'http://shop.example/']) {
      const sent = { url, events: ['redemption.captured'], reason: 'a new receiver' };
      const { status, body } = await shop.post('/v1/webhooks', sent, { 'idempotency-key': url });
      expect([url, status, body['code']]).toEqual([url, 422, 'webhook_url_not_allowed']);
    }
    await shop.stop();
    await home.remove();
  });
});
