import { describe, expect, it } from '@jest/globals';
import { earn } from './earn.js';
import { emptyAccount } from './account.js';
import { Ledger, at, eventsOf, lastOf, partsOf, refusalOf, typesOf } from './ledger.fixture.js';
import { pointsMax } from './nouns.js';

describe('Earn', () => {
  it('issues a Lot with frozen terms and says what the Member has now', () => {
    const ledger = new Ledger('2026-01-05');
    const decision = ledger.earn({ L1: { points: 187, expires: '2027-01-31', partner: 'bakery' } });
    const day = at('2026-01-05');

    expect(eventsOf(decision)).toEqual([
      {
        type: 'PointsEarned',
        purchase: 'pur_1',
        member: 'mem_ann',
        occurredAt: day,
        lots: [
          {
            lot: 'L1',
            wallet: 'points',
            points: 187n,
            earnedAt: day,
            availableAt: day,
            expiresAt: at('2027-01-31'),
            member: 'mem_ann',
            partner: 'bakery',
          },
        ],
        repaid: [],
        changes: [{ wallet: 'points', available: 187n, held: 0n, pending: 0n, shortfall: 0n }],
        balances: [{ wallet: 'points', available: 187n, held: 0n, pending: 0n, shortfall: 0n }],
        nextDueAt: at('2027-01-31'),
      },
    ]);
    expect(ledger.account.version).toBe(1);
  });

  it('issues several Lots in several Wallets by one event', () => {
    const ledger = new Ledger();
    const decision = ledger.earn({
      L1: { points: 100 },
      L2: { points: 3, wallet: 'stamps' },
      L3: { points: 20, available: '2026-01-15' },
    });

    expect(typesOf(decision)).toBe('PointsEarned');
    expect(ledger.balance()).toBe('100 0 20 0');
    expect(ledger.balance('stamps')).toBe('3 0 0 0');
    expect(lastOf(decision, 'PointsEarned').nextDueAt).toBe(at('2026-01-15'));
    expect(lastOf(decision, 'PointsEarned').balances.map((each) => each.wallet)).toEqual(['points', 'stamps']);
  });

  it('tells the balance of a Wallet that it does not touch nothing', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 100 }, L2: { points: 3, wallet: 'stamps' } });
    const decision = ledger.earn({ L3: { points: 1, wallet: 'stamps' } });

    expect(lastOf(decision, 'PointsEarned').changes).toEqual([
      { wallet: 'stamps', available: 1n, held: 0n, pending: 0n, shortfall: 0n },
    ]);
    expect(lastOf(decision, 'PointsEarned').balances).toEqual([
      { wallet: 'stamps', available: 4n, held: 0n, pending: 0n, shortfall: 0n },
    ]);
  });

  it('says why where no purchase says so', () => {
    const now = at('2026-01-05');
    const lots = [{ lot: 'L1', wallet: 'points', points: 50n, availableAt: now, expiresAt: null }];
    const why = { reason: 'welcome', report: 'act_1' };
    const decision = earn({ member: 'mem_ann', ...why, occurredAt: now, now, lots }, emptyAccount);

    expect(lastOf(decision, 'PointsEarned')).toMatchObject(why);
    expect(lastOf(decision, 'PointsEarned')).not.toHaveProperty('purchase');
  });

  it('takes nothing over but the terms of a Lot', () => {
    const now = at('2026-01-05');
    const lot = { lot: 'L1', wallet: 'points', points: 50n, availableAt: now, expiresAt: null, lines: [{ line: '1' }] };
    const decision = earn({ member: 'mem_ann', occurredAt: now, now, lots: [lot] }, emptyAccount);

    expect(lastOf(decision, 'PointsEarned').lots[0]).not.toHaveProperty('lines');
  });

  it('keeps a Lot pending until its time, and makes it available at that instant, not before', () => {
    const ledger = new Ledger('2026-01-05');
    ledger.earn({ L1: { points: 100, available: '2026-01-19', expires: '2027-01-19' } });
    expect(ledger.balance()).toBe('0 0 100 0');

    ledger.on('2026-01-18T23:59:59.999Z').expire();
    expect(ledger.balance()).toBe('0 0 100 0');

    const decision = ledger.on('2026-01-19').expire();
    expect(lastOf(decision, 'PointsMatured').occurredAt).toBe(at('2026-01-19'));
    expect(ledger.balance()).toBe('100 0 0 0');
  });

  it('leaves out Lots of no points, and writes nothing where all are', () => {
    const ledger = new Ledger();
    expect(typesOf(ledger.earn({ L1: { points: 0 } }))).toBe('');
    const decision = ledger.earn({ L2: { points: 0 }, L3: { points: 5 } });
    expect(partsOf(lastOf(decision, 'PointsEarned').lots)).toBe('L3 5');
  });

  it('matures and expires a back-dated Lot at its own dates, in the same decision', () => {
    const ledger = new Ledger('2026-03-20');
    const decision = ledger.earn(
      { L1: { points: 40, available: '2026-01-15', expires: '2026-02-15' } },
      { occurred: '2026-01-05' },
    );

    expect(eventsOf(decision).map(({ type, occurredAt }) => [type, occurredAt])).toEqual([
      ['PointsEarned', at('2026-01-05')],
      ['PointsMatured', at('2026-01-15')],
      ['PointsExpired', at('2026-02-15')],
    ]);
    expect(ledger.balance()).toBe('0 0 0 0');
  });

  it('makes points available at once though the till is ahead of our clock', () => {
    const ledger = new Ledger('2026-01-05T12:00:00Z');
    ledger.earn({ L1: { points: 10 } }, { occurred: '2026-01-05T12:09:00Z' });
    expect(ledger.balance()).toBe('10 0 0 0');
  });

  it('repays what is owed first, the soonest to expire paying', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 100 } });
    ledger.burn(80);
    ledger.reverse({ L1: 100 }, 'unlimited');
    expect(ledger.balance()).toBe('-80 0 0 0');

    const decision = ledger.earn({ L2: { points: 50 }, L3: { points: 50, expires: '2026-12-31' } });
    expect(partsOf(lastOf(decision, 'PointsEarned').repaid)).toBe('L3 50, L2 30');
    expect(ledger.balance()).toBe('20 0 0 0');
    expect(ledger.lots()).toBe('L2 20');
  });

  it('repays from pending points only when they mature', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 100 } });
    ledger.burn(100);
    ledger.reverse({ L1: 100 }, 'unlimited');
    ledger.earn({ L2: { points: 30, available: '2026-01-15' } });
    expect(ledger.balance()).toBe('-100 0 30 0');

    const decision = ledger.on('2026-01-15').expire();
    expect(partsOf(lastOf(decision, 'PointsMatured').repaid)).toBe('L2 30');
    expect(ledger.balance()).toBe('-70 0 0 0');
  });

  it('refuses each of many Lots that are there already, whenever they expire', () => {
    const ledger = new Ledger('2026-01-05');
    const lots = Array.from({ length: 60 }, (_, at) => `L${String((at * 37) % 60).padStart(2, '0')}`);
    const sketches = lots.map((lot, at) => [
      lot,
      { points: 1, ...(at % 3 > 0 && { expires: `2027-0${(at % 9) + 1}-15` }) },
    ]);
    ledger.earn(Object.fromEntries(sketches));
    const again = lots.map((lot) => refusalOf(ledger.earn({ [lot]: { points: 1, expires: '2027-03-01' } })));
    expect(again).toEqual(lots.map((lot) => ({ reason: 'lot_already_issued', lot })));
    expect(typesOf(ledger.earn({ L205: { points: 1 } }))).toBe('PointsEarned');
  });

  it('refuses a Lot that is there already, available or pending, or twice in one command', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 10 }, L2: { points: 10, available: '2026-02-01' } });

    expect(refusalOf(ledger.earn({ L1: { points: 10 } }))).toEqual({ reason: 'lot_already_issued', lot: 'L1' });
    expect(refusalOf(ledger.earn({ L2: { points: 10 } }))).toEqual({ reason: 'lot_already_issued', lot: 'L2' });
    expect(ledger.earn({ L0: { points: 10 } }).accepted).toBe(true);

    const now = at('2026-01-05');
    const lot = { lot: 'L9', wallet: 'points', points: 50n, availableAt: now, expiresAt: null };
    const twice = earn({ member: 'mem_ann', occurredAt: now, now, lots: [lot, lot] }, emptyAccount);
    expect(refusalOf(twice)).toEqual({ reason: 'lot_already_issued', lot: 'L9' });
  });

  it('refuses negative points', () => {
    expect(refusalOf(new Ledger().earn({ L1: { points: -1 } }))).toEqual({
      reason: 'points_not_positive',
      points: -1n,
    });
  });

  it('refuses a Lot that is over before it begins, or that has an end and no beginning', () => {
    const ledger = new Ledger();
    const day = at('2026-02-01');
    expect(refusalOf(ledger.earn({ L1: { points: 1, available: '2026-02-01', expires: '2026-02-01' } }))).toEqual({
      reason: 'lot_expires_before_available',
      lot: 'L1',
      availableAt: day,
      expiresAt: day,
    });
    expect(refusalOf(ledger.earn({ L1: { points: 1, available: null, expires: '2026-02-01' } }))).toMatchObject({
      reason: 'lot_expires_before_available',
      availableAt: null,
    });
  });

  it('holds as many points as a JSON integer can say and refuses one more, pending and held ones counted', () => {
    const ledger = new Ledger();
    expect(ledger.earn({ L1: { points: Number(pointsMax) - 20 } }).accepted).toBe(true);
    ledger.hold('H1', 10, '2026-02-01');
    ledger.earn({ L2: { points: 10, available: '2026-02-01' } });
    expect(ledger.earn({ L3: { points: 10 } }).accepted).toBe(true);

    expect(refusalOf(ledger.earn({ L4: { points: 1 } }))).toEqual({
      reason: 'too_many_points',
      wallet: 'points',
      points: pointsMax + 1n,
      pointsMax,
    });
    expect(ledger.earn({ L4: { points: 1, wallet: 'miles' } }).accepted).toBe(true);
  });

  it('counts points that are all pending, and Shortfall that nothing can pay', () => {
    const pending = new Ledger();
    pending.earn({ L1: { points: Number(pointsMax), available: '2026-02-01' } });
    const onePending = pending.earn({ L2: { points: 1, available: '2026-02-01' } });
    expect(refusalOf(onePending)).toMatchObject({ reason: 'too_many_points', points: pointsMax + 1n });

    const short = new Ledger();
    short.earn({ L1: { points: Number(pointsMax) } });
    short.burn(Number(pointsMax));
    short.reverse({ L1: Number(pointsMax) }, 'within_balance');
    short.earn({ L2: { points: 1 } });
    short.burn(1);
    const oneShort = short.reverse({ L2: 1 }, 'within_balance', { return: 'ret_2' });
    expect(refusalOf(oneShort)).toMatchObject({ reason: 'too_many_points', points: pointsMax + 1n });
  });

  it('counts held and pending points towards that also where available ones are owed', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: Number(pointsMax) } });
    ledger.hold('H1', Number(pointsMax), '2026-02-01');
    ledger.adjustDown(10, { allowNegative: true });
    expect(refusalOf(ledger.earn({ L2: { points: 10, available: '2026-02-01' } }))).toMatchObject({
      reason: 'too_many_points',
      points: pointsMax + 10n,
    });
  });

  it('books what fell due before it', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 10, expires: '2026-02-01' } });
    expect(typesOf(ledger.on('2026-02-01').earn({ L2: { points: 5 } }))).toBe('PointsExpired PointsEarned');
  });
});
