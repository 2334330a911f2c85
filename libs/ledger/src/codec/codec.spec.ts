import { describe, expect, it } from '@jest/globals';
import { accountStream } from '../account-stream.js';
import { emptyAccount } from '../account.js';
import type { LedgerEvent } from '../events.js';
import { fold } from '../evolve.js';
import { everyEvent } from '../every-event.fixture.js';
import { Ledger, at, lastOf } from '../ledger.fixture.js';
import { decode, nextDueAtOf } from './decode.js';
import { encode } from './encode.js';
import { lists } from './event-lists.js';

const jsonOf = (event: LedgerEvent): Record<string, unknown> => JSON.parse(encode(event).payload);

describe('Codec of the Account stream', () => {
  it('reads each type of event back as it was written', () => {
    const story = everyEvent();
    for (const event of story) expect(decode(encode(event))).toStrictEqual(event);
    for (const event of story) expect(nextDueAtOf(encode(event))).toBe(event.nextDueAt);
    expect([...new Set(story.map((event) => event.type))].sort()).toEqual(Object.keys(lists).sort());
  });

  it('names type and version, and writes points as integers and instants as epoch milliseconds', () => {
    const ledger = new Ledger('2026-01-05');
    const terms = { points: 187, available: '2026-01-19', expires: '2027-01-31', partner: 'bakery' };
    const event = lastOf(ledger.earn({ L1: terms }), 'PointsEarned');
    expect(encode(event)).toEqual({
      type: 'PointsEarned.v1',
      payload:
        '{"member":"mem_ann","occurredAt":1767571200000,"purchase":"pur_1","lots":[' +
        '{"lot":"L1","wallet":"points","points":187,"earnedAt":1767571200000,"expiresAt":1801353600000,' +
        '"partner":"bakery","availableAt":1768780800000}],' +
        '"changes":[{"wallet":"points","pending":187}],"balances":[{"wallet":"points","pending":187}],' +
        '"nextDueAt":1768780800000}',
    });
  });

  it('leaves out what follows from the rest: empty lists, zeroes, the Member of a slice where it is the event’s', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 10 } });
    const own = jsonOf(lastOf(ledger.burn(4), 'PointsBurned'));
    expect(Object.keys(own)).toEqual([
      'member',
      'occurredAt',
      'redemption',
      'slices',
      'changes',
      'balances',
      'nextDueAt',
    ]);
    expect(own['changes']).toEqual([{ wallet: 'points', available: -4 }]);
    expect(own['balances']).toEqual([{ wallet: 'points', available: 6 }]);
    expect(own['nextDueAt']).toBeNull();
    expect(own['slices']).toEqual([
      { lot: 'L1', wallet: 'points', points: 4, earnedAt: at('2026-01-01'), expiresAt: null },
    ]);
    const others = jsonOf(lastOf(ledger.burn(4, { member: 'mem_bob' }), 'PointsBurned'));
    expect(others['slices']).toMatchObject([{ member: 'mem_ann' }]);
  });

  it('keeps what an optional field says, and that it says nothing', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 10 } });
    const burned = lastOf(ledger.burn(4), 'PointsBurned');
    const { redemption: _redemption, ...anonymous } = burned;
    expect(decode(encode(anonymous))).toEqual(anonymous);
    expect(decode(encode(anonymous))).not.toHaveProperty('redemption');
    expect(encode({ ...burned, redemption: undefined } as unknown as LedgerEvent)).toEqual(encode(anonymous));
  });

  it('names the policy by which a Return took back, and reads what was written before it was named', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 10 } });
    ledger.burn(4);
    const event = lastOf(ledger.reverse({ L1: 10 }, 'within_balance'), 'PointsReversed');
    expect(jsonOf(event)).toMatchObject({ policy: 'within_balance' });
    const { policy: _policy, ...before } = event;
    const stored =
      '{"member":"mem_ann","occurredAt":1767225600000,"return":"ret_1","purchase":"pur_1","slices":[' +
      '{"lot":"L1","wallet":"points","points":6,"earnedAt":1767225600000,"expiresAt":null}],' +
      '"shortfall":[{"wallet":"points","points":4}],"changes":[{"wallet":"points","available":-6,"shortfall":4}],' +
      '"balances":[{"wallet":"points","shortfall":4}],"nextDueAt":null}';
    expect(decode({ type: 'PointsReversed.v1', payload: stored })).toStrictEqual(before);
    expect(fold([...ledger.events.slice(0, -1), before])).toEqual(ledger.account);
  });

  it('reads an event that changed nothing again: a Return of what had expired unspent', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 10, expires: '2026-02-01' } });
    const event = lastOf(ledger.on('2026-02-02').reverse({ L1: 10 }, 'unlimited'), 'PointsReversed');
    expect(event).toMatchObject({ changes: [], balances: [], expiredBefore: [{ lot: 'L1', points: 10n }] });
    expect(jsonOf(event)).not.toHaveProperty('changes');
    expect(decode(encode(event))).toEqual(event);
  });

  it.each(['ann "the cat"', 'back\\slash', 'line\nend', 'Käthe', '\u0000', '{}', '日本', 'a-b_c.d:e/f@g h'])(
    'escapes what JSON needs escaped, as in %j',
    (reason) => {
      const event = { ...lastOf(new Ledger().adjustUp('L1', { points: 1 }), 'PointsAdjusted'), reason };
      expect(decode(encode(event))).toEqual(event);
      expect(encode(event).payload).toContain(`"reason":${JSON.stringify(reason)}`);
    },
  );

  it('says as many points as an Account can hold, exactly', () => {
    const decision = new Ledger().earn({ L1: { points: Number.MAX_SAFE_INTEGER } });
    const event = lastOf(decision, 'PointsEarned');
    expect(decode(encode(event))).toEqual(event);
    expect(encode(event).payload).toContain('"points":9007199254740991,');
  });

  it('is what an event store is given, with the stream’s name and its beginning', () => {
    expect(accountStream).toMatchObject({ name: 'account', encode, decode });
    expect(accountStream.initial()).toBe(emptyAccount);
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 10 } });
    expect(ledger.events.reduce(accountStream.evolve, accountStream.initial())).toEqual(fold(ledger.events));
  });
});
