import { describe, expect, it } from '@jest/globals';
import { type Review, reviewsStream, reviewsStreamId } from '@loyalty/contracts';
import { accountStream } from '@loyalty/ledger';
import {
  aPurchase,
  aReturn,
  giveBack,
  instant,
  line,
  openShop,
  purchase,
  taken,
  TEA,
  teaProgramme,
} from '../../testing/shop.fixture.js';
import { accountStreamId } from '../account-book.js';
import { auditLedger } from '../audit/audit-ledger.js';
import { decidePurchaseReview } from './decide-review.js';
import { postAction } from '../actions/post-action.js';
import { postVoid } from '../voids/post-void.js';

const FIRST_FREE =
  'velocity: { limits: [{ id: burst, on: purchases, of: member, within: P1D, times: 1, then: review }] }';
const AT = '2026-06-01T11:00:00Z';
const SECOND = { lines: [line('1', '30.00', { quantity: '3' })], occurredAt: AT };

/** The first purchase of the day, 100 points, is free; the second one, 30, waits for a person. */
async function openCounter({ programme = FIRST_FREE, wallet = 'expiry: { after: P10D }' } = {}) {
  const shop = await openShop(teaProgramme({ programme, wallet }));
  const { account } = shop.members.join(TEA, { kind: 'card', value: '4007' });
  const buys = (change: Partial<Parameters<typeof aPurchase>[0]>) =>
    purchase(shop, aPurchase({ member: { card: '4007' }, occurredAt: AT, ...change }));
  await buys({ lines: [line('1', '100.00')] });
  const sent = aPurchase({ member: { card: '4007' }, ...SECOND });
  const { first } = await purchase(shop, sent);
  const review = first.purchase.replace('pur_', 'rev_');
  return {
    shop,
    account,
    buys,
    first,
    sent,
    review,
    decides: (verdict: 'release' | 'reject', reason = 'called her') =>
      decidePurchaseReview({ review, verdict, actor: 'key_eve', reason }, shop),
    returns: (quantity: string) =>
      giveBack(shop, aReturn({ purchase: { id: first.purchase }, lines: [{ id: '1', quantity }] })),
    points: async () => {
      const { available, pending } = await shop.balance(account);
      return { available, pending };
    },
    entries: async () =>
      (await shop.store.readStream(accountStreamId(account))).map((stored) => accountStream.decode(stored)),
    queue: async (): Promise<readonly Review[]> => [
      ...(await shop.store.load(reviewsStream, reviewsStreamId(TEA))).state.values(),
    ],
    audited: async () => (await auditLedger({ log: shop.store, programmes: shop.programmes })).differences,
    at: (text: string) => shop.clock.set(text),
  };
}

describe('A purchase beyond a limit that asks for a person', () => {
  it('is recorded, and its points wait; the queue says why', async () => {
    const { first, points, queue, review, account } = await openCounter();
    expect(first.outcome?.lots).toMatchObject([
      {
        points: 30n,
        availableAt: instant('2026-06-03T12:00:00Z'),
        expiresAt: instant('2026-06-13T12:00:00Z'),
        awaits: { action: 'manual_review' },
      },
    ]);
    expect(await points()).toEqual({ available: 100, pending: 30 });
    expect(await queue()).toMatchObject([
      {
        opened: {
          review,
          kind: 'purchase',
          held: first.purchase,
          account,
          points: [{ wallet: 'points', points: 30n }],
          limits: [{ limit: 'burst', on: 'purchases', measure: 'times', max: 1n, found: 1n, asked: 1n }],
          lapsesAt: instant('2026-06-03T12:00:00Z'),
        },
        closed: null,
      },
    ]);
  });

  it('opens one review, however often it comes', async () => {
    const { shop, sent, queue } = await openCounter();
    expect(await purchase(shop, sent)).toMatchObject({ repeated: true });
    expect(await queue()).toHaveLength(1);
  });

  it('is counted, so the next one waits, too, and one that earns nothing opens no review', async () => {
    const { buys, queue, points } = await openCounter();
    await buys({ lines: [line('1', '0.40')] });
    expect(await queue()).toHaveLength(1);
    await buys({ lines: [line('1', '5.00')] });
    expect(await queue()).toHaveLength(2);
    expect(await points()).toEqual({ available: 100, pending: 35 });
  });

  it('is available by itself when nobody has decided, and nobody decides after that', async () => {
    const { at, decides, points, shop, account, buys } = await openCounter();
    at('2026-06-03T12:00:00Z');
    expect(await decides('reject')).toMatchObject({ status: 'closed', became: 'lapsed' });
    expect(await decides('release')).toMatchObject({ status: 'closed', became: 'lapsed' });
    await buys({ lines: [line('1', '1.00')] });
    expect(await points()).toEqual({ available: 131, pending: 0 });
    expect((await shop.balance(account)).shortfall).toBe(0);
  });
});

