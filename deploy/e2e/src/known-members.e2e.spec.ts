import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KafkaCluster } from '@loyalty/kafka-broker';
import { type Bus, createKafkaBus } from '@loyalty/messaging';
import { startTestKafka, whereKafkaIs } from '@loyalty/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { wholeTopic } from './canaries.fixture.js';
import type { Client } from './client.fixture.js';
import { EXAMPLES } from './program.fixture.js';
import { RunningServices } from './services.fixture.js';
import { until } from './until.fixture.js';

const MEMBERS = 'loyalty.enrollment.members.v1';
const PURCHASES = 'loyalty.accrual.purchases.v1';
/** What the copy promises: so long may an identity that was taken off still earn for whose it was. */
const BOUND_MS = 2_000;

interface Purchase {
  readonly member: { readonly id: string } | null;
  readonly account: { readonly id: string } | null;
  readonly repeated: boolean;
}

const justNow = () => new Date(Date.now() - 60_000).toISOString();
const basket = (externalId: string, card: string, occurredAt = justNow()) => ({
  source: 'till-1',
  externalId,
  occurredAt,
  member: { card },
  currency: 'EUR',
  lines: [{ id: '1', sku: 'TEA', quantity: '2', unitPrice: '10.00' }],
});

whereKafkaIs(describe)('Members that accrual knows by its own copy', () => {
  let kafka: KafkaCluster;
  let services: RunningServices;
  let bus: Bus;
  let shop: Client;
  const accounts = new Map<string, string>();
  const members = new Map<string, string>();

  beforeAll(async () => {
    kafka = await startTestKafka();
    services = await RunningServices.prepare({ KAFKA_BROKERS: kafka.brokers.join(',') });
    bus = createKafkaBus({ brokers: kafka.brokers, clientId: 'test' });
    shop = services.client();
    await services.start('accrual', 'enrollment', 'balance');
    const document = await readFile(join(EXAMPLES, 'programmes', 'tea-shop.yaml'), 'utf8');
    await shop.request('PUT', '/v1/programmes/tea-shop', document, { 'content-type': 'application/yaml' });
    for (const card of ['ann', 'bob', 'eve', 'fay']) {
      const { body } = await shop.post<{ member: { id: string }; account: { id: string } }>('/v1/members', {
        source: 'crm',
        externalId: card,
        card,
      });
      accounts.set(card, body.account.id);
      members.set(card, body.member.id);
    }
    await until(async () => (await copied()) === 2 * 4);
  });
  afterAll(async () => {
    await bus.close();
    await services.close();
    await kafka.stop();
  });

  /** Identities whose member and account are known: a card and an external id of each. */
  const copied = async () => {
    const { rows } = await services.database.pool.query(
      `select from accrual.known_identities join accrual.known_accounts using (member)`,
    );
    return rows.length;
  };
  const ready = async () => (await fetch(`${services.urlOf('accrual')}/health/ready`)).status;
  const buy = async (externalId: string, card: string) =>
    shop.post<Purchase>('/v1/purchases', basket(externalId, card, '2026-01-05T10:15:00+01:00'));
  const ownerOf = async (externalId: string, card: string) => {
    const { status, body } = await buy(externalId, card);
    return [status, body.account?.id];
  };
  const take = async (card: string) => {
    const { body } = await shop.get<{ member: { identities: { id: string; kind: string }[] } }>(
      `/v1/members/${members.get(card)}`,
    );
    const id = body.member.identities.find(({ kind }) => kind === 'card')?.id;
    return shop.request('DELETE', `/v1/members/${members.get(card)}/identities/card/${id}`, undefined, {
      'idempotency-key': `take-${card}`,
    });
  };

  it('buy while enrollment is killed, over both roads and once; nobody else is guessed at, or stands in their way', async () => {
    await services.stop('enrollment', 'SIGKILL');
    expect(await ownerOf('away-1', 'ann')).toEqual([201, accounts.get('ann')]);
    expect(await ownerOf('away-1', 'ann')).toEqual([200, accounts.get('ann')]);
    expect(await ready()).toBe(200);
    for (const id of ['away-1', 'away-2']) {
      const value = Buffer.from(JSON.stringify({ purchase: basket(id, 'ann', '2026-01-05T10:15:00+01:00') }));
      await bus.send(PURCHASES, 1, [{ key: 'till', value, headers: { 'content-type': 'application/json' } }]);
    }
    await until(async () => (await shop.get('/v1/purchases?source=till-1&externalId=away-2')).status === 200);
    expect(await buy('away-2', 'ann')).toMatchObject({ status: 200, body: { repeated: true } });

    const unknown = await buy('away-3', 'stranger');
    expect([unknown.status, unknown.body]).toMatchObject([503, { code: 'service_unavailable' }]);
    // The half of a batch that is known is taken.
    const batch = [basket('away-4', 'bob'), basket('away-5', 'stranger'), basket('away-6', 'ann')];
    const lines = batch.map((purchase) => JSON.stringify({ purchase })).join('\n');
    const { text } = await shop.request('POST', '/v1/batch', lines, { 'content-type': 'application/x-ndjson' });
    const statuses = text
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { status: number }).status);
    expect(statuses).toEqual([201, 503, 201]);
  });

  it('are known again by the topic alone, from its start, when the copy was dropped meanwhile', async () => {
    await services.stop('accrual', 'SIGKILL');
    await services.database.pool.query(
      'truncate accrual.known_identities, accrual.known_accounts, accrual.known_places',
    );
    await services.start('accrual');
    await until(async () => (await buy('rebuilt', 'bob')).status === 201);
    expect(await ownerOf('rebuilt', 'bob')).toEqual([200, accounts.get('bob')]);
    expect(await copied()).toBe(2 * 4);
  });

  it('are joined by those who bought as strangers when enrollment is back, and nothing is earned twice', async () => {
    await services.start('enrollment');
    await until(async () => (await shop.post('/v1/purchases', basket('away-3', 'stranger'))).status === 201);
    const joined = await shop.post<{ account: { id: string } }>('/v1/members', {
      source: 'crm',
      externalId: 'late',
      card: 'stranger',
    });
    const url = `/v1/accounts/${joined.body.account.id}/balance?minVersion=1`;
    expect((await shop.get(url)).body).toMatchObject({ wallets: [{ available: 20 }] });
    await until(async () => (await copied()) === 2 * 5);
    expect(await shop.post('/v1/purchases', basket('late-1', 'stranger'))).toMatchObject({
      status: 201,
      body: { account: { id: joined.body.account.id } },
    });
  });

  it('lose an identity to whom it is given within the bound', async () => {
    expect(await ownerOf('moves-1', 'eve')).toEqual([201, accounts.get('eve')]);
    expect((await take('eve')).status).toBe(200);
    const moved = Date.now();
    const added = await shop.post(
      `/v1/members/${members.get('fay')}/identities`,
      { card: 'eve' },
      { 'idempotency-key': 'eve-to-fay' },
    );
    expect(added.status).toBe(201);
    for (let number = 0; ; number += 1) {
      const asked = Date.now();
      const [status, owner] = await ownerOf(`moved-${number}`, 'eve');
      expect(status).toBe(201);
      if (owner === accounts.get('fay')) break;
      expect(owner).toBe(accounts.get('eve'));
      expect(asked - moved).toBeLessThan(BOUND_MS);
    }
    // For good, and also where the copy is as old as when enrollment was last asked.
    await until(async () => (await ownerOf(`moved-for-good-${Date.now()}`, 'eve'))[1] === accounts.get('fay'));
    await services.stop('enrollment', 'SIGKILL');
    expect(await ownerOf('moved-and-away', 'eve')).toEqual([201, accounts.get('fay')]);
    await services.start('enrollment');
  });

  it('are nobody when they were erased, within the bound, and their copy holds nothing of them', async () => {
    await until(async () => (await shop.get(`/v1/members/${members.get('bob')}`)).status === 200);
    const erased = await shop.request('POST', `/v1/members/${members.get('bob')}/erase`, undefined, {
      'idempotency-key': 'erase-bob',
    });
    expect(erased.status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, BOUND_MS));
    expect(await ownerOf('erased', 'bob')).toEqual([201, undefined]);
    const byId = { ...basket('erased-by-id', ''), member: { id: members.get('bob') } };
    expect((await shop.post('/v1/purchases', byId)).body).toMatchObject({ code: 'member_not_found' });
    const { rows } = await services.database.pool.query(
      `select from enrollment.members m left join accrual.known_accounts a on a.member = m.id
       left join accrual.known_identities i on i.member = m.id
       where m.erased_at is not null and (a.member is not null or i.member is not null)`,
    );
    expect(rows).toEqual([]);
  });

  it('stand on their topic: a member to a partition, every position once and in order', async () => {
    const messages = await wholeTopic(bus, MEMBERS);
    const { rows } = await services.database.pool.query<{ events: number }>(
      'select sum(position)::int4 as events from enrollment.member_event_heads',
    );
    expect(new Set(messages.map(({ headers }) => headers['ce_id'])).size).toBe(rows[0]?.events);
    const partitions = Map.groupBy(messages, ({ headers }) => headers['ce_shard']);
    for (const [, partition] of partitions) {
      const positions = [...new Set(partition.map(({ headers }) => Number(headers['ce_sequence'])))];
      expect(positions).toEqual(positions.map((_, at) => at + 1));
    }
  });
});
