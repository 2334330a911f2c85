import { describe, expect, it } from '@jest/globals';
import { type Account, emptyAccount } from './account.js';
import { bookDue, slicesMax } from './due.js';
import { type NewLot, earn } from './earn.js';
import { Ledger, at, eventsOf, lastOf, partsOf, typesOf } from './ledger.fixture.js';

/** Type and date of each event, as `PointsExpired 2026-02-01`. */
function story(decision: ReturnType<Ledger['expire']>): string[] {
  return eventsOf(decision).map(({ type, occurredAt }) => `${type} ${new Date(occurredAt).toISOString().slice(0, 10)}`);
}

describe('What falls due', () => {
  it('is booked in the order of its instants, each dated when it was due, however late the job is', () => {
    const ledger = new Ledger();
    ledger.earn({
      L1: { points: 10, expires: '2026-02-03' },
      L2: { points: 20, available: '2026-02-02', expires: '2026-02-05' },
      L3: { points: 40 },
    });
    ledger.hold('H1', 10, '2026-02-01');
    expect(story(ledger.on('2026-06-01').expire())).toEqual([
      'HoldReleased 2026-02-01',
      'PointsMatured 2026-02-02',
      'PointsExpired 2026-02-03',
      'PointsExpired 2026-02-05',
    ]);
    expect(ledger.balance()).toBe('40 0 0 0');
  });

  it('at one instant matures first, then lapses, then expires', () => {
    const ledger = new Ledger();
    ledger.earn({
      L1: { points: 10, expires: '2026-02-01' },
      L2: { points: 20, available: '2026-02-01' },
      L3: { points: 5, expires: '2026-02-01' },
    });
    ledger.hold('H1', 12, '2026-02-01');
    const decision = ledger.on('2026-02-01').expire();
    expect(typesOf(decision)).toBe('PointsMatured HoldReleased PointsExpired');
    expect(ledger.balance()).toBe('20 0 0 0');
  });

  it('is nothing a millisecond before its instant, and due at the instant itself', () => {
    const ledger = new Ledger();
    ledger.earn({
      L1: { points: 10, expires: '2026-02-01' },
      L2: { points: 20, available: '2026-02-01' },
      L3: { points: 4 },
    });
    ledger.hold('H1', 4, '2026-02-01');
    expect(typesOf(ledger.on('2026-01-31T23:59:59.999Z').expire())).toBe('');
    expect(typesOf(ledger.on('2026-02-01').expire())).toBe('PointsMatured HoldReleased PointsExpired');
  });

  it('is booked once: the job changes nothing when it comes again', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 10, expires: '2026-02-01' } });
    ledger.on('2026-02-01').expire();
    expect(typesOf(ledger.expire())).toBe('');
    expect(typesOf(ledger.on('2027-01-01').expire())).toBe('');
  });

  it('books together what falls due at one instant, in every Wallet', () => {
    const ledger = new Ledger();
    ledger.earn({
      L1: { points: 10, expires: '2026-02-01' },
      L2: { points: 20, expires: '2026-02-01' },
      L3: { points: 30, expires: '2026-02-02' },
      S1: { points: 4, expires: '2026-02-01', wallet: 'stamps' },
    });
    const decision = ledger.on('2026-02-01').expire();
    expect(typesOf(decision)).toBe('PointsExpired');
    expect(partsOf(lastOf(decision, 'PointsExpired').slices)).toBe('L1 10, L2 20, S1 4');
    expect(lastOf(decision, 'PointsExpired').nextDueAt).toBe(at('2026-02-02'));
  });

  it('is booked Member by Member where a household shares the Account', () => {
    const ledger = new Ledger();
    ledger.earn({ A1: { points: 10, expires: '2026-02-01' }, A2: { points: 5, available: '2026-01-15' } });
    ledger.earn(
      { B1: { points: 20, expires: '2026-02-01' }, B2: { points: 6, available: '2026-01-15' } },
      { member: 'mem_bob' },
    );
    const decision = ledger.on('2026-02-01').expire();
    expect(
      eventsOf(decision).map(({ type, member, ...event }) => [
        type,
        member,
        'slices' in event && partsOf(event.slices),
      ]),
    ).toEqual([
      ['PointsMatured', 'mem_ann', 'A2 5'],
      ['PointsMatured', 'mem_bob', 'B2 6'],
      ['PointsExpired', 'mem_ann', 'A1 10'],
      ['PointsExpired', 'mem_bob', 'B1 20'],
    ]);
  });

  it('is never dated before the points came: a Lot that matures or expires while it is late', () => {
    const ledger = new Ledger('2026-03-01');
    ledger.adjustUp('L1', { points: 5, expires: '2026-03-10' });
    const slices = lastOf(ledger.burn(5), 'PointsBurned').slices;
    ledger.on('2026-03-05').refund(slices, { grace: '2026-04-01' });
    const decision = ledger.on('2026-03-10').expire();
    expect(story(decision)).toEqual(['PointsExpired 2026-03-10']);

    const released = new Ledger('2026-01-05');
    released.earn({ W1: { points: 5, available: null, awaits: 'shipped' } });
    const late = released
      .on('2026-02-01')
      .release('W1', { available: '2026-01-10', expires: '2026-01-20', occurred: '2026-01-25' });
    expect(story(late)).toEqual(['LotReleased 2026-01-25', 'PointsExpired 2026-01-25']);
  });

  it('books apart what of one instant came on different days after it', () => {
    const ledger = new Ledger('2026-01-01');
    ledger.earn({ L1: { points: 10, expires: '2026-02-01' }, L2: { points: 10, expires: '2026-02-01' } });
    ledger.hold('H1', 10, '2026-02-02');
    ledger.hold('H2', 10, '2026-02-03');
    expect(story(ledger.on('2026-03-01').expire())).toEqual([
      'HoldReleased 2026-02-02',
      'PointsExpired 2026-02-02',
      'HoldReleased 2026-02-03',
      'PointsExpired 2026-02-03',
    ]);
  });

  it('books apart what ends at one instant, where some of it came later: a till ahead of our clock', () => {
    const ledger = new Ledger('2026-01-05T12:00:00Z');
    ledger.earn({ L1: { points: 10, expires: '2026-01-05T12:05:00Z' } });
    const ahead = { points: 20, available: '2026-01-05T12:00:00Z', expires: '2026-01-05T12:05:00Z' };
    ledger.earn({ L2: ahead }, { occurred: '2026-01-05T12:09:00Z' });
    const decision = ledger.on('2026-01-05T12:05:00Z').expire();
    expect(eventsOf(decision).map((event) => ['slices' in event && partsOf(event.slices), event.occurredAt])).toEqual([
      ['L1 10', at('2026-01-05T12:05:00Z')],
      ['L2 20', at('2026-01-05T12:09:00Z')],
    ]);
  });

  it('keeps pending points that await an action, for ever', () => {
    const ledger = new Ledger();
    ledger.earn({ W1: { points: 5, available: null, awaits: 'shipped' } });
    expect(ledger.account.maturing).toBeUndefined();
    expect(typesOf(ledger.on('2126-01-01').expire())).toBe('');
  });

  it('says with each event when the next thing falls due', () => {
    const ledger = new Ledger();
    const decision = ledger.earn({
      L1: { points: 10, expires: '2026-04-01' },
      L2: { points: 20, available: '2026-03-01' },
      S1: { points: 3, wallet: 'stamps', expires: '2026-05-01' },
    });
    expect(lastOf(decision, 'PointsEarned').nextDueAt).toBe(at('2026-03-01'));
    expect(lastOf(ledger.hold('H1', 5, '2026-02-01'), 'PointsHeld').nextDueAt).toBe(at('2026-02-01'));
    const due = eventsOf(ledger.on('2026-06-01').expire());
    expect(due.map((event) => event.nextDueAt)).toEqual([at('2026-03-01'), at('2026-04-01'), at('2026-05-01'), null]);
  });
});

