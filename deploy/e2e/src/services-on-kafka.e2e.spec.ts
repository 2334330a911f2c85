import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KafkaCluster } from '@loyalty/kafka-broker';
import { type Bus, createKafkaBus } from '@loyalty/messaging';
import { startTestKafka, whereKafkaIs } from '@loyalty/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canariesIn, canariesInMessage, plantCanaries, STRANGER_CARD, wholeTopic } from './canaries.fixture.js';
import type { Client } from './client.fixture.js';
import { EXAMPLES, loyalty, summaryOf } from './program.fixture.js';
import { RunningServices } from './services.fixture.js';
import { until } from './until.fixture.js';

const LEDGER = 'loyalty.ledger.events.v1';
const PURCHASES = 'loyalty.accrual.purchases.v1';
const MEMBERS = 'loyalty.enrollment.members.v1';

interface Answer {
  readonly account: { readonly id: string; readonly version: number } | null;
  readonly balance: readonly { readonly available: number }[];
  readonly repeated: boolean;
}

interface Item {
  readonly id: string;
  readonly reason: string;
}

/** A till's clock may be ahead by ten minutes. */
const AHEAD_MS = 5 * 60_000;

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
    services = await RunningServices.prepare({ KAFKA_BROKERS: kafka.brokers.join(','), LOYALTY_LOG: 'debug' });
    bus = createKafkaBus({ brokers: kafka.brokers, clientId: 'test' });
    shop = services.client();
    await services.start('accrual', 'enrollment', 'balance');
    await applyProgramme();
    await shop.post('/v1/members', { source: 'crm', externalId: 'ada', card: '4007' });
    await plantCanaries(shop, basket);
  });
  afterAll(async () => {
    await bus.close();
    await services.close();
    await kafka.stop();
  });

  const send = (value: unknown, more: Record<string, string> = {}) => {
    const headers = { 'content-type': 'application/json', ...more };
    return bus.send(PURCHASES, 0, [{ key: 'till-1', value: Buffer.from(JSON.stringify(value)), headers }]);
  };
  const applyProgramme = async (changed = (document: string) => document) => {
    const document = changed(await readFile(join(EXAMPLES, 'programmes', 'tea-shop.yaml'), 'utf8'));
    const headers = { 'content-type': 'application/yaml' };
    const { status, body } = await shop.request('PUT', '/v1/programmes/tea-shop', document, headers);
    if (status >= 300) throw new Error(JSON.stringify(body));
  };
  const why = ['--reason', 'the shop was mended'];
  const ask = (...words: readonly string[]) =>
    loyalty(['dead-letters', ...words, '--url', services.urlOf('accrual'), '--json'], {
      environment: { LOYALTY_API_KEY: shop.key },
    });
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

  it('name a trace in every message, the till’s where it has one, though nobody records spans', async () => {
    const traces = ['1', '2'].map((digit) => `00-${digit.repeat(32)}-${digit.repeat(16)}-01`);
    const [overHttp = '', overTheBus = ''] = traces;
    await shop.post('/v1/purchases', basket('traced'), { traceparent: overHttp });
    await until(async () => (await readiness(services)) === 200);
    await send({ purchase: basket('traced-by-bus') }, { traceparent: overTheBus });
    const found = async () => (await wholeTopic(bus, LEDGER)).map(({ headers }) => headers['traceparent'] ?? '');
    await until(async () => {
      const all = await found();
      return traces.every((trace) => all.includes(trace));
    });
    for (const trace of await found()) expect(trace).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/);
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
    const { account } = await repeatOf('by-http');
    await until(async () => (await availableOf(shop, account?.id)) === 42 * 20 + 20 + 10);
  });

  it('keep what cannot be read, or is refused, sealed and with the reason, and go on', async () => {
    await send({ purchase: { ...basket('odd'), member: { phone: '+4930123456' } } });
    // The programme judges by what was in force when it happened: this till is ahead, and so after the next version.
    const soon = new Date(Date.now() + AHEAD_MS).toISOString();
    await send({ purchase: { ...basket('dollars'), currency: 'USD', occurredAt: soon } });
    await send({ purchase: { ...basket('yen'), currency: 'JPY' } });
    await send({ purchase: basket('after') });
    await until(async () => (await shop.get('/v1/purchases?source=till-1&externalId=after')).status === 200);
    const { items } = summaryOf<{ items: Item[] }>(await ask('list'));
    expect(items.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('/purchase/member'),
      expect.stringContaining('unknown_currency'),
      expect.stringContaining('unknown_currency'),
    ]);
    const { rows } = await services.database.pool.query<{ facts: string; value: Buffer }>(
      "select (to_jsonb(each) - 'value')::text as facts, value from accrual_intake.dead_letters as each",
    );
    expect(rows).toHaveLength(items.length);
    // Not in hexadecimal digits: every ten-thousandth sealed letter has a given card number in them by chance.
    for (const secret of ['"4007"', '30123456', 'dollars', 'till-1', '"USD"']) {
      expect(rows.filter(({ facts, value }) => facts.includes(secret) || value.includes(secret))).toEqual([]);
    }
  });

  it('show what was set aside, take it once it can be taken, and forget it when told to', async () => {
    const { body } = await shop.get<{ items: Item[] }>('/v1/dead-letters?group=accrual');
    const [odd = '', dollars = '', yen = ''] = body.items.map(({ id }) => id);
    const shown = summaryOf<{ value: string }>(await ask('show', dollars));
    expect(JSON.parse(shown.value)).toMatchObject({ purchase: { externalId: 'dollars', member: { card: '4007' } } });

    const refused = await ask('replay', dollars, ...why);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/replay_failed: .*unknown_currency/)]);
    await applyProgramme((document) => document.replace('  CHF: 1.05', '  CHF: 1.05\n  USD: 0.5'));
    expect(summaryOf(await ask('replay', dollars, ...why))).toEqual({ id: dollars, messages: 1 });
    expect(await shop.get('/v1/purchases?source=till-1&externalId=dollars')).toMatchObject({ status: 200 });

    expect(summaryOf(await ask('drop', odd, ...why))).toEqual({ dropped: odd });
    expect((await shop.request('DELETE', `/v1/dead-letters/${yen}?reason=of+a+shop+we+left`)).status).toBe(204);
    expect((await shop.get(`/v1/dead-letters/${yen}`)).body).toMatchObject({ code: 'dead_letter_not_found' });
    expect(summaryOf(await ask('list'))).toEqual({ items: [] });
    expect((await shop.get('/v1/purchases?source=till-1&externalId=yen')).status).toBe(404);
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

  it('say nothing on the bus, or in a log, of who somebody is', async () => {
    await send({ purchase: basket('planted-by-bus', STRANGER_CARD) });
    await send({ purchase: { ...basket('planted-refused-by-bus', STRANGER_CARD), currency: STRANGER_CARD } });
    await send({ purchase: { ...basket('planted-unread', STRANGER_CARD), note: STRANGER_CARD } });
    await until(async () => (await shop.get<{ items: Item[] }>('/v1/dead-letters')).body.items.length === 2);
    await everythingIsSent(services, bus);
    // What tills send may name a card, and is where the same look finds some.
    const sent = await wholeTopic(bus, PURCHASES);
    expect(sent.filter((message) => canariesInMessage(message).length > 0)).toHaveLength(3);

    const ledger = await wholeTopic(bus, LEDGER);
    expect(ledger.length).toBeGreaterThan(60);
    expect(ledger.flatMap(canariesInMessage)).toEqual([]);
    // The canary by card, phone and address, and the stranger who joined; each with an account.
    const members = await wholeTopic(bus, MEMBERS);
    expect(members.length).toBeGreaterThanOrEqual(1 + 2 + 4 + 2);
    expect(members.flatMap(canariesInMessage)).toEqual([]);
    const said = services.everythingSaid();
    for (const name of ['accrual', 'enrollment', 'balance']) expect(said).toContain(`"name":"${name}"`);
    expect(said.split('\n').filter((line) => canariesIn(line).length > 0)).toEqual([]);
    const { rows } = await services.database.pool.query<{ row: string }>(
      "select each::text || ' ' || encode(value, 'escape') as row from accrual_intake.dead_letters as each",
    );
    expect(rows.flatMap(({ row }) => canariesIn(row))).toEqual([]);
  });
});

async function readiness(services: RunningServices): Promise<number> {
  return (await fetch(`${services.urlOf('accrual')}/health/ready`)).status;
}

async function availableOf(shop: Client, account: string | undefined): Promise<number | undefined> {
  const { body } = await shop.get<{ items: { account: string; wallets: { available: number }[] }[] }>('/v1/balances');
  return body.items.find((item) => item.account === account)?.wallets[0]?.available;
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
