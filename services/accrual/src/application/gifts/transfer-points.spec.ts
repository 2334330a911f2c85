import { describe, expect, it } from '@jest/globals';
import { accountStream, booksOf, imbalances, type LedgerEvent } from '@loyalty/ledger';
import {
  aPurchase,
  aReturn,
  giveBack,
  line,
  openShop,
  purchase,
  TEA,
  teaProgramme,
  type Shop,
} from '../../testing/shop.fixture.js';
import { accountStreamId } from '../account-book.js';
import { adjustAccount } from '../accounts/adjust-account.js';
import { movePoints } from '../accounts/move-points.js';
import type { Membership } from '../ports.js';
import { reverseTransfer } from './reverse-transfer.js';
import { transferPoints } from './transfer-points.js';

interface Two {
  readonly shop: Shop;
  readonly ann: Membership;
  readonly bob: Membership;
}

async function two(): Promise<Two> {
  const shop = await openShop(teaProgramme({ wallet: 'expiry: { after: P12M }' }));
  const ann = shop.members.join(TEA, { kind: 'card', value: '4007' });
  const bob = shop.members.join(TEA, { kind: 'card', value: '4008' });
  await purchase(shop, aPurchase({ member: { card: '4007' } }));
  return { shop, ann, bob };
}

let keys = 0;
const gift = (
  { shop, ann, bob }: Two,
  points: bigint,
  idempotencyKey = `k-${(keys += 1)}`,
  fingerprint = '1'.repeat(32),
) =>
  transferPoints(
    {
      from: ann.account,
      to: bob.account,
      wallet: 'points',
      points,
      reason: 'birthday',
      actor: 'key_eve',
      idempotencyKey,
      fingerprint,
    },
    shop,
  );
const undo = ({ shop }: Two, transfer: string, idempotencyKey = `k-${(keys += 1)}`) =>
  reverseTransfer({ transfer, reason: 'mistake', actor: 'key_eve', idempotencyKey, fingerprint: '2'.repeat(32) }, shop);
const idOf = (answer: Awaited<ReturnType<typeof gift>>) => ('out' in answer ? answer.out.transfer : 'none');

const points = async ({ shop, ann, bob }: Two) => [
  (await shop.balance(ann.account)).available,
  (await shop.balance(bob.account)).available,
];

/** What was posted is what there is, in each of them; and what left the one came to the other. */
async function isConserved({ shop, ann, bob }: Two): Promise<boolean> {
  let between = 0n;
  for (const { account } of [ann, bob]) {
    const stream = accountStreamId(account);
    const events: LedgerEvent[] = (await shop.store.readStream(stream)).map((stored) => accountStream.decode(stored));
    const books = booksOf(events);
    if (imbalances(books, (await shop.store.load(accountStream, stream)).state).length > 0) return false;
    const all = books.get('points');
    between += (all?.get('transferred_out') ?? 0n) + (all?.get('transferred_in') ?? 0n);
  }
  return between === 0n;
}

const spend = ({ shop, bob }: Two, spent: bigint) =>
  adjustAccount(
    {
      account: bob.account,
      wallet: 'points',
      points: -spent,
      reason: 'spent',
      actor: 'key_eve',
      allowNegative: false,
      idempotencyKey: `k-${(keys += 1)}`,
      fingerprint: '3'.repeat(32),
    },
    shop,
  );

