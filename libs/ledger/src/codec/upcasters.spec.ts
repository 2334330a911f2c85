import { describe, expect, it } from '@jest/globals';
import { evolve } from '../evolve.js';
import { emptyAccount } from '../account.js';
import { lastOf, Ledger, at } from '../ledger.fixture.js';
import { decode } from './decode.js';
import { encode } from './encode.js';
import { type Upcaster, UnknownEvent, upcast } from './upcasters.js';

const earned = () => lastOf(new Ledger('2026-01-05').earn({ L1: { points: 10 } }), 'PointsEarned');

describe('Older versions of an event', () => {
  it('are read as if they were written today: Lots of the first draft, with an id and always an origin', () => {
    const day = at('2026-01-05');
    const terms = { wallet: 'points', points: 10, earnedAt: day, expiresAt: null, availableAt: day };
    const payload = JSON.stringify({
      member: 'mem_ann',
      occurredAt: day,
      purchase: 'pur_1',
      lots: [
        { ...terms, id: 'L1', origin: { account: 'acc_ann', lot: 'L1', member: 'mem_ann' } },
        { ...terms, id: 'L2', points: 5, origin: { account: 'acc_eve', lot: 'L0', member: 'mem_eve' } },
      ],
      changes: [{ wallet: 'points', available: 15 }],
      balances: [{ wallet: 'points', available: 15 }],
      nextDueAt: null,
    });
    const event = decode({ type: 'PointsEarned.v0', payload });
    const lot = { wallet: 'points', points: 10n, earnedAt: day, expiresAt: null, availableAt: day, member: 'mem_ann' };
    expect(event).toEqual({
      type: 'PointsEarned',
      member: 'mem_ann',
      occurredAt: day,
      purchase: 'pur_1',
      lots: [
        { ...lot, lot: 'L1' },
        {
          ...lot,
          lot: 'L2',
          points: 5n,
          member: 'mem_eve',
          origin: { account: 'acc_eve', lot: 'L0', member: 'mem_eve' },
        },
      ],
      repaid: [],
      changes: [{ wallet: 'points', available: 15n, held: 0n, pending: 0n, shortfall: 0n }],
      balances: [{ wallet: 'points', available: 15n, held: 0n, pending: 0n, shortfall: 0n }],
      nextDueAt: null,
    });
    expect(evolve(emptyAccount, event).wallets[0]?.inLots).toBe(15n);
  });

  it('walk up one version after the other', () => {
    const step =
      (name: string): Upcaster =>
      (payload) => ({ ...payload, steps: [...((payload['steps'] as string[]) ?? []), name] });
    const chain = {
      'PointsHeld.v0': step('0 to 1'),
      'PointsHeld.v-1': step('never'),
      'PointsEarned.v0': step('another type'),
    };
    expect(upcast('PointsHeld.v0', {}, chain)).toEqual({ type: 'PointsHeld', payload: { steps: ['0 to 1'] } });
    expect(upcast('PointsHeld.v1', {}, chain)).toEqual({ type: 'PointsHeld', payload: {} });
  });
});

describe('Events that this ledger never wrote', () => {
  it.each([
    'PointsDoubled.v1',
    'PointsEarned',
    'PointsEarned.v',
    'PointsEarned.v2',
    'PointsEarned.v1x',
    'PointsEarned.v1e0',
    'PointsEarned.v0x1',
    'PointsEarned.v 1',
    'PointsEarned.v1.0',
    'PointsEarned.vx1',
    'PointsEarned.v-1',
    'PointsHeld.v0',
    'toString.v1',
    '',
  ])('are refused by name: %j', (type) => {
    expect(() => decode({ ...encode(earned()), type })).toThrow(new UnknownEvent(type));
  });

  it('say that a newer version of the product may have written them', () => {
    const unknown = new UnknownEvent('PointsEarned.v9');
    expect(unknown).toMatchObject({ name: 'UnknownEvent', type: 'PointsEarned.v9' });
    expect(unknown.message).toBe('No version of this ledger writes PointsEarned.v9');
  });
});
