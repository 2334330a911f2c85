import { beforeAll, expect, it } from '@jest/globals';
import type { Client } from './client.fixture.js';
import { until } from './until.fixture.js';

interface Given {
  readonly transfer: { readonly id: string; readonly status?: string };
  readonly review?: { readonly id: string };
  readonly slices: readonly { readonly points: number; readonly expiresAt: string | null }[];
  readonly code?: string;
}
interface Entry {
  readonly id: string;
  readonly type: string;
  readonly hold?: string;
  readonly transfer?: string;
}

/** Gifts of a shop that `guarded-shop` describes, between members of their own; the key that asks is not the one that lets through. */
export function heldGiftFeatures(doors: () => { readonly shop: Client; readonly max: Client }): void {
  let shop: Client;
  let max: Client;
  let account: string;
  let other: string;
  beforeAll(async () => {
    ({ shop, max } = doors());
    account = (await join('5007')).account.id;
    other = (await join('5008')).account.id;
    await until(async () => (await buy('G-0', '100.00')).status < 300);
  });

  const join = async (card: string) => {
    const sent = { source: 'crm', externalId: card, card };
    return (await shop.post<{ account: { id: string }; member: { id: string } }>('/v1/members', sent)).body;
  };
  const buy = (externalId: string, unitPrice: string, member: unknown = { card: '5007' }, query = '') =>
    shop.post(`/v1/purchases${query}`, {
      source: 'till-1',
      externalId,
      occurredAt: '2026-01-20T10:15:00+01:00',
      member,
      currency: 'EUR',
      lines: [{ id: '1', sku: 'A', quantity: '1', unitPrice }],
    });
  const waiting = async () =>
    (
      await shop.get<{ items: readonly { readonly kind: string; readonly transfer?: string }[] }>(
        '/v1/reviews?status=open',
      )
    ).body.items.filter(({ kind }) => kind === 'gift');

  const asks = (path: string, body: unknown, key: string) =>
    shop.request<Given>('POST', path, JSON.stringify(body), {
      'content-type': 'application/json',
      'idempotency-key': key,
    });

  it('holds a gift for another key, and it is given with its expiry or back; who asked for it may only say no', async () => {
    const give = (key: string, points = 1) =>
      asks(`/v1/accounts/${account}/transfers`, { to: other, wallet: 'points', points, reason: 'birthday' }, key);
    const undo = (transfer: string, key: string) => asks(`/v1/transfers/${transfer}/reverse`, { reason: 'oops' }, key);
    expect((await give('g-1')).body.transfer.status).toBeUndefined();
    const held = [await give('g-3', 7), await give('g-4', 5), await give('g-5', 3)].map(({ body }) => body);
    const [one, two, three] = held;
    expect(held.map(({ transfer }) => transfer.status)).toEqual(['in_review', 'in_review', 'in_review']);
    // Redemption hears of a programme a moment later than accrual.
    await until(async () => (await waiting()).length === 3);
    expect((await waiting()).map(({ transfer }) => transfer)).toEqual(held.map(({ transfer }) => transfer.id));
    expect((await undo(one?.transfer.id ?? '', 'u-1')).body.code).toBe('transfer_in_review');
    const decide = (client: Client, gift: Given | undefined, verdict: string) =>
      client.post<{ code?: string; repeated?: boolean }>(`/v1/reviews/${gift?.review?.id}/${verdict}`, {
        reason: 'asked her',
      });
    const own = await decide(shop, one, 'release');
    expect([own.status, own.body.code]).toEqual([409, 'review_needs_another_key']);
    expect((await decide(max, one, 'release')).status).toBe(201);
    expect((await decide(max, one, 'release')).body.repeated).toBe(true);
    expect((await decide(max, two, 'reject')).status).toBe(201);
    expect((await decide(shop, three, 'reject')).status).toBe(201);
    const again = (await give('g-3', 7)).body;
    expect(again).toMatchObject({ transfer: { id: one?.transfer.id, status: 'released' }, repeated: true });
    expect(again.slices.map(({ points, expiresAt }) => [points, expiresAt])).toEqual(
      one?.slices.map(({ points, expiresAt }) => [points, expiresAt]),
    );
    expect((await give('g-4', 5)).body).toMatchObject({ transfer: { status: 'rejected' }, repeated: true });
    expect((await undo(two?.transfer.id ?? '', 'u-2')).body.code).toBe('transfer_not_given');

    const entriesOf = async (whose: string) =>
      (await shop.get<{ items: readonly Entry[] }>(`/v1/accounts/${whose}/entries`)).body.items;
    await until(async () => (await entriesOf(other)).some(({ transfer }) => transfer === one?.transfer.id));
    const balanceOf = async (whose: string) =>
      (
        await shop.get<{ wallets: readonly { available: number; held: number; holds: readonly unknown[] }[] }>(
          `/v1/accounts/${whose}/balance`,
        )
      ).body.wallets[0];
    await until(async () => (await balanceOf(other))?.available === 8);
    await until(async () => (await balanceOf(account))?.holds.length === 0);
    const setAside = (await entriesOf(account)).find(({ type, hold }) => type === 'held' && hold === one?.transfer.id);
    const back = (await entriesOf(account)).find(({ type, hold }) => type === 'released' && hold === two?.transfer.id);
    const said = async (entry: Entry | undefined, language: string) =>
      JSON.stringify((await shop.get(`/v1/entries/${entry?.id}/explanation?language=${language}`)).body);
    expect(await said(setAside, 'en')).toContain(`for gift ${one?.transfer.id} until`);
    expect(await said(setAside, 'ru')).toContain(`подарок ${one?.transfer.id}, до`);
    expect(await said(back, 'en')).toContain('rejected it in review: asked her');
    expect(await said(back, 'ru')).toContain('отклоняет при проверке: asked her');

    const refused = await give('g-2', 200);
    expect([refused.status, refused.body.code]).toEqual([409, 'insufficient_points']);
  });

  it('lets no gift through to who was erased; by a copy, accrual knows of it a moment late', async () => {
    const { member, account: to } = await join('5011');
    const gift = { to: to.id, wallet: 'points', points: 2, reason: 'farewell' };
    const { review } = (await asks(`/v1/accounts/${account}/transfers`, gift, 'g-6')).body;
    expect(review?.id).toMatch(/^rev_/);
    await asks(`/v1/members/${member.id}/erase`, { reason: 'asked for it' }, 'erase-1');
    const verdict = (word: string) =>
      max.post<{ code?: string }>(`/v1/reviews/${review?.id}/${word}`, { reason: 'looked at it' });
    await until(async () => (await buy('E-1', '1.00', { id: member.id }, '?dryRun=true')).status >= 400);
    expect((await verdict('release')).body.code).toBe('receiver_erased');
    expect((await verdict('reject')).status).toBe(201);
    expect((await asks(`/v1/accounts/${account}/transfers`, gift, 'g-7')).body.code).toBe('receiver_erased');
    // Of five in seven days this was the fifth, and a limit that refuses wins.
    const { account: other } = await join('5012');
    expect(await asks(`/v1/accounts/${account}/transfers`, { ...gift, to: other.id }, 'g-8')).toMatchObject({
      status: 409,
      body: { code: 'velocity_limit_reached', limit: 'gifts-a-week' },
    });
  });
}
