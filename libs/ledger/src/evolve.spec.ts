import { describe, expect, it } from '@jest/globals';
import { type Account, emptyAccount } from './account.js';
import { BrokenStream } from './broken-stream.js';
import type { LedgerEvent } from './events.js';
import { evolve, fold } from './evolve.js';
import { storiesOfEveryEvent } from './every-event.fixture.js';
import { Ledger, at, lastOf } from './ledger.fixture.js';
import { entries } from './tree.js';

function withHundred(): Ledger {
  const ledger = new Ledger('2026-01-05');
  ledger.earn({ L1: { points: 100, expires: '2026-02-01' }, P1: { points: 10, available: '2026-03-01' } });
  return ledger;
}

function withHeld(): Ledger {
  const ledger = withHundred();
  ledger.hold('H1', 40, '2026-01-20');
  return ledger;
}

/** The last event of that type as another story would have it: nothing is known of the balance after it. */
function retold<Type extends LedgerEvent['type']>(
  decision: Parameters<typeof lastOf>[0],
  type: Type,
  other: Partial<Extract<LedgerEvent, { type: Type }>> = {},
): LedgerEvent {
  return { ...lastOf(decision, type), balances: [], ...other };
}

function frozen(account: Account): string {
  return JSON.stringify(account, (_name, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
}

describe('Evolve', () => {
  it('makes the state that the decision made, event by event', () => {
    const ledger = withHundred();
    ledger.burn(30);
    expect(fold(ledger.events.map((event) => ({ ...event })))).toEqual(ledger.account);
    const [first, ...others] = ledger.events;
    const begun = fold(first ? [first] : []);
    expect(fold(others, begun)).toEqual(ledger.account);
    expect(fold([])).toBe(emptyAccount);
  });

  it('gives the very state that the decision worked out, for the very event that it wrote', () => {
    const ledger = withHundred();
    const before = ledger.account;
    const event = lastOf(ledger.burn(30), 'PointsBurned');
    expect(evolve(before, event)).toBe(ledger.account);
    expect(evolve(before, { ...event })).not.toBe(ledger.account);
    expect(evolve(before, { ...event })).toEqual(ledger.account);
    expect(evolve({ ...before }, event)).not.toBe(ledger.account);
  });

  it('gives the very states of the last eight steps, however many there were before', () => {
    const ledger = withHundred();
    const steps = Array.from({ length: 20 }, () => {
      const before = ledger.account;
      const event = lastOf(ledger.burn(1), 'PointsBurned');
      return { before, event, after: ledger.account };
    });
    for (const { before, event, after } of steps.slice(-8)) expect(evolve(before, event)).toBe(after);
    expect(steps.slice(0, -8).filter(({ before, event, after }) => evolve(before, event) === after)).toEqual([]);
  });

  it('remembers what expired of nobody it was told, and no Member with it', () => {
    const out = lastOf(withHundred().moveOut(), 'AccountMovedOut');
    const come: LedgerEvent = {
      ...{ ...out, type: 'AccountMovedIn', from: 'acc_ann', repaid: [], balances: [] },
      expired: [{ lot: 'X1', points: 5n }],
    };
    const { expired } = evolve(emptyAccount, come);
    expect(entries(expired)).toStrictEqual([{ lot: 'X1', points: 5n }]);
  });

  it('leaves every earlier state as it was', () => {
    for (const { events } of storiesOfEveryEvent()) {
      let account = emptyAccount;
      const states = [{ account, text: frozen(account) }];
      for (const event of events) {
        account = evolve(account, event);
        states.push({ account, text: frozen(account) });
      }
      for (const state of states) expect(frozen(state.account)).toBe(state.text);
    }
  });

  it('counts one version for each event', () => {
    const ledger = withHundred();
    ledger.burn(1);
    ledger.burn(1);
    expect(ledger.account.version).toBe(3);
  });
});

describe('A stream that cannot be', () => {
  it('moves a Lot that it never created: it throws, with the movement and what was found', () => {
    const ledger = withHundred();
    const burned = retold(ledger.burn(30), 'PointsBurned');
    expect(() => evolve(emptyAccount, burned)).toThrow(BrokenStream);
    expect(() => evolve(emptyAccount, burned)).toThrow(
      'The stream takes points that are not available: {"lot":"L1","wallet":"points","points":30,' +
        `"earnedAt":${at('2026-01-05')},"expiresAt":${at('2026-02-01')},"member":"mem_ann"}`,
    );
  });

  it('takes more of a Lot than it has, and no more is the limit', () => {
    const ledger = withHundred();
    const before = ledger.account;
    const burned = lastOf(ledger.burn(100), 'PointsBurned');
    const [slice] = burned.slices;
    const most = { ...burned, balances: [], slices: slice ? [{ ...slice, points: 100n }] : [] };
    const more = { ...burned, balances: [], slices: slice ? [{ ...slice, points: 101n }] : [] };
    expect(evolve(before, most).wallets[0]?.inLots).toBe(0n);
    expect(() => evolve(before, more)).toThrow(/not available: .*, found 100$/);
  });

  it('takes a Lot at another place in burn order than it has', () => {
    const ledger = withHundred();
    const before = ledger.account;
    const burned = lastOf(ledger.burn(30), 'PointsBurned');
    const slices = burned.slices.map((slice) => ({ ...slice, expiresAt: null }));
    expect(() => evolve(before, { ...burned, slices })).toThrow('takes points that are not available');
  });

  it('tells another balance than it leaves, be it any one number', () => {
    const ledger = withHundred();
    const before = ledger.account;
    const burned = lastOf(ledger.burn(30), 'PointsBurned');
    for (const number of ['available', 'held', 'pending', 'shortfall'] as const) {
      const balances = burned.balances.map((balance) => ({ ...balance, [number]: balance[number] + 1n }));
      expect(() => evolve(before, { ...burned, balances })).toThrow(
        /tells another balance than it leaves: .*, found 70$/,
      );
    }
    const [balance] = burned.balances;
    const balances = balance ? [{ ...balance, wallet: 'miles' }] : [];
    expect(() => evolve(before, { ...burned, balances })).toThrow(/tells another balance than it leaves: [^,]*"miles"/);
  });

  it('issues a pending Lot twice, or matures more than is pending', () => {
    const ledger = withHundred();
    const earned = ledger.events[0] as LedgerEvent;
    expect(() => evolve(ledger.account, { ...earned, balances: [] })).toThrow('issues a lot that is pending already');

    const before = ledger.account;
    const matured = lastOf(ledger.on('2026-03-01').expire(), 'PointsMatured');
    const slices = matured.slices.map((slice) => ({ ...slice, points: 11n }));
    expect(() => evolve(before, { ...matured, balances: [], slices })).toThrow(
      'takes points that are not pending: {"lot":"P1","points":11}, found 10',
    );
    expect(() => evolve(emptyAccount, { ...matured, balances: [] })).toThrow(
      /not pending: \{"lot":"P1","points":10\}$/,
    );
  });

  it('makes a hold twice, closes one that is not there, or one that is over', () => {
    const ledger = withHundred();
    const held = retold(ledger.hold('H1', 40, '2026-01-20'), 'PointsHeld');
    expect(() => evolve(ledger.account, held)).toThrow('makes a hold that exists');
    const before = ledger.account;
    const captured = retold(ledger.capture('H1'), 'PointsBurned');
    expect(() => evolve(emptyAccount, captured)).toThrow('closes a hold that is not open: {"hold":"H1"}');
    expect(() => evolve(ledger.account, captured)).toThrow('closes a hold that is not open');
    expect(evolve(before, captured).wallets[0]?.held).toBe(0n);
  });

  it('moves a hold that is not there, or one that is over', () => {
    const ledger = withHeld();
    const before = ledger.account;
    const out = retold(ledger.moveOut(), 'AccountMovedOut', { slices: [], lots: [] });
    expect(() => evolve(emptyAccount, out)).toThrow('moves a hold that is not open: {"hold":"H1"}');
    const captured = retold(withHeld().capture('H1'), 'PointsBurned');
    expect(() => evolve(evolve(before, captured), out)).toThrow('moves a hold that is not open: {"hold":"H1"}');
    expect(evolve(before, out).wallets[0]?.held).toBe(0n);
  });

  it('counts off what never expired', () => {
    const ledger = withHundred();
    ledger.on('2026-02-01').expire();
    const before = ledger.account;
    const reversed = lastOf(ledger.reverse({ L1: 100 }, 'unlimited'), 'PointsReversed');
    const expiredBefore = [{ lot: 'L1', points: 101n }];
    expect(() => evolve(before, { ...reversed, expiredBefore })).toThrow(
      'counts points that never expired: {"lot":"L1","points":-101}',
    );
  });

  it('collects more of a Shortfall than its Return left, or of a Return that left none', () => {
    const ledger = withHundred();
    ledger.hold('H1', 40, '2026-01-20');
    ledger.reverse({ L1: 100 }, 'within_balance');
    const decision = ledger.void('H1');
    const collected = lastOf(decision, 'ShortfallCollected');
    const before = fold(ledger.events.slice(0, -1));
    expect(evolve(before, { ...collected })).toEqual(ledger.account);
    expect(() => evolve(before, { ...collected, claimVersion: 99 })).toThrow('collects more than a return left');
    const again = lastOf(ledger.earn({ L9: { points: 1 } }), 'PointsEarned').lots.map((lot) => ({ ...lot }));
    expect(() => evolve(ledger.account, { ...collected, balances: [], slices: again })).toThrow(
      'collects more than a return left',
    );
  });

  it('collects a point more than its Return left', () => {
    const ledger = withHundred();
    ledger.hold('H1', 40, '2026-01-20');
    ledger.reverse({ L1: 70 }, 'within_balance');
    const collected = lastOf(ledger.void('H1'), 'ShortfallCollected');
    const before = fold(ledger.events.slice(0, -1));
    const slices = collected.slices.map((slice) => ({ ...slice, points: 11n }));
    expect(() => evolve(before, { ...collected, balances: [], slices })).toThrow(
      /more than a return left: .*, found 10$/,
    );
  });

  it('has an event of no known type', () => {
    const unheard = { type: 'PointsDoubled', balances: [] } as unknown as LedgerEvent;
    expect(() => evolve(emptyAccount, unheard)).toThrow('has an event of no known type: {"type":"PointsDoubled"');
  });

  it('throws by name, so that whoever reads the log knows that we were wrong', () => {
    const broken = new BrokenStream('cannot be', { points: 3n }, 2n);
    expect(broken).toMatchObject({ name: 'BrokenStream', problem: 'cannot be', movement: { points: 3n }, found: 2n });
    expect(broken.message).toBe('The stream cannot be: {"points":3}, found 2');
  });
});
