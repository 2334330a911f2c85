import { describe, expect, it } from '@jest/globals';
import { accountStream, moveIn, moveOut } from '@loyalty/ledger';
import { anOrder, authorised, earnPoints, openShop, TEA, type Shop } from '../testing/shop.fixture.js';
import { accountStreamId } from './account-book.js';
import { authorise } from './authorise.js';
import { captureRedemption } from './capture.js';
import { redemptionById } from './find-redemption.js';
import type { Owner } from './ports.js';
import { refundRedemption } from './refund.js';
import { voidRedemption } from './void.js';

interface Two {
  readonly shop: Shop;
  readonly ann: Owner;
  readonly bob: Owner;
}

/** Ann shows 4007 and has 100 points; Bob shows 4008 and has 30. */
async function two(): Promise<Two> {
  const shop = await openShop();
  await shop.earn(100);
  const bob = shop.members.join(TEA, '4008');
  await earnPoints(shop.store, bob, { points: 30 });
  const [ann] = await shop.members.resolve([{ programme: TEA, identity: { kind: 'card', value: '4007' } }]);
  if (!ann) throw new Error('nobody shows 4007');
  return { shop, ann, bob };
}

/** As accrual does it, in one commit. */
async function move({ shop }: Two, from: Owner, to: Owner, { whole, member }: { whole: boolean; member: string }) {
  const [source, target] = [accountStreamId(from.account), accountStreamId(to.account)];
  await shop.store.execute({
    on: source,
    decide(view) {
      const { now } = view;
      const command = { move: 'mov_1', account: from.account, to: to.account, whole, occurredAt: now, now };
      const left = moveOut({ ...command, members: [member] }, view.state(accountStream, source).state);
      if (!left.accepted) throw new Error(left.rejection.reason);
      const out = left.events.find((event) => event.type === 'AccountMovedOut');
      if (!out) throw new Error('nothing moved');
      const came = moveIn(
        { account: to.account, from: from.account, out, now },
        view.state(accountStream, target).state,
      );
      if (!came.accepted) throw new Error(came.rejection.reason);
      const dated = (event: (typeof left.events)[number]) => ({ event, occurredAt: event.occurredAt });
      return {
        answer: undefined,
        appends: [
          { category: accountStream, stream: source, events: left.events.map(dated) },
          { category: accountStream, stream: target, events: came.events.map(dated) },
        ],
      };
    },
  });
}
const merge = (all: Two) => move(all, all.ann, all.bob, { whole: true, member: all.ann.member });
const part = (all: Two) => move(all, all.bob, all.ann, { whole: false, member: all.ann.member });

const available = async ({ shop, ann, bob }: Two) =>
  Promise.all(
    [ann, bob].map(async ({ account }) => {
      const { state } = await shop.store.load(accountStream, accountStreamId(account));
      return Number(state.wallets.find(({ wallet }) => wallet === 'points')?.inLots ?? 0n);
    }),
  );

describe('A redemption of a member who has become another one', () => {
  it('is captured where its hold is now', async () => {
    const all = await two();
    const { id } = await authorised(all.shop, anOrder(60));
    await merge(all);
    expect(await redemptionById(id, all.shop)).toMatchObject({ standing: { status: 'authorised' } });
    const captured = await captureRedemption(id, {}, all.shop);
    expect(captured).toMatchObject({ standing: { status: 'captured' }, bookedOn: all.bob.account, repeated: false });
    expect(await captureRedemption(id, {}, all.shop)).toMatchObject({ repeated: true });
    expect(await available(all)).toEqual([0, 70]);
  });

  it('is voided where its hold is now', async () => {
    const all = await two();
    const { id } = await authorised(all.shop, anOrder(60));
    await merge(all);
    expect(await voidRedemption({ id }, all.shop)).toMatchObject({ standing: { status: 'voided' } });
    expect(await available(all)).toEqual([0, 130]);
  });

  it('that is over keeps its story in the account where it ended', async () => {
    const all = await two();
    const { id } = await authorised(all.shop, anOrder(60));
    await voidRedemption({ id }, all.shop);
    await merge(all);
    expect(await redemptionById(id, all.shop)).toMatchObject({ standing: { status: 'voided' } });
    expect(await voidRedemption({ id }, all.shop)).toMatchObject({ repeated: true });
  });

  it('gives spent points back to where the points are now', async () => {
    const all = await two();
    const { id } = await authorised(all.shop, anOrder(60, { capture: true }));
    await merge(all);
    const refunded = await refundRedemption({ id, idempotencyKey: 'all' }, all.shop);
    expect(refunded).toMatchObject({ givenBack: [{ points: 60n, origin: { account: all.ann.account } }] });
    expect(await available(all)).toEqual([0, 130]);
  });

  it('spends from the one account, whichever card is shown and whatever a copy believes', async () => {
    const all = await two();
    await merge(all);
    expect(await authorise(anOrder(120), all.shop)).toMatchObject({
      redemption: { facts: { account: all.bob.account } },
    });
  });

  it('of both gives each their own back, after they have parted', async () => {
    const all = await two();
    await merge(all);
    const { id } = await authorised(all.shop, anOrder(120, { capture: true }));
    await part(all);
    const before = await available(all);
    const refunded = await refundRedemption({ id, idempotencyKey: 'all' }, all.shop);
    expect(refunded).toMatchObject({ standing: { status: 'refunded' }, bookedOn: all.ann.account });
    expect(before.reduce((sum, each) => sum + each)).toBe(10);
    expect(await available(all)).toEqual([100, 30]);
    const { state } = await all.shop.store.load(accountStream, accountStreamId(all.ann.account));
    expect(
      JSON.stringify(state.wallets, (_name, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)),
    ).not.toContain('origin');
  });

  it('of both gives each their own back in parts too', async () => {
    const all = await two();
    await merge(all);
    const { id } = await authorised(all.shop, anOrder(130, { capture: true }));
    await part(all);
    for (const [at, count] of [50, 50, 30].entries()) {
      await refundRedemption(
        { id, points: [{ wallet: 'points', points: count }], idempotencyKey: `part ${at}` },
        all.shop,
      );
    }
    expect(await available(all)).toEqual([100, 30]);
  });
});