describe('A release', () => {
  it('makes the points available at once, with the expiry that begins then', async () => {
    const { at, decides, points, entries, audited, queue } = await openCounter();
    at('2026-06-02T12:00:00Z');
    expect(await decides('release')).toMatchObject({ status: 'decided' });
    expect(await points()).toEqual({ available: 130, pending: 0 });
    expect((await entries()).at(-1)).toMatchObject({
      type: 'LotReleased',
      action: 'manual_review',
      availableAt: instant('2026-06-02T12:00:00Z'),
      slices: [{ points: 30n, expiresAt: instant('2026-06-12T12:00:00Z') }],
    });
    expect(await queue()).toMatchObject([
      { closed: { type: 'ReviewReleased', actor: 'key_eve', reason: 'called her' } },
    ]);
    expect(await audited()).toEqual([]);
  });

  it('stands: the same again changes nothing, the other one is told so', async () => {
    const { decides, points } = await openCounter();
    await decides('release');
    expect(await decides('release', 'again')).toMatchObject({
      status: 'repeated',
      review: { closed: { reason: 'called her' } },
    });
    expect(await decides('reject')).toMatchObject({ status: 'closed', became: 'released' });
    expect(await points()).toEqual({ available: 130, pending: 0 });
  });

  it('shortens no waiting time of the wallet', async () => {
    const { decides, points, entries } = await openCounter({ wallet: 'pending: P1D\n    expiry: { after: P10D }' });
    await decides('release');
    expect(await points()).toEqual({ available: 0, pending: 130 });
    // Its own terms: a day after the purchase, and ten days from there.
    expect((await entries()).at(-1)).toMatchObject({
      availableAt: instant('2026-06-02T11:00:00Z'),
      slices: [{ expiresAt: instant('2026-06-12T11:00:00Z') }],
    });
  });

  it('releases what is left of what was returned meanwhile, and later returns take the rest', async () => {
    const { decides, returns, points, audited } = await openCounter();
    expect(taken(await returns('1'))).toBe(10);
    await decides('release');
    expect(await points()).toEqual({ available: 120, pending: 0 });
    expect(taken(await returns('2'))).toBe(20);
    expect(await points()).toEqual({ available: 100, pending: 0 });
    expect(await audited()).toEqual([]);
  });

  it('is not an action: points that wait for one go on waiting, and the action comes after the person', async () => {
    const { shop, account, first, decides, points } = await openCounter({ wallet: 'pending: { action: shipped }' });
    const shipped = () =>
      postAction(
        {
          source: 'shop',
          externalId: `S-${shop.clock.now()}`,
          occurredAt: '2026-06-01T12:00:00Z',
          member: { card: '4007' },
          action: 'shipped',
          purchase: { id: first.purchase },
        },
        shop,
      );
    expect(await points()).toEqual({ available: 0, pending: 130 });
    expect(await shipped()).toMatchObject({ rejection: { reason: 'purchase_in_review', purchase: first.purchase } });
    await decides('release');
    expect(await points()).toEqual({ available: 0, pending: 130 });
    expect(await shipped()).toMatchObject({ recorded: { released: [{ points: 30n }] } });
    expect((await shop.balance(account)).available).toBe(30);
  });
});

describe('A rejection', () => {
  it('takes the points back by an entry that says who and why, once', async () => {
    const { decides, points, entries, audited, first } = await openCounter();
    expect(await decides('reject', 'stolen card')).toMatchObject({ status: 'decided' });
    expect(await decides('reject', 'again')).toMatchObject({ status: 'repeated' });
    expect(await points()).toEqual({ available: 100, pending: 0 });
    expect((await entries()).filter(({ type }) => type === 'PointsReversed')).toMatchObject([
      {
        purchase: first.purchase,
        policy: 'only_pending',
        actor: 'key_eve',
        reason: 'stolen card',
        pendingSlices: [{ points: 30n }],
        slices: [],
        owed: [],
      },
    ]);
    expect(await audited()).toEqual([]);
  });

  it('leaves nothing that a later return or void would take twice', async () => {
    const { decides, returns, points, audited, shop, first } = await openCounter();
    expect(taken(await returns('1'))).toBe(10);
    await decides('reject');
    expect(taken(await returns('1'))).toBe(0);
    await postVoid({ id: first.purchase }, shop);
    expect(await points()).toEqual({ available: 100, pending: 0 });
    expect(await audited()).toEqual([]);
  });

  it('gives the room in a cap back', async () => {
    const { decides, buys, points, audited } = await openCounter({
      programme: `${FIRST_FREE}\noffers: [{ id: gift, give: { points: 5 }, uses: { member: 2 } }]`,
    });
    expect(await points()).toEqual({ available: 105, pending: 35 });
    await decides('reject');
    await buys({ lines: [line('1', '1.00')] });
    expect(await points()).toEqual({ available: 105, pending: 6 });
    expect(await audited()).toEqual([]);
  });
});

describe('A void', () => {
  it('takes what waits, and closes the review', async () => {
    const { shop, first, decides, points, queue, audited } = await openCounter();
    await postVoid({ id: first.purchase }, shop);
    expect(await points()).toEqual({ available: 100, pending: 0 });
    expect(await queue()).toMatchObject([{ closed: { type: 'ReviewWithdrawn' } }]);
    expect(await decides('release')).toMatchObject({ status: 'closed', became: 'withdrawn' });
    expect(await audited()).toEqual([]);
  });
});

it('finds no review of what nobody held', async () => {
  const { shop } = await openCounter();
  const asked = { review: 'rev_nobody', verdict: 'release', actor: 'key_eve', reason: 'x' } as const;
  expect(await decidePurchaseReview(asked, shop)).toEqual({ status: 'not_found' });
});
