import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KafkaCluster } from '@loyalty/kafka-broker';
import { type Bus, createKafkaBus } from '@loyalty/messaging';
import { startTestKafka, whereKafkaIs } from '@loyalty/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canariesIn, plantCanaries, wholeTopic } from './canaries.fixture.js';
import type { Client } from './client.fixture.js';
import { TestCollector } from './collector.fixture.js';
import type { CollectedSpan } from './otlp.fixture.js';
import { createHome, EXAMPLES, RunningProgram, type TestHome } from './program.fixture.js';
import { RunningServices } from './services.fixture.js';
import { until } from './until.fixture.js';

const LEDGER = 'loyalty.ledger.events.v1';
const PURCHASES = 'loyalty.accrual.purchases.v1';

const basket = (externalId: string, card = '4007') => ({
  source: 'till-1',
  externalId,
  occurredAt: '2026-01-05T10:15:00+01:00',
  member: { card },
  currency: 'EUR',
  lines: [{ id: '1', sku: 'TEA', quantity: '2', unitPrice: '10.00' }],
});

/** What a till sends when it traces its own work. */
const tillsTrace = () => {
  const [id, span] = [randomBytes(16).toString('hex'), randomBytes(8).toString('hex')];
  return { id, span, headers: { traceparent: `00-${id}-${span}-01` } };
};

async function openShop(shop: Client): Promise<void> {
  const document = await readFile(join(EXAMPLES, 'programmes', 'tea-shop.yaml'), 'utf8');
  await shop.request('PUT', '/v1/programmes/tea-shop', document, { 'content-type': 'application/yaml' });
  await shop.post('/v1/members', { source: 'crm', externalId: 'ada', card: '4007' });
}

/** From a span up to where its trace came from, by name; the last is the id of whoever asked. */
function pathUp(trace: readonly CollectedSpan[], name: string): readonly string[] {
  const path: string[] = [];
  let span = trace.find((each) => each.name === name);
  for (; span !== undefined; span = trace.find(({ spanId }) => spanId === span?.parent)) {
    path.push(span.name);
    if (!trace.some(({ spanId }) => spanId === span?.parent)) return [...path, span.parent];
  }
  return path;
}

/** The commit that carried a command is a trace of its own; each leads to the other. */
function expectLinked(collector: TestCollector, trace: readonly CollectedSpan[], batch: string, carried: string): void {
  const own = trace.find(({ name }) => name === carried);
  const commit = collector.spans.find(({ name, links }) => name === batch && links.includes(own?.spanId ?? ''));
  expect(own?.links).toContain(commit?.spanId);
  expect(commit?.traceId).not.toBe(own?.traceId);
}

interface Line {
  readonly msg?: string;
  readonly route?: string;
  readonly trace_id?: string;
  readonly span_id?: string;
}

function linesOf(output: string): readonly Line[] {
  return output.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Line] : []));
}

/** Every line that was written for a request says for which trace; nothing names anybody. */
function expectTracedAndDiscreet(collector: TestCollector, output: string, traceId: string): void {
  const lines = linesOf(output);
  const requests = lines.filter(({ msg }) => msg === 'request');
  expect(requests.length).toBeGreaterThan(10);
  const ids = { trace_id: expect.stringMatching(/^[0-9a-f]{32}$/), span_id: expect.stringMatching(/^[0-9a-f]{16}$/) };
  for (const line of requests) expect(line).toMatchObject(ids);
  expect(requests.filter(({ trace_id }) => trace_id === traceId)).not.toEqual([]);
  expect(output.split('\n').filter((line) => canariesIn(line).length > 0)).toEqual([]);

  expect(collector.spans.length).toBeGreaterThan(50);
  expect(collector.bodies.flatMap((body) => canariesIn(body.toString('latin1')))).toEqual([]);
  expect(collector.spans.filter((span) => canariesIn(JSON.stringify(span)).length > 0)).toEqual([]);
}

describe('A trace in one process', () => {
  let collector: TestCollector;
  let home: TestHome;
  let shop: RunningProgram;

  beforeAll(async () => {
    collector = await TestCollector.start();
    home = await createHome();
    shop = await RunningProgram.start(home.directory, ['serve'], { ...collector.environment, LOYALTY_LOG: 'debug' });
    await openShop(shop);
  });
  afterAll(async () => {
    await shop.stop();
    await home.remove();
    await collector.stop();
  });

  it('leads from the till over the ledger and another thread to the read model', async () => {
    const till = tillsTrace();
    expect((await shop.post('/v1/purchases', basket('first'), till.headers)).status).toBe(201);
    const trace = await collector.complete(till.id, ['POST /v1/purchases', 'append to log', 'project into balance']);
    expect(pathUp(trace, 'project into balance')).toEqual([
      'project into balance',
      'append to log',
      'POST /v1/purchases',
      till.span,
    ]);
    expectLinked(collector, trace, 'commit to log', 'append to log');
    expectLinked(collector, trace, 'write balance', 'project into balance');
  });

  it('holds every line of a batch', async () => {
    const till = tillsTrace();
    const lines = [1, 2, 3].map((number) => `${JSON.stringify({ purchase: basket(`line-${number}`) })}\n`).join('');
    const headers = { 'content-type': 'application/x-ndjson', ...till.headers };
    expect((await shop.request('POST', '/v1/batch', lines, headers)).status).toBe(200);
    await until(async () => collector.trace(till.id).filter(({ name }) => name === 'append to log').length === 3);
  });

  it('begins here when nobody brought one, and says nothing of who somebody is, nor does the log', async () => {
    await plantCanaries(shop, basket);
    const till = tillsTrace();
    await shop.post('/v1/purchases', basket('last'), till.headers);
    await collector.complete(till.id, ['project into balance']);
    expectTracedAndDiscreet(collector, shop.output().stderr, till.id);
    const begun = collector.spans.filter(({ name, parent }) => name === 'POST /v1/members' && parent === '');
    expect(begun.length).toBeGreaterThan(1);
  });

  it('ends with a purchase that is refused where it is refused', async () => {
    const till = tillsTrace();
    const refused = { ...basket('refused'), currency: 'XTS' };
    expect((await shop.post('/v1/purchases', refused, till.headers)).status).toBeGreaterThanOrEqual(400);
    const [span, ...others] = await collector.complete(till.id, ['POST /v1/purchases']);
    expect(span?.attributes).toMatchObject({ 'http.route': '/v1/purchases', 'http.response.status_code': '422' });
    expect(others).toEqual([]);
  });
});

