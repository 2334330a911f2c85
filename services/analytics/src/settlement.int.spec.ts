import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { settle, type Settling } from './testing/settlement.fixture.js';
import { spaClub } from './testing/spa-club.fixture.js';
import { Trade } from './testing/trade.fixture.js';

describe('Settlement', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let trade: Trade;
  let settling: Settling;

  beforeAll(async () => {
    server = await startTestPostgres();
  });
  afterAll(() => server?.stop());

  beforeEach(async () => {
    database = await createTestDatabase(server);
    trade = new Trade();
    await trade.on('2026-01-01').apply(spaClub());
    settling = await settle(database, trade);
  });
  afterEach(async () => {
    await settling?.end();
    await database?.drop();
  });

  it('charges a partner for what is issued on its account, and pays it for what is spent at it', async () => {
    const ann = await trade.on('2026-03-02').join();
    await trade.earn(ann, { points: 300, partner: 'bank' });
    await trade.on('2026-03-03').earn(ann, { points: 50 });
    const redemption = (await trade.on('2026-03-10').spend(ann, 320, 'spa')) ?? '';
    await trade.on('2026-03-20').refund(redemption, 20);

    expect(await settling.lines('stl_spa-club.bank.2026-03')).toEqual([
      'its issued 300 × 0.01 = 3.00 EUR',
      'its burned -300',
      'partner pays 3.00 EUR',
    ]);
    expect(await settling.lines('stl_spa-club.spa.2026-03')).toEqual([
      'at it burned 320 × 0.0075 = -2.40 EUR',
      'at it refunded -20 × 0.0075 = 0.15 EUR',
      'programme pays 2.25 EUR',
    ]);
    expect(await settling.lines('stl_spa-club.~.2026-03')).toEqual([
      'its issued 50',
      'its burned -20',
      'its refunded 20',
    ]);
    expect(await settling.check()).toMatchObject({ difference: 0n, differences: [] });
  });

  it('keeps the rate of a lot as it was when it was earned, and that of a spending for its refund', async () => {
    const ann = await trade.on('2026-03-02').join();
    const lots = await trade.earn(ann, { points: 100, partner: 'bank' });
    const redemption = (await trade.spend(ann, 40, 'spa')) ?? '';
    await trade.on('2026-03-15').apply(spaClub({ bank: '0.020', spa: '0.0150' }));
    await trade.on('2026-03-16').earn(ann, { points: 10, partner: 'bank' });
    await trade.refund(redemption, 40);
    await trade.takeBack(ann, lots);

    expect(await settling.lines('stl_spa-club.bank.2026-03')).toEqual([
      'its issued 100 × 0.01 = 1.00 EUR',
      'its issued 10 × 0.02 = 0.20 EUR',
      'its reversed -100 × 0.01 = -1.00 EUR',
      'its burned -40',
      'its refunded 40',
      'partner pays 0.20 EUR',
    ]);
    expect(await settling.lines('stl_spa-club.spa.2026-03')).toEqual([
      'at it burned 40 × 0.0075 = -0.30 EUR',
      'at it refunded -40 × 0.0075 = 0.30 EUR',
      'partner pays 0.00 EUR',
    ]);
  });

  it('gives the money of expired points back only where the document says so', async () => {
    await trade.apply(spaClub({ expired: 'returned' }));
    const ann = await trade.on('2026-03-02').join();
    await trade.earn(ann, { points: 100, partner: 'bank', expires: '2026-03-20' });
    await trade.earn(ann, { points: 50, partner: 'spa', expires: '2026-03-20' });
    await trade.on('2026-03-25').expire(ann);
    expect(await settling.lines('stl_spa-club.bank.2026-03')).toEqual([
      'its issued 100 × 0.01 = 1.00 EUR',
      'its expired -100',
      'partner pays 1.00 EUR',
    ]);
    expect(await settling.lines('stl_spa-club.spa.2026-03')).toEqual([
      'its issued 50 × 0.008 = 0.40 USD',
      'its expired -50 × 0.008 = -0.40 USD',
      'partner pays 0.00 USD',
    ]);
  });

  it('belongs to the month in the zone of the programme', async () => {
    const ann = await trade.on('2026-03-02').join();
    await trade.on('2026-03-31T21:59:59Z').earn(ann, { points: 1, partner: 'bank' });
    await trade.on('2026-03-31T22:00:00Z').earn(ann, { points: 2, partner: 'bank' });
    expect(await settling.read('stl_spa-club.bank.2026-03')).toMatchObject({ wallets: [{ opening: 0, closing: 1 }] });
    expect(await settling.read('stl_spa-club.bank.2026-04')).toMatchObject({ wallets: [{ opening: 1, closing: 3 }] });
  });

  it('never changes once it is closed: what comes later is a correction in the next that is open', async () => {
    const ann = await trade.on('2026-03-02').join();
    const lots = await trade.earn(ann, { points: 100, partner: 'bank' });
    trade.on('2026-04-03');
    const closed = await settling.close('stl_spa-club.bank.2026-03');
    const before = await settling.read('stl_spa-club.bank.2026-03');
    expect(closed).toMatchObject({ repeated: false, statement: before });

    await trade.on('2026-04-05').earn(ann, { points: 7, partner: 'bank', bought: '2026-03-30' });
    await trade.takeBack(ann, lots);
    expect(await settling.read('stl_spa-club.bank.2026-03')).toEqual(before);
    expect(await settling.lines('stl_spa-club.bank.2026-04')).toEqual([
      'its reversed -100 × 0.01 = -1.00 EUR',
      'of 2026-03: its issued 7 × 0.01 = 0.07 EUR',
      'programme pays 0.93 EUR',
    ]);
    expect(await settling.close('stl_spa-club.bank.2026-03', 'again')).toEqual({ statement: before, repeated: true });
    expect(await settling.check()).toMatchObject({ difference: 0n, closed: 1 });
  });

  it('is closed month by month, and only when the month is over', async () => {
    const ann = await trade.on('2026-03-02').join();
    await trade.earn(ann, { points: 100, partner: 'bank' });
    expect(await settling.close('stl_spa-club.bank.2026-03')).toEqual({
      refused: 'period_not_over',
      period: '2026-03',
      now: '2026-03',
    });
    trade.on('2026-05-02');
    expect(await settling.close('stl_spa-club.bank.2026-04')).toEqual({
      refused: 'earlier_period_open',
      settlement: 'stl_spa-club.bank.2026-03',
    });
    expect(await settling.close('stl_spa-club.sauna.2026-03')).toEqual({ refused: 'settlement_not_found' });
    expect(await settling.close('stl_spa-club.bank.2026-03')).toMatchObject({ repeated: false });
    expect(await settling.close('stl_spa-club.bank.2026-04')).toMatchObject({ repeated: false });
  });

  it('is made again to the byte by a rebuild', async () => {
    const ann = await trade.on('2026-03-02').join();
    await trade.earn(ann, { points: 100, partner: 'bank' });
    trade.on('2026-04-03');
    await settling.close('stl_spa-club.bank.2026-03');
    await trade.earn(ann, { points: 9, partner: 'bank', bought: '2026-03-28' });
    const before = [await settling.read('stl_spa-club.bank.2026-03'), await settling.read('stl_spa-club.bank.2026-04')];
    await settling.end();
    await database.pool.query('update analytics.checkpoints set version = 0');
    settling = await settle(database, trade);
    expect([
      await settling.read('stl_spa-club.bank.2026-03'),
      await settling.read('stl_spa-club.bank.2026-04'),
    ]).toEqual(before);
    expect(await settling.check()).toMatchObject({ difference: 0n, closed: 1 });
  });

  it('cannot be changed in the database, and the check names what somebody changed there all the same', async () => {
    const ann = await trade.on('2026-03-02').join();
    await trade.earn(ann, { points: 100, partner: 'bank' });
    trade.on('2026-04-03');
    await settling.close('stl_spa-club.bank.2026-03');
    const change = `update analytics.closings set body = replace(body, '"points":100', '"points":90')`;
    await expect(database.pool.query(change)).rejects.toThrow('a closed settlement never changes');

    await database.pool.query('alter table analytics.closings disable trigger closings_never_change');
    await database.pool.query(change);
    const { difference, differences } = await settling.check();
    expect(difference).toBe(11n);
    expect(differences).toMatchObject([
      { period: '2026-03', what: 'stl_spa-club.bank.2026-03' },
      { period: '2026-03', what: 'issued of points', ledger: '100', statements: '90' },
    ]);
  });

  it('is checked against the ledger itself: a row of the read model that was changed is named', async () => {
    const ann = await trade.on('2026-03-02').join();
    await trade.earn(ann, { points: 100, partner: 'bank' });
    await trade.spend(ann, 60, 'spa');
    expect(await settling.check()).toMatchObject({ difference: 0n });
    await database.pool.query(`update analytics.movements set points = 61 where side = 'redeemed'`);
    expect((await settling.check()).differences).toEqual([
      {
        programme: 'spa-club',
        period: '2026-03',
        what: 'burned of points, by who took them',
        ledger: '60',
        statements: '61',
      },
      { programme: 'spa-club', period: '2026-03', what: 'money in EUR', ledger: '0.55', statements: '0.5425' },
    ]);
  });

  it('places who was only ever given points with whoever gave them', async () => {
    await trade.apply(spaClub({ id: 'other-club' }));
    const ann = await trade.on('2026-03-02').join();
    const bob = await trade.join(null);
    await trade.earn(ann, { points: 100, partner: 'bank' });
    await trade.give(ann, bob, 30);
    await trade.spend(bob, 10, 'spa');
    expect(await settling.lines('stl_spa-club.spa.2026-03')).toEqual([
      'at it burned 10 × 0.0075 = -0.075 EUR',
      'programme pays 0.08 EUR',
    ]);
    expect(await settling.lines('stl_spa-club.bank.2026-03')).toEqual([
      'its issued 100 × 0.01 = 1.00 EUR',
      'its burned -10',
      'its transferred 0',
      'partner pays 1.00 EUR',
    ]);
    expect(await settling.check()).toMatchObject({ difference: 0n });
  });
});
