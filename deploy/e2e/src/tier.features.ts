import { expect, it } from '@jest/globals';
import type { Client } from './client.fixture.js';
import { until } from './until.fixture.js';
import type { RecordedClient } from './transcript.fixture.js';

const PROGRAMME = `
id: gold-shop
name: Gold shop
currency: EUR
timeZone: Europe/Berlin
wallets:
  points:
    unit: { en: { one: point, other: points }, ru: { one: балл, few: балла, many: баллов } }
    earn: { points: 1, per: 1.00 }
tiers:
  period: calendar_year
  ladder:
    - { id: bronze, name: { en: Bronze, ru: Бронза } }
    - { id: gold, name: { en: Gold, ru: Золото }, needs: { points: 1000 }, benefits: { multiply: 1.25 } }
offers:
  - { id: birthday, give: { multiply: 2 }, only: { birthday: week } }
  - { id: web, give: { points: 7 }, only: { channels: [web] }, pending: { action: shipped } }
actions:
  - { id: review, on: review, wallet: points, points: 20, uses: { day: 1 } }
`;

interface Bought {
  readonly purchase: { readonly id: string };
  readonly account: { readonly id: string; readonly version: number };
  readonly explanation: readonly { readonly offer: string; readonly points: number }[];
}

interface Reported {
  readonly action: { readonly id: string };
  readonly account: { readonly version: number };
  readonly earned: readonly unknown[];
  readonly released: readonly unknown[];
}

interface Clients {
  readonly shop: RecordedClient;
  readonly unrecorded: Client;
}

