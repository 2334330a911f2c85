import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from './client.fixture.js';
import { oneProcess, type Opened, processes, PROGRAMME } from './guarded-shop.fixture.js';
import { heldGiftFeatures } from './held-gifts.features.js';
import { loyalty, summaryOf } from './program.fixture.js';
import { until } from './until.fixture.js';

interface Review {
  readonly id: string;
  readonly redemption?: string;
  readonly purchase?: string;
  readonly status: string;
}
interface Entry {
  readonly id: string;
  readonly type: string;
  readonly actor?: string;
  readonly reason?: string;
}

describe.each([
  ['one process', oneProcess],
  ['services in processes', processes],
])('A shop with limits in %s', (shape, open) => {
  let opened: Opened;
  let shop: Client;
  let account: string;
  let max: Client;
  beforeAll(async () => {
    opened = await open();
    ({ shop } = opened);
    max = await opened.another();
    await shop.request('PUT', '/v1/programmes/guarded', PROGRAMME, { 'content-type': 'application/yaml' });
    const join = async (card: string) => {
      const sent = { source: 'crm', externalId: card, card };
      return (await shop.post<{ account: { id: string } }>('/v1/members', sent)).body.account.id;
    };
    account = await join('4007');
    await join('4008');
    await join('4009');
    await until(async () => (await buy('R-0', '100.00')).status < 300);
  });
  afterAll(async () => {
    await opened.close();
    await opened.home?.remove();
  });

  const buy = (externalId: string, unitPrice: string) =>
    shop.post('/v1/purchases', {
      source: 'till-1',
      externalId,
      occurredAt: '2026-01-20T10:15:00+01:00',
      member: { card: '4007' },
      currency: 'EUR',
      lines: [{ id: '1', sku: 'A', quantity: '1', unitPrice }],
    });
  const redeem = (externalId: string) =>
    shop.post<{ redemption: { id: string; status: string; review?: { id: string } }; code?: string }>(
      '/v1/redemptions',
      { source: 'web', externalId, member: { card: '4007' }, points: [{ wallet: 'points', points: 10 }] },
    );
  const waiting = async () => (await shop.get<{ items: readonly Review[] }>('/v1/reviews?status=open')).body.items;

  it('holds what is too much until a person decides, and tells who did', async () => {
    await until(async () => (await redeem('W-1')).status < 300);
    const held = [await redeem('W-2'), await redeem('W-3')];
    expect(held.map(({ body }) => body.redemption.status)).toEqual(['in_review', 'in_review']);
    const [first, second] = await waiting();
    expect([first?.redemption, second?.redemption]).toEqual(held.map(({ body }) => body.redemption.id));
    const capture = (review?: Review) => shop.post(`/v1/redemptions/${review?.redemption}/capture`, {});
    expect((await capture(first)).body).toMatchObject({ code: 'redemption_in_review' });

    const decide = (review: Review | undefined, verdict: string, reason: string) =>
      shop.post<{ repeated: boolean }>(`/v1/reviews/${review?.id}/${verdict}`, { reason });
    expect((await decide(first, 'release', 'called her')).status).toBe(201);
    expect((await decide(first, 'release', 'called her')).body).toMatchObject({ repeated: true });
    expect((await capture(first)).status).toBe(201);
    expect((await decide(second, 'reject', 'stolen card')).status).toBe(201);
    expect((await capture(second)).body).toMatchObject({ code: 'redemption_voided' });
    expect(await waiting()).toEqual([]);

    let rejected: Entry | undefined;
    await until(async () => {
      const { items } = (await shop.get<{ items: readonly Entry[] }>(`/v1/accounts/${account}/entries`)).body;
      rejected = items.find(({ reason }) => reason === 'stolen card');
      return rejected !== undefined;
    });
    expect(rejected).toMatchObject({ type: 'released', actor: expect.stringMatching(/./) });
    const said = async (language: string) =>
      JSON.stringify((await shop.get(`/v1/entries/${rejected?.id}/explanation?language=${language}`)).body);
    expect(await said('en')).toContain('rejected it in review: stolen card');
    expect(await said('ru')).toContain('отклоняет при проверке: stolen card');
  });

  it('lets returns through, however many', async () => {
    for (const name of ['1', '2']) {
      await buy(`R-${name}`, '60.00');
      const { status } = await shop.post('/v1/returns', {
        source: 'till-1',
        externalId: `B-${name}`,
        occurredAt: '2026-01-21T10:15:00+01:00',
        purchase: { source: 'till-1', externalId: `R-${name}` },
        lines: [{ id: '1', quantity: '1' }],
      });
      expect(status).toBe(201);
    }
  });

  it('holds the points of a purchase that is too large, and gives or takes them as a person decides', async () => {
    interface Bought {
      readonly purchase: { readonly id: string };
      readonly review: { readonly id: string };
      readonly receiptText: readonly string[];
    }
    const large = async (name: string) => {
      const { status, body } = await buy(name, '6000.00');
      expect(status).toBe(201);
      return body as unknown as Bought;
    };
    const [released, rejected, returned] = [await large('L-1'), await large('L-2'), await large('L-3')];
    expect(released.receiptText.join()).toContain('6000 points are pending review.');
    expect((await waiting()).map(({ purchase }) => purchase)).toEqual(
      [released, rejected, returned].map(({ purchase }) => purchase.id),
    );
    const balance = async () =>
      (
        await shop.get<{ wallets: readonly { available: number; pending: number }[] }>(
          `/v1/accounts/${account}/balance`,
        )
      ).body.wallets[0];
    await until(async () => (await balance())?.pending === 18_000);
    const before = (await balance())?.available ?? 0;
    const decide = ({ review }: Bought, verdict: string, reason: string) =>
      shop.post<{ repeated: boolean }>(`/v1/reviews/${review.id}/${verdict}`, { reason });
    expect((await decide(released, 'release', 'a wedding')).status).toBe(201);
    expect((await decide(released, 'release', 'a wedding')).body).toMatchObject({ repeated: true });
    expect((await decide(released, 'reject', 'no')).body).toMatchObject({ code: 'review_closed', reason: 'a wedding' });
    expect((await decide(rejected, 'reject', 'the till was not open')).status).toBe(201);
    const back = await shop.post('/v1/returns', {
      source: 'till-1',
      externalId: 'B-L-3',
      occurredAt: '2026-01-21T10:15:00+01:00',
      purchase: { id: returned.purchase.id },
      lines: [{ id: '1', quantity: '1' }],
    });
    expect(back.body).toMatchObject({ takenBack: [{ points: 6000, shortfall: 0 }] });
    await until(async () => (await balance())?.pending === 0);
    expect((await balance())?.available).toBe(before + 6000);

    const { items } = (await shop.get<{ items: readonly Entry[] }>(`/v1/accounts/${account}/entries`)).body;
    const said = async (entry: Entry | undefined, language: string) =>
      JSON.stringify((await shop.get(`/v1/entries/${entry?.id}/explanation?language=${language}`)).body);
    const taken = items.find(({ reason }) => reason === 'the till was not open');
    expect(taken).toMatchObject({ type: 'reversed', actor: expect.stringMatching(/./) });
    expect(await said(taken, 'en')).toContain('rejected them in review: the till was not open');
    expect(await said(taken, 'ru')).toContain('отклоняет при проверке: the till was not open');
    const given = items.find(({ reason }) => reason === 'manual_review');
    expect(await said(given, 'en')).toContain('a review let them through');
    expect(await said(given, 'ru')).toContain('проверка пройдена');
  });

  it('holds what two members pay for with one card, and what is spent after a change of contact', async () => {
    interface Limit {
      readonly limit: string;
      readonly members?: readonly { readonly id: string }[];
      readonly changedAt?: string;
      readonly text: { readonly en: string; readonly ru: string };
    }
    interface Told {
      readonly items: readonly (Review & { readonly limits: readonly Limit[] })[];
    }
    const open = async () => (await shop.get<Told>('/v1/reviews?status=open')).body.items;
    const token = 'tok_e2e_4242';
    const pays = (externalId: string, card: string) =>
      shop.post<{ review?: { id: string }; purchase: { id: string } }>('/v1/purchases', {
        source: 'till-1',
        externalId,
        occurredAt: '2026-01-22T10:15:00+01:00',
        member: { card },
        currency: 'EUR',
        lines: [{ id: '1', sku: 'A', quantity: '1', unitPrice: '50.00' }],
        payments: [{ kind: 'card', amount: '50.00', token }],
      });
    expect((await pays('T-1', '4009')).body.review).toBeUndefined();
    const second = (await pays('T-2', '4008')).body;
    const shared = (await open()).at(-1);
    expect(shared).toMatchObject({ id: second.review?.id, purchase: second.purchase.id });
    expect(shared?.limits).toMatchObject([{ limit: 'shared-card', members: [{ id: expect.stringMatching(/^mem_/) }] }]);
    expect(shared?.limits[0]?.text.ru).toContain('Участники, покупавшие с одной картой');
    await shop.post(`/v1/reviews/${shared?.id}/release`, { reason: 'a couple' });

    const member = (await shop.post<{ member: { id: string } }>('/v1/members/lookup', { card: '4008' })).body.member.id;
    const attach = { 'content-type': 'application/json', 'idempotency-key': 'new-phone' };
    const phone = JSON.stringify({ phone: '+493012345678' });
    expect((await shop.request('POST', `/v1/members/${member}/identities`, phone, attach)).status).toBe(201);
    const spends = await shop.post<{ redemption: { id: string; status: string } }>('/v1/redemptions', {
      source: 'web',
      externalId: 'M-1',
      member: { card: '4008' },
      points: [{ wallet: 'points', points: 10 }],
    });
    expect(spends.body.redemption.status).toBe('in_review');
    const moved = (await open()).at(-1);
    expect(moved).toMatchObject({ redemption: spends.body.redemption.id });
    expect(moved?.limits).toMatchObject([{ limit: 'moved', changedAt: expect.stringMatching(/Z$/) }]);
    expect(moved?.limits[0]?.text.ru).toContain('после смены контакта');
    expect(JSON.stringify([shared, moved])).not.toMatch(/tok_e2e|4930/);
    await shop.post(`/v1/reviews/${moved?.id}/reject`, { reason: 'not her phone' });
  });

  describe('whose gifts are held', () => heldGiftFeatures(() => ({ shop, max })));

  // Services in processes have no home of which the commands could be asked.
  const inHome = shape === 'one process' ? it : it.skip;
  inHome('keeps books in which nothing differs', async () => {
    const { directory } = opened.home ?? { directory: '' };
    await opened.close();
    const ask = async (...words: string[]) => summaryOf(await loyalty([...words, '--home', directory, '--json']));
    expect(await ask('verify')).toMatchObject({ ok: true });
    expect(await ask('audit')).toMatchObject({ different: 0 });
    expect(await ask('reconcile')).toMatchObject({ ok: true, different: 0 });
  });
});
