import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KafkaCluster } from '@loyalty/kafka-broker';
import { type Bus, createKafkaBus } from '@loyalty/messaging';
import { createPool } from '@loyalty/postgres';
import { startTestKafka, whereKafkaIs } from '@loyalty/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { plantCanaries, canariesIn } from './canaries.fixture.js';
import type { Client } from './client.fixture.js';
import { type Documented, documentedMetrics, type Exposed, exposedMetrics } from './metrics.fixture.js';
import { createHome, EXAMPLES, RunningProgram, type TestHome } from './program.fixture.js';
import type { Service } from '../../installation/installation.mjs';
import { RunningServices } from './services.fixture.js';
import { until } from './until.fixture.js';

const PURCHASES = 'loyalty.accrual.purchases.v1';
const SERVICES: readonly Service[] = ['accrual', 'enrollment', 'balance', 'redemption', 'campaign', 'analytics'];

const basket = (externalId: string, card = '4007') => ({
  source: 'till-1',
  externalId,
  occurredAt: '2026-01-05T10:15:00+01:00',
  member: { card },
  currency: 'EUR',
  lines: [{ id: '1', sku: 'TEA', quantity: '2', unitPrice: '10.00' }],
});

/** Of no run that goes well, so that nothing shows their labels; the specs of their own rooms do. */
const OF_ACCIDENTS = [
  'accrual_background_failures_total',
  'loyalty_member_mirror_missing_events_total',
  'loyalty_metrics_unread_total',
  'loyalty_mirror_missing_events_total',
  'loyalty_reviews_open',
  'loyalty_shortfall_points_total',
  'messaging_keys_parked_total',
  'messaging_missing_messages_total',
  'messaging_repeated_messages_total',
];

async function trade(shop: Client): Promise<string> {
  const document = await readFile(join(EXAMPLES, 'programmes', 'tea-shop.yaml'), 'utf8');
  await shop.request('PUT', '/v1/programmes/tea-shop', document, { 'content-type': 'application/yaml' });
  await shop.post('/v1/members', { source: 'crm', externalId: 'ada', card: '4007' });
  const answer = await shop.post<{ account: { id: string } }>('/v1/purchases', basket('first'));
  const { lines: _lines, member: _member, currency: _currency, ...rest } = basket('back');
  const purchase = { source: 'till-1', externalId: 'first' };
  await shop.post('/v1/returns', { ...rest, purchase, lines: [{ id: '1', quantity: '1' }] });
  const spent = {
    source: 'till-1',
    externalId: 'spent',
    member: { card: '4007' },
    points: [{ wallet: 'points', points: 1 }],
  };
  await shop.post('/v1/redemptions', spent);
  await shop.post('/v1/vouchers/use', { code: 'nobody-ever-issued-it', source: 'till-1', externalId: 'V-1' });
  await shop.post('/v1/reviews/rev_none/release', { reason: 'nobody ever held it' });
  const adjusted = { wallet: 'points', points: 7, reason: 'a present' };
  const { id } = answer.body.account;
  await shop.post(`/v1/accounts/${id}/adjustments`, adjusted, { 'idempotency-key': 'seven' });
  await shop.get('/no/such/path');
  return id;
}

/** What is exposed and not in the tables, or in them and never exposed, or with other labels or of another kind. */
function expectAsDocumented(
  exposed: ReadonlyMap<string, Exposed>,
  documented: readonly Documented[],
  withoutSeries: readonly string[],
): void {
  expect([...exposed.keys()].sort()).toEqual(documented.map(({ name }) => name).sort());
  for (const { name, kind, labels } of documented) {
    const found = exposed.get(name);
    expect([name, found?.kind]).toEqual([name, kind]);
    if (found?.series.length === 0) expect(withoutSeries).toContain(name);
    else expect([name, ...[...(found?.labels ?? [])].sort()]).toEqual([name, ...[...labels].sort()]);
  }
}

/** Durations that are named seconds cannot add up to more than all that could run at once in this time. */
function expectSeconds(exposed: ReadonlyMap<string, Exposed>, seconds: number): void {
  const histograms = [...exposed].filter(([name, { kind }]) => kind === 'histogram' && name.endsWith('_seconds'));
  expect(histograms.length).toBeGreaterThan(3);
  for (const [name, { series }] of histograms) {
    const sum = series.filter((each) => each.name === `${name}_sum`).reduce((total, { value }) => total + value, 0);
    expect([name, sum < seconds]).toEqual([name, true]);
  }
}

const seriesOf = (exposed: ReadonlyMap<string, Exposed>, name: string) =>
  (exposed.get(name)?.series ?? []).map(({ labels, value }) => ({ ...labels, value }));

