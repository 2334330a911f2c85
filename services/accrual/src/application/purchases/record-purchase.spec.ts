import { describe, expect, it } from '@jest/globals';
import {
  aPurchase,
  instant,
  line,
  openShop,
  purchase as post,
  TEA,
  teaProgramme,
  withoutMember,
  type Shop,
} from '../../testing/shop.fixture.js';
import { accountStreamId } from '../account-book.js';
import { postPurchase } from './post-purchase.js';
import type { SentPurchase } from '../../domain/sent/sent-purchase.js';

const cardOf = (shop: Shop) => shop.members.join(TEA, { kind: 'card', value: '4007' });

describe('A purchase', () => {
  it('earns what the programme says, and answers with what a till prints', async () => {
    const shop = await openShop();
    const { account, member } = cardOf(shop);
    const { first, repeated } = await post(
      shop,
      aPurchase({ lines: [line('1', '99.99', { quantity: '3' }), line('2', '50.01')], total: '150.00' }),
    );
    expect(repeated).toBe(false);
    expect(first).toMatchObject({ member, account, programme: TEA, total: 15000n });
    expect(first.outcome?.lots).toMatchObject([
      {
        wallet: 'points',
        points: 150n,
        lines: [
          { line: '1', points: 100n },
          { line: '2', points: 50n },
        ],
      },
    ]);
    expect(first.outcome?.explanation).toMatchObject([
      { offer: 'base', points: 150n, basis: '150.00', lines: ['1', '2'] },
    ]);
    expect(first.outcome).toMatchObject({ programmeVersion: 1, accountVersion: 1, balances: [{ available: 150n }] });
    expect(await shop.balance(account)).toMatchObject({ available: 150 });
  });

  it('is answered as at first when it is sent again, whatever has happened since', async () => {
    const shop = await openShop();
    const { account } = cardOf(shop);
    const sent = aPurchase();
    const { first } = await post(shop, sent);
    await post(shop, aPurchase({ lines: [line('1', '23.00')] }));
    const again = await post(shop, {
      ...sent,
      occurredAt: '2026-03-05T09:15:00Z',
      lines: [line('1', '100', { quantity: '1.000' })],
    });
    expect(again).toEqual({ first, returns: [], voidedAt: null, repeated: true });
    expect(await shop.balance(account)).toMatchObject({ available: 123 });
  });

  it('says what differs when its id is used for something else', async () => {
    const shop = await openShop();
    cardOf(shop);
    const sent = aPurchase();
    const { first } = await post(shop, sent);
    const other = (change: Partial<SentPurchase>) => postPurchase({ ...sent, ...change }, shop);
    const refused = (differs: string[]) => ({
      rejection: { reason: 'already_used_with_other_content', first: first.purchase, differs },
    });
    expect(await other({ lines: [line('1', '99.00')] })).toMatchObject(refused(['lines', 'total']));
    expect(await other({ store: 'berlin-2' })).toMatchObject(refused(['store']));
    expect(await other({ member: { card: '4008' } })).toMatchObject(refused(['member']));
    expect(await other({ total: '100.00' })).toMatchObject(refused(['total']));
    expect(await other({ lines: [line('1', '100.00', { unitPrice: '100.00' })] })).toMatchObject(refused(['lines']));
    const both = { total: '100.00', lines: [line('1', '100.00', { unitPrice: '100.00' })] };
    expect(await other(both)).toMatchObject(refused(['lines', 'total']));
    await post(shop, { ...sent, ...both, externalId: 'priced' });
    const without = await postPurchase({ ...sent, ...both, total: undefined, externalId: 'priced' } as never, shop);
    expect(without).toMatchObject({ rejection: { differs: ['total'] } });
  });

  it('is one purchase when a till sends its receipt again under a new id, which from then on names it too', async () => {
    const shop = await openShop();
    const { account } = cardOf(shop);
    const receipt = { store: 'berlin-1', receipt: { terminal: '7', number: '000123' }, total: '100.00' };
    const sent = aPurchase({ ...receipt, externalId: 'guid-1' });
    const { first } = await post(shop, sent);
    const retried = { ...sent, externalId: 'guid-2' };
    expect(await post(shop, retried)).toEqual({ first, returns: [], voidedAt: null, repeated: true });
    expect(await post(shop, retried)).toMatchObject({ repeated: true, first: { externalId: 'guid-1' } });
    expect(await postPurchase({ ...retried, lines: [line('1', '7.00')], total: '7.00' }, shop)).toMatchObject({
      rejection: { reason: 'already_used_with_other_content', first: first.purchase },
    });
    expect(await shop.balance(account)).toMatchObject({ available: 100 });
  });

  it('refuses a receipt that is another member’s, and takes it from another card of the same', async () => {
    const shop = await openShop();
    const membership = cardOf(shop);
    shop.members.also(TEA, { kind: 'phone', value: '+491701' }, membership);
    shop.members.join(TEA, { kind: 'card', value: '4008' });
    const receipt = { store: 'berlin-1', receipt: { number: '000123' } };
    const { first } = await post(shop, aPurchase(receipt));
    const { first: byPhone, repeated } = await post(shop, aPurchase({ ...receipt, member: { phone: '+491701' } }));
    expect([byPhone, repeated]).toEqual([first, true]);
    const refused = { rejection: { reason: 'receipt_already_used', first: first.purchase } };
    expect(await postPurchase(aPurchase({ ...receipt, member: { card: '4008' } }), shop)).toMatchObject(refused);
    expect(await postPurchase(withoutMember(aPurchase(receipt)), shop)).toMatchObject(refused);
    expect(await post(shop, aPurchase({ ...receipt, occurredAt: '2026-03-05T10:15:01+01:00' }))).toMatchObject({
      repeated: false,
    });
  });

  it('is judged by the version in force when it happened; before the first, by the first', async () => {
    const shop = await openShop();
    cardOf(shop);
    await shop.apply(teaProgramme({ earn: 'exclude: { skus: [SKU-1] }' }));
    const judged = async (occurredAt: string) => (await post(shop, aPurchase({ occurredAt }))).first.outcome;
    expect(await judged('2025-06-01T10:00:00Z')).toMatchObject({ programmeVersion: 1, lots: [{ points: 100n }] });
    expect(await judged('2026-06-01T11:59:59Z')).toMatchObject({ programmeVersion: 1, lots: [{ points: 100n }] });
    expect(await judged('2026-06-01T12:00:00Z')).toMatchObject({ programmeVersion: 2, lots: [] });
  });

  it('waits for whoever shows a card that nobody has, and is kept for a guest', async () => {
    const shop = await openShop();
    const { first: stranger } = await post(shop, aPurchase());
    expect(stranger).toMatchObject({ member: null, account: null, outcome: null });
    expect(stranger.stranger).toBe(shop.members.strangerOf(TEA, { kind: 'card', value: '4007' }));
    const { first: guest } = await post(shop, withoutMember(aPurchase()));
    expect(guest).toMatchObject({ account: null, outcome: null });
    expect(guest.stranger).toBeUndefined();
    expect(await postPurchase(aPurchase({ member: { id: 'mem_nobody' } }), shop)).toMatchObject({
      rejection: { reason: 'member_not_found' },
    });
  });

  it('enrols by itself where the programme says so, and earns or not, the same when it is sent again', async () => {
    for (const earns of [true, false]) {
      const shop = await openShop(teaProgramme({ programme: `autoEnrolment: { when: always, earns: ${earns} }` }));
      const sent = aPurchase();
      const { first } = await post(shop, sent);
      expect(first.outcome?.lots.length).toBe(earns ? 1 : 0);
      expect(shop.members.membershipOf(TEA, { kind: 'card', value: '4007' })).toMatchObject({
        joinedAt: instant('2026-03-05T09:15:00Z'),
        enrolledBy: `purchase:till-7:${sent.externalId}`,
      });
      // As after a crash between enrolling and recording: the member exists, the purchase does not.
      const crashed = aPurchase({ member: { card: '4009' } });
      shop.members.join(TEA, { kind: 'card', value: '4009' }, { enrolledBy: `purchase:till-7:${crashed.externalId}` });
      expect((await post(shop, crashed)).first.outcome?.lots.length).toBe(earns ? 1 : 0);
      expect((await post(shop, aPurchase())).first.outcome?.lots.length).toBe(1);
    }
  });

  it('enrols nobody when it is wrong in itself, and leaves an empty account when only the ledger can refuse it', async () => {
    const shop = await openShop(teaProgramme({ programme: 'autoEnrolment: { when: always, earns: true }' }));
    const sent = aPurchase();
    await post(shop, sent);
    const member = { card: '4009' };
    const membership = () => shop.members.membershipOf(TEA, { kind: 'card', value: '4009' });

    expect(await postPurchase(aPurchase({ member, total: '1.00' }), shop)).toMatchObject({ invalid: true });
    expect(membership()).toBeUndefined();

    const refused = await postPurchase({ ...sent, member }, shop);
    expect(refused).toMatchObject({ rejection: { reason: 'already_used_with_other_content' } });
    const account = membership()?.account ?? '';
    expect(await shop.store.readStream(accountStreamId(account))).toEqual([]);
    expect((await post(shop, aPurchase({ member }))).first.account).toBe(account);
  });

  it('enrols only from the sum on that the programme asks for', async () => {
    const shop = await openShop(
      teaProgramme({ programme: 'autoEnrolment: { when: { spentAtLeast: 50.00 }, earns: true }' }),
    );
    expect((await post(shop, aPurchase({ lines: [line('1', '49.99')] }))).first.account).toBeNull();
    expect((await post(shop, aPurchase({ lines: [line('1', '50.00')] }))).first.account).not.toBeNull();
    expect((await post(shop, aPurchase({ lines: [line('1', '1.00')] }))).first.account).not.toBeNull();
  });

  it('shows on two clocks when it arrives late', async () => {
    const shop = await openShop();
    const { account } = cardOf(shop);
    const { first } = await post(shop, aPurchase({ occurredAt: '2026-03-05T00:00:00Z', lines: [line('1', '40.00')] }));
    const [earned] = await shop.store.readStream(accountStreamId(account));
    expect(earned).toMatchObject({ occurredAt: instant('2026-03-05T00:00:00Z'), recordedAt: shop.clock.now() });
    expect(first.occurredAt).toBe(instant('2026-03-05T00:00:00Z'));
  });

  it('is only a question when it is run dry: the same answer, nothing written, nobody enrolled', async () => {
    const shop = await openShop(teaProgramme({ programme: 'autoEnrolment: { when: always, earns: true }' }));
    const sent = aPurchase();
    const heads = await shop.store.heads();
    const asked = await postPurchase(sent, shop, { dryRun: true });
    expect(asked).toMatchObject({ first: { outcome: { lots: [{ points: 100n }] } }, repeated: false });
    expect(await shop.store.heads()).toEqual(heads);
    expect(shop.members.membershipOf(TEA, { kind: 'card', value: '4007' })).toBeUndefined();
    expect(await post(shop, sent)).toMatchObject({ repeated: false });
  });

  it('is one accrual over two connections at once, and 32 tills at once are 32', async () => {
    const shop = await openShop();
    const { account } = cardOf(shop);
    const sent = aPurchase({ lines: [line('1', '5.00')] });
    const twice = await Promise.all([post(shop, sent), post(shop, sent)]);
    expect(twice.map(({ repeated }) => repeated).sort()).toEqual([false, true]);
    await Promise.all(Array.from({ length: 32 }, () => post(shop, aPurchase({ lines: [line('1', '1.00')] }))));
    expect(await shop.balance(account)).toMatchObject({ available: 37 });
  });
});
