import { describe, expect, it } from '@jest/globals';
import { parseProgramme } from '../document/parse-programme.js';
import { PROVIDED } from '../document/provided.js';
import { playTierStory } from './story/play-story.js';

const GOLD = '{ id: gold, name: Gold, needs: { points: 5 } }';
const LEVELS = `[${GOLD}]`;

function said(tiers: string, wallets = 'points: { earn: { points: 1, per: 1.00 } }'): readonly string[] {
  const text = `id: a\nname: A\ncurrency: EUR\ntimeZone: UTC\nwallets: { ${wallets} }\ntiers: { ${tiers} }\n`;
  const parsed = parseProgramme(text, PROVIDED);
  if (parsed.ok) return [];
  return parsed.problems.map(
    ({ line, column, code, pointer, message, expected, found }) =>
      `${column} ${code} ${pointer} | ${message} | ${expected} | ${found} @ ${
        text
          .split('\n')
          [line - 1]?.slice(column - 1)
          .split(' ')[0]
      }`,
  );
}

describe('What is said of wrong tiers', () => {
  it.each([
    [
      'period: { rollingMonths: 3 }, upgrade: at_period_end, ladder: ' + LEVELS,
      [
        '49 no_period_end /tiers/upgrade | Rolling months have no end at which a tier could begin. | at_once | at_period_end @ at_period_end,',
      ],
    ],
    [
      `period: calendar_year, ladder: [${GOLD}, { id: top, name: Top }]`,
      [
        '90 tier_needs_nothing /tiers/ladder/1 | Only the lowest tier may need nothing, and top is not. | a mapping of `points`, `spend` and `visits` | nothing @ {',
      ],
    ],
    [
      `period: calendar_year, ladder: [${GOLD}, ${GOLD}]`,
      [
        '96 duplicate_tier /tiers/ladder/1/id | There are two tiers gold. | another id | gold @ gold,',
        '121 tier_out_of_order /tiers/ladder/1/needs | The tier gold has to ask for all that gold below it asks for, for nothing else, and for more. | more than points 5 | points 5 @ {',
      ],
    ],
    [
      `period: calendar_year, ladder: [{ id: gold, name: Gold, needs: { visits: 5 } }, { id: top, name: Top, needs: { spend: 5.00 } }]`,
      [
        '119 tier_out_of_order /tiers/ladder/1/needs | The tier top has to ask for all that gold below it asks for, for nothing else, and for more. | more than visits 5 | spend 5.00 @ {',
      ],
    ],
    [
      `period: calendar_year, wallet: pints, ladder: ${LEVELS}`,
      ['41 unknown_wallet /tiers/wallet | There is no wallet pints. | one of points | pints @ pints,'],
    ],
    [
      `period: calendar_year, grace: P365D, ladder: ${LEVELS}`,
      [
        '40 grace_too_long /tiers/grace | The grace has to be over before the next period is. | less than 365 days | P365D @ P365D,',
      ],
    ],
    [
      `period: calendar_year, grace: P1Y, ladder: ${LEVELS}`,
      [
        '40 grace_too_long /tiers/grace | The grace has to be over before the next period is. | less than 365 days | P1Y @ P1Y,',
      ],
    ],
    [
      `period: calendar_year, grace: P52W1D, ladder: ${LEVELS}`,
      [
        '40 grace_too_long /tiers/grace | The grace has to be over before the next period is. | less than 365 days | P52W1D @ P52W1D,',
      ],
    ],
    [
      `period: calendar_year, grace: P11M24D, ladder: ${LEVELS}`,
      [
        '40 grace_too_long /tiers/grace | The grace has to be over before the next period is. | less than 365 days | P11M24D @ P11M24D,',
      ],
    ],
    [
      `period: calendar_year, grace: P364DT24H, ladder: ${LEVELS}`,
      [
        '40 grace_too_long /tiers/grace | The grace has to be over before the next period is. | less than 365 days | P364DT24H @ P364DT24H,',
      ],
    ],
    [`period: calendar_year, grace: P364DT23H, ladder: ${LEVELS}`, []],
    [`period: calendar_year, grace: P11M23D, ladder: ${LEVELS}`, []],
    [`period: calendar_year, grace: P52W, ladder: ${LEVELS}`, []],
    [
      `period: calendar_year, grace: PT0S, ladder: ${LEVELS}`,
      ['40 too_small /tiers/grace | A grace of no time is none. | a duration above zero | PT0S @ PT0S,'],
    ],
    [
      `period: { rollingMonths: 1 }, grace: P28D, ladder: ${LEVELS}`,
      [
        '47 grace_too_long /tiers/grace | The grace has to be over before the next period is. | less than 28 days | P28D @ P28D,',
      ],
    ],
    [
      `period: { rollingMonths: 1 }, grace: P27D, downgrade: never, ladder: ${LEVELS}`,
      [
        '47 nothing_falls /tiers/grace | No tier ever falls here, so there is nothing to put off. | no grace | P27D @ P27D,',
      ],
    ],
  ])('%s', (tiers, expected) => {
    expect(said(tiers)).toEqual(expected);
  });

  it('where points are needed and no wallet is named', () => {
    const two = 'points: { earn: { points: 1, per: 1.00 } }, stars: { earn: { points: 1, per: 1.00 } }';
    expect(said(`period: calendar_year, ladder: ${LEVELS}`, two)).toEqual([
      '8 which_wallet /tiers | Points are needed, and it is not said of which wallet. | `wallet`: one of points, stars | nothing @ {',
    ]);
    expect(said(`period: calendar_year, ladder: ${LEVELS}`, 'points: {}')).toEqual([
      '8 which_wallet /tiers | Points are needed, and it is not said of which wallet. | `wallet`: one of points | nothing @ {',
    ]);
  });
});

