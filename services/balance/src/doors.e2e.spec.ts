import { encodePurchaseEvent, encodeReturnEvent, type PurchaseRecorded, type ReturnRecorded } from '@loyalty/contracts';
import { type Append, createInMemoryStore } from '@loyalty/event-store';
import { adjust, bookDue, capture, earn, reverse } from '@loyalty/ledger';
import { fromId } from '@loyalty/service-host';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type BalanceApp, startBalance } from './balance-app.fixture.js';
import { LedgerShop, SetClock, type ShopAccount } from './ledger-shop.fixture.js';
import { authorisedFor } from './redemption.fixture.js';

const at = (day: string) => Date.parse(`${day}Z`);
const MINUTE = 60_000;

describe('The doors of balance', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let clock: SetClock;
  let shop: LedgerShop;
  let service: BalanceApp;
  let account: ShopAccount;

  beforeAll(async () => {
    server = await startTestPostgres();
  });

  afterAll(() => server.stop());

  beforeEach(async () => {
    database = await createTestDatabase(server);
    clock = new SetClock(at('2026-03-01T00:00:00'));
    shop = new LedgerShop(createInMemoryStore({ clock }));
    account = shop.open();
    const enrolled = { member: account.member, programme: 'tea-shop', wallets: ['points', 'stamps'] };
    service = await startBalance({
      store: shop.store,
      url: database.url,
      clock,
      accounts: { find: (id) => Promise.resolve(id === account.id ? enrolled : undefined) },
    });
  });

  afterEach(async () => {
    await service.close();
    await database.drop();
  });

  const get = (path: string) => service.balances.caughtUp().then(() => service.get(path));

  const points = async (query = '') => (await get(`/v1/accounts/${account.id}/balance${query}`)).body.wallets[0];

  const earnPoints = (
    amount: bigint,
    occurredAt = clock.now(),
    facts: { lot?: string; purchase?: string; beside?: Append[] } = {},
  ) =>
    shop.decide(
      account,
      (state, now) =>
        earn(
          {
            member: account.member,
            ...(facts.purchase !== undefined && { purchase: facts.purchase }),
            occurredAt,
            now,
            lots: [
              {
                lot: facts.lot ?? shop.id('lot'),
                wallet: 'points',
                points: amount,
                availableAt: occurredAt,
                expiresAt: null,
              },
            ],
          },
          state,
        ),
      facts.beside,
    );

  it('shows the worked example "Two clocks"', async () => {
    await earnPoints(100n);
    clock.set(at('2026-03-20T12:00:00'));
    await earnPoints(40n, at('2026-03-05T12:00:00'));

    const asked = (asOf: string, knownAt: string) => points(`?asOf=${asOf}T23:59:59Z&knownAt=${knownAt}T23:59:59Z`);
    expect(await asked('2026-03-10', '2026-03-10')).toMatchObject({ available: 100 });
    expect(await asked('2026-03-10', '2026-03-20')).toMatchObject({ available: 140 });
    expect(await asked('2026-03-04', '2026-03-20')).toMatchObject({ available: 100 });
    expect(await points('?asOf=2026-03-10T23:59:59Z')).toMatchObject({ available: 140 });
  });

  it('includes the instant that it is asked for', async () => {
    await earnPoints(100n, at('2026-02-01T00:00:00'));
    expect(await points('?asOf=2026-02-01T00:00:00Z')).toMatchObject({ available: 100 });
    expect(await points('?asOf=2026-01-31T23:59:59.999Z')).toMatchObject({ available: 0 });
  });

  it('shows the worked example "Hold"', async () => {
    await earnPoints(100n);
    const redemption = shop.id('red');
    const lapsesAt = clock.now() + 15 * MINUTE;
    const authorise = (id: string, amount: bigint) =>
      authorisedFor('W-1', { redemption: id, points: [{ wallet: 'points', points: amount }], lapsesAt }, [
        shop,
        account,
      ]);
    await authorise(redemption, 60n);
    expect(await points()).toMatchObject({
      available: 40,
      held: 60,
      holds: [{ id: redemption, redemption, order: 'W-1', points: 60, lapsesAt: '2026-03-01T00:15:00Z' }],
    });
    await authorise(shop.id('red'), 50n);
    expect(await points()).toMatchObject({ available: 40, held: 60 });

    await shop.decide(account, (state, now) =>
      capture({ hold: redemption, occurredAt: now, now, points: [{ wallet: 'points', points: 45n }] }, state),
    );
    expect(await points()).toMatchObject({ available: 55, held: 0, holds: [] });

    await authorise(shop.id('red'), 30n);
    clock.set(clock.now() + 15 * MINUTE);
    expect(await points()).toMatchObject({ available: 55, held: 0, holds: [] });
    await shop.decide(account, (state, now) => bookDue(now, state));
    const { body } = await get(`/v1/accounts/${account.id}/entries?limit=2`);
    expect(body.items).toMatchObject([
      { type: 'released', reason: 'lapsed', order: 'W-1' },
      { type: 'held', order: 'W-1' },
    ]);
  });

  it('answers zeros for an account to which nothing has happened yet', async () => {
    const { status, body } = await get(`/v1/accounts/${account.id}/balance`);
    expect(status).toBe(200);
    const nothing = { available: 0, held: 0, pending: 0, shortfall: 0, expiring: [], pendingBy: [], holds: [] };
    expect(body).toEqual({
      account: account.id,
      programme: 'tea-shop',
      tier: null,
      version: 0,
      asOf: '2026-03-01T00:00:00Z',
      wallets: [
        { wallet: 'points', ...nothing },
        { wallet: 'stamps', ...nothing },
      ],
    });
    expect((await get(`/v1/accounts/${account.id}/entries`)).body).toEqual({ version: 0, items: [], next: null });
    expect((await get(`/v1/accounts/${account.id}/lots`)).body).toEqual({ version: 0, items: [], next: null });
  });

  it('knows no account that neither the ledger nor enrollment knows', async () => {
    for (const id of [shop.id('acc'), 'acc_nonsense', account.member]) {
      for (const door of ['balance', 'entries', 'lots', 'balance?asOf=2026-01-01T00:00:00Z']) {
        expect(await get(`/v1/accounts/${id}/${door}`)).toMatchObject({
          status: 404,
          body: { code: 'account_not_found' },
        });
      }
    }
  });

  it('never answers with less than the version that is asked for', async () => {
    await earnPoints(100n);
    for (const door of ['balance', 'entries', 'lots', 'balance?asOf=2026-04-01T00:00:00Z']) {
      const began = performance.now();
      const answer = await service.get(
        `/v1/accounts/${account.id}/${door}${door.includes('?') ? '&' : '?'}minVersion=2`,
      );
      expect(performance.now() - began).toBeGreaterThan(1_900);
      expect(answer).toMatchObject({ status: 503, body: { code: 'not_there_yet', version: 1, minVersion: 2 } });
      expect(answer.headers['retry-after']).toBe('1');
    }
    expect(await service.get(`/v1/accounts/${shop.id('acc')}/balance?minVersion=1`)).toMatchObject({ status: 503 });
  });

  it.each([
    ['asOf=2026-03-10T00:00:00', '/asOf'],
    ['asOf=2026-03-10', '/asOf'],
    ['knownAt=yesterday', '/knownAt'],
    ['minVersion=-1', '/minVersion'],
    ['minVersion=1.5', '/minVersion'],
    ['minVersion=many', '/minVersion'],
    ['minVersion=9007199254740993000', '/minVersion'],
    ['asof=2026-03-10T00:00:00Z', '/asof'],
  ])('refuses %s and says what is wrong', async (query, pointer) => {
    const answer = await get(`/v1/accounts/${account.id}/balance?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ pointer }] } });
  });

  it.each(['entries', 'lots'])('refuses a cursor of %s that it has not given', async (door) => {
    const forged = ['garbage!', Buffer.from('{"a":1}').toString('base64url'), Buffer.from('-3').toString('base64url')];
    for (const after of [...forged, Buffer.from('["\\u0000",1]').toString('base64url')]) {
      const answer = await get(`/v1/accounts/${account.id}/${door}?after=${encodeURIComponent(after)}`);
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_cursor' } });
    }
    const limit = await get(`/v1/accounts/${account.id}/${door}?limit=0`);
    expect(limit).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ pointer: '/limit' }] } });
  });

  it('refuses a cursor of the export that it has not given', async () => {
    const after = Buffer.from('"acc"').toString('base64url');
    expect(await get(`/v1/balances?after=${after}`)).toMatchObject({ status: 400, body: { code: 'invalid_cursor' } });
  });

  it('needs the scope of each door', async () => {
    expect((await service.get(`/v1/accounts/${account.id}/balance`, 'reports:read')).status).toBe(403);
    expect((await service.get('/v1/balances', 'balances:read')).status).toBe(403);
    expect((await service.get(`/v1/entries/${shop.id('ent')}/explanation`, 'reports:read')).status).toBe(403);
  });

  it('exports one row per account with its wallets', async () => {
    await earnPoints(100n);
    const { body } = await get('/v1/balances?limit=1');
    const wallets = [{ wallet: 'points', available: 100, held: 0, pending: 0, shortfall: 0 }];
    expect(body.items).toEqual([{ account: account.id, member: account.member, version: 1, wallets }]);
    expect((await get(`/v1/balances?limit=1&after=${body.next}`)).body).toEqual({ items: [], next: null });
  });

  describe('explaining an entry', () => {
    const explain = async () => {
      const { body } = await get(`/v1/accounts/${account.id}/entries?limit=1`);
      return (await get(`/v1/entries/${body.items[0].id}/explanation`)).body;
    };

    const buyTea = async () => {
      const recorded = teaPurchase(account, { purchase: shop.id('pur'), lot: shop.id('lot') });
      const { purchase } = recorded;
      const lot = recorded.outcome?.lots[0]?.id ?? '';
      await earnPoints(187n, recorded.occurredAt, {
        lot,
        purchase,
        beside: [written('purchase', purchase, encodePurchaseEvent(recorded))],
      });
      return { purchase, lot };
    };

    it('says by which offers, lines and amounts points were earned', async () => {
      const { purchase, lot } = await buyTea();
      const told = await explain();
      expect(told.text).toMatch(/^Earned 187\spoints by purchase R-000123 of till-berlin-7 at 1\sMarch 2026, 00:00\.$/);
      expect(told.purchase).toMatchObject({
        id: purchase,
        total: '150.00',
        lines: [
          { id: '1', sku: 'A', quantity: '3', amount: '99.99' },
          { id: '2', sku: 'B', quantity: '1', amount: '50.01' },
        ],
      });
      expect(told.programmeVersion).toBe(4);
      expect(told.explanation).toEqual([
        {
          offer: 'base',
          version: 4,
          wallet: 'points',
          points: 150,
          basis: '150.00',
          lines: ['1', '2'],
          text: '1 per 1.00 EUR, rounded down',
        },
        {
          offer: 'tier-gold',
          version: 4,
          wallet: 'points',
          points: 37,
          multiplier: '1.25',
          lines: ['1', '2'],
          text: 'x 1.25',
        },
      ]);
      expect(told.lots).toMatchObject([
        {
          lot,
          points: 187,
          lines: [
            { line: '1', points: 125 },
            { line: '2', points: 62 },
          ],
        },
      ]);
    });

    it('says which return took points back, for which units, from which lots, and what it could not take', async () => {
      const { purchase, lot } = await buyTea();
      await shop.decide(account, (state, now) =>
        adjust(
          {
            member: account.member,
            actor: 'key_7',
            reason: 'goodwill gone wrong',
            occurredAt: now,
            now,
            down: { wallet: 'points', points: 160n },
            allowNegative: false,
          },
          state,
        ),
      );
      expect((await explain()).text).toBe('Took away 160\u00a0points by key_7: goodwill gone wrong.');

      const recorded = teaReturn(account, { return: shop.id('ret'), purchase });
      await shop.decide(
        account,
        (state, now) =>
          reverse(
            {
              member: account.member,
              return: recorded.return,
              purchase,
              occurredAt: now,
              now,
              policy: 'within_balance',
              made: [{ lot, wallet: 'points', points: 42n }],
            },
            state,
          ),
        [written('return', recorded.return, encodeReturnEvent(recorded))],
      );
      const told = await explain();
      expect(told.text).toBe(
        'Took back 27\u00a0points by return B-1 of purchase R-000123 of till-berlin-7: 1 of line 1. ' +
          '15\u00a0points could not be taken and stay as shortfall; later earnings do not pay it.',
      );
      expect(told.return.matched).toEqual([
        { purchase, line: '1', quantity: '1', points: [{ wallet: 'points', points: 42 }] },
      ]);
      expect(told.taken).toMatchObject({
        policy: 'within_balance',
        available: [{ lot, points: 27 }],
        pending: [],
        owed: [],
        shortfall: [{ wallet: 'points', points: 15 }],
      });
      expect(told.entry).toMatchObject({
        type: 'reversed',
        return: recorded.return,
        changes: [{ points: -27, shortfall: 15 }],
      });
    });

    it('knows no entry that is not there', async () => {
      for (const id of [shop.id('ent'), 'ent_1', account.id]) {
        expect(await get(`/v1/entries/${id}/explanation`)).toMatchObject({
          status: 404,
          body: { code: 'entry_not_found' },
        });
      }
    });
  });
});

/** As accrual writes it beside the account's events. */
function written(name: string, id: string, encoded: { type: string; payload: string }): Append {
  const stream = fromId('pur', id) ?? fromId('ret', id) ?? '';
  const category = {
    name,
    initial: () => null,
    evolve: () => null,
    encode: () => encoded,
    decode: (stored: unknown) => stored,
  };
  return { category, stream, events: [{ event: encoded, occurredAt: 0 }] };
}

function teaPurchase(account: ShopAccount, ids: { purchase: string; lot: string }): PurchaseRecorded {
  const line = { discount: 0n, tax: 0n, kind: 'goods' as const, categories: [], eligible: true };
  return {
    type: 'PurchaseRecorded',
    purchase: ids.purchase,
    programme: 'tea-shop',
    source: 'till-berlin-7',
    externalId: 'R-000123',
    occurredAt: at('2026-03-01T00:00:00'),
    currency: 'EUR',
    taxIncluded: true,
    lines: [
      { id: '1', sku: 'A', quantity: 3_000_000n, amount: 9_999n, ...line },
      { id: '2', sku: 'B', quantity: 1_000_000n, amount: 5_001n, ...line },
    ],
    total: 15_000n,
    payments: [],
    fingerprint: '0'.repeat(32),
    member: account.member,
    account: account.id,
    outcome: {
      programmeVersion: 4,
      accountVersion: 1,
      lots: [
        {
          id: ids.lot,
          wallet: 'points',
          points: 187n,
          availableAt: at('2026-03-01T00:00:00'),
          expiresAt: null,
          lines: [
            { line: '1', points: 125n },
            { line: '2', points: 62n },
          ],
        },
      ],
      explanation: [
        {
          offer: 'base',
          version: 4,
          wallet: 'points',
          points: 150n,
          basis: '150.00',
          lines: ['1', '2'],
          text: '1 per 1.00 EUR, rounded down',
        },
        {
          offer: 'tier-gold',
          version: 4,
          wallet: 'points',
          points: 37n,
          multiplier: '1.25',
          lines: ['1', '2'],
          text: 'x 1.25',
        },
      ],
      balances: [],
    },
    returns: [],
  };
}

function teaReturn(account: ShopAccount, ids: { return: string; purchase: string }): ReturnRecorded {
  return {
    type: 'ReturnRecorded',
    return: ids.return,
    programme: 'tea-shop',
    source: 'till-berlin-7',
    externalId: 'B-1',
    occurredAt: at('2026-03-01T00:00:00'),
    member: account.member,
    account: account.id,
    accountVersion: 3,
    matched: [
      {
        purchase: ids.purchase,
        line: '1',
        quantity: 1_000_000n,
        amount: 3_333n,
        currency: 'EUR',
        points: [{ wallet: 'points', points: 42n }],
      },
    ],
    unmatched: [],
    takenBack: [{ wallet: 'points', points: 27n, shortfall: 15n }],
    refund: [],
    balances: [],
  };
}
