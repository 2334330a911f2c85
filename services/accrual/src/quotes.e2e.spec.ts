import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ServiceUnavailable } from '@loyalty/service-host';
import { openApp, type App } from './testing/app.fixture.js';
import { aPurchase, line, teaProgramme } from './testing/shop.fixture.js';

const DOCUMENT = teaProgramme({
  programme: `
offers:
  - { id: gold, give: { multiply: 1.25 } }
  - { id: large, give: { points: 50, spentAtLeast: 200.00 } }
  - { id: third, give: { points: 60, everyNth: 3, within: P30D } }
  - { id: oslo, give: { points: 5 }, only: { stores: [oslo-1] } }
  - { id: mugs, give: { points: 5, perUnits: 1 }, lines: { include: { skus: [MUG] } } }
  - { id: weekend, give: { points: 5 }, only: { times: [{ days: [sat, sun] }] } }
  - { id: summer, give: { points: 5 }, from: 2027-06-01 }
`,
}).replace(
  'unit: { one: point, other: points }',
  'unit: { en: { one: point, other: points }, ru: { one: балл, few: балла, many: баллов } }',
);

const LINES = [line('A', '99.99', { quantity: '3' }), line('B', '50.01')];
const BASKET = { member: { card: '4007' }, currency: 'EUR', occurredAt: '2026-03-05T10:15:00+01:00', lines: LINES };
/** Non-breaking spaces keep a number and its noun together. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const texts = (parts: readonly { offer: string; text: string }[]) =>
  Object.fromEntries(parts.map(({ offer, text }) => [offer, plain(text)]));

describe('What a basket would earn', () => {
  let app: App;
  let bought: string;
  beforeAll(async () => {
    app = await openApp({ document: DOCUMENT });
    app.members.join('tea', { kind: 'card', value: '4007' });
    const { body } = await app.call('POST', '/v1/purchases', aPurchase({ lines: LINES }));
    bought = body.purchase.id;
    await app.call('POST', '/v1/purchases', aPurchase({ lines: LINES, occurredAt: '2026-03-06T10:00:00Z' }));
  });
  afterAll(() => app.close());

  it('is told by offer and by line, with what it would not earn, and writes nothing', async () => {
    const heads = await app.store.heads();
    const { status, body } = await app.call('POST', '/v1/quotes', BASKET);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      programme: { id: 'tea', version: 1 },
      earned: [
        {
          wallet: 'points',
          points: 187,
          availableAt: '2026-03-05T09:15:00Z',
          expiresAt: null,
          lines: [
            { line: 'A', points: 125 },
            { line: 'B', points: 62 },
          ],
        },
      ],
      totals: [{ wallet: 'points', earned: 187 }],
      discounts: [],
      redeemable: [{ wallet: 'points', points: 374 }],
      tier: null,
    });
    expect(body.earned[0]).not.toHaveProperty('lot');
    expect(texts(body.explanation)).toEqual({
      base: '150 points: 1 point for every €1.00, rounded down; counted on €150.00.',
      gold: '37 points: 1.25 times the points; counted on €150.00.',
    });
    expect(texts(body.notEarned)).toEqual({
      large: 'Sum of the purchase: €200.00 needed, €150.00 found.',
      third: 'Purchases that count: 3 purchases needed, 2 purchases found.',
      oslo: 'Store: “oslo-1” needed, nothing found.',
      mugs: 'Goods: goods of the offer needed, only others found.',
      weekend: 'Days and hours: Sat, Sun 00:00–24:00 needed, Thu 10:15 found.',
      summer: 'Time of the offer: from 1 June 2027 needed, 5 March 2026, 10:15 found.',
    });
    expect(await app.store.heads()).toEqual(heads);
  });

  it('is told in Russian to who asks for it', async () => {
    const { body } = await app.call('POST', '/v1/quotes', BASKET, { 'Accept-Language': 'ru-RU, en;q=0.5' });
    expect(texts(body.explanation)).toEqual({
      base: '150 баллов: 1 балл за каждые 1,00 €, с округлением вниз; с суммы 150,00 €.',
      gold: '37 баллов: в 1,25 раза больше баллов; с суммы 150,00 €.',
    });
    expect(texts(body.notEarned)).toMatchObject({
      large: 'Сумма покупки — требуется: 200,00 €; найдено: 150,00 €.',
      third: 'Учтённые покупки — требуется: 3 покупки; найдено: 2 покупки.',
    });
  });

  it.each([
    ['1.00', 'Начислено: 1 балл. На счёте 375.'],
    ['3.00', 'Начислено: 3 балла. На счёте 378.'],
    // With 60 of the third purchase in 30 days.
    ['5.00', 'Начислено: 66 баллов. На счёте 444.'],
  ])('and the receipt of %s says %s', async (amount, said) => {
    const { body } = await app.call('POST', '/v1/purchases?language=ru', {
      ...aPurchase({ lines: [line('1', amount)], occurredAt: '2026-01-05T10:00:00Z' }),
    });
    expect(body.receiptText.map(plain)).toEqual([said]);
  });

  describe('whose receipt names no language', () => {
    const receipt = async (path = '', headers = {}) => {
      const sent = aPurchase({ lines: [line('1', '3.00')], occurredAt: '2026-01-06T10:00:00Z' });
      const { status, body } = await app.call('POST', `/v1/purchases${path}`, sent, headers);
      return [status, plain(body.receiptText[0]).split(/[: ]/)[0]];
    };

    it('is told what was earned in the language of the member, and in another one that is asked for', async () => {
      app.members.tells = () => ({ language: 'ru-RU', consents: [] });
      expect(await receipt()).toEqual([201, 'Начислено']);
      expect(await receipt('?language=en')).toEqual([201, 'You']);
      expect(await receipt('', { 'Accept-Language': 'en-GB' })).toEqual([201, 'You']);
      app.members.tells = () => ({ language: 'de', consents: [] });
      expect(await receipt()).toEqual([201, 'You']);
    });

    it('earns as ever where nobody can tell the language', async () => {
      app.members.tells = () => {
        throw new ServiceUnavailable('enrollment');
      };
      expect(await receipt()).toEqual([201, 'You']);
      app.members.tells = () => ({ consents: [] });
    });
  });

  it('is told in the shape of the Universal Commerce Protocol', async () => {
    const { body } = await app.call('POST', '/v1/quotes?shape=ucp&membership=com.example.tea', BASKET);
    const { rewards, ...membership } = body.loyalty['com.example.tea'];
    expect(membership).toEqual({ id: 'tea', name: 'Tea', provisional: false });
    expect(rewards).toMatchObject([
      {
        currency: { name: 'points', code: 'points' },
        earning_forecast: {
          amount: 187,
          breakdown: [
            { id: 'base', amount: 150 },
            { id: 'gold', amount: 37 },
          ],
        },
      },
    ]);
    expect(plain(rewards[0].earning_forecast.breakdown[1].description)).toContain('1.25 times the points');
    const { member: _member, ...guests } = BASKET;
    const { body: guest } = await app.call('POST', '/v1/quotes?shape=ucp', guests);
    expect(guest.loyalty['loyalty.tea']).toMatchObject({
      provisional: true,
      rewards: [{ earning_forecast: { amount: 0 } }],
    });
  });

  it('refuses what would make it a purchase, and what is none', async () => {
    const named = await app.call('POST', '/v1/quotes', { ...BASKET, source: 'till', externalId: '1' });
    expect([named.status, named.body.code]).toEqual([400, 'invalid_request']);
    const twice = await app.call('POST', '/v1/quotes', { ...BASKET, lines: [LINES[0], LINES[0]] });
    expect([twice.status, twice.body.code]).toEqual([422, 'duplicate_line']);
    const shape = await app.call('POST', '/v1/quotes?shape=acp', BASKET);
    expect(shape.status).toBe(400);
  });

  it('and why a purchase did not earn it is told as things stood when it came', async () => {
    const why = (query = '') => app.call('GET', `/v1/purchases/${bought}/why${query}`);
    const { status, body } = await why('?offer=third');
    expect(status).toBe(200);
    expect(body.notEarned).toHaveLength(1);
    // It was the first one then, whatever came later.
    expect(texts(body.notEarned)).toEqual({ third: 'Purchases that count: 3 purchases needed, 1 purchase found.' });
    expect(texts((await why('?offer=third&language=ru')).body.notEarned)).toEqual({
      third: 'Учтённые покупки — требуется: 3 покупки; найдено: 1 покупка.',
    });
    expect((await why()).body.notEarned.map((each: { offer: string }) => each.offer)).toEqual([
      'large',
      'third',
      'oslo',
      'mugs',
      'weekend',
      'summer',
    ]);
    expect((await why('?offer=gold')).body.notEarned).toEqual([]);
    const unknown = await app.call('GET', '/v1/purchases/pur_01m8fqnkbretdb98t3b11vbzz5/why');
    expect([unknown.status, unknown.body.code]).toEqual([404, 'purchase_not_found']);
  });
});
