import { describe, expect, it } from '@jest/globals';
import { playTierStory } from './play-story.js';

const STORY = `currency: EUR
timeZone: Europe/Berlin
tiers:
  period: calendar_year
  ladder:
    - { id: bronze, name: Bronze }
    - { id: silver, name: { en: Silver, ru: Серебро }, needs: { points: 500, spend: 100.00 } }
joined: 2025-03-10
history:
  - { purchase: A, at: 2025-05-01, points: 400, spend: 99.99 }
  - { purchase: B, at: 2025-06-01T18:30, points: 200, spend: 0.01, rewardedBy: bronze }
  - { purchase: C, at: 2025-06-02, points: 1, spend: 1, rewardedBy: silver }
  - { return: C, at: 2025-06-03 }
then:
  - { at: 2025-06-01T18:29, tier: bronze, next: silver, missing: { points: 100, spend: 0.01 } }
  - { at: 2025-06-05, tier: silver, next: none, toStay: {}, fallsOn: 2027-01-01T00:00, fallsTo: bronze }
  - at: 2026-06-05
    toStay: { points: 500, spend: 100.00 }
    says:
      en:
        - You are “Silver”.
        - 'To keep “Silver”: 500 points and €100.00 more until 31 December 2026.'
        - After that it becomes “Bronze”.
      ru:
        - 'Ваш уровень: «Серебро».'
        - 'Чтобы сохранить уровень «Серебро»: ещё 500 баллов и 100,00 € до 31 декабря 2026 г. включительно.'
        - После этого он станет «Bronze».
steps:
  - 2025-03-10 bronze joined
  - 2025-06-01 silver reached_at_once
  - 2026-01-01 silver kept
`;

const changed = (from: string, to: string) => {
  expect(STORY).toContain(from);
  return playTierStory(STORY.replace(from, () => to)).map(
    ({ line, column, code, expected, found }) => `${line}:${column} ${code}: ${expected} / ${found}`,
  );
};

describe('A story of tiers that a marketer writes', () => {
  it('comes true, to the point and to the cent', () => {
    expect(playTierStory(STORY)).toEqual([]);
  });

  it.each([
    ['rewardedBy: bronze', 'rewardedBy: silver', '11:80 came_otherwise: silver / bronze'],
    ['18:29, tier: bronze', '18:29, tier: silver', '15:35 came_otherwise: silver / bronze'],
    ['tier: silver, next: none', 'tier: none, next: none', '16:29 came_otherwise: none / silver'],
    ['next: silver', 'next: gold', '15:49 came_otherwise: gold / silver'],
    ['{ points: 100, spend: 0.01 }', '{ points: 100 }', '15:66 came_otherwise: points 100 / points 100, spend 0.01'],
    ['toStay: {}', 'toStay: { points: 1 }', '16:57 came_otherwise: points 1 / nothing'],
    [
      'fallsOn: 2027-01-01T00:00',
      'fallsOn: 2027-01-01',
      '16:70 came_otherwise: 2027-01-01T11:00:00.000Z / 2026-12-31T23:00:00.000Z',
    ],
    ['fallsTo: bronze', 'fallsTo: none', '16:97 came_otherwise: none / bronze'],
    [
      '2026-01-01 silver kept',
      '2026-01-01 silver fell',
      '31:5 came_otherwise: 2026-01-01 silver fell / 2026-01-01 silver kept',
    ],
    ['  - 2026-01-01 silver kept\n', '', '29:3 came_otherwise: nothing more / 2026-01-01 silver kept'],
  ])('with %j changed to %j is told what was expected and what it came to', (from, to, expected) => {
    expect(changed(from, to)).toEqual([expected]);
  });

  it('is told which sentence came otherwise', () => {
    const [problem] = playTierStory(STORY.replace('You are “Silver”.', 'You are “Gold”.'));
    expect([problem?.line, problem?.expected.slice(0, 15), problem?.found.slice(0, 17)]).toEqual([
      21,
      'You are “Gold”.',
      'You are “Silver”.',
    ]);
  });

  it.each([
    ['joined: 2025-03-10', 'joined: 2025-02-29', '8:9 no_such_moment: a day and an hour that exist / 2025-02-29'],
    ['return: C', 'return: D', '13:15 unknown_purchase: one of A, B, C / D'],
    ['purchase: C', 'purchase: A', '12:17 duplicate_purchase: another name / A'],
    [
      '{ return: C, at: 2025-06-03 }',
      '{ return: C, at: 2025-06-03, points: 2 }',
      '13:15 more_than_left: at most what is left / C',
    ],
    [
      '{ return: C, at: 2025-06-03 }',
      '{ return: C, at: 2025-06-03 }\n  - { return: C, at: 2025-06-04, points: 1 }',
      '14:15 more_than_left: at most what is left / C',
    ],
    ['spend: 99.99', 'spend: 99.999', '10:56 too_many_decimals: at most 2 decimals / 99.999'],
    ['return: C, at', 'return: C, rewardedBy: gold, at', '13:30 wrong_value: no reward of a return / gold'],
    [
      'period: calendar_year',
      'period: anniversary, x',
      '4:11 wrong_value: `calendar_year`, `anniversary`, or a mapping of `rollingMonths` / anniversary, x',
    ],
  ])('with %j changed to %j is refused where it stands', (from, to, expected) => {
    expect(changed(from, to)[0]).toBe(expected);
  });

  it('may name the wallet whose points count', () => {
    expect(changed('period: calendar_year', 'period: calendar_year\n  wallet: points')).toEqual([]);
  });

  it('says at the top and at the bottom that nothing is missing and nothing is lost', () => {
    const top = 'tier: silver, next: none, missing: {}, toStay: {}';
    expect(changed('tier: silver, next: none, toStay: {}', top)).toEqual([]);
    const bottom = 'tier: bronze, toStay: {}, fallsTo: none, next: silver';
    expect(changed('tier: bronze, next: silver', bottom)).toEqual([]);
  });

  it.each([
    ['timeZone: Europe/Berlin', 'timeZone: Europe/Berlim', ['2:11 unknown_time_zone: Europe/Berlin / Europe/Berlim']],
    ['joined: 2025-03-10', 'joined: 2025-02-29', ['8:9 no_such_moment: a day and an hour that exist / 2025-02-29']],
  ])('with %j changed to %j is not played', (from, to, expected) => {
    expect(changed(from, to)).toEqual(expected);
    expect(playTierStory(STORY.replace(from, to).replace('tier: bronze', 'tier: silver'))).toHaveLength(1);
  });

  it('whose tiers are wrong is told of nothing that happened in them', () => {
    const wrong = STORY.replace('Europe/Berlin', 'Europe/Berlim').replace('return: C', 'return: D');
    expect(playTierStory(wrong).map(({ code }) => code)).toEqual(['unknown_time_zone']);
  });

  it('that looks at a day that does not exist is told so where it stands', () => {
    expect(new Set(changed('at: 2026-06-05', 'at: 2026-02-29').filter((each) => each.includes('no_such')))).toEqual(
      new Set(['17:9 no_such_moment: a day and an hour that exist / 2026-02-29']),
    );
  });

  it('that expects more steps than there were is told so', () => {
    expect(changed('2026-01-01 silver kept\n', '2026-01-01 silver kept\n  - 2027-01-01 bronze fell\n')).toEqual([
      '32:5 came_otherwise: 2027-01-01 bronze fell / nothing more',
    ]);
  });
});
