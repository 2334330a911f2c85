import { describe, expect, it } from '@jest/globals';
import { changed, differences, OTHERS, SHOP, TESTS } from './played.fixture.js';
import { testProgramme } from './test-programme.js';

describe('A test of a programme plays', () => {
  it('members, purchases, quotes, returns, actions and redemptions, to the point', () => {
    expect(differences(TESTS)).toEqual([]);
  });

  it.each([
    ['flour: 6 }', 'flour: 5 }', 'flour gives 6, expected 5 @ 5'],
    ['points: 69, available', 'points: 70, available', 'lot 1 has 69, expected 70 @ 70,'],
    [
      'available: 2026-03-05,',
      'available: 2026-03-06,',
      'lot 1 is available 2026-03-05, expected 2026-03-06 @ 2026-03-06,',
    ],
    [
      'T00:00, partner',
      'T01:00, partner',
      'lot 1 expires 2028-01-01T00:00, expected 2028-01-01T01:00 @ 2028-01-01T01:00,',
    ],
    ['expires: 2028-01-01T00:00', 'expires: never', 'lot 1 expires 2028-01-01T00:00, expected never @ never,'],
    [
      'expires: 2028-01-01T00:00',
      'expires: "2028-01-01T00:00:00Z"',
      'lot 1 expires 2028-01-01T00:00, expected 2028-01-01T01:00 @ "2028-01-01T00:00:00Z",',
    ],
    ['partner: none', 'partner: mill', 'lot 1 is funded by none, expected mill @ mill'],
    ['partner: mill }', 'partner: none }', 'lot 2 is funded by mill, expected none @ none'],
    ['wallet: stamps, awaits', 'wallet: points, awaits', 'lot 2 is in stamps, expected points @ points,'],
    ['awaits: shipped, ', 'awaits: review, ', 'lot 2 waits for shipped, expected review @ review,'],
    [
      'awaits: shipped, ',
      'available: 2026-03-05, ',
      'lot 2 is available on shipped, expected 2026-03-05 @ 2026-03-05,',
    ],
    [
      'awaits: shipped, ',
      'available: 2026-03-05T10:15, ',
      'lot 2 is available on shipped, expected 2026-03-05T10:15 @ 2026-03-05T10:15,',
    ],
    ['awaits: shipped, ', 'expires: 2026-03-05, ', 'lot 2 expires after shipped, expected 2026-03-05 @ 2026-03-05,'],
    ['awaits: shipped, ', 'expires: never, ', 'lot 2 expires after shipped, expected never @ never,'],
    ['partner: none }', 'partner: none, awaits: shipped }', 'lot 1 waits for nothing, expected shipped @ shipped'],
    ['partner: none }', 'partner: none }\n          - { wallet: stamps }', 'lots 2, expected 3 @ -'],
    ['condition: channels', 'condition: stores', 'web gives nothing because of channels, expected stores @ stores,'],
    ['needed: web, found', 'needed: shop, found', 'web needs web, expected shop @ shop,'],
    ['found: nothing', 'found: shop', 'web found nothing, expected shop @ shop,'],
    [
      'требуется: «web»',
      'требуется: «app»',
      "web gives nothing, said as Канал продаж — требуется: «web»; найдено: ничего., expected Канал продаж — требуется: «app»; найдено: ничего. @ 'Канал",
    ],
    ['referral: { inviter: 50,', 'referral: { inviter: 49,', 'the referral gives the inviter 50, expected 49 @ 49,'],
    [', friend: 20 }', ' }', 'the referral gives the friend 20, expected 0 @ {'],
    ['{ inviter: 50, friend: 20 }', 'first', 'the referral fails by it qualifies, expected first @ first'],
    ['referral: first', 'referral: within', 'the referral fails by first, expected within @ within'],
    ['referral: first', 'referral: { inviter: 1 }', 'the referral gives the inviter 0, expected 1 @ 1'],
    ['enrols: true', 'enrols: false', 'it enrols true, expected false @ false'],
    ['tier: tin\n', 'tier: none\n', 'tier tin, expected none @ none'],
    ['pending: { stamps: 6 }', 'pending: { stamps: 0 }', 'stamps pending 6, expected 0 @ 0'],
    ['balances: { points: 89 }', 'balances: { points: 69 }', 'points that can be spent 89, expected 69 @ 69'],
    ['segments: [] }', 'segments: [regulars] }', 'segments none, expected regulars @ [regulars]'],
    [
      'segments: [] }',
      'tier: tin, rewards: [lounge], segments: [] }',
      'rewards open none, expected lounge @ [lounge],',
    ],
    ['releases: { stamps: 6 }', 'releases: {}', 'stamps released 6, expected 0 @ {},'],
    ['releases: { stamps: 6 }', 'releases: { stamps: 5, points: 1 }', 'stamps released 6, expected 5 @ 5,'],
    ['card: 3.00', 'card: 3.01', 'card takes off 3.00, expected 3.01 @ 3.01'],
    ['discounts: { card: 3.00 }', 'discounts: {}', 'card takes off 3.00, expected 0.00 @ {}'],
    ['rewards: [lounge]', 'rewards: []', 'rewards open lounge, expected none @ [],'],
    [
      'segments: [regulars]',
      'segments: [regulars, losing]',
      'segments regulars, expected losing, regulars @ [regulars,',
    ],
    ['earns: { points: 57 }', 'earns: { points: 47 }', 'points earned 57, expected 47 @ 47'],
    ['earns: { points: 57 }', 'earns: {}', 'points earned 57, expected 0 @ {}'],
    ['tier-gold: 10,', 'tier-gold: 0,', 'tier-gold gives 10, expected 0 @ 0,'],
    [
      'counted on €10.00',
      'counted on €11.00',
      "tier-gold is explained with 10 points: 2 times the points: Gold; counted on €10.00., expected 10 points: 2 times the points: Gold; counted on €11.00. @ '10",
    ],
    [
      "tier-gold: { en: '10",
      "web: { en: 'x', ru: y }, flour: { ru: z }, tier-gold: { en: '10",
      "web is explained with 7 points: 7 points for a purchase; counted on €10.00., expected x @ 'x',",
    ],
    ['takes: { points: 20, stamps: 2 }', 'takes: { points: 20 }', 'stamps taken back 2, expected 0 @ {'],
    ['takes: { points: 99,', 'takes: { points: 49,', 'points taken back 99, expected 49 @ 49,'],
    ['trimmed: { review: 0 }', 'trimmed: { review: 5 }', 'review is trimmed by 0, expected 5 @ 5'],
    [', refused: true', '', 'the redemption is refused, expected accepted @ {'],
    [', refused: true', ', refused: false', 'the redemption is refused, expected accepted @ false'],
    [
      'redeems: { points: 72 }',
      'redeems: { points: 72 }, refused: true',
      'the redemption is accepted, expected refused @ true,',
    ],
    [
      'shortfall: { points: 0 }',
      'shortfall: { points: 40 }',
      'points that could not be taken back 0, expected 40 @ 40',
    ],
    [
      'Ещё 90,00 €',
      'Ещё 80,00 €',
      "the tier is told as Ваш уровень: «Олово». Ещё 90,00 € до уровня «Золото»., expected Ваш уровень: «Олово». Ещё 80,00 € до уровня «Золото». @ 'Ваш",
    ],
    [
      "«Золото».' }\n",
      "«Золото».', en: Your tier }\n",
      'the tier is told as You are “Tin”. €90.00 to go until “Gold”., expected Your tier @ Your',
    ],
    [
      'offers: { tier-gold: 10, third: 30, web: 7 }',
      'why: { web: channels }',
      'web gives nothing because of it gave 7, expected channels @ channels',
    ],
    [
      'offers: { tier-gold: 10, third: 30, web: 7 }',
      'why: { flour: { needed: x } }',
      'flour needs a line that the offer looks at, expected x @ x',
    ],
    [
      'offers: { tier-gold: 10, third: 30, web: 7 }',
      'why: { flour: channels }',
      'flour gives nothing because of lines, expected channels @ channels',
    ],
    [
      'offers: { tier-gold: 10, third: 30, web: 7 }',
      'why: { flour: { en: Flour, ru: Мука } }',
      'flour gives nothing, said as Goods: goods of the offer needed, only others found., expected Flour @ Flour,',
    ],
    [
      'offers: { tier-gold: 10, third: 30, web: 7 }',
      'why: { web: { en: x } }',
      'web gives nothing because of it gave 7, expected that it gives nothing @ {',
    ],
    [
      'offers: { tier-gold: 10, third: 30, web: 7 }',
      'discounts: { card: 1.00 }',
      'card takes off 0.00, expected 1.00 @ 1.00',
    ],
  ])('and where %j is changed to %j it says what was found, and where it was expected', (from, to, said) => {
    expect(changed(from, to)).toBe(said);
  });

  it('what comes late, what had counted for another, and segments that are given', () => {
    expect(differences(OTHERS)).toEqual([]);
  });

  it('names the line and the column of what it expected', () => {
    const tested = testProgramme(SHOP, TESTS.replace('takes: { points: 99, stamps', 'takes: { points: 98, stamps'));
    const line = TESTS.split('\n').findIndex((text) => text.includes('takes: { points: 99')) + 1;
    const column = (TESTS.split('\n')[line - 1] ?? '').indexOf('99') + 1;
    expect(tested).toMatchObject({ ok: true, tests: [{ differences: [{ test: 'a year of Ann', line, column }] }] });
  });
});
