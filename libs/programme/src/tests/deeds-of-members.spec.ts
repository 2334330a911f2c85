import { describe, expect, it } from '@jest/globals';
import { differences, SHOP, steps } from './played.fixture.js';

/** Steps of a test after its members. */
const withMembers = (members: string, ...written: readonly string[]) =>
  steps(...written).replace('name: a\n', `name: a\n    members: ${members}\n`);

describe('What members do in a test', () => {
  it.each([
    [
      'a purchase that is gone comes back no second time',
      [
        '{ at: 2026-03-05, purchase: p, lines: [{ amount: 5.00 }], balances: { points: 5 } }',
        '{ at: 2026-03-06, return: p, takes: { points: 5 } }',
        '{ at: 2026-03-06, return: p, takes: {}, balances: { points: 0 } }',
      ],
    ],
    [
      'what waits is released once, and by its action alone',
      [
        '{ at: 2026-03-05, purchase: p, lines: [{ amount: 5.00, categories: [FLOUR] }], pending: { stamps: 2 } }',
        '{ at: 2026-03-06, action: review, about: p, releases: {}, earns: { points: 5 }, pending: { stamps: 2 } }',
        '{ at: 2026-03-06, action: shipped, about: p, releases: { stamps: 2 }, pending: { stamps: 0 } }',
        '{ at: 2026-03-07, action: shipped, about: p, releases: {}, balances: { points: 10, stamps: 2 } }',
      ],
    ],
    [
      'a return that is dated before its purchase counts from the purchase on',
      [
        '{ at: 2026-03-05, purchase: p, lines: [{ amount: 120.00 }], tier: gold }',
        '{ at: 2026-03-04, return: p, takes: { points: 120 } }',
        '{ at: 2026-03-06, tier: tin }',
      ],
    ],
    [
      'one line that comes back whole leaves the purchase there, which goes on counting',
      [
        '{ at: 2026-03-05, purchase: p, lines: [{ amount: 5.00 }, { sku: CUP, amount: 6.00, quantity: 2 }] }',
        '{ at: 2026-03-06, return: p, units: { line 1: 1 }, takes: { points: 5 } }',
        '{ at: 2026-03-06, purchase: q, lines: [{ amount: 5.00 }], segments: [regulars] }',
        '{ at: 2026-03-06, lines: [{ amount: 5.00 }], offers: { third: 30 } }',
        '{ at: 2026-03-07, return: p, units: { CUP: 1 }, takes: { points: 3 } }',
        '{ at: 2026-03-07, return: p, takes: { points: 33 } }',
      ],
    ],
    [
      'a bonus goes when a purchase that had qualified it is gone, and not for another one',
      [
        '{ at: 2026-03-01, purchase: a, lines: [{ amount: 1.00 }] }',
        '{ at: 2026-03-02, purchase: b, lines: [{ amount: 1.00 }] }',
        '{ at: 2026-03-03, purchase: c, lines: [{ amount: 1.00 }], offers: { third: 30 } }',
        '{ at: 2026-03-04, purchase: d, lines: [{ amount: 1.00 }], offers: { third: 0 } }',
        '{ at: 2026-03-05, return: d, takes: { points: 1 } }',
        '{ at: 2026-03-06, return: b, takes: { points: 31 } }',
        '{ at: 2026-03-07, return: a, takes: { points: 1 } }',
        '{ at: 2026-03-08, return: c, takes: { points: 1 }, balances: { points: 0 } }',
      ],
    ],
    [
      'an action counts for the day on which it was done, and for the store where',
      [
        '{ at: 2026-03-05, action: review, store: mill, earns: { points: 5 } }',
        '{ at: 2026-03-05, action: review, earns: {} }',
        '{ at: 2026-03-06, action: review, earns: { points: 5 }, explains: { review: { en: "5 points: 5 points for “review”." } } }',
      ],
    ],
    [
      'units are named by the article first and by the number of the line else',
      [
        '{ at: 2026-03-05, purchase: p, lines: [{ amount: 5.00 }, { sku: CUP, gtin: "4006381333931", amount: 6.00 }] }',
        '{ at: 2026-03-06, return: p, units: { CUP: 1 }, takes: { points: 6 } }',
        '{ at: 2026-03-06, return: p, units: { "1": 1 }, takes: { points: 5 } }',
      ],
    ],
    [
      'a wallet is redeemed without another one',
      [
        '{ at: 2026-03-05, lines: [{ amount: 5.00, categories: [FLOUR] }] }',
        '{ at: 2026-03-06, redeems: { points: 6 }, refused: true, balances: { points: 5 } }',
        '{ at: 2026-03-06, redeems: { points: 4 }, balances: { points: 1 }, pending: { stamps: 2 } }',
      ],
    ],
    [
      'points that expire in exactly thirty days expire soon',
      [
        '{ at: "2026-03-05T10:00:00Z", lines: [{ amount: 5.00 }] }',
        '{ at: "2027-12-01T22:59:59Z", segments: [] }',
        '{ at: "2027-12-01T23:00:00Z", segments: [losing] }',
      ],
    ],
  ])('%s', (_, written) => {
    expect(differences(steps(...written))).toEqual([]);
  });

  it('refuses units that came back already', () => {
    const written = [
      '{ at: 2026-03-05, purchase: p, lines: [{ amount: 5.00 }, { sku: CUP, amount: 6.00 }] }',
      '{ at: 2026-03-06, return: p, units: { CUP: 1 }, takes: { points: 6 } }',
      '{ at: 2026-03-06, return: p, units: { CUP: 1, line 1: 2 } }',
      '{ at: 2026-03-06, return: p, units: { line 9: 1 } }',
    ];
    expect(differences(steps(...written))).toEqual([
      'too_large: More would come back than is left of CUP. Expected at most what is left @ 1,',
      'too_large: More would come back than is left of line 1. Expected at most what is left @ 2',
      'unknown_name: There is no line of the purchase line 9: did you mean line 1? Expected line 1 @ 1',
    ]);
  });

  it('gives an invitation to both sides, and takes it from both when the purchase is gone', () => {
    const members = '{ ann: { joined: 2026-03-01, invitedBy: bob }, bob: {} }';
    const twice = withMembers(
      members,
      '{ at: 2026-03-05, member: ann, purchase: p, lines: [{ amount: 12.00 }], referral: { inviter: 50, friend: 20 } }',
      '{ at: 2026-03-05, member: bob, balances: { points: 50 } }',
      '{ at: 2026-03-06, return: p, takes: { points: 32 }, balances: { points: 0 } }',
      '{ at: 2026-03-06, member: bob, balances: { points: 0 } }',
      '{ at: 2026-03-07, member: ann, lines: [{ amount: 12.00 }], referral: { inviter: 50, friend: 20 } }',
      '{ at: 2026-03-07, member: bob, balances: { points: 50 } }',
    );
    expect(differences(twice)).toEqual([]);
  });

  it.each([
    ['first', 'nobody invited the member', 'first'],
    ['{ inviter: 5 }', '0', '5'],
  ])('gives no invitation where nobody invited: %s', (asked, found, expected) => {
    const [said] = differences(steps(`{ at: 2026-03-05, lines: [{ amount: 12.00 }], referral: ${asked} }`));
    expect(said).toContain(`${found}, expected ${expected}`);
  });

  it('tells no tier where there are none', () => {
    const noTiers = SHOP.replace(/^tiers:\n( .*\n)*/m, '');
    expect(differences(steps('{ at: 2026-03-05, says: { en: x } }'), noTiers)).toEqual([
      'the tier is told as nothing, expected x @ x',
    ]);
  });

  it('sees what is written of a line, and of an order', () => {
    const programme = `${SHOP.split('offers:')[0] ?? ''}offers:
  - { id: gtin, wallet: points, give: { points: 3 }, when: "purchase.lines.exists(l, l.gtin == '4006381333931')" }
  - { id: bare, wallet: points, give: { points: 4 }, when: "purchase.lines.exists(l, !has(l.gtin) && l.sku == 'line 2')" }
  - { id: shop, wallet: points, give: { points: 5 }, when: "has(purchase.store) || has(purchase.channel)" }
  - { id: german, wallet: points, give: { points: 6 }, when: "has(member.language)" }
`;
    const test = withMembers(
      '{ ann: { language: de }, bob: {} }',
      '{ at: 2026-03-05, member: ann, lines: [{ gtin: "4006381333931", amount: 1.00 }], offers: { gtin: 3, bare: 0, shop: 0, german: 6 } }',
      '{ at: 2026-03-05, member: bob, lines: [{ gtin: "1", amount: 1.00 }, { amount: 1.00 }], offers: { gtin: 0, bare: 4, shop: 0, german: 0 } }',
      '{ at: 2026-03-05, member: bob, store: a, lines: [{ sku: A, amount: 1.00 }], offers: { gtin: 0, bare: 0, shop: 5 } }',
      '{ at: 2026-03-05, member: bob, channel: a, lines: [{ sku: A, amount: 1.00 }], offers: { shop: 5 } }',
    );
    expect(differences(test, programme)).toEqual([]);
  });

  it('reads sums in the decimals of the currency', () => {
    const dinar = `
id: d
name: D
currency: KWD
timeZone: UTC
wallets: { points: { earn: { points: 1, per: 0.005 } } }
discounts: [{ id: card, percent: 50 }]
tiers: { period: calendar_year, wallet: points, ladder: [{ id: gold, name: Gold, needs: { spend: 1.125 } }] }
`;
    const written =
      '{ at: 2026-03-05, lines: [{ amount: 0.125 }], earns: { points: 25 }, discounts: { card: 0.062 }, says: { en: "You have no tier yet. 1.000 KWD to go until “Gold”." } }';
    expect(differences(steps(written), dinar)).toEqual([]);
  });
});