describe('A gift', () => {
  it('is given to nobody who was erased; what was given before is answered as it was', async () => {
    const both = await two();
    const first = await gift(both, 10n, 'before');
    both.shop.members.erase(TEA, both.bob.member);
    const heads = await both.shop.store.heads();
    expect(await gift(both, 10n)).toMatchObject({ rejection: { reason: 'receiver_erased' } });
    expect(await both.shop.store.heads()).toEqual(heads);
    expect(await gift(both, 10n, 'before')).toEqual({ ...first, repeated: true });
  });

  it('goes with its expiry, and is the receiver’s; where it came from is told', async () => {
    const all = await two();
    const given = await gift(all, 40n);
    if (!('came' in given)) throw new Error('refused');
    expect(await points(all)).toEqual([60, 40]);
    const [left] = given.out.slices;
    expect(given.came.slices).toEqual([
      {
        ...left,
        lot: expect.stringMatching(/^lot_.*_0$/),
        member: all.bob.member,
        origin: { account: all.ann.account, lot: left?.lot, member: all.ann.member },
      },
    ]);
    expect(left?.expiresAt).not.toBeNull();
    expect([given.out.actor, given.came.reason]).toEqual(['key_eve', 'birthday']);
    expect(await isConserved(all)).toBe(true);
  });

  it('is given once under a key, and another one under it is refused', async () => {
    const all = await two();
    const first = await gift(all, 40n, 'k');
    const again = await gift(all, 40n, 'k');
    expect(again).toEqual({ ...first, repeated: true });
    expect(await gift(all, 41n, 'k', '9'.repeat(32))).toMatchObject({
      rejection: { reason: 'already_used_with_other_content', first: all.ann.account },
    });
    expect(await points(all)).toEqual([60, 40]);
  });

  it('is never more than is there, to nobody, to oneself, or of a wallet that is none', async () => {
    const all = await two();
    expect(await gift(all, 101n)).toMatchObject({
      rejection: { by: { reason: 'insufficient_points', available: 100n } },
    });
    const asked = {
      from: all.ann.account,
      wallet: 'points',
      points: 1n,
      actor: 'k',
      idempotencyKey: 'x',
      fingerprint: '',
    };
    const to = (account: string, more = {}) => transferPoints({ ...asked, to: account, ...more }, all.shop);
    expect(await to('acc_nobody')).toMatchObject({ rejection: { reason: 'account_not_found' } });
    expect(await to(all.ann.account)).toMatchObject({ rejection: { by: { reason: 'transfer_to_itself' } } });
    expect(await to(all.bob.account, { wallet: 'miles' })).toMatchObject({ rejection: { reason: 'wallet_not_found' } });
    const other = all.shop.members.join('other', { kind: 'card', value: '1' });
    expect(await to(other.account)).toMatchObject({ rejection: { reason: 'account_of_another_programme' } });
    expect(await points(all)).toEqual([100, 0]);
  });

  it('is not found by a return of what had earned it', async () => {
    const all = await two();
    const { first } = await purchase(all.shop, aPurchase({ member: { card: '4007' }, lines: [line('1', '30.00')] }));
    await gift(all, 130n);
    const back = aReturn({ purchase: { id: first.purchase }, lines: [{ id: '1', quantity: '1' }] });
    await giveBack(all.shop, back);
    expect(await points(all)).toEqual([-30, 130]);
  });

  it('stays with whom it was given to, when members part', async () => {
    const all = await two();
    await gift(all, 40n);
    const { ann, bob, shop } = all;
    const move = { programme: TEA, members: [ann.member] };
    await movePoints({ ...move, move: 'mov_1', from: ann.account, to: bob.account, whole: true }, shop);
    await movePoints(
      { ...move, move: 'mov_2', from: bob.account, to: ann.account, whole: false, undoes: 'mov_1' },
      shop,
    );
    expect(await points(all)).toEqual([60, 40]);
  });
});

describe('A gift that is taken back', () => {
  it('is the giver’s again, without a trace in its terms', async () => {
    const all = await two();
    const given = await gift(all, 40n);
    const undone = await undo(all, idOf(given));
    if (!('came' in undone) || !('out' in given)) throw new Error('refused');
    expect(await points(all)).toEqual([100, 0]);
    expect(undone.came.slices).toEqual(given.out.slices);
    expect(await isConserved(all)).toBe(true);
  });

  it('is what is still there', async () => {
    const all = await two();
    const given = await gift(all, 40n);
    await spend(all, 15n);
    await undo(all, idOf(given));
    expect(await points(all)).toEqual([85, 0]);
    expect(await undo(all, idOf(given))).toMatchObject({ rejection: { reason: 'transfer_spent' } });
    expect(await undo(all, 'trf_none')).toMatchObject({ rejection: { reason: 'transfer_not_found' } });
  });

  it('leaves what the receiver has besides', async () => {
    const all = await two();
    await purchase(all.shop, aPurchase({ member: { card: '4008' }, lines: [line('1', '7.00')] }));
    await undo(all, idOf(await gift(all, 40n)));
    expect(await points(all)).toEqual([100, 7]);
  });

  it('comes back once under a key', async () => {
    const all = await two();
    const transfer = idOf(await gift(all, 40n));
    const first = await undo(all, transfer, 'u');
    expect(await undo(all, transfer, 'u')).toEqual({ ...first, repeated: true });
    expect(await points(all)).toEqual([100, 0]);
  });

  it('goes to where the giver’s points are now', async () => {
    const all = await two();
    const { ann, shop } = all;
    const transfer = idOf(await gift(all, 40n));
    const cat = shop.members.join(TEA, { kind: 'card', value: '4009' });
    await movePoints(
      { move: 'mov_1', programme: TEA, from: ann.account, to: cat.account, members: [ann.member], whole: true },
      shop,
    );
    await undo(all, transfer);
    expect((await shop.balance(cat.account)).available).toBe(100);
  });
});
