import { describe, expect, it } from '@jest/globals';
import { playTierStory } from './story/play-story.js';

const story = (tiers: string, history: string, then: string, steps: string) =>
  playTierStory(`currency: EUR
timeZone: Europe/Berlin
tiers: { ${tiers}, ladder: [{ id: gold, name: Gold, needs: { points: 100 } }, { id: top, name: Top, needs: { points: 200 } }] }
joined: 2025-01-10
history:
${history}then:
${then}steps:
${steps}`).map(({ expected, found }) => `${expected} / ${found}`);

describe('Tiers', () => {
  it('that never fall are kept without a word where they are not reached again', () => {
    expect(
      story(
        'period: calendar_year, downgrade: never',
        '  - { purchase: A, at: 2025-05-01, points: 100 }\n',
        '  - { at: 2026-06-01, tier: gold }\n  - { at: 2028-06-01, tier: gold }\n',
        '  - 2025-01-10 none joined\n  - 2025-05-01 gold reached_at_once\n  - 2026-01-01 gold kept\n',
      ),
    ).toEqual([]);
  });

  it('by rolling months count nothing of what has left them, also where the way is walked again', () => {
    expect(
      story(
        'period: { rollingMonths: 1 }',
        [
          '  - { purchase: A, at: 2025-02-01, points: 60 }\n',
          '  - { purchase: B, at: 2025-04-01, points: 60 }\n',
          '  - { purchase: C, at: 2025-04-02, points: 10 }\n',
          '  - { return: C, at: 2025-04-03 }\n',
        ].join(''),
        '  - { at: 2025-04-04, tier: none, missing: { points: 40 } }\n  - { at: 2025-06-04, tier: none, missing: { points: 100 } }\n',
        '  - 2025-01-10 none joined\n',
      ),
    ).toEqual([]);
  });

  it('that a return puts into the grace say what was not reached, and when', () => {
    expect(
      story(
        'period: calendar_year, grace: P3M',
        [
          '  - { purchase: A, at: 2025-05-01, points: 100 }\n',
          '  - { purchase: B, at: 2026-05-01, points: 100 }\n',
          '  - { return: B, at: 2027-02-01 }\n',
        ].join(''),
        '  - { at: 2027-02-02, tier: gold, fallsOn: 2027-04-01T00:00 }\n  - { at: 2027-04-02, tier: none }\n',
        [
          '  - 2025-01-10 none joined\n',
          '  - 2025-05-01 gold reached_at_once\n',
          '  - 2026-01-01 gold kept\n',
          '  - 2027-01-01 gold kept\n',
          '  - 2027-02-01 gold grace_began\n',
          '  - 2027-04-01 none fell_to_reached\n',
        ].join(''),
      ),
    ).toEqual([]);
  });
});
