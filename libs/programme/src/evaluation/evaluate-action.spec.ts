import { describe, expect, it } from '@jest/globals';
import { parsed } from '../programme.fixture.js';
import { applyChange, counted } from './counters.js';
import { evaluateAction } from './evaluate-action.js';
import { at } from './offers.fixture.js';
import { NO_STANDING, type Standing } from './standing.js';

const PROGRAMME = parsed(`
id: shop
name: Shop
currency: EUR
timeZone: Europe/Berlin
stores: { tokyo-1: { timeZone: Asia/Tokyo } }
partners: [magazine]
wallets: { points: { unit: { one: point, other: points }, caps: { month: 500 } }, stars: {} }
actions:
  - { id: hello, on: joined, wallet: points, points: 100, uses: { member: 1 }, expiry: { after: P30D } }
  - { id: star, on: joined, wallet: stars, points: 1, text: A star for joining }
  - { id: party, on: birthday, wallet: points, points: 450, uses: { year: 1 } }
  - { id: review, on: review, wallet: points, points: 20, caps: { day: 30 }, budget: 100, partner: magazine, until: 2026-12-31 }
  - { id: spring, on: survey, wallet: points, points: 5, from: 2026-03-01, until: 2026-03-31 }
`);

class Member {
  standing: Standing = NO_STANDING;

  does(action: string, when: string, store?: string) {
    const reported = { action, occurredAt: at(when), ...(store !== undefined && { store }) };
    const evaluation = evaluateAction(PROGRAMME, 3, reported, this.standing);
    const change = counted(evaluation, { purchase: 'act_1', at: reported.occurredAt });
    this.standing = { ...this.standing, counters: applyChange(this.standing.counters, change) };
    return evaluation;
  }

  points(action: string, when: string, store?: string): number[] {
    return this.does(action, when, store).explanation.map(({ points }) => Number(points));
  }
}

describe('An action', () => {
  it('earns from its first day to the end of its last, by the clocks of the programme', () => {
    const on = (when: string) => new Member().points('survey', when);
    expect(on('2026-02-28T22:59:59Z')).toEqual([]);
    expect(on('2026-02-28T23:00:00Z')).toEqual([5]);
    expect(on('2026-03-31T21:59:59Z')).toEqual([5]);
    expect(on('2026-03-31T22:00:00Z')).toEqual([]);
  });

  it('earns by every offer that is for it, each a lot with its own terms, on no line', () => {
    expect(new Member().does('joined', '2026-03-05T09:15:00Z')).toEqual({
      lots: [
        {
          wallet: 'points',
          points: 100n,
          availableAt: at('2026-03-05T09:15:00Z'),
          expiresAt: at('2026-04-04T08:15:00Z'),
          lines: [],
        },
        { wallet: 'stars', points: 1n, availableAt: at('2026-03-05T09:15:00Z'), expiresAt: null, lines: [] },
      ],
      explanation: [
        { offer: 'hello', version: 3, wallet: 'points', points: 100n, lines: [], text: '100 points for joined' },
        { offer: 'star', version: 3, wallet: 'stars', points: 1n, lines: [], text: 'A star for joining' },
      ],
      counts: [
        {
          offer: 'hello',
          lot: 0,
          moves: [
            { counter: 'uses/offer/hello', window: 'ever', points: 1n },
            { counter: 'wallet/points', window: '2026-03', points: 100n },
          ],
          qualifiedBy: [],
          lines: [],
        },
      ],
    });
    expect(new Member().does('nothing', '2026-03-05T09:15:00Z')).toEqual({ lots: [], explanation: [] });
  });

  it('welcomes once, and celebrates once a year', () => {
    const member = new Member();
    expect(member.points('joined', '2026-03-05T09:15:00Z')).toEqual([100, 1]);
    expect(member.points('joined', '2027-03-05T09:15:00Z')).toEqual([0, 1]);
    expect(member.points('birthday', '2026-04-05T09:15:00Z')).toEqual([450]);
    expect(member.does('birthday', '2026-12-31T22:59:59Z')).toMatchObject({
      lots: [],
      explanation: [{ points: 0n, trimmed: { points: 450n, by: 'once a year' } }],
    });
    expect(member.points('birthday', '2026-12-31T23:00:00Z')).toEqual([450]);
  });

  it('is bounded by day, by wallet, by budget and by its last day, by the clocks of the store', () => {
    const member = new Member();
    expect(member.points('review', '2026-03-05T14:00:00Z')).toEqual([20]);
    expect(member.points('review', '2026-03-05T14:30:00Z', 'tokyo-1')).toEqual([10]);
    expect(member.points('review', '2026-03-05T15:00:00Z', 'tokyo-1')).toEqual([20]);
    expect(member.points('birthday', '2026-03-07T15:00:00Z')).toEqual([450]);
    expect(member.points('review', '2026-03-08T15:00:00Z')).toEqual([0]);
    expect(member.points('review', '2026-12-31T22:59:59Z')).toEqual([20]);
    expect(member.points('review', '2026-12-31T23:00:00Z')).toEqual([]);
    member.standing = { ...member.standing, budgets: new Map([['budget/offer/review', 95n]]) };
    expect(member.does('review', '2026-05-05T14:00:00Z')).toMatchObject({
      lots: [{ points: 5n, partner: 'magazine' }],
    });
  });
});