describe('Metrics of one process', () => {
  const startedAt = performance.now();
  let home: TestHome;
  let shop: RunningProgram;
  let account: string;
  const scrape = async () => exposedMetrics((await shop.get<string>('/metrics')).text);

  beforeAll(async () => {
    home = await createHome();
    shop = await RunningProgram.start(home.directory);
    account = await trade(shop);
    await plantCanaries(shop, basket);
  });
  afterAll(async () => {
    await shop.stop();
    await home.remove();
  });

  it('are those that are documented, with those labels', async () => {
    await until(async () => (await checksOf(await scrape())).every((value) => value > 0));
    const documented = [...(await documentedMetrics()).values()].filter(({ onlyOnKafka }) => !onlyOnKafka);
    // Services in one process call one another as functions, and nobody keeps a copy of who is who.
    const ofCalls = ['rpc_server_call_duration_seconds', 'rpc_client_call_duration_seconds'];
    const ofCopies = ['accrual_members_recognised_total'];
    expectAsDocumented(await scrape(), documented, [...OF_ACCIDENTS, ...ofCalls, ...ofCopies]);
  });

  it('count points by verb, wallet and programme, from whatever they came', async () => {
    expect(seriesOf(await scrape(), 'loyalty_points_total')).toEqual(
      expect.arrayContaining([
        { verb: 'adjusted_up', wallet: 'points', programme: 'tea-shop', value: 7 },
        { verb: 'earned', wallet: 'points', programme: 'tea-shop', value: expect.any(Number) },
        { verb: 'reversed', wallet: 'points', programme: 'tea-shop', value: expect.any(Number) },
        { verb: 'held', wallet: 'points', programme: 'tea-shop', value: 1 },
      ]),
    );
  });

  it('find every invariant to hold', async () => {
    const values = seriesOf(await scrape(), 'loyalty_invariant_violations_total').map(({ value }) => value);
    expect(values).toEqual([0, 0, 0]);
  });

  it('name nobody, and have few values for each label', async () => {
    const { text } = await shop.get<string>('/metrics');
    expect(canariesIn(text)).toEqual([]);
    expect(text).not.toContain(account);
    for (const [name, { series }] of await scrape()) {
      const own = series.filter(({ labels }) => labels['le'] === undefined).length;
      expect([name, own < 200]).toEqual([name, true]);
    }
  });

  it('are in the unit that they are named by', async () => {
    expectSeconds(await scrape(), (performance.now() - startedAt) / 1000);
  });

  it('say when the read model was changed by hand', async () => {
    await until(async () => (await shop.get(`/v1/accounts/${account}/balance?minVersion=3`)).status === 200);
    await changeByHand(home.directory);
    await until(async () => {
      const values = seriesOf(await scrape(), 'loyalty_invariant_violations_total');
      return values.some(({ value, ...labels }) => value > 0 && 'invariant' in labels);
    });
    // Its line comes by another way than its number.
    await until(async () => shop.output().stderr.includes('the read model does not say what its entries come to'));
  });
});

whereKafkaIs(describe)('Metrics of services on Kafka', () => {
  const startedAt = performance.now();
  let kafka: KafkaCluster;
  let services: RunningServices;
  let shop: Client;
  let bus: Bus;
  const scrape = async () => {
    const texts = SERVICES.map(async (name) => (await fetch(`${services.urlOf(name)}/metrics`)).text());
    return exposedMetrics(...(await Promise.all(texts)));
  };

  beforeAll(async () => {
    kafka = await startTestKafka();
    services = await RunningServices.prepare({ KAFKA_BROKERS: kafka.brokers.join(',') });
    bus = createKafkaBus({ brokers: kafka.brokers, clientId: 'test' });
    shop = services.client();
    await services.start(...SERVICES);
    await until(async () => (await fetch(`${services.urlOf('accrual')}/health/ready`)).ok);
    await trade(shop);
    for (const value of [{ purchase: basket('by-bus') }, { purchase: 'unreadable' }]) {
      const headers = { 'content-type': 'application/json' };
      await bus.send(PURCHASES, 0, [{ key: 'till-1', value: Buffer.from(JSON.stringify(value)), headers }]);
    }
  });
  afterAll(async () => {
    await bus.close();
    await services.close();
    await kafka.stop();
  });

  it('are those that are documented, with those labels', async () => {
    await until(async () => (await checksOf(await scrape())).every((value) => value > 0));
    await until(async () => seriesOf(await scrape(), 'messaging_dead_letters').length > 0);
    await until(async () => seriesOf(await scrape(), 'loyalty_relay_lag_events').length > 0);
    expectAsDocumented(await scrape(), [...(await documentedMetrics()).values()], OF_ACCIDENTS);
  });

  it('say that nothing is left to send or to read, and what is set aside', async () => {
    const left = ['loyalty_relay_lag_events', 'loyalty_projection_lag_events'];
    for (const name of left) {
      await until(async () => seriesOf(await scrape(), name).every(({ value }) => value === 0));
    }
    expect(seriesOf(await scrape(), 'messaging_dead_letters')).toEqual([
      { group: 'accrual', topic: PURCHASES, value: 1 },
    ]);
  });

  it('are in the unit that they are named by', async () => {
    expectSeconds(await scrape(), ((performance.now() - startedAt) / 1000) * SERVICES.length);
  });
});

async function changeByHand(home: string): Promise<void> {
  const record = await readFile(join(home, 'server.json'), 'utf8');
  const { databaseUrl } = JSON.parse(record) as { readonly databaseUrl: string };
  const pool = createPool(databaseUrl, { max: 1 });
  await pool.query(`update balance_v3.accounts set wallets = '{"points": [999999, 0, 0, 0]}'`);
  await pool.end();
}

async function checksOf(exposed: ReadonlyMap<string, Exposed>): Promise<readonly number[]> {
  const checks = seriesOf(exposed, 'loyalty_invariant_checks_total').map(({ value }) => value);
  return checks.length < 2 ? [0] : checks;
}
