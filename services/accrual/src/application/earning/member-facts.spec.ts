import { describe, expect, it } from '@jest/globals';
import { ServiceUnavailable } from '@loyalty/service-host/values';
import { aCounter, gave, offers } from '../../testing/offers.fixture.js';
import { aPurchase, line, openShop, purchase, TEA, teaProgramme, withoutMember } from '../../testing/shop.fixture.js';
import { applyProgramme } from '../programmes/apply-programme.js';
import { postClaim } from '../strangers/post-claim.js';
import { postPurchase } from '../purchases/post-purchase.js';

const BIRTHDAY = offers('id: birthday, give: { multiply: 2 }, only: { birthday: week }');
const when = (condition: string) => offers(`id: it, give: { points: 7 }, when: "${condition}"`);
const spent = (amount: string) => [line('1', amount)];

describe('What is known of a member', () => {
  it('doubles the points of the birthday week, and the explanation says no more than that', async () => {
    const till = await aCounter(BIRTHDAY);
    const { members } = till.shop;
    members.tells = ({ at }) => ({
      birthday: at < Date.parse('2026-03-05') ? ['week', 'month'] : ['month'],
      consents: [],
    });
    const { first } = await till.buys('2026-03-04', spent('30.00'));
    expect(first.outcome?.explanation[1]).toMatchObject({
      offer: 'birthday',
      points: 30n,
      seen: [{ fact: 'birthday-week', value: 'true' }],
    });
    expect(JSON.stringify(first, (_, value) => (typeof value === 'bigint' ? `${value}` : value))).not.toMatch(
      /month|1990/,
    );
    expect(gave(await till.buys('2026-03-05', spent('30.00')))).toEqual({ base: 30 });
  });

  it('is asked for as of the purchase, by the clocks of its store, and only where the programme needs it', async () => {
    const till = await aCounter(`${BIRTHDAY}\nstores: { tokyo: { timeZone: Asia/Tokyo } }`);
    const { shop } = till;
    await purchase(shop, aPurchase({ store: 'tokyo', occurredAt: '2026-03-05T23:00:00Z' }));
    await till.buys('2026-03-06');
    await purchase(shop, withoutMember(aPurchase()));
    expect(shop.members.asked.map(({ at, timeZone }) => [new Date(at).toISOString(), timeZone])).toEqual([
      ['2026-03-05T23:00:00.000Z', 'Asia/Tokyo'],
      ['2026-03-06T10:00:00.000Z', 'Europe/Berlin'],
    ]);
    const plain = await aCounter('');
    await plain.buys('2026-03-06');
    expect(plain.shop.members.asked).toEqual([]);
  });

  it('is never guessed at: while enrollment is away the purchase is refused, and earns all when it comes again', async () => {
    const till = await aCounter(BIRTHDAY);
    const { shop } = till;
    const sent = aPurchase({ lines: spent('30.00') });
    shop.members.tells = () => {
      throw new ServiceUnavailable('enrollment', { cause: new Error('down') });
    };
    await expect(postPurchase(sent, shop)).rejects.toBeInstanceOf(ServiceUnavailable);
    expect(await shop.balance(till.account)).toMatchObject({ available: 0 });
    shop.members.tells = () => ({ birthday: ['week'], consents: [] });
    expect(gave(await purchase(shop, sent))).toEqual({ base: 30, birthday: 30 });
  });

  it('is asked for a purchase that is claimed later, as of when it happened', async () => {
    const till = await aCounter(BIRTHDAY);
    const { shop } = till;
    const { first } = await purchase(shop, withoutMember(aPurchase({ lines: spent('30.00') })));
    shop.members.tells = () => ({ birthday: ['week'], consents: [] });
    await postClaim({ id: first.purchase, member: { card: '4007' } }, shop);
    expect(await shop.balance(till.account)).toMatchObject({ available: 60 });
    expect(shop.members.asked).toMatchObject([{ at: first.occurredAt }]);
  });

  it.each([
    ["member.language == 'de'", { language: 'de' }],
    ["member.ageGroup == '25_34'", { ageGroup: '25_34' }],
    ["member.consents.exists(c, c == 'newsletter')", { consents: ['newsletter'] }],
    ['member.birthdayDay', { birthday: ['day', 'week', 'month'] }],
  ] as const)('decides a condition: %s', async (condition, told) => {
    const till = await aCounter(when(condition));
    expect(gave(await till.buys('2026-03-04'))).toEqual({ base: 10 });
    till.shop.members.tells = () => ({ consents: [], ...told });
    expect(gave(await till.buys('2026-03-04'))).toEqual({ base: 10, it: 7 });
  });

  it('has how long the member has been there, and how often they bought and kept something', async () => {
    const till = await aCounter(when('member.daysSinceJoined == 29 && member.monthsSinceJoined == 1'));
    const { shop } = till;
    shop.members.join(TEA, { kind: 'card', value: 'new' }, { at: Date.parse('2026-01-31T22:59:00Z') });
    const buys = (occurredAt: string) =>
      purchase(shop, aPurchase({ member: { card: 'new' }, occurredAt, lines: spent('10.00') }));
    expect(gave(await buys('2026-02-28T22:59:00Z'))).toEqual({ base: 10 });
    expect(gave(await buys('2026-03-01T22:59:00Z'))).toEqual({ base: 10, it: 7 });

    const often = await aCounter(when('member.purchases == 1'));
    const first = await often.buys('2026-03-01');
    expect(gave(first)).toEqual({ base: 10 });
    await often.returns(first, { 1: '1' });
    expect(gave(await often.buys('2026-03-02'))).toEqual({ base: 10 });
    expect(gave(await often.buys('2026-03-03'))).toEqual({ base: 10, it: 7 });
    expect(gave(await often.buys('2026-03-04'))).toEqual({ base: 10 });
  });

  it('has the wallets as the decision finds them: what is due counts as booked', async () => {
    const till = await aCounter(when('wallets.points.balance >= 50 && wallets.points.expiringIn30Days == 0'));
    expect(gave(await till.buys('2026-03-01', spent('50.00')))).toEqual({ base: 50 });
    expect(gave(await till.buys('2026-03-02', spent('10.00')))).toEqual({ base: 10, it: 7 });
    const { shop } = till;
    await shop.apply(
      teaProgramme({ wallet: 'expiry: { after: P10D }', programme: when('wallets.points.balance == 0') }),
    );
    shop.members.join(TEA, { kind: 'card', value: 'new' });
    shop.clock.set('2026-06-02T12:00:00Z');
    const buys = (occurredAt: string) => purchase(shop, aPurchase({ member: { card: 'new' }, occurredAt }));
    expect(gave(await buys('2026-06-02T10:00:00Z'))).toEqual({ base: 100, it: 7 });
    expect(gave(await buys('2026-06-02T11:00:00Z'))).toEqual({ base: 100 });
    shop.clock.set('2026-06-14T12:00:00Z');
    expect(gave(await buys('2026-06-14T10:00:00Z'))).toEqual({ base: 100, it: 7 });
  });
});

describe('Segments', () => {
  const FANS = `segments: { fans: { when: "history.purchases > 3", text: Fans } }\n${offers('id: fans, give: { points: 7 }, only: { segments: [fans] }')}`;

  it('are refused where nobody computes them', async () => {
    const shop = await openShop();
    const answer = await applyProgramme({ id: TEA, document: teaProgramme({ programme: FANS }), actor: 'key' }, shop);
    expect(answer).toMatchObject({ ok: false, problems: [{ code: 'not_provided' }] });
  });

  it('are asked of whoever computes them', async () => {
    const shop = {
      ...(await openShop()),
      segments: { of: async (owners: readonly unknown[]) => owners.map(() => new Set(['fans'])) },
    };
    const answer = await applyProgramme({ id: TEA, document: teaProgramme({ programme: FANS }), actor: 'key' }, shop);
    expect(answer).toMatchObject({ ok: true });
    shop.clock.set('2026-07-01T00:00:00Z');
    shop.members.join(TEA, { kind: 'card', value: '4007' });
    expect(
      gave(await purchase(shop, aPurchase({ occurredAt: '2026-06-20T10:00:00Z', lines: spent('10.00') }))),
    ).toEqual({ base: 10, fans: 7 });
  });
});
