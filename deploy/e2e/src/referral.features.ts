import { expect, it } from '@jest/globals';
import type { Client } from './client.fixture.js';
import type { RecordedClient } from './transcript.fixture.js';
import { until } from './until.fixture.js';

const PROGRAMME = `
id: friend-shop
name: Friend shop
currency: EUR
timeZone: Europe/Berlin
wallets:
  points:
    unit: { en: { one: point, other: points }, ru: { one: балл, few: балла, many: баллов } }
    earn: { points: 1, per: 1.00 }
referral:
  inviter: { points: 500, uses: { month: 2 }, text: { en: A friend has bought, ru: Покупка друга } }
  friend: { points: 200 }
  qualifies: { spentAtLeast: 30.00 }
`;

/** Where the shop has left the clock; a till may be ten minutes ahead. */
const NOW = '2028-01-01T00:05:00Z';

interface Joined {
  readonly member: { readonly id: string };
  readonly account: { readonly id: string };
}

interface Bought {
  readonly purchase: { readonly id: string };
  readonly account: { readonly id: string; readonly version: number };
  readonly balance: readonly { readonly available: number }[];
}

interface Entries {
  readonly items: readonly { readonly id: string; readonly purchase?: string; readonly reason?: string }[];
}

interface Explained {
  readonly text: string;
  readonly purchase?: object;
  readonly return?: object;
  readonly referral?: { readonly side: string; readonly qualifiedBy: string };
  readonly explanation?: readonly { readonly offer: string; readonly text: string; readonly points: number }[];
}

/** One invites, a friend buys and gives back: both sides, explained; the code itself is read beside the transcript. */
export function referralFeatures(clients: () => { readonly shop: RecordedClient; readonly client: Client }): void {
  const shop = () => clients().shop;
  const joins = async (card: string, more: object = {}) => {
    const sent = { source: 'crm', externalId: card, card, programme: 'friend-shop', ...more };
    const { status, body } = await shop().post<Joined>('/v1/members', sent);
    expect(status).toBe(201);
    return body;
  };
  const buys = async (externalId: string, card: string, amount: string) => {
    const said = { programme: 'friend-shop', source: 'till-8', externalId, member: { card }, currency: 'EUR' };
    const lines = [{ id: '1', sku: 'LAMP', quantity: '2', amount }];
    return (await shop().post<Bought>('/v1/purchases', { ...said, occurredAt: NOW, lines })).body;
  };
  const quotes = async (card: string, amount: string) => {
    const said = { programme: 'friend-shop', member: { card }, currency: 'EUR', occurredAt: NOW };
    const lines = [{ id: '1', sku: 'LAMP', quantity: '2', amount }];
    return (await shop().post<{ readonly referral?: object }>('/v1/quotes', { ...said, lines })).body;
  };
  const explained = async (account: string, version: number, language = 'en') => {
    await clients().client.get(`/v1/accounts/${account}/balance?minVersion=${version}`);
    // Other processes hear of a programme within a second, and call its offers by their ids until then.
    const entries = `/v1/accounts/${account}/entries`;
    await until(async () => !(await clients().client.get(entries)).text.includes('points: referral-'));
    const { items } = (await shop().get<Entries>(entries)).body;
    const told: Explained[] = [];
    // One after the other: the transcript keeps their order.
    for (const { id } of items) {
      const path = `/v1/entries/${id}/explanation`;
      await until(async () => !(await clients().client.get(path)).text.includes('points: referral-'));
      const { text } = await shop().get(`${path}?language=${language}`);
      told.push(JSON.parse(text.replaceAll('\u00A0', ' ')) as Explained);
    }
    return told;
  };

  it('gives both sides of an invitation theirs, explains them, and takes both back with the purchase', async () => {
    await shop().request('PUT', '/v1/programmes/friend-shop', PROGRAMME, { 'content-type': 'application/yaml' });
    const ann = await joins('friend-1');
    const { body } = await clients().client.get<{ member: { referralCode: string } }>(`/v1/members/${ann.member.id}`);
    await joins('friend-2', { referredBy: body.member.referralCode });
    const quoted = await quotes('friend-2', '60.00');
    expect(quoted.referral).toMatchObject({
      friend: { earned: [{ points: 200 }], explanation: [{ offer: 'referral-friend', points: 200 }] },
      inviter: {
        earned: [{ points: 500 }],
        explanation: [{ text: expect.stringMatching(/^500\spoints: A friend has bought\.$/) }],
      },
      notEarned: [],
    });
    expect((await quotes('friend-1', '60.00')).referral).toBeUndefined();
    expect((await quotes('friend-2', '29.99')).referral).toMatchObject({
      ...{ friend: null, inviter: null },
      notEarned: [
        { condition: 'spentAtLeast', text: 'Sum of the purchase: at least 30.00 EUR needed, 29.99 EUR found.' },
      ],
    });
    const first = await buys('friends-first', 'friend-2', '60.00');
    expect(first.balance).toMatchObject([{ available: 260 }]);

    const [english] = await explained(ann.account.id, 1);
    expect(english).toMatchObject({
      text: 'Earned 500 points: A friend has bought.',
      referral: { side: 'inviter', qualifiedBy: first.purchase.id },
      explanation: [{ offer: 'referral-inviter', points: 500, text: '500 points: A friend has bought.' }],
    });
    expect([english?.purchase, english?.return]).toEqual([undefined, undefined]);
    const [russian] = await explained(ann.account.id, 1, 'ru');
    expect(russian?.text).toBe('Начислено: 500 баллов: Покупка друга.');
    const friends = await explained(first.account.id, first.account.version, 'ru');
    expect(friends.find(({ referral }) => referral)).toMatchObject({
      referral: { side: 'friend' },
      purchase: { id: first.purchase.id },
      explanation: [{ offer: 'referral-friend', points: 200 }],
    });

    const second = await buys('friends-second', 'friend-2', '40.00');
    const why = `/v1/purchases/${second.purchase.id}/why?offer=referral-friend`;
    expect((await shop().get(why)).body).toMatchObject({
      notEarned: [{ offer: 'referral-friend', condition: 'first', needed: 'none before it' }],
    });

    const back = { programme: 'friend-shop', source: 'till-8', externalId: 'friends-back', occurredAt: NOW };
    const purchase = { source: 'till-8', externalId: 'friends-first' };
    const returned = await shop().post('/v1/returns', { ...back, purchase, lines: [{ id: '1', quantity: '2' }] });
    expect(returned.body).toMatchObject({ takenBack: [{ points: 260 }], balance: [{ available: 40 }] });
    const [taken] = await explained(ann.account.id, 2);
    expect(taken).toMatchObject({ referral: { side: 'inviter' }, entry: { type: 'reversed' } });
    expect([taken?.purchase, taken?.return]).toEqual([undefined, undefined]);
    const balance = await shop().get(`/v1/accounts/${ann.account.id}/balance?minVersion=2`);
    expect(balance.body).toMatchObject({ wallets: [{ available: 0 }] });
  });
}