describe('What is said of a wrong story', () => {
  const STORY = `currency: EUR
timeZone: Europe/Berlin
tiers: { period: calendar_year, ladder: [{ id: gold, name: Gold, needs: { points: 500 } }] }
joined: 2025-03-10
history:
  - { purchase: A, at: 2025-05-01, points: 400, spend: 1.00, rewardedBy: none }
  - { return: A, at: 2025-06-03, points: 400 }
then:
  - { at: 2025-06-05, tier: none }
`;
  it.each([
    [
      'Europe/Berlin',
      'Europe/Berlim',
      'unknown_time_zone: There is no time zone Europe/Berlim: did you mean Europe/Berlin? @ Europe/Berlim',
    ],
    ['EUR', 'EUX', 'unknown_currency: ISO 4217 has no currency EUX: did you mean EUR? @ EUX'],
    ['spend: 1.00', 'spend: -1.00', 'too_small: Expected a number zero or more, found -1.00. @ -1.00,'],
    ['at: 2025-05-01', 'at: 2025-02-30', 'no_such_moment: There is no 2025-02-30. @ 2025-02-30,'],
    ['at: 2025-06-03', 'at: 2025-02-30', 'no_such_moment: There is no 2025-02-30. @ 2025-02-30,'],
    ['at: 2025-06-05', 'at: 2025-02-30', 'no_such_moment: There is no 2025-02-30. @ 2025-02-30,'],
    ['points: 400 }', 'points: 401 }', 'more_than_left: More would come back than is left of A. @ A,'],
    ['return: A', 'return: B', 'unknown_purchase: No purchase B stands before this. @ B,'],
    ['tier: none', 'tier: gold', 'came_otherwise: Expected gold, and it came to none. @ gold'],
    ['tier: none', 'fallsOn: 2025-02-30', 'no_such_moment: There is no 2025-02-30. @ 2025-02-30'],
    [
      'tier: none',
      'fallsOn: 2025-03-30',
      'came_otherwise: Expected 2025-03-30T10:00:00.000Z, and it came to never. @ 2025-03-30',
    ],
    ['points: 500', 'spend: 0', 'too_small: Expected a number above zero, found 0. @ 0'],
    ['rewardedBy: none', 'rewardedBy: gold', 'came_otherwise: Expected gold, and it came to none. @ gold'],
    ['  - { return: A', '  - { purchase: A', 'duplicate_purchase: There is a purchase A already. @ A,'],
  ])('with %j changed to %j', (from, to, expected) => {
    expect(STORY).toContain(from);
    const text = STORY.replace(from, to);
    expect(
      playTierStory(text).map(({ line, column, code, message }) => {
        const at = text
          .split('\n')
          [line - 1]?.slice(column - 1)
          .split(' ')[0];
        return `${code}: ${message} @ ${at}`;
      })[0],
    ).toBe(expected);
  });
});