whereKafkaIs(describe)('A trace over processes on Kafka', () => {
  let collector: TestCollector;
  let kafka: KafkaCluster;
  let services: RunningServices;
  let shop: Client;
  let bus: Bus;

  beforeAll(async () => {
    collector = await TestCollector.start();
    kafka = await startTestKafka();
    const environment = { ...collector.environment, KAFKA_BROKERS: kafka.brokers.join(','), LOYALTY_LOG: 'debug' };
    services = await RunningServices.prepare(environment);
    bus = createKafkaBus({ brokers: kafka.brokers, clientId: 'test' });
    shop = services.client();
    await services.start('accrual', 'enrollment', 'balance');
    await until(async () => (await fetch(`${services.urlOf('accrual')}/health/ready`)).ok);
    await openShop(shop);
    // The first commit of a shard may be read at its source, before the topic is listened to.
    for (let number = 0; number < 24; number += 1) await shop.post('/v1/purchases', basket(`before-${number}`));
  });
  afterAll(async () => {
    await bus.close();
    await services.close();
    await kafka.stop();
    await collector.stop();
  });

  const overTheBus = ['project into balance', `process ${LEDGER}`, `create ${LEDGER}`, 'append to log'] as const;

  const TRIES_MAX = 20;
  /** Balance does not wait for a slow topic: it reads at the source what is late. Then the next purchase is looked at. */
  async function overTopic(buy: (till: ReturnType<typeof tillsTrace>, number: number) => Promise<unknown>) {
    for (let number = 1; ; number += 1) {
      const till = tillsTrace();
      await buy(till, number);
      const trace = await collector.complete(till.id, overTheBus);
      const path = pathUp(trace, 'project into balance');
      if (path.includes(overTheBus[1]) || number === TRIES_MAX) return { till, trace, path };
    }
  }

  it('leads from the till over ledger, relay, topic and consumer to the read model', async () => {
    const { till, trace, path } = await overTopic(async ({ headers }, number) => {
      expect((await shop.post('/v1/purchases', basket(`first-${number}`), headers)).status).toBe(201);
    });
    expect(path).toEqual([...overTheBus, 'POST /v1/purchases', till.span]);
    const services = trace.map(({ service }) => service);
    expect(services).toEqual(expect.arrayContaining(['loyalty-accrual', 'loyalty-balance']));
    expectLinked(collector, trace, `send ${LEDGER}`, `create ${LEDGER}`);
    expectLinked(collector, trace, `receive ${LEDGER}`, `process ${LEDGER}`);
  });

  it('leads through the service that knows the members', async () => {
    const till = tillsTrace();
    await shop.post('/v1/purchases', basket('new-face', 'a card nobody has seen'), till.headers);
    const resolve = 'loyalty.enrollment.v1.EnrollmentService/Resolve';
    await until(async () => collector.trace(till.id).filter(({ name }) => name === resolve).length === 2);
    const [asked, answered] = collector.trace(till.id).filter(({ name }) => name === resolve);
    expect(answered?.parent).toBe(asked?.spanId);
    expect([asked?.service, answered?.service]).toEqual(['loyalty-accrual', 'loyalty-enrollment']);
  });

  it('goes on from a purchase of the topic', async () => {
    const { till, path } = await overTopic(async ({ headers }, number) => {
      const value = Buffer.from(JSON.stringify({ purchase: basket(`by-bus-${number}`) }));
      const message = { key: 'till-1', value, headers: { 'content-type': 'application/json', ...headers } };
      await bus.send(PURCHASES, 0, [message]);
    });
    expect(path).toEqual([...overTheBus, `process ${PURCHASES}`, till.span]);
  });

  it('is named by every message of the ledger', async () => {
    const traces = (await wholeTopic(bus, LEDGER)).map(({ headers }) => headers['traceparent']);
    expect(traces.length).toBeGreaterThan(20);
    for (const trace of traces) expect(trace).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/);
  });

  it('says nothing of who somebody is, nor does a log', async () => {
    await plantCanaries(shop, basket);
    const till = tillsTrace();
    await shop.post('/v1/purchases', basket('last'), till.headers);
    await collector.complete(till.id, overTheBus);
    expectTracedAndDiscreet(collector, services.everythingSaid(), till.id);
  });
});
