import { auditStore } from '@loyalty/accrual';
import { createPostgresStore } from '@loyalty/event-store';
import { createPool } from '@loyalty/postgres';
import { systemClock } from '@loyalty/service-host';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from './client.fixture.js';
import { RunningServices } from './services.fixture.js';
import { until } from './until.fixture.js';

const PROGRAMME = `
id: friend-shop
name: Friend shop
currency: EUR
timeZone: Europe/Berlin
wallets:
  points:
    unit: { one: point, other: points }
    earn: { points: 1, per: 1.00 }
referral:
  inviter: { points: 500, caps: { member: 4700 } }
  friend: { points: 200 }
`;

interface Joined {
  readonly member: { readonly id: string };
}

interface Bought {
  readonly balance: readonly { readonly available: number }[];
}

const FRIENDS = 12;
/** So many times 500 and a part: the tenth friend brings the rest. */
const BROUGHT_MAX = 10;

describe('Friends who buy while the ledger’s process is killed', () => {
  let services: RunningServices;
  let shop: Client;

  beforeAll(async () => {
    services = await RunningServices.prepare({}, { copy: false });
    await services.start('accrual', 'enrollment');
    shop = services.client();
    await shop.request('PUT', '/v1/programmes/friend-shop', PROGRAMME, { 'content-type': 'application/yaml' });
  }, 300_000);
  afterAll(() => services.close());

  const joins = async (card: string, more: object = {}) => {
    const { status, body } = await shop.post<Joined>('/v1/members', { source: 'crm', externalId: card, card, ...more });
    expect([200, 201]).toContain(status);
    return body;
  };
  const sale = (card: string, amount: string, externalId = `sale-${card}`) => ({
    ...{ source: 'till-1', externalId, occurredAt: new Date().toISOString(), member: { card }, currency: 'EUR' },
    lines: [{ id: '1', sku: 'LAMP', quantity: '1', amount }],
  });
  const available = async (card: string) => {
    const { body } = await shop.post<Bought>('/v1/purchases?dryRun=true', sale(card, '0.00', `look-${card}`));
    return body.balance[0]?.available;
  };

  it('get theirs once, and so does who invited them: never one side alone', async () => {
    const ann = await joins('ann');
    const cards = Array.from({ length: FRIENDS }, (_, at) => `friend-${at}`);
    for (const card of cards) await joins(card, { referredBy: ann.member.id });
    const sales = cards.map((card) => sale(card, '40.00'));
    const sell = (each: object) => shop.post('/v1/purchases', each).catch(() => undefined);
    for (const ms of [3, 8]) {
      const sent = Promise.all(sales.map(sell));
      await new Promise((resolve) => setTimeout(resolve, ms));
      await services.stop('accrual', 'SIGKILL');
      await sent;
      await services.start('accrual');
      const pool = createPool(services.databaseUrlOf('accrual'), { max: 1 });
      const { rows } = await pool.query<{ reason: string }>(
        `select payload::jsonb ->> 'reason' as reason from ledger.events where type like 'PointsEarned%' and payload like '%referral-%'`,
      );
      await pool.end();
      const friends = rows.filter(({ reason }) => reason === 'referral-friend').length;
      expect(rows.length - friends).toBe(Math.min(friends, BROUGHT_MAX));
    }
    for (const each of sales) await until(async () => [200, 201].includes((await sell(each))?.status ?? 0));
    for (const card of cards) expect(await available(card)).toBe(240);
    expect(await available('ann')).toBe(4700);
    const store = await createPostgresStore({ url: services.databaseUrlOf('accrual'), clock: systemClock });
    try {
      const { different, differences, entries } = await auditStore(store);
      expect(differences).toEqual([]);
      // What friends bought, what they got for it, and what who invited got before the bound was reached.
      expect([different, entries]).toEqual([0, 2 * FRIENDS + BROUGHT_MAX]);
    } finally {
      await store.close();
    }
  }, 300_000);
});
