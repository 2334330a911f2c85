import { accountStream, reverse } from '@loyalty/ledger';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SentReward } from '../../domain/rewards/reward.js';
import { inMemoryPositions } from '../../adapters/in-memory/positions.js';
import { put } from '../../testing/rewards.fixture.js';
import { openShop, type Shop, TEA } from '../../testing/shop.fixture.js';
import { accountStreamId } from '../account-book.js';
import { Reconciler } from '../reconcile.js';
import { captureRedemption } from '../capture.js';
import { listVouchers } from '../vouchers/list-vouchers.js';
import { useVoucher } from '../vouchers/use-voucher.js';
import { AutomaticRewards } from './automatic-rewards.js';

const COFFEE: SentReward = {
  programme: TEA,
  kind: 'free_unit',
  name: { en: 'A free coffee', ru: 'Кофе в подарок' },
  gives: { category: 'COFFEE' },
  prices: [{ points: [{ wallet: 'stamps', points: 10 }] }],
  automatic: true,
};
type Policy = 'only_pending' | 'within_balance' | 'unlimited';

/** The worked example of the domain: one stamp for each coffee, one free coffee for ten. */
describe('Coffee stamps', () => {
  let shop: Shop;
  let followers: readonly AutomaticRewards[];
  let lots: string[];

  beforeEach(async () => {
    shop = await openShop();
    followers = [new AutomaticRewards(shop), new AutomaticRewards(shop)];
    await put(shop, COFFEE, 'coffee');
    await followers[0]?.catchUp();
    lots = [];
  });
  afterEach(async () => expect(await Reconciler.fromTheStart(shop.store).catchUp()).toEqual([]));

  const follow = async () => {
    const done = await Promise.all(followers.map((follower) => follower.catchUp()));
    const sum = (of: 'issued' | 'revoked') => done.reduce((all, each) => all + each[of], 0);
    return { issued: sum('issued'), revoked: sum('revoked') };
  };
  const buy = async (...coffees: readonly number[]) => {
    for (const count of coffees) {
      lots.push(await shop.earn(count, { wallet: 'stamps' }));
      await follow();
    }
  };
  /** One coffee of the last purchase. */
  async function giveBack(policy: Policy): Promise<void> {
    const stream = accountStreamId(shop.owner.account);
    const made = [{ lot: lots.at(-1) ?? '', wallet: 'stamps', points: 1n }];
    await shop.store.execute({
      on: stream,
      decide(view) {
        const { now } = view;
        const terms = { member: shop.owner.member, return: 'ret_1', policy, made, occurredAt: now, now };
        const decision = reverse(terms, view.state(accountStream, stream).state);
        if (!decision.accepted) throw new Error(decision.rejection.reason);
        const events = decision.events.map((event) => ({ event, occurredAt: event.occurredAt }));
        const appends = events.length === 0 ? [] : [{ category: accountStream, stream, events }];
        return { answer: undefined, appends };
      },
    });
  }
  const stamps = async () => {
    const { available, held } = await shop.balance('stamps');
    const { state } = await shop.store.load(accountStream, accountStreamId(shop.owner.account));
    return { available, held, shortfall: Number(state.wallets.find(({ wallet }) => wallet === 'stamps')?.shortfall) };
  };
  const rewards = async () =>
    (await listVouchers(shop.owner.member, shop)).map(({ uses, revoked }) =>
      revoked ? 'revoked' : uses.length > 0 ? 'used' : 'open',
    );
  const drink = async () => {
    const open = (await listVouchers(shop.owner.member, shop)).find(
      ({ uses, revoked }) => !revoked && uses.length === 0,
    );
    const code = shop.vouchers.codeOf(open?.facts.voucher ?? '');
    return useVoucher({ code, source: 'till', externalId: code, member: { card: '4007' }, store: 'berlin-1' }, shop);
  };

  it('of purchases of 3, 3, 3 and 1 make exactly one reward', async () => {
    await buy(3, 3, 3);
    expect([await rewards(), await stamps()]).toEqual([[], { available: 9, held: 0, shortfall: 0 }]);
    await buy(1);
    expect([await rewards(), await stamps()]).toEqual([['open'], { available: 0, held: 10, shortfall: 0 }]);
  });

  it('make it once, whoever reads the ledger how often', async () => {
    await buy(3, 3, 3);
    lots.push(await shop.earn(1, { wallet: 'stamps' }));
    await follow();
    const forgetful = { read: async () => new Map<number, number>(), moved: async () => undefined };
    for (let time = 0; time < 3; time += 1) {
      const again = new AutomaticRewards({ ...shop, positions: forgetful });
      expect(await again.catchUp()).toEqual({ issued: 0, revoked: 0 });
    }
    expect(await rewards()).toEqual(['open']);
  });

  it('of a purchase of 25 make two, and 5 are left', async () => {
    await buy(25);
    expect([await rewards(), await stamps()]).toEqual([['open', 'open'], { available: 5, held: 20, shortfall: 0 }]);
  });

  it.each(['unlimited', 'within_balance'] as const)(
    'of a coffee that is returned before the reward is used (%s) take the reward back: 9 stamps',
    async (policy) => {
      await buy(3, 3, 3, 1);
      await giveBack(policy);
      expect(await follow()).toEqual({ issued: 0, revoked: 1 });
      expect([await rewards(), await stamps()]).toEqual([['revoked'], { available: 9, held: 0, shortfall: 0 }]);
      expect(await drink()).toMatchObject({ rejection: { reason: 'voucher_not_found' } });
      await buy(1);
      expect([await rewards(), await stamps()]).toEqual([
        ['revoked', 'open'],
        { available: 0, held: 10, shortfall: 0 },
      ]);
    },
  );

  it('that are free go before a reward is taken back', async () => {
    await buy(3, 3, 3, 1, 2);
    await giveBack('unlimited');
    expect(await follow()).toEqual({ issued: 0, revoked: 0 });
    expect([await rewards(), await stamps()]).toEqual([['open'], { available: 1, held: 10, shortfall: 0 }]);
  });

  it('after the reward was used: the policy decides, −1 or a shortfall of 1', async () => {
    await buy(3, 3, 3, 1);
    expect(await drink()).toMatchObject({ voucher: { uses: [{ store: 'berlin-1' }] } });
    expect(await stamps()).toEqual({ available: 0, held: 0, shortfall: 0 });
    await giveBack('unlimited');
    expect(await follow()).toEqual({ issued: 0, revoked: 0 });
    expect([await rewards(), await stamps()]).toEqual([['used'], { available: -1, held: 0, shortfall: 0 }]);
  });

  it('after the reward was used, within the balance', async () => {
    await buy(3, 3, 3, 1);
    await drink();
    await giveBack('within_balance');
    await follow();
    expect([await rewards(), await stamps()]).toEqual([['used'], { available: 0, held: 0, shortfall: 1 }]);
  });

  it('that nobody may take back leave the reward', async () => {
    await buy(3, 3, 3, 1);
    await giveBack('only_pending');
    expect(await follow()).toEqual({ issued: 0, revoked: 0 });
    expect(await rewards()).toEqual(['open']);
  });

  it('come back when the reward lapses unused, and make the next one', async () => {
    await put(shop, { ...COFFEE, voucher: { validFor: 'P30D' } }, 'coffee');
    await buy(10);
    const [voucher] = await listVouchers(shop.owner.member, shop);
    expect(voucher?.facts.validUntil).toBe(Date.UTC(2026, 6, 1, 12));
    shop.clock.set('2026-07-01T12:00:00Z');
    await buy(1);
    expect([await rewards(), await stamps()]).toEqual([['open', 'open'], { available: 1, held: 10, shortfall: 0 }]);
    const old = shop.vouchers.codeOf(voucher?.facts.voucher ?? '');
    expect(
      await useVoucher({ code: old, source: 'till', externalId: 'late', member: { card: '4007' } }, shop),
    ).toMatchObject({ rejection: { reason: 'voucher_expired' } });
  });

  it('are captured by hand as by its code, once', async () => {
    await buy(10);
    const [voucher] = await listVouchers(shop.owner.member, shop);
    const { redemption = '' } = voucher?.facts ?? {};
    expect(await captureRedemption(redemption ?? '', {}, shop)).toMatchObject({ standing: { status: 'captured' } });
    expect(await rewards()).toEqual(['used']);
  });

  it('are followed from where the ledger stands when nobody ever followed it, and from then on', async () => {
    const first = new AutomaticRewards({ ...shop, positions: inMemoryPositions() });
    await shop.earn(12, { wallet: 'stamps' });
    expect(await first.catchUp()).toEqual({ issued: 0, revoked: 0 });
    await shop.earn(1, { wallet: 'stamps' });
    expect(await first.catchUp()).toEqual({ issued: 1, revoked: 0 });
  });

  it('are not looked at before there is such a reward, and then by what moves', async () => {
    const other = await openShop();
    const follower = new AutomaticRewards(other);
    await other.earn(12, { wallet: 'stamps' });
    await follower.catchUp();
    await put(other, COFFEE, 'coffee');
    expect(await follower.catchUp()).toEqual({ issued: 0, revoked: 0 });
    await other.earn(1, { wallet: 'stamps' });
    expect(await follower.catchUp()).toEqual({ issued: 1, revoked: 0 });
  });
});
