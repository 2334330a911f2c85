import type { CountersMoved } from '@loyalty/contracts';
import { describe, expect, it } from '@jest/globals';
import { countersStream } from './counters-stream.js';

const MOVED: CountersMoved = {
  type: 'CountersMoved',
  programme: 'tea',
  member: 'mem_1',
  account: 'acc_1',
  purchase: 'pur_1',
  occurredAt: 1,
  moves: [
    { counter: 'offer/tea', window: '2026-03-05', points: 30n },
    { counter: 'offer/tea', window: '2026-03-06', points: 9_007_199_254_740_991n },
  ],
  waiting: [{ offer: 'third', purchase: 'pur_1', at: 5 }],
  settled: [],
};

const folded = (...events: readonly CountersMoved[]) =>
  events.reduce(countersStream.evolve, countersStream.initial('s'));

describe('The counters of an account', () => {
  it('add up what offers gave by window, and free what went back', () => {
    const back = {
      ...MOVED,
      return: 'ret_1',
      moves: [{ counter: 'offer/tea', window: '2026-03-05', points: -12n }],
      waiting: [],
    };
    const { given } = folded(MOVED, back);
    expect(given.get('offer/tea')?.get('2026-03-05')).toBe(18n);
    expect(given.get('offer/tea')?.get('2026-03-06')).toBe(9_007_199_254_740_991n);
  });

  it('remember purchases that wait for a bonus, once each, until they have counted or gone', () => {
    const second = { ...MOVED, moves: [], waiting: [{ offer: 'third', purchase: 'pur_2', at: 4 }] };
    const settled = { ...MOVED, moves: [], waiting: [], settled: [{ offer: 'third', purchase: 'pur_1' }] };
    expect(folded(MOVED, second).visits.get('third')).toEqual([
      { purchase: 'pur_1', at: 5 },
      { purchase: 'pur_2', at: 4 },
    ]);
    expect(folded(MOVED, second, settled).visits.get('third')).toEqual([{ purchase: 'pur_2', at: 4 }]);
    expect(folded(settled).visits.get('third')).toEqual([]);
  });

  it('leave the state before an event as it was', () => {
    const before = folded(MOVED);
    countersStream.evolve(before, MOVED);
    expect(before).toEqual(folded(MOVED));
  });

  it('are the same after a snapshot, and after the log', () => {
    const { snapshot } = countersStream;
    const state = folded(MOVED, { ...MOVED, moves: [{ counter: 'uses/offer/x', window: 'ever', points: 1n }] });
    expect(snapshot?.read(snapshot.write(state))).toEqual(state);
    expect(snapshot?.write(snapshot.read(snapshot.write(state)))).toBe(snapshot?.write(state));
    expect(countersStream.decode(countersStream.encode(MOVED))).toEqual(MOVED);
    const empty = { ...MOVED, member: null, account: null, moves: [], waiting: [] };
    expect(countersStream.decode(countersStream.encode(empty))).toEqual(empty);
  });
});
