import { expect, it } from '@jest/globals';
import type { Client } from './client.fixture.js';
import type { RecordedClient } from './transcript.fixture.js';
import { until } from './until.fixture.js';

const PROGRAMME = `
id: family-shop
name: Family shop
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
    - { id: gold, name: { en: Gold, ru: Золото }, needs: { points: 100 } }
transfers: { perDay: 100, least: 10 }
`;

interface Bought {
  readonly account: { readonly id: string; readonly version: number };
  readonly receiptText: readonly string[];
}

interface Joined {
  readonly member: { readonly id: string };
  readonly account: { readonly id: string };
}

interface Moved {
  readonly household: { readonly id: string };
  readonly status: string;
}

/** A family pools what it earns and its tier, gives points away within the programme's bounds, and one of them leaves. */
export function householdFeatures(doors: () => { readonly shop: RecordedClient; readonly client: Client }): void {
  const members = new Map<string, Joined>();
  let household: string;
  let shared: Bought['account'];

  const idOf = (card: string) => members.get(card)?.member.id;
  const post = <Body>(path: string, body: object, key: string) =>
    doors().shop.post<Body>(path, body, { 'idempotency-key': key });
  const buys = async (externalId: string, card: string, amount: string) => {
    const { status, body } = await doors().shop.post<Bought>('/v1/purchases', {
      programme: 'family-shop',
      source: 'till-5',
      externalId,
      occurredAt: '2027-12-20T12:00:00Z',
      member: { card },
      currency: 'EUR',
      lines: [{ id: '1', sku: 'TEA', quantity: '1', amount }],
    });
    expect(status).toBe(201);
    return body;
  };
  const tier = async ({ id, version }: Bought['account']) => {
    const path = `/v1/accounts/${id}/balance?minVersion=${version}&asOf=2027-12-20T12:00:00Z`;
    // Other processes hear of a programme within a second.
    await until(async () => !(await doors().client.get(path)).text.includes('"tier":null'));
    return (await doors().shop.get<{ tier: object }>(path)).body.tier;
  };

  it('shares points and tier among a household, and prints in the language of the one who buys', async () => {
    const yaml = { 'content-type': 'application/yaml' };
    expect((await doors().shop.request('PUT', '/v1/programmes/family-shop', PROGRAMME, yaml)).status).toBe(201);
    for (const [card, language] of [['4201'], ['4202', 'ru'], ['4203']]) {
      const sent = { card, programme: 'family-shop', ...(language && { language }) };
      members.set(card ?? '', (await post<Joined>('/v1/members', sent, `family-${card}`)).body);
    }
    await buys('f-1', '4201', '60.00');
    const bobs = await buys('f-2', '4202', '71.00');
    expect(bobs.receiptText[0]).toMatch(/^Начислено: 71\sбалл\. На счёте 71\.$/);
    expect(await tier(bobs.account)).toMatchObject({ id: 'bronze', progress: 71 });

    const begun = { members: [idOf('4201'), idOf('4202')], reason: 'one kitchen' };
    const made = await post<Moved>('/v1/households', begun, 'family-1');
    expect([made.status, made.body.status]).toEqual([201, 'done']);
    household = made.body.household.id;
    shared = (await buys('f-3', '4201', '9.00')).account;
    expect(await tier(shared)).toMatchObject({ id: 'gold', progress: 140 });
    expect(await tier({ id: bobs.account.id, version: 2 })).toMatchObject({ id: 'bronze', progress: 0 });
  });

  it('lets the household give points away as far as the programme does, and says when again', async () => {
    const gives = (points: number) =>
      post<{ transfer: { id: string }; code?: string }>(
        `/v1/accounts/${shared.id}/transfers`,
        { to: members.get('4203')?.account.id, wallet: 'points', points, reason: 'birthday' },
        `gift-${points}`,
      );
    expect(await gives(9)).toMatchObject({ status: 409, body: { code: 'transfer_too_small', least: 10 } });
    const gift = await gives(90);
    expect(gift.status).toBe(201);
    expect(await gives(11)).toMatchObject({
      status: 409,
      body: {
        code: 'transfer_limit_reached',
        period: 'day',
        max: 100,
        given: 90,
        asked: 11,
        again: expect.any(String),
      },
    });
    const back = `/v1/transfers/${gift.body.transfer.id}/reverse`;
    expect((await post(back, { reason: 'too much' }, 'gift-back')).status).toBe(201);
    expect((await gives(12)).status).toBe(201);
  });

  it('gives who leaves their own points and tier, and tells who did it and why', async () => {
    const left = { member: idOf('4202'), takes: 'own_lots', reason: 'moved out' };
    const parted = await post<Moved>(`/v1/households/${household}/leave`, left, 'family-2');
    expect([parted.status, parted.body.status]).toEqual([201, 'done']);
    expect(await tier((await buys('f-4', '4202', '30.00')).account)).toMatchObject({ id: 'gold', progress: 101 });
    expect(await tier({ ...shared, version: shared.version + 4 })).toMatchObject({ id: 'bronze', progress: 69 });
    const told = await doors().shop.get<{ items: object[] }>(`/v1/members/${idOf('4202')}/changes`);
    expect(told.body.items).toMatchObject([
      { kind: 'join', reason: 'one kitchen', household: { id: household } },
      { kind: 'leave', reason: 'moved out', household: { id: household }, takes: 'own_lots' },
    ]);
  });
}
