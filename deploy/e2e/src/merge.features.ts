import { expect, it } from '@jest/globals';
import type { Client } from './client.fixture.js';
import type { RecordedClient } from './transcript.fixture.js';
import { until } from './until.fixture.js';

interface Purchase {
  readonly balance: readonly { readonly available: number }[];
}

interface Joined {
  readonly member: { readonly id: string };
  readonly account: { readonly id: string };
}

interface Merge {
  readonly merge: { readonly id: string };
  readonly status: string;
  readonly moved: readonly object[];
}

interface Found {
  readonly accounts: readonly {
    readonly id: string;
    readonly version: number;
    readonly balance: readonly { readonly available: number }[];
  }[];
}

/** After the clock was moved. */
const LATE = { programme: 'tea-shop', occurredAt: '2027-12-20T10:15:00+01:00' };

const sale = (externalId: string, card: string) => ({
  ...LATE,
  source: 'till-1',
  externalId,
  member: { card },
  currency: 'EUR',
  lines: [{ id: '2', sku: 'POT', quantity: '1', unitPrice: '50.01' }],
});

/** Two members become one and part again; what waits for a read model is asked beside the transcript. */
export function mergeFeatures(doors: () => { readonly shop: RecordedClient; readonly client: Client }): void {
  it('makes two members one, for old purchases and new ones, and parts them again', async () => {
    const [ann, bob] = [await enrolled('4101'), await enrolled('4102')];
    const buy = (externalId: string, card: string) =>
      doors().shop.post<Purchase>('/v1/purchases', sale(externalId, card));
    await buy('anns', '4101');
    await buy('bobs', '4102');
    const held = {
      programme: 'tea-shop',
      source: 'web',
      externalId: 'anns',
      member: { card: '4101' },
      points: [{ wallet: 'points', points: 9 }],
    };
    const { id } = (await doors().shop.post<{ redemption: { id: string } }>('/v1/redemptions', held)).body.redemption;

    const asked = { from: ann.member.id, into: bob.member.id, reason: 'one person, two cards' };
    const merged = await doors().shop.post<Merge>('/v1/members/merge', asked, { 'idempotency-key': 'merge-1' });
    expect([merged.status, merged.body.status]).toEqual([201, 'done']);
    expect(merged.body.moved).toMatchObject([{ from: ann.account.id, to: bob.account.id, available: 41, held: 9 }]);
    await seen('4101', 2);
    const found = await doors().shop.post<Found>('/v1/members/lookup', { card: '4101' });
    expect(found.body).toMatchObject({ member: { id: bob.member.id }, accounts: [{ id: bob.account.id }] });
    expect((await doors().shop.post(`/v1/redemptions/${id}/capture`, {})).status).toBe(201);
    expect((await buy('together', '4101')).body.balance[0]?.available).toBe(141);
    const back = {
      ...LATE,
      source: 'till-1',
      externalId: 'anns-back',
      purchase: { source: 'till-1', externalId: 'anns' },
      lines: [{ id: '2', quantity: '1' }],
    };
    expect(await doors().shop.post('/v1/returns', back)).toMatchObject({ body: { takenBack: [{ points: 50 }] } });
    await doors().shop.get(`/v1/accounts/${ann.account.id}/balance?minVersion=3`);
    await doors().shop.get(`/v1/accounts/${ann.account.id}/entries`);

    const undo = { merge: merged.body.merge.id, reason: 'two people after all' };
    const parted = await doors().shop.post<Merge>('/v1/members/unmerge', undo, { 'idempotency-key': 'unmerge-1' });
    expect(parted.body).toMatchObject({ status: 'done', moved: [{ from: bob.account.id, to: ann.account.id }] });
    const refund = { 'idempotency-key': 'refund-anns' };
    expect((await doors().shop.post(`/v1/redemptions/${id}/refund`, {}, refund)).status).toBe(201);
    await buy('apart', '4101');
    await seen('4101', 6);
    await seen('4102', 6);
    const stands = async (card: string) =>
      (await doors().shop.post<Found>('/v1/members/lookup', { card })).body.accounts[0];
    const [anns, bobs] = [await stands('4101'), await stands('4102')];
    expect([anns?.id, bobs?.id]).toEqual([ann.account.id, bob.account.id]);
    // Bought for 50 four times, and once given back: whoever has spent what, all of it is there.
    expect((anns?.balance[0]?.available ?? 0) + (bobs?.balance[0]?.available ?? 0)).toBe(150);
  });

  /** Until what is read has come so far: lookups do not wait. */
  const seen = (card: string, least: number) =>
    until(async () => {
      const { body } = await doors().client.post<Found>('/v1/members/lookup', { card });
      return (body.accounts[0]?.version ?? 0) >= least;
    });
  const enrolled = async (card: string) =>
    (
      await doors().shop.post<Joined>(
        '/v1/members',
        { card, programme: 'tea-shop' },
        { 'idempotency-key': `join-${card}` },
      )
    ).body;
}
