import { describe, expect, it } from '@jest/globals';
import { changed, differences, SHOP, steps } from './played.fixture.js';

const withoutTiers = SHOP.replace(/^tiers:\n( .*\n)*/m, '').replace(/^segments:\n( .*\n)*/m, '');
/** Segments of their own in the place of those of the shop. */
const withSegments = (...segments: readonly string[]) =>
  SHOP.replace(/^segments:\n( .*\n)*/m, `segments:\n${segments.map((each) => `  ${each}\n`).join('')}`);
const said = (step: string, programme?: string) => differences(steps(step), programme);

describe('What a test sees', () => {
  it('is the tier in segments, also where it is none', () => {
    const programme = withSegments(`golden: { when: tier == 'gold' }`, `plain: { when: tier == 'none' }`);
    const noFloor = programme.replace(/ {4}- { id: tin.*\n/, '');
    const written = (before: string) =>
      steps(
        `{ at: 2026-03-05, tier: ${before}, rewards: [], segments: [${before === 'none' ? 'plain' : ''}] }`,
        '{ at: 2026-03-05, lines: [{ amount: 120.00 }], tier: gold, rewards: [lounge], segments: [golden] }',
      );
    expect(differences(written('tin'), programme)).toEqual([]);
    expect(differences(written('none'), noFloor)).toEqual([]);
  });

  it('is no reward where there are no tiers', () => {
    expect(said('{ at: 2026-03-05, rewards: [] }', withoutTiers)).toEqual([]);
  });

  it.each([
    ['of whom it names', 'members: { ann: {} }\n    ', 'ann'],
    ['of whom a step names first', '', 'ann'],
  ])('is no consent that was not given, %s', (_, members, name) => {
    const programme = withSegments('agreed: { when: size(member.consents) > 0 }');
    const asked = steps(`{ at: 2026-03-05, member: ${name}, segments: [] }`);
    expect(differences(asked.replace('steps:', `${members}steps:`), programme)).toEqual([]);
  });

  it('is no category that was not written', () => {
    const programme = withSegments('sorted: { when: size(history.categories) > 0 }');
    const asked = steps('{ at: 2026-03-05, lines: [{ amount: 5.00 }] }', '{ at: 2026-03-06, segments: [] }');
    expect(differences(asked, programme)).toEqual([]);
  });

  it('is the history of what was kept, and of no line that came back', () => {
    const programme = withSegments(
      'bakers: { when: size(history.categories) > 0 }',
      'spenders: { when: history.spend > 0 }',
    ).replace('earn: { points: 1, per: 1.00 }', 'earn: { points: 1, per: 1.00, unitPriceAbove: 8.00 }');
    const asked = steps(
      '{ at: 2026-03-05, purchase: p, lines: [{ sku: RYE, amount: 5.00, categories: [FLOUR] }, { sku: CUP, amount: 30.00, quantity: 3 }] }',
      '{ at: 2026-03-06, return: p, units: { RYE: 1 } }',
      '{ at: 2026-03-07, return: p, units: { CUP: 1 }, segments: [spenders] }',
    );
    expect(differences(asked, programme)).toEqual([]);
  });

  it('is each sentence of an offer that gave in several wallets', () => {
    const programme = SHOP.replace('stamps: {', 'stamps: { earn: { points: 2, per: 1.00 },').replace(
      'multiply: 2, ',
      '',
    );
    const asked =
      '{ at: 2026-03-05, lines: [{ amount: 5.00 }], explains: { base: { en: "5 points: 1 point for every €1.00, rounded down; counted on €5.00. 10 stamps: 2 stamps for every €1.00, rounded down; counted on €5.00." } } }';
    expect(said(asked, programme)).toEqual([]);
  });

  it('is what is told of the tier, whatever blanks stand around what was expected', () => {
    const asked = '{ at: 2026-03-05, says: { en: " You are “Tin”. €100.00 to go until “Gold”. " } }';
    expect(said(asked)).toEqual([]);
  });

  it('is an invitation that gives one side alone', () => {
    const programme = SHOP.replace(/ {2}friend: .*\n/, '');
    const asked = steps(
      '{ at: 2026-03-05, member: ann, purchase: p, lines: [{ amount: 12.00 }], referral: { inviter: 50 }, balances: { points: 12 } }',
      '{ at: 2026-03-06, return: p, takes: { points: 12 } }',
    ).replace('steps:', 'members: { ann: { joined: 2026-03-01, invitedBy: bob }, bob: {} }\n    steps:');
    expect(differences(asked, programme)).toEqual([]);
  });

  it('is a tier that a purchase which earns nothing does not reach, also where it would count at once', () => {
    const programme = `
id: shop
name: Shop
currency: EUR
timeZone: Europe/Berlin
wallets: { points: {} }
tiers: { period: calendar_year, inclusive: true, ladder: [{ id: gold, name: Gold, needs: { visits: 1 } }] }
offers: [{ id: golden, wallet: points, give: { points: 9 }, only: { tiers: [gold] } }]
`;
    expect(said('{ at: 2026-03-05, lines: [{ amount: 5.00 }], offers: { golden: 0 }, tier: none }', programme)).toEqual(
      [],
    );
  });

  it('is the day by the clocks of the store where something was done', () => {
    const programme = `${SHOP}stores: { tokyo: { timeZone: Asia/Tokyo } }\n`;
    const asked = steps(
      '{ at: "2026-03-05T14:00:00Z", action: review, store: tokyo, earns: { points: 5 } }',
      '{ at: "2026-03-05T15:30:00Z", action: review, store: tokyo, earns: { points: 5 } }',
      '{ at: "2026-03-05T15:40:00Z", action: review, earns: {} }',
    );
    expect(differences(asked, programme)).toEqual([]);
  });

  it('is the tax of a line, where it is no part of what earns', () => {
    const programme = SHOP.replace(
      'earn: { points: 1, per: 1.00 }',
      'earn: { points: 1, per: 1.00, basis: { tax: excluded } }',
    );
    expect(said('{ at: 2026-03-05, lines: [{ amount: 12.00, tax: 2.00 }], earns: { points: 10 } }', programme)).toEqual(
      [],
    );
  });

  it('is the line by its number, whichever it is', () => {
    const asked = steps(
      '{ at: 2026-03-05, purchase: p, lines: [{ amount: 5.00 }, { amount: 6.00 }] }',
      '{ at: 2026-03-06, return: p, units: { "2": 1 }, takes: { points: 6 } }',
    );
    expect(differences(asked)).toEqual([]);
  });

  it('is a moment that the calendar does not have, as it stands', () => {
    expect(changed('expires: 2028-01-01T00:00', 'expires: 2028-02-30T00:00')).toBe(
      'lot 1 expires 2028-01-01T00:00, expected 2028-02-30T00:00 @ 2028-02-30T00:00,',
    );
  });

  it('is told once where a return names itself a purchase', () => {
    const asked = steps(
      '{ at: 2026-03-05, purchase: p, lines: [{ amount: 5.00 }] }',
      '{ at: 2026-03-06, return: p, purchase: p }',
    );
    expect(differences(asked)).toEqual([
      expect.stringMatching(/^contradicting_fields: `purchase` says nothing about a return/),
    ]);
  });

  it('is no partner where nobody invites', () => {
    const programme = SHOP.replace(/^referral:\n( .*\n)*/m, '');
    const asked = '{ at: 2026-03-05, lines: [{ amount: 5.00 }], lots: [{ partner: zzz }] }';
    expect(said(asked, programme)).toEqual(['unknown_name: There is no partner zzz. Expected one of none, mill @ zzz']);
  });
});
