import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Client } from './client.fixture.js';
import { memberFeatures } from './member.features.js';
import { EXAMPLES } from './program.fixture.js';
import { tierFeatures } from './tier.features.js';
import { RecordedClient, type Transcript } from './transcript.fixture.js';
import { until } from './until.fixture.js';

/** Where the test clock of every shape begins. */
export const SHOP_OPENS = '2026-01-10T08:00:00Z';

export interface OpenShop {
  readonly client: Client;
  close(): Promise<void>;
}

interface Purchase {
  readonly purchase: { readonly id: string };
  readonly account: { readonly id: string; readonly version: number };
  readonly balance: readonly { readonly available: number }[];
  readonly repeated: boolean;
}

const TEA = { id: '1', sku: 'TEA', quantity: '3', unitPrice: '33.33', categories: ['TEA'] };
const POT = { id: '2', sku: 'POT', quantity: '1', unitPrice: '50.01' };
const BOOK = { id: '3', sku: 'BOOK', quantity: '1', unitPrice: '20.00', categories: ['BOOKS'] };

const bought = (externalId: string, more: object = {}) => ({
  source: 'till-1',
  externalId,
  occurredAt: '2026-01-05T10:15:00+01:00',
  member: { card: '4007' },
  currency: 'EUR',
  lines: [TEA, POT, BOOK],
  ...more,
});
const returned = (externalId: string, more: object) => ({
  source: 'till-1',
  externalId,
  occurredAt: '2026-01-06T10:15:00+01:00',
  ...more,
});
const named = (externalId: string) => ({ source: 'till-1', externalId });

