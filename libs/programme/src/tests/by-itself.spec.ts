import { describe, expect, it } from '@jest/globals';
import { differences } from './played.fixture.js';

const CLUB = `
id: club
name: Club
currency: EUR
timeZone: Europe/Berlin
wallets: { points: {} }
actions:
  - { id: welcome, on: joined, points: 10 }
  - { id: cake, on: birthday, points: 25 }
`;

/** What Ann has at some moments, one after the other. */
const has = (ann: string, balances: readonly (readonly [at: string, points: number])[]) =>
  differences(
    `tests:\n  - name: a\n    members: { ann: ${ann} }\n    steps:\n${balances
      .map(([at, points]) => `      - { at: ${at}, member: ann, balances: { points: ${points} } }\n`)
      .join('')}`,
    CLUB,
  );

describe('What members of tests are given by themselves', () => {
  it('is for joining, once, from the moment of it', () => {
    expect(
      has('{ joined: 2026-03-05T12:00 }', [
        ['2026-03-05T11:59', 0],
        ['2026-03-05T12:00', 10],
        ['2026-03-05T12:00', 10],
        ['2027-03-06', 10],
      ]),
    ).toEqual([]);
  });

  it('is for each birthday since joining, from its midnight by the programme’s clocks', () => {
    expect(
      has('{ joined: 2026-03-05, birthday: 1990-06-14 }', [
        ['2026-06-13T23:59', 10],
        ['2026-06-14T00:00', 35],
        ['2026-06-14T00:00', 35],
        ['2027-06-13T23:59', 35],
        ['2029-01-01', 85],
      ]),
    ).toEqual([]);
  });

  it('is not given again by a step that is dated back', () => {
    expect(
      has('{ joined: 2026-03-05, birthday: 1990-06-14 }', [
        ['2026-06-14', 35],
        ['2026-03-06', 35],
        ['2026-06-15', 35],
      ]),
    ).toEqual([]);
  });

  it('is for a birthday on the day of joining too, not before it; and for none that is over', () => {
    expect(
      has('{ joined: 2026-06-14T12:00, birthday: 1990-06-14 }', [
        ['2026-06-14T11:59', 0],
        ['2026-06-14T12:00', 35],
        ['2026-12-31', 35],
      ]),
    ).toEqual([]);
    expect(
      has('{ joined: 2026-06-15T00:00, birthday: 1990-06-14 }', [
        ['2026-06-15T00:00', 10],
        ['2027-06-14', 35],
      ]),
    ).toEqual([]);
  });

  it('is for no birthday that nobody knows', () => {
    expect(has('{ joined: 2026-03-05 }', [['2029-01-01', 10]])).toEqual([]);
  });
});
