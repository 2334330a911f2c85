import { describe, expect, it } from '@jest/globals';
import {
  aPurchase,
  instant,
  line,
  openShop,
  purchase,
  TEA,
  teaProgramme,
  type Shop,
} from '../../testing/shop.fixture.js';
import { adjustAccount, type AdjustAccount } from './adjust-account.js';
import { bookAllDue } from './book-due.js';
import { dueAccounts } from '../../adapters/ledger/due-accounts.js';
import { dueTableInMemory } from '../../adapters/ledger/due-table-in-memory.js';

const cardOf = (shop: Shop) => shop.members.join(TEA, { kind: 'card', value: '4007' }).account;

const asking = (account: string, points: number, change: Partial<AdjustAccount> = {}): AdjustAccount => ({
  account,
  wallet: 'points',
  points: BigInt(points),
  reason: 'goodwill',
  actor: 'key_anna',
  allowNegative: false,
  idempotencyKey: `key ${points}`,
  fingerprint: String(Math.abs(points)).padStart(32, '0'),
  ...change,
});

describe('An adjustment', () => {
  it('makes a lot with the programme’s terms or its own, and says who did it and why', async () => {
    const shop = await openShop(teaProgramme({ wallet: 'expiry: { after: P1Y }' }));
    const account = cardOf(shop);
    expect(await adjustAccount(asking(account, 50), shop)).toMatchObject({
      event: {
        actor: 'key_anna',
        reason: 'goodwill',
        lots: [{ points: 50n, expiresAt: instant('2027-06-01T12:00:00Z') }],
      },
      version: 1,
      repeated: false,
    });
    const own = { expiresAt: instant('2026-07-01T00:00:00Z'), idempotencyKey: 'own' };
    expect(await adjustAccount(asking(account, 7, own), shop)).toMatchObject({
      event: { lots: [own.expiresAt].map((expiresAt) => ({ expiresAt })) },
    });
    expect(await shop.balance(account)).toMatchObject({ available: 57 });
  });

  it('takes no more than there is, unless it is told to', async () => {
    const shop = await openShop();
    const account = cardOf(shop);
    expect(await adjustAccount(asking(account, -5), shop)).toMatchObject({
      rejection: { reason: 'ledger_refused', by: { reason: 'insufficient_points', available: 0n, needed: 5n } },
    });
    expect(await adjustAccount(asking(account, -5, { allowNegative: true }), shop)).toMatchObject({ repeated: false });
    expect(await shop.balance(account)).toMatchObject({ available: -5 });
  });

  it('is done once for a key, and answered as at first, also where something fell due just before', async () => {
    const shop = await openShop(teaProgramme({ wallet: 'expiry: { after: P30D }' }));
    const account = cardOf(shop);
    await purchase(shop, aPurchase({ occurredAt: '2026-05-30T10:00:00Z' }));
    shop.clock.set('2026-07-15T00:00:00Z');
    const first = await adjustAccount(asking(account, 50), shop);
    expect(first).toMatchObject({ version: 3, repeated: false });
    await purchase(shop, aPurchase({ occurredAt: '2026-07-14T10:00:00Z' }));
    expect(await adjustAccount(asking(account, 50), shop)).toEqual({ ...first, repeated: true });
    const other = { idempotencyKey: 'key 50', fingerprint: 'f'.repeat(32) };
    for (const [change, differs] of [
      [{ points: 51n }, ['points']],
      [{ reason: 'a mistake' }, ['reason']],
      [{ expiresAt: instant('2027-07-15T00:00:00Z') }, ['expiresAt']],
      [{ allowNegative: true }, ['availableAt', 'expiresAt', 'allowNegative']],
    ] as const)
      expect(await adjustAccount(asking(account, 50, { ...other, ...change }), shop)).toMatchObject({
        rejection: { reason: 'already_used_with_other_content', differs },
      });
    expect(await shop.balance(account)).toMatchObject({ available: 150 });
  });

  it('must say when its points are available where nothing but an action of a purchase would release them', async () => {
    const shop = await openShop(teaProgramme({ wallet: 'pending: { action: shipped }' }));
    const account = cardOf(shop);
    const refused = { rejection: { reason: 'available_at_required', wallet: 'points', action: 'shipped' } };
    expect(await adjustAccount(asking(account, 50), shop)).toMatchObject(refused);
    const expiresAt = instant('2027-06-01T00:00:00Z');
    expect(await adjustAccount(asking(account, 50, { expiresAt }), shop)).toMatchObject(refused);
    expect(await shop.balance(account)).toMatchObject({ available: 0, pending: 0 });
    const availableAt = instant('2026-06-01T00:00:00Z');
    expect(await adjustAccount(asking(account, 50, { availableAt }), shop)).toMatchObject({ repeated: false });
    expect(await adjustAccount(asking(account, -20), shop)).toMatchObject({ repeated: false });
    expect(await shop.balance(account)).toMatchObject({ available: 30, pending: 0 });
  });

  it('knows the account and the wallet', async () => {
    const shop = await openShop();
    const account = cardOf(shop);
    expect(await adjustAccount(asking('acc_unknown', 5), shop)).toMatchObject({
      rejection: { reason: 'account_not_found' },
    });
    expect(await adjustAccount(asking(account, 5, { wallet: 'miles' }), shop)).toMatchObject({
      rejection: { reason: 'wallet_not_found', wallets: ['points'] },
    });
  });
});

describe('What falls due in quiet accounts', () => {
  it('is booked by the job, once, dated when it was due, also when two run it at once', async () => {
    const shop = await openShop(teaProgramme({ wallet: 'expiry: { after: P30D }' }));
    const accounts = ['1', '2', '3'].map((value) => shop.members.join(TEA, { kind: 'card', value }).account);
    for (const [index] of accounts.entries()) {
      const card = String(index + 1);
      await purchase(
        shop,
        aPurchase({ occurredAt: '2026-05-20T10:00:00Z', member: { card }, lines: [line('1', `${index + 1}0.00`)] }),
      );
    }
    const due = dueAccounts(shop.store, dueTableInMemory());
    expect(await due.nextDueAt()).toBe(instant('2026-06-19T10:00:00Z'));
    expect(await bookAllDue(shop.clock.now(), { ...shop, due })).toBe(0);

    shop.clock.set('2026-06-19T10:00:00Z');
    const now = shop.clock.now();
    const booked = await Promise.all([bookAllDue(now, { ...shop, due }), bookAllDue(now, { ...shop, due })]);
    expect(booked[0] + booked[1]).toBe(3);
    expect(await bookAllDue(now, { ...shop, due })).toBe(0);
    expect(await due.nextDueAt()).toBeUndefined();
    for (const account of accounts) expect(await shop.balance(account)).toMatchObject({ available: 0 });
  });
});
