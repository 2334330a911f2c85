import { auditStore } from '@loyalty/accrual';
import { createPostgresStore } from '@loyalty/event-store';
import { createPool } from '@loyalty/postgres';
import { systemClock } from '@loyalty/service-host';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from './client.fixture.js';
import { RunningServices } from './services.fixture.js';
import { until } from './until.fixture.js';

/** Where it is about noon now, so that the day does not end while the spec runs. */
const ahead = 12 - new Date().getUTCHours();
const ZONE = `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
const today = new Date(Date.now() + ahead * 3_600_000).toISOString().slice(5, 10);
const PROGRAMME = `
id: cakes
name: Cake shop
currency: EUR
timeZone: ${ZONE}
wallets:
  points:
    unit: { one: point, other: points }
    earn: { points: 1, per: 1.00 }
actions:
  - { id: hello, on: joined, points: 100 }
  - { id: cake, on: birthday, points: 30 }
`;

const MEMBERS = 30;

describe('Members who join while processes are killed', () => {
  let services: RunningServices;
  let shop: Client;

  beforeAll(async () => {
    services = await RunningServices.prepare({}, { copy: false });
    await services.start('accrual', 'enrollment');
    shop = services.client();
    await shop.request('PUT', '/v1/programmes/cakes', PROGRAMME, { 'content-type': 'application/yaml' });
  }, 300_000);
  afterAll(() => services.close());

  const joins = (card: string) =>
    shop.post('/v1/members', { source: 'crm', externalId: card, card, birthday: `2000-${today}` });
  const given = async () => {
    const pool = createPool(services.databaseUrlOf('accrual'), { max: 1 });
    const { rows } = await pool.query<{ reason: string; member: string }>(
      `select payload::jsonb ->> 'reason' as reason, payload::jsonb ->> 'member' as member
       from ledger.events where type like 'PointsEarned%'`,
    );
    await pool.end();
    return rows.map(({ reason, member }) => `${reason} ${member}`);
  };

  it('get what they joined for once, and their birthday once', async () => {
    const cards = Array.from({ length: MEMBERS }, (_, at) => `card-${at}`);
    const [first, second] = [cards.slice(0, MEMBERS / 2), cards.slice(MEMBERS / 2)];
    const join = (card: string) => joins(card).catch(() => undefined);
    for (const [killed, some] of [
      ['accrual', first],
      ['enrollment', second],
    ] as const) {
      const sent = Promise.all(some.map(join));
      await new Promise((resolve) => setTimeout(resolve, 30));
      await services.stop(killed, 'SIGKILL');
      await sent;
      await services.start(killed);
    }
    // Who got no answer asks again.
    for (const card of cards) expect([200, 201]).toContain((await joins(card)).status);
    await until(async () => (await given()).length >= 2 * MEMBERS);
    const all = await given();
    expect(all).toHaveLength(2 * MEMBERS);
    expect(new Set(all).size).toBe(2 * MEMBERS);
    expect(all.filter((each) => each.startsWith('joined '))).toHaveLength(MEMBERS);

    const store = await createPostgresStore({ url: services.databaseUrlOf('accrual'), clock: systemClock });
    const audit = await auditStore(store);
    await store.close();
    expect([audit.different, audit.differences]).toEqual([0, []]);
  }, 300_000);
});