describe('Many Lots that fall due at once', () => {
  const start = at('2026-01-01');

  /** So many Lots of one point, a hundred by each purchase. */
  function accountOf(count: number, terms: Pick<NewLot, 'availableAt' | 'expiresAt'>): Account {
    let account = emptyAccount;
    for (let from = 0; from < count; from += 100) {
      const lots = Array.from({ length: Math.min(100, count - from) }, (_, each) => ({
        lot: `L${String(from + each).padStart(5, '0')}`,
        wallet: 'points',
        points: 1n,
        ...terms,
      }));
      const decision = earn({ member: 'mem_ann', occurredAt: start, now: start, lots }, account);
      if (decision.accepted) account = decision.account;
    }
    return account;
  }

  it.each([
    ['PointsExpired', { availableAt: start, expiresAt: at('2026-02-01') }],
    ['PointsMatured', { availableAt: at('2026-02-01'), expiresAt: null }],
  ] as const)('are booked by several %s of a thousand slices each', (type, terms) => {
    const events = eventsOf(bookDue(at('2026-02-01'), accountOf(2 * slicesMax + 1, terms)));
    expect(events.map((event) => event.type)).toEqual([type, type, type]);
    expect(events.map((event) => ('slices' in event ? event.slices.length : 0))).toEqual([1000, 1000, 1]);
    expect(events.map((event) => event.occurredAt)).toEqual(Array(3).fill(at('2026-02-01')));
  });

  it('are booked by one event as long as there are a thousand', () => {
    const terms = { availableAt: start, expiresAt: at('2026-02-01') };
    expect(eventsOf(bookDue(at('2026-02-01'), accountOf(slicesMax, terms))).length).toBe(1);
  });
});
