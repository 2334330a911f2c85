import { describe, expect, it } from '@jest/globals';
import { differences, SHOP, steps } from './played.fixture.js';

const changedShop = (from: string, to: string) => {
  expect(SHOP).toContain(from);
  return SHOP.replace(from, () => to);
};

/** Steps of a test after its members. */
const withMembers = (members: string, ...written: readonly string[]) =>
  steps(...written).replace('name: a\n', `name: a\n    members: ${members}\n`);

const [A, B] = ['a', 'b'].map(
  (name, at) => `{ at: 2026-03-0${at + 1}, purchase: ${name}, lines: [{ amount: 1.00 }] }`,
) as [string, string];

describe('What comes back in a test', () => {
  it('leaves what a withdrawn bonus shared with other wallets there, and its own points on the units that are left', () => {
    const programme = changedShop('give: { points: 2, perUnits: 1 }', 'give: { points: 2 }');
    const written = [
      A,
      B,
      '{ at: 2026-03-03, purchase: c, lines: [{ sku: CUP, amount: 5.00, quantity: 5, categories: [FLOUR] }], offers: { third: 30, flour: 2 } }',
      '{ at: 2026-03-04, return: c, units: { CUP: 1 }, takes: { points: 7, stamps: 1 } }',
      '{ at: 2026-03-05, return: a, takes: { points: 25 } }',
      '{ at: 2026-03-06, return: c, units: { CUP: 1 }, takes: { points: 1 } }',
      '{ at: 2026-03-07, return: c, takes: { points: 3, stamps: 1 } }',
    ];
    expect(differences(steps(...written), programme)).toEqual([]);
  });

  it('withdraws what is left of a bonus where one of the lines that carry it is gone', () => {
    const written = [
      A,
      B,
      '{ at: 2026-03-03, purchase: c, lines: [{ sku: CUP, amount: 5.00 }, { amount: 5.00 }], offers: { third: 30 } }',
      '{ at: 2026-03-04, return: c, units: { CUP: 1 }, takes: { points: 20 } }',
      '{ at: 2026-03-05, return: a, takes: { points: 16 } }',
    ];
    expect(differences(steps(...written))).toEqual([]);
  });

  it('withdraws each bonus that it had qualified, and none that another purchase had', () => {
    const programme = changedShop(
      'actions:',
      '  - { id: second, wallet: points, give: { points: 10, everyNth: 2, within: P30D } }\nactions:',
    );
    const written = [
      A,
      B.replace(' }]', ' }], offers: { second: 10 }'),
      '{ at: 2026-03-03, purchase: c, lines: [{ amount: 1.00 }], offers: { second: 0, third: 30 } }',
      '{ at: 2026-03-04, purchase: d, lines: [{ amount: 1.00 }], offers: { second: 10, third: 0 } }',
      '{ at: 2026-03-05, purchase: e, lines: [{ amount: 1.00 }], offers: { second: 0, third: 0 } }',
      '{ at: 2026-03-06, purchase: f, lines: [{ amount: 1.00 }], offers: { second: 10, third: 30 } }',
      '{ at: 2026-03-07, return: e, takes: { points: 41 } }',
      '{ at: 2026-03-08, return: d, takes: { points: 11 } }',
    ];
    expect(differences(steps(...written), programme)).toEqual([]);
  });

  it('waits for no bonus any more', () => {
    const written = [
      A,
      '{ at: 2026-03-01, return: a, takes: { points: 1 } }',
      B,
      '{ at: 2026-03-03, lines: [{ amount: 1.00 }], offers: { third: 0 } }',
      '{ at: 2026-03-04, lines: [{ amount: 1.00 }], offers: { third: 30 } }',
    ];
    expect(differences(steps(...written))).toEqual([]);
  });

  it('counts from when it came back, and was there until then', () => {
    const written = [
      '{ at: 2026-03-01, purchase: p, lines: [{ amount: 120.00 }], tier: gold }',
      '{ at: 2026-03-10, return: p, takes: { points: 120 }, tier: tin }',
      '{ at: 2026-03-05, tier: gold }',
      '{ at: 2026-03-11, tier: tin }',
    ];
    expect(differences(steps(...written))).toEqual([]);
  });

  it('takes an invitation back once, however often something comes back', () => {
    const once = withMembers(
      '{ bob: {}, ann: { joined: 2026-03-01, invitedBy: bob }, cid: { joined: 2026-03-01, invitedBy: bob } }',
      '{ at: 2026-03-05, member: ann, purchase: p, lines: [{ sku: CUP, amount: 12.00, quantity: 3 }], referral: { inviter: 50, friend: 20 } }',
      '{ at: 2026-03-06, return: p, units: { CUP: 1 }, takes: { points: 24 } }',
      '{ at: 2026-03-06, return: p, units: { CUP: 1 }, takes: { points: 4 } }',
      '{ at: 2026-03-06, return: p, takes: { points: 4 }, balances: { points: 0 } }',
      '{ at: 2026-03-07, member: ann, lines: [{ amount: 12.00 }], referral: { inviter: 50, friend: 20 } }',
      '{ at: 2026-03-08, member: cid, lines: [{ amount: 12.00 }], referral: { friend: 20 } }',
      '{ at: 2026-03-09, member: bob, balances: { points: 50 } }',
    );
    expect(differences(once)).toEqual([]);
  });

  it('is told where other points end at the same time: they are no part of it', () => {
    const written = [
      '{ at: 2026-03-05, lines: [{ amount: 5.00 }] }',
      '{ at: 2027-03-05, purchase: p, lines: [{ amount: 7.00, categories: [FLOUR] }], pending: { stamps: 2 } }',
      '{ at: 2028-01-01, return: p, takes: { points: 7, stamps: 2 } }',
    ];
    expect(differences(steps(...written))).toEqual([]);
  });

  it('is released without points of the wallet that end at the same time', () => {
    const programme = changedShop(
      'stamps: { pending: { action: shipped } }',
      'stamps: { expiry: { after: P1M }, pending: { action: shipped } }',
    );
    const written = [
      '{ at: 2026-03-01, purchase: p, lines: [{ amount: 5.00, categories: [FLOUR] }], pending: { stamps: 2 } }',
      '{ at: 2026-03-01, action: shipped, about: p, releases: { stamps: 2 } }',
      '{ at: 2026-03-20, purchase: q, lines: [{ amount: 5.00, quantity: 2, categories: [FLOUR] }] }',
      '{ at: 2026-05-02, action: shipped, about: q, releases: { stamps: 4 }, balances: { stamps: 4 } }',
    ];
    expect(differences(steps(...written), programme)).toEqual([]);
  });

  it.each(['points', 'spend', 'visits'])('leaves the %s that are kept counted towards tiers', (measure) => {
    const needs = `needs: { ${measure}: ${measure === 'visits' ? '2' : '100'} }`;
    const programme = changedShop('needs: { spend: 100.00 }', needs).replace(
      'period: calendar_year',
      'period: calendar_year\n  wallet: points',
    );
    const written = [
      '{ at: 2026-03-01, purchase: p, lines: [{ sku: CUP, amount: 110.00, categories: [FLOUR] }, { sku: RYE, amount: 40.00, quantity: 4 }] }',
      '{ at: 2026-03-02, purchase: q, lines: [{ amount: 10.00 }], tier: gold }',
      '{ at: 2026-03-03, return: p, units: { RYE: 3 }, tier: gold }',
      '{ at: 2026-03-04, return: p, units: { RYE: 1 }, tier: gold }',
      '{ at: 2026-03-05, return: p, tier: tin }',
    ];
    expect(differences(steps(...written), programme)).toEqual([]);
  });

  it('leaves a visit counted as long as something is there, in whichever wallet it counts', () => {
    const base = 'earn: { points: 1, per: 1.00, exclude: { categories: [FLOUR] } }';
    const programme = changedShop('earn: { points: 1, per: 1.00 }', base)
      .replace(
        'stamps: { pending',
        'stamps: { earn: { points: 1, per: 1.00, include: { categories: [FLOUR] } }, pending',
      )
      .replace('needs: { spend: 100.00 }', 'needs: { visits: 2 }')
      .replace('multiply: 2, ', '');
    const written = [
      '{ at: 2026-03-01, purchase: p, lines: [{ sku: RYE, amount: 5.00, categories: [FLOUR] }, { sku: CUP, amount: 5.00 }] }',
      '{ at: 2026-03-02, lines: [{ amount: 1.00 }], tier: gold }',
      '{ at: 2026-03-03, return: p, units: { RYE: 1 }, tier: gold }',
      '{ at: 2026-03-04, return: p, units: { CUP: 1 }, tier: tin }',
    ];
    expect(differences(steps(...written), programme)).toEqual([]);
  });
});