/** What a shop does, from the first member to points that expire; each answer goes into the transcript. */
export function shopFeatures(open: () => Promise<OpenShop>, transcript: Transcript): void {
  let running: OpenShop;
  let shop: RecordedClient;
  let account: string;
  let version = 0;

  beforeAll(async () => {
    running = await open();
    shop = new RecordedClient(running.client, transcript);
    const document = await readFile(join(EXAMPLES, 'programmes', 'tea-shop.yaml'), 'utf8');
    await shop.request('PUT', '/v1/programmes/tea-shop', document, { 'content-type': 'application/yaml' });
  });
  afterAll(() => running.close());

  const take = async (path: string, body: unknown, headers?: Record<string, string>) => {
    const answer = await shop.post<Purchase>(path, body, headers);
    version = answer.body.account?.version ?? version;
    return answer;
  };
  const available = ({ body }: { body: Purchase }) => body.balance[0]?.available;

  it('lets members join, once', async () => {
    const ada = { source: 'crm', externalId: 'ada', card: '4007', email: 'ada@example.org', name: 'Ada' };
    const joined = await shop.post<{ account: { id: string } }>('/v1/members', ada);
    expect(joined.status).toBe(201);
    account = joined.body.account.id;
    expect(await shop.post('/v1/members', ada)).toMatchObject({ status: 200, body: { repeated: true } });
    expect((await shop.post('/v1/members', { ...ada, externalId: 'eve' })).status).toBe(409);
    expect((await shop.post('/v1/members/lookup', { card: 'nobody’s' })).status).toBe(404);
  });

  it('counts a purchase once, also when it comes again with a new id', async () => {
    const receipt = { terminal: '7', number: '000123' };
    const asked = await shop.post<Purchase>('/v1/purchases?dryRun=true', bought('first', { receipt }));
    const first = await take('/v1/purchases', bought('first', { receipt }));
    expect([asked.status, first.status, available(asked), available(first)]).toEqual([201, 201, 150, 150]);
    const again = await shop.post<Purchase>('/v1/purchases', bought('first', { receipt }));
    const byReceipt = await shop.post<Purchase>('/v1/purchases', bought('new-id', { receipt }));
    expect([again.status, again.body]).toEqual([200, { ...first.body, repeated: true }]);
    expect([byReceipt.status, available(byReceipt)]).toEqual([200, 150]);
    const other = await shop.post('/v1/purchases', bought('first', { receipt, lines: [TEA] }));
    expect([other.status, other.body['code']]).toEqual([409, 'already_used_with_other_content']);
  });

  it('takes back what a return, a blind one and an exchange give back', async () => {
    const part = returned('part', { purchase: named('first'), lines: [{ id: '1', quantity: '1' }] });
    expect(await take('/v1/returns', part)).toMatchObject({ status: 201, body: { takenBack: [{ points: 34 }] } });
    expect(await shop.post('/v1/returns', part)).toMatchObject({ status: 200, body: { repeated: true } });
    const blind = returned('blind', { member: { card: '4007' }, lines: [{ sku: 'TEA', quantity: '1' }] });
    expect(await take('/v1/returns', blind)).toMatchObject({ status: 201, body: { takenBack: [{ points: 33 }] } });
    const exchange = bought('exchange', {
      occurredAt: '2026-01-07T10:15:00+01:00',
      lines: [POT],
      returns: [{ purchase: named('first'), lines: [{ id: '1', quantity: '1' }] }],
    });
    const exchanged = await take('/v1/purchases', exchange);
    expect([exchanged.status, available(exchanged)]).toEqual([201, 100]);
  });

  it('keeps a return that comes before its purchase', async () => {
    const early = returned('early', { purchase: named('late'), lines: [{ id: '2', quantity: '1' }] });
    expect((await shop.post('/v1/returns', early)).status).toBe(202);
    expect(available(await take('/v1/purchases', bought('late', { lines: [TEA, POT] })))).toBe(200);
  });

  it('voids a purchase that was a mistake', async () => {
    const mistake = await take('/v1/purchases', bought('mistake', { lines: [POT] }));
    expect(available(mistake)).toBe(250);
    const path = `/v1/purchases/${mistake.body.purchase.id}/void`;
    expect(await take(path, undefined)).toMatchObject({ status: 201, body: { takenBack: [{ points: 50 }] } });
    await shop.get(`/v1/purchases/${mistake.body.purchase.id}`);
    await shop.get('/v1/purchases?source=till-1&externalId=first');
  });

  it('gives a stranger’s purchase to who joins', async () => {
    const stranger = bought('stranger', { member: { card: '9009' } });
    expect((await shop.post('/v1/purchases', stranger)).body).toMatchObject({ account: null, earned: [] });
    const bo = await shop.post<{ account: { id: string } }>('/v1/members', { ...named('bo'), card: '9009' });
    const balance = await shop.get(`/v1/accounts/${bo.body.account.id}/balance?minVersion=1`);
    expect(balance.body).toMatchObject({ wallets: [{ available: 150 }] });
  });

  it('takes a batch line by line, and lets a bad one spoil nothing else', async () => {
    const lines = [
      JSON.stringify({ purchase: bought('batch-1', { lines: [TEA] }) }),
      '{"purchase": {"source": ',
      JSON.stringify({ purchase: { ...bought('batch-2'), currency: 'USD' } }),
      JSON.stringify({
        return: returned('batch-3', { purchase: named('batch-1'), lines: [{ id: '1', quantity: '2' }] }),
      }),
    ];
    const { text } = await shop.request('POST', '/v1/batch', lines.join('\n'), {
      'content-type': 'application/x-ndjson',
    });
    const answers = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { status: number; body: Purchase });
    expect(answers.map(({ status }) => status)).toEqual([201, 400, 422, 201]);
    version = answers[3]?.body.account.version ?? 0;
  });

  it('lets support correct an account, with a key and a reason', async () => {
    const path = `/v1/accounts/${account}/adjustments`;
    const goodwill = { wallet: 'points', points: 25, reason: 'goodwill' };
    expect((await shop.post(path, goodwill)).status).toBe(400);
    expect((await take(path, goodwill, { 'Idempotency-Key': 'g' })).status).toBe(201);
    expect(await shop.post(path, goodwill, { 'Idempotency-Key': 'g' })).toMatchObject({ status: 200 });
    const tooMuch = { ...goodwill, points: -1_000 };
    expect((await shop.post(path, tooMuch, { 'Idempotency-Key': 't' })).status).toBe(409);
  });

  it('sets points aside, spends a part of them, gives that back, and says why there are not enough', async () => {
    const order = (externalId: string, points: number, more: object = {}) => ({
      source: 'web',
      externalId,
      member: { card: '4007' },
      points: [{ wallet: 'points', points }],
      ...more,
    });
    const sent = order('W-1', 60, { order: 'W-1' });
    const held = await take('/v1/redemptions', sent);
    expect([held.status, available(held)]).toEqual([201, 198]);
    const { id } = (held.body as unknown as { redemption: { id: string } }).redemption;
    expect(await shop.post('/v1/redemptions', sent)).toMatchObject({ status: 200, body: { repeated: true } });
    const refused = await shop.post('/v1/redemptions', order('W-2', 199));
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'insufficient_points', available: 198, needed: 199, held: [{ redemption: id, order: 'W-1' }] },
    });
    const part = { points: [{ wallet: 'points', points: 45 }] };
    expect(available(await take(`/v1/redemptions/${id}/capture`, part))).toBe(213);
    expect(available(await take(`/v1/redemptions/${id}/refund`, {}, { 'Idempotency-Key': 'r' }))).toBe(258);
    await shop.get(`/v1/redemptions/${id}`);
    await shop.get('/v1/redemptions?source=web&externalId=W-1');

    await take('/v1/redemptions', order('W-3', 10));
    expect(await take('/v1/redemptions/void', { source: 'web', externalId: 'W-3' })).toMatchObject({ status: 201 });
    expect((await shop.post('/v1/redemptions/void', { source: 'web', externalId: 'W-4' })).status).toBe(202);
    expect((await shop.post('/v1/redemptions', order('W-4', 10))).status).toBe(409);
  });

  it('refuses what it does not understand, and says where', async () => {
    const { status, body } = await shop.post('/v1/purchases', { ...bought('odd'), lines: [{ ...TEA, quantity: 3 }] });
    expect([status, body['errors']]).toMatchObject([400, [{ pointer: '/lines/0/quantity' }]]);
    expect((await shop.get('/v1/accounts/acc_none/balance')).status).toBe(404);
  });

  it('answers what an account holds, and why, at any past moment', async () => {
    const path = `/v1/accounts/${account}`;
    const now = await shop.get(`${path}/balance?minVersion=${version}`);
    expect(now.body).toMatchObject({ version, wallets: [{ available: 258 }] });
    const then = await shop.get(`${path}/balance?asOf=2026-01-05T12:00:00Z`);
    expect(then.body).toMatchObject({ wallets: [{ available: 449 }] });
    const notYet = await shop.get(`${path}/balance?minVersion=${version + 1}`);
    expect([notYet.status, notYet.body['code']]).toEqual([503, 'not_there_yet']);

    const statement = await shop.get<{ items: { id: string }[] }>(`${path}/entries?limit=100`);
    for (const { id } of statement.body.items) await shop.get(`/v1/entries/${id}/explanation`);
    await shop.get(`${path}/lots?spent=true`);
    const found = await shop.post('/v1/members/lookup', { card: '4007' });
    expect(found.body).toMatchObject({ accounts: [{ id: account, version, balance: [{ available: 258 }] }] });
  });

  it('lists every balance, and every entry once', async () => {
    const balances = await shop.get<{ items: { account: string }[] }>('/v1/balances');
    expect(balances.body.items).toHaveLength(2);
    const feed = await running.client.get<{ items: { account: string; version: number }[] }>('/v1/feed?limit=1000');
    expect(feed.body.items).toHaveLength(version + 1);
    // Its order is that of each account; between accounts it is that of their random ids.
    for (const { account: owner } of balances.body.items) {
      const entries = feed.body.items.filter((item) => item.account === owner);
      expect(entries.map((entry) => entry.version)).toEqual(entries.map((_, index) => index + 1));
      transcript.note(JSON.stringify(entries).replaceAll(/"sequence":\d+,/g, ''));
    }
    await shop.get('/v1/members');
  });

  it('frees what was set aside and left alone, and lets points expire when the clock passes their day', async () => {
    const left = {
      source: 'web',
      externalId: 'left',
      member: { card: '4007' },
      points: [{ wallet: 'points', points: 8 }],
    };
    const { id } = ((await take('/v1/redemptions', left)).body as unknown as { redemption: { id: string } }).redemption;
    const holds = await shop.get(`/v1/accounts/${account}/balance?minVersion=${version}`);
    expect(holds.body).toMatchObject({ wallets: [{ held: 8, holds: [{ id, redemption: id, points: 8 }] }] });
    const moved = await shop.post('/v1/test-clock', { now: '2028-01-01T00:00:00Z' });
    expect(moved.status).toBe(200);
    const balance = `/v1/accounts/${account}/balance?minVersion=${version + 2}`;
    // The lapse, then the expiry; other processes hear of the new time a moment later.
    await until(async () => (await running.client.get(balance)).text.includes('"asOf":"2028-01-01T00:00:00Z"'));
    expect((await shop.get(balance)).body).toMatchObject({ wallets: [{ available: 0 }] });
    const last = await shop.get(`/v1/accounts/${account}/entries?limit=3`);
    expect(last.body).toMatchObject({
      items: [{ type: 'expired' }, { type: 'released', reason: 'lapsed', redemption: id }, { type: 'held' }],
    });
    expect((await shop.get(`/v1/redemptions/${id}`)).body).toMatchObject({ redemption: { status: 'lapsed' } });
  });

  tierFeatures(() => ({ shop, unrecorded: running.client }));
  memberFeatures(() => ({ shop, client: running.client }));
}