/** A member climbs, is rewarded, celebrates, and falls by a return; the clock stands wherever the shop has left it. */
export function tierFeatures(clients: () => Clients): void {
  const shop = () => clients().shop;

  let account: string;
  let version: number;
  const lines = (amount: string) => [{ id: '1', sku: 'TEA', quantity: '1', amount }];
  const buys = async (externalId: string, occurredAt: string, amount: string) => {
    const sent = { programme: 'gold-shop', source: 'till-9', externalId, occurredAt, member: { card: 'gold-1' } };
    const { status, body } = await shop().post<Bought>('/v1/purchases', {
      ...sent,
      currency: 'EUR',
      lines: lines(amount),
    });
    expect(status).toBe(201);
    account = body.account.id;
    version = body.account.version;
    return { id: body.purchase.id, gave: Object.fromEntries(body.explanation.map((it) => [it.offer, it.points])) };
  };
  const tier = async (query = '') =>
    (await shop().get<{ tier: { id: string } }>(`/v1/accounts/${account}/balance?minVersion=${version}${query}`)).body
      .tier;

  it('rewards by the tier that the purchases before have earned, back-dated ones included, and by the birthday week', async () => {
    const yaml = { 'content-type': 'application/yaml' };
    expect((await shop().request('PUT', '/v1/programmes/gold-shop', PROGRAMME, yaml)).status).toBe(201);
    const joined = await shop().post('/v1/members', {
      source: 'crm',
      externalId: 'lena',
      programme: 'gold-shop',
      card: 'gold-1',
      name: 'Lena',
      birthday: '1992-02-29',
    });
    expect(joined.status).toBe(201);

    expect((await buys('g-1', '2027-06-01T10:00:00Z', '900.00')).gave).toEqual({ base: 900 });
    expect((await buys('g-2', '2027-06-03T10:00:00Z', '150.00')).gave).toEqual({ base: 150 });
    expect((await buys('g-3', '2027-06-02T10:00:00Z', '100.00')).gave).toEqual({ base: 100 });
    const rewarded = await buys('g-4', '2027-06-04T10:00:00Z', '150.00');
    expect(rewarded.gave).toEqual({ base: 150, 'tier-gold': 37 });
    expect((await buys('g-5', '2027-03-02T22:59:59Z', '10.00')).gave).toEqual({ base: 10, birthday: 10 });
    expect((await buys('g-6', '2027-03-03T23:00:00Z', '10.00')).gave).toEqual({ base: 10 });
  });

  it('shows the tier, what is missing and until when, and every step in both languages', async () => {
    // Other processes hear of a programme within a second.
    const path = `/v1/accounts/${account}/tiers?minVersion=${version}`;
    await until(async () => !(await clients().unrecorded.get(path)).text.includes('"tier":null'));
    // The next year has begun, and nothing was bought in it.
    const now = { id: 'gold', until: '2028-12-31T23:00:00Z', progress: 0, next: null };
    expect(await tier()).toMatchObject(now);
    const till = await shop().post('/v1/members/lookup', { card: 'gold-1' });
    expect(till.body).toMatchObject({ accounts: [{ id: account, tier: now }] });
    expect(await tier('&asOf=2027-06-05T00:00:00Z')).toMatchObject({ id: 'gold', progress: 1320 });
    expect(await tier('&asOf=2027-06-01T23:00:00Z')).toMatchObject({ id: 'bronze', next: { id: 'gold', needed: 80 } });
    const history = await shop().get<{ items: { rule: string; to: string; text: { ru: string } }[] }>(
      `/v1/accounts/${account}/tiers?minVersion=${version}`,
    );
    expect(history.body.items.map(({ rule, to }) => `${rule} ${to}`)).toEqual([
      'joined bronze',
      'reached_at_once gold',
      'kept gold',
    ]);
    expect(history.body.items[1]?.text.ru).toMatch('«Бронза» → «Золото», достигнут покупкой');
  });

  it('withdraws the tier at once when a return leaves too little', async () => {
    const back = { source: 'till-9', externalId: 'g-back', occurredAt: '2027-07-01T10:00:00Z', programme: 'gold-shop' };
    const named = { source: 'till-9', externalId: 'g-1' };
    const answer = await shop().post<Bought>('/v1/returns', {
      ...back,
      purchase: named,
      lines: [{ id: '1', quantity: '1' }],
    });
    expect(answer.status).toBe(201);
    version = answer.body.account.version;
    expect(await tier()).toMatchObject({ id: 'bronze' });
    expect((await buys('g-7', '2027-07-02T10:00:00Z', '100.00')).gave).toEqual({ base: 100 });
    expect((await buys('g-8', '2027-06-30T10:00:00Z', '100.00')).gave).toEqual({ base: 100, 'tier-gold': 25 });
  });

  it('gives points for a review once a day, and what waited for the parcel when it is shipped', async () => {
    const order = {
      programme: 'gold-shop',
      source: 'web',
      externalId: 'w-1',
      occurredAt: '2027-08-01T10:00:00Z',
      channel: 'web',
      member: { card: 'gold-1' },
      currency: 'EUR',
      lines: lines('10.00'),
    };
    expect((await shop().post('/v1/purchases', order)).status).toBe(201);
    const report = (action: string, externalId: string, more: object = {}) =>
      shop().post<Reported>('/v1/actions', {
        programme: 'gold-shop',
        source: 'web',
        externalId,
        occurredAt: '2027-08-02T10:00:00Z',
        member: { card: 'gold-1' },
        action,
        ...more,
      });
    const reviewed = await report('review', 'r-1');
    expect(reviewed).toMatchObject({
      status: 201,
      body: { earned: [{ points: 20 }], explanation: [{ offer: 'review' }] },
    });
    const { action, account: after } = reviewed.body;
    const entries = `/v1/accounts/${account}/entries?limit=1&minVersion=${after.version}`;
    const [entry] = (await shop().get<{ items: { id: string; action: string }[] }>(entries)).body.items;
    expect(entry).toMatchObject({ reason: 'review', action: action.id });
    expect((await shop().get(`/v1/entries/${entry?.id}/explanation`)).body).toMatchObject({
      action: { id: action.id, source: 'web', externalId: 'r-1', action: 'review' },
      explanation: [{ offer: 'review', points: 20 }],
    });
    expect(await report('review', 'r-1')).toMatchObject({ status: 200, body: { ...reviewed.body, repeated: true } });
    expect((await report('review', 'r-2')).body).toMatchObject({
      earned: [],
      explanation: [{ trimmed: { points: 20 } }],
    });
    const shipped = await report('shipped', 's-1', { purchase: { source: 'web', externalId: 'w-1' } });
    expect(shipped).toMatchObject({ status: 201, body: { earned: [], released: [{ points: 7 }] } });
    expect((await report('review', 'r-1', { action: 'shipped' })).status).toBe(409);
  });
}
