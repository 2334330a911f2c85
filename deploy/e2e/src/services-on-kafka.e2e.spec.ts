import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KafkaCluster } from '@loyalty/kafka-broker';
import { type Bus, createKafkaBus } from '@loyalty/messaging';
import { startTestKafka, whereKafkaIs } from '@loyalty/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from './client.fixture.js';
import { EXAMPLES } from './program.fixture.js';
import { RunningServices } from './services.fixture.js';
import { until } from './until.fixture.js';

const LEDGER = 'loyalty.ledger.events.v1';
const PURCHASES = 'loyalty.accrual.purchases.v1';

interface Answer {
  readonly account: { readonly id: string; readonly version: number } | null;
  readonly balance: readonly { readonly available: number }[];
  readonly repeated: boolean;
}

const basket = (externalId: string, card = '4007') => ({
  source: 'till-1',
  externalId,
  occurredAt: '2026-01-05T10:15:00+01:00',
  member: { card },
  currency: 'EUR',
  lines: [{ id: '1', sku: 'TEA', quantity: '2', unitPrice: '10.00' }],
});

whereKafkaIs(describe)('Services on Kafka', () => {
  let kafka: KafkaCluster;
  let services: RunningServices;
  let bus: Bus;
  let shop: Client;

  beforeAll(async () => {
    kafka = await startTestKafka();
    services = await RunningServices.prepare({ KAFKA_BROKERS: kafka.brokers.join(',') });
    bus = createKafkaBus({ brokers: kafka.brokers, clientId: 'test' });
    shop = await services.client();
    await services.start('accrual', 'enrollment', 'balance');
    const document = await readFile(join(EXAMPLES, 'programmes', 'tea-shop.yaml'), 'utf8');
    await shop.request('PUT', '/v1/programmes/tea-shop', document, { 'content-type': 'application/yaml' });
    await shop.post('/v1/members', { source: 'crm', externalId: 'ada', card: '4007' });
  });
  afterAll(async () => {
    await bus.close();
    await services.close();
    await kafka.stop();
  });

  const send = (value: unknown) =>
    bus.send(PURCHASES, 0, [
      { key: 'till-1', value: Buffer.from(JSON.stringify(value)), headers: { 'content-type': 'application/json' } },
    ]);
  const repeatOf = async (externalId: string) => (await shop.post<Answer>('/v1/purchases', basket(externalId))).body;

  it('send the ledger to its topic: a shard to a partition, every position once and in order', async () => {
    for (let number = 0; number < 40; number += 1) await shop.post('/v1/purchases', basket(`many-${number}`));
    const { rows } = await services.database.pool.query<{ shard: number; position: string }>(
      'select shard, position from ledger.heads order by shard',
    );
    expect(await bus.partitions(LEDGER)).toBe(rows.length);
    for (const { shard, position } of rows) {
      await until(async () => (await positionsIn(bus, shard)).length >= Number(position));
      expect(await positionsIn(bus, shard)).toEqual(Array.from({ length: Number(position) }, (_, at) => at + 1));
    }
  });

  it('take a purchase from its topic, and count it once when it comes over HTTP as well', async () => {
    await until(async () => (await readiness(services)) === 200);
    await send({ purchase: basket('by-bus') });
    await send({ purchase: basket('by-bus') });
    await until(
      async () =>
        (await shop.get<{ purchase?: unknown }>('/v1/purchases?source=till-1&externalId=by-bus')).status === 200,
    );
    expect(await repeatOf('by-bus')).toMatchObject({ repeated: true });

    await shop.post('/v1/purchases', basket('by-http'));
    await send({ purchase: basket('by-http') });
    await send({
      return: {
        ...basket('back'),
        currency: undefined,
        member: undefined,
        purchase: { source: 'till-1', externalId: 'by-http' },
        lines: [{ id: '1', quantity: '1' }],
      },
    });
    await until(
      async () => (await repeatOf('by-http')).balance.length > 0 && (await total(shop)) === 40 * 20 + 20 + 10,
    );
  });

  it('keep what cannot be read, or is refused, as dead letters with the reason, and go on', async () => {
    await send({ purchase: { ...basket('odd'), member: { phone: '+4930123456' } } });
    await send({ purchase: { ...basket('dollars'), currency: 'USD' } });
    await send({ purchase: basket('after') });
    await until(async () => (await shop.get('/v1/purchases?source=till-1&externalId=after')).status === 200);
    const { rows } = await services.database.pool.query<{ reason: string }>(
      'select reason from accrual_intake.dead_letters order by id',
    );
    expect(rows.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('/purchase/member'),
      expect.stringContaining('unknown_currency'),
    ]);
    expect(JSON.stringify(rows)).not.toContain('4930123456');
  });

  it('go on without the broker, and catch up when it is back', async () => {
    await kafka.kill(1);
    const meanwhile = await shop.post<Answer>('/v1/purchases', basket('no-broker'));
    expect(meanwhile.status).toBe(201);
    const { id = '', version = 0 } = meanwhile.body.account ?? {};
    await until(async () => (await shop.get(`/v1/accounts/${id}/balance?minVersion=${version}`)).status === 200);
    await kafka.restart(1);
    await everythingIsSent(services, bus);
    await send({ purchase: basket('broker-is-back') });
    await until(async () => (await shop.get('/v1/purchases?source=till-1&externalId=broker-is-back')).status === 200);
  });

  it('lose nothing when the process that sends the ledger is killed', async () => {
    for (let number = 0; number < 20; number += 1) await shop.post('/v1/purchases', basket(`killed-${number}`));
    await services.stop('accrual', 'SIGKILL');
    await services.start('accrual');
    await shop.post('/v1/purchases', basket('after-the-kill'));
    await everythingIsSent(services, bus);
  });
});

async function readiness(services: RunningServices): Promise<number> {
  return (await fetch(`${services.urlOf('accrual')}/health/ready`)).status;
}

async function total(shop: Client): Promise<number> {
  const { body } = await shop.get<{ items: { wallets: { available: number }[] }[] }>('/v1/balances');
  return body.items.reduce((sum, { wallets }) => sum + (wallets[0]?.available ?? 0), 0);
}

/** After dropping positions already seen, each partition is its shard of the ledger. */
async function everythingIsSent(services: RunningServices, bus: Bus): Promise<void> {
  const { rows } = await services.database.pool.query<{ shard: number; position: string }>(
    'select shard, position from ledger.heads order by shard',
  );
  for (const { shard, position } of rows) {
    const upTo = Array.from({ length: Number(position) }, (_, at) => at + 1);
    await until(async () => (await positionsIn(bus, shard)).includes(Number(position)) || upTo.length === 0);
    let last = 0;
    const seen = (await positionsIn(bus, shard)).filter((at) => at > last && ((last = at), true));
    expect(seen).toEqual(upTo);
  }
}

async function positionsIn(bus: Bus, partition: number): Promise<number[]> {
  const { first, next } = await bus.bounds(LEDGER, partition);
  const messages = next > first ? await bus.read(LEDGER, partition, first, 10_000) : [];
  return messages.map(({ headers }) => Number(headers['ce_sequence']));
}
