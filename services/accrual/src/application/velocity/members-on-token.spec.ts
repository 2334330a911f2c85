import { describe, expect, it } from '@jest/globals';
import { velocityStreamId } from '@loyalty/contracts';
import { velocityStream } from '../../domain/streams/velocity-stream.js';
import { aPurchase, line, openShop, purchase, TEA, teaProgramme } from '../../testing/shop.fixture.js';
import { decidePurchaseReview } from '../reviews/decide-review.js';
import { postPurchase } from '../purchases/post-purchase.js';

const TOKEN = 'tok_visa_9931';

async function shopWith(limit: string) {
  const shop = await openShop(teaProgramme({ programme: `velocity: { limits: [{ id: shared, ${limit} }] }` }));
  const members = ['4007', '4008', '4009', '4010'].map((value) => shop.members.join(TEA, { kind: 'card', value }));
  const paid = (card: string, token = TOKEN) =>
    aPurchase({
      member: { card },
      lines: [line('1', '10.00')],
      payments: [{ kind: 'card', amount: '10.00', token }],
    });
  const buys = (card: string, token?: string) => purchase(shop, paid(card, token));
  const events = async (token = `token:${TOKEN}`) =>
    (await shop.store.readStream(velocityStreamId(TEA, 'token', shop.fingerprint(token)))).map((each) =>
      velocityStream.decode(each),
    );
  const noticed = async (token?: string) => (await events(token)).filter(({ type }) => type === 'PatternNoticed');
  return { shop, members: members.map(({ member }) => member), paid, buys, events, noticed };
}
const REPORT = 'on: purchases, of: token, within: P7D, members: 2, then: report';

describe('Many members on one card token', () => {
  it('are told once, in the commit of the purchase that is one member too many, with who they were', async () => {
    const { members, buys, noticed } = await shopWith(REPORT);
    for (const card of ['4007', '4008', '4007']) await buys(card);
    expect(await noticed()).toEqual([]);
    await buys('4009');
    const told = [
      {
        type: 'PatternNoticed',
        programme: TEA,
        member: members[2],
        counted: expect.stringMatching(/^pur_/),
        limit: {
          limit: 'shared',
          on: 'purchases',
          of: 'token',
          within: 'P7D',
          measure: 'members',
          max: 2n,
          found: 2n,
          asked: 1n,
          members: [members[0], members[1]],
        },
        occurredAt: expect.any(Number),
      },
    ];
    expect(await noticed()).toEqual(told);
    for (const card of ['4009', '4010', '4007']) await buys(card);
    expect(await noticed()).toEqual(told);
  });

  it('are each token’s own, and a purchase that comes again is counted once', async () => {
    const { shop, paid, buys, events, noticed } = await shopWith(REPORT);
    const sent = paid('4007');
    await purchase(shop, sent);
    expect(await purchase(shop, sent)).toMatchObject({ repeated: true });
    expect(await events()).toHaveLength(1);
    for (const [at, card] of ['4007', '4008', '4009'].entries()) await buys(card, `tok_${at}`);
    expect(await noticed()).toEqual([]);
  });

  it('may be a card or token that recognises one after the other', async () => {
    const { shop, members, noticed } = await shopWith(REPORT);
    for (const value of ['4008', '4009', '4010']) {
      const owner = shop.members.membershipOf(TEA, { kind: 'card', value });
      if (owner) shop.members.also(TEA, { kind: 'token', value: TOKEN }, owner);
      await purchase(shop, aPurchase({ member: { token: TOKEN }, lines: [line('1', '10.00')] }));
    }
    expect(await noticed()).toMatchObject([{ member: members[3], limit: { members: [members[1], members[2]] } }]);
    for (const at of [0, 1, 2]) {
      const owner = shop.members.membershipOf(TEA, { kind: 'card', value: `40${String(at + 8).padStart(2, '0')}` });
      if (owner) shop.members.also(TEA, { kind: 'card', value: '5005' }, owner);
      await purchase(shop, aPurchase({ member: { card: '5005' }, lines: [line('1', '10.00')] }));
    }
    expect(await noticed('card:5005')).toMatchObject([{ limit: { measure: 'members', found: 2n } }]);
  });

  it('say the token nowhere: neither in the log nor in the purchase', async () => {
    const { shop, buys } = await shopWith(REPORT);
    for (const card of ['4007', '4008', '4009']) await buys(card);
    const heads = await shop.store.heads();
    const logged = await Promise.all(heads.map((_, shard) => shop.store.readShard(shard, 0, 1_000)));
    expect(logged.flat().length).toBeGreaterThan(6);
    const text = (part: unknown) =>
      JSON.stringify(part, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
    expect(text(logged)).not.toContain(TOKEN);
  });

  it('have the points of one too many wait for a person, of whoever came too late the next time as well', async () => {
    const { shop, members, buys } = await shopWith('on: purchases, of: token, within: P7D, members: 2, then: review');
    for (const card of ['4007', '4008']) expect((await buys(card)).review).toBeUndefined();
    const held = await buys('4009');
    expect(held.review?.opened).toMatchObject({
      kind: 'purchase',
      member: members[2],
      limits: [{ limit: 'shared', measure: 'members', members: [members[0], members[1]] }],
    });
    expect((await buys('4009')).review?.opened.limits).toMatchObject([{ found: 3n, asked: 0n }]);
    expect((await buys('4007')).review).toBeUndefined();
    const review = held.review?.opened.review ?? '';
    const verdict = { review, verdict: 'release', actor: 'key_eve', reason: 'a family' } as const;
    expect(await decidePurchaseReview(verdict, shop)).toMatchObject({ status: 'decided' });
  });

  it('leave exactly as many through as the limit says, however many buy at once', async () => {
    const { buys, noticed } = await shopWith(REPORT);
    await Promise.all(['4007', '4008', '4009', '4010'].map((card) => buys(card)));
    expect(await noticed()).toHaveLength(1);
  });

  it('are another purchase when only the token differs, and the same as before payments had any', async () => {
    const { shop, paid } = await shopWith(REPORT);
    const sent = paid('4007');
    await purchase(shop, sent);
    const payments = [{ kind: 'card', amount: '10.00', token: 'tok_other' }] as const;
    expect(await postPurchase({ ...sent, payments }, shop)).toMatchObject({
      rejection: { reason: 'already_used_with_other_content', differs: ['member', 'payments'] },
    });
  });

  it('cost a programme that counts nothing by tokens nothing', async () => {
    const { buys, events } = await shopWith('on: purchases, of: member, within: P7D, times: 9, then: report');
    await buys('4007');
    expect(await events()).toEqual([]);
  });
});
