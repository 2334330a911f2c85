import { describe, expect, it } from '@jest/globals';
import { changed, differences, SHOP, steps } from './played.fixture.js';

describe('A test of a programme is refused', () => {
  it.each([
    [
      'earns: { points: 57 }',
      'earns: { pints: 57 }',
      'unknown_name: There is no wallet pints: did you mean points? Expected points @ 57',
    ],
    [
      'releases: { stamps: 6 }',
      'releases: { stamp: 6 }',
      'unknown_name: There is no wallet stamp: did you mean stamps? Expected stamps @ 6',
    ],
    [
      'redeems: { points: 72 }',
      'redeems: { pints: 72 }',
      'unknown_name: There is no wallet pints: did you mean points? Expected points @ 72',
    ],
    [
      'balances: { points: 89 }',
      'balances: { pints: 89 }',
      'unknown_name: There is no wallet pints: did you mean points? Expected points @ 89',
    ],
    [
      'pending: { stamps: 6 }',
      'pending: { stamp: 6 }',
      'unknown_name: There is no wallet stamp: did you mean stamps? Expected stamps @ 6',
    ],
    [
      'shortfall: { points: 0 }',
      'shortfall: { pints: 0 }',
      'unknown_name: There is no wallet pints: did you mean points? Expected points @ 0',
    ],
    ['flour: 6 }', 'flower: 6 }', 'unknown_name: There is no offer flower: did you mean flour? Expected flour @ 6'],
    [
      'trimmed: { review: 0 }',
      'trimmed: { reveiw: 0 }',
      'unknown_name: There is no offer reveiw: did you mean review? Expected review @ 0',
    ],
    ['web: { condition', 'wep: { condition', 'unknown_name: There is no offer wep: did you mean web? Expected web @ {'],
    [
      'offers: { tier-gold: 10, third: 30, web: 7 }',
      'why: { web: chanels }',
      'unknown_name: There is no condition chanels: did you mean channels? Expected channels @ chanels',
    ],
    [
      'offers: { tier-gold: 10, third: 30, web: 7 }',
      'why: { review: channels }',
      'unknown_name: There is no offer review. Expected one of tier-gold, flour, web, third @ channels',
    ],
    [
      'wallet: stamps, awaits',
      'wallet: stamp, awaits',
      'unknown_name: There is no wallet stamp: did you mean stamps? Expected stamps @ stamp,',
    ],
    ['partner: none', 'partner: zzz', 'unknown_name: There is no partner zzz. Expected one of none, mill @ zzz'],
    ['rewards: [lounge]', 'rewards: [zzzz]', 'unknown_name: There is no reward zzzz. Expected one of lounge @ zzzz],'],
    [
      'action: review',
      'action: dance',
      'unknown_name: There is no action of the programme dance. Expected one of review, shipped @ dance,',
    ],
    [
      'enrols: true',
      'paused: [spring, summer]',
      'unknown_name: There is no campaign summer. Expected one of spring @ summer]',
    ],
    [
      'at: 2026-03-06, action',
      'member: ann, lines: [], at: 2026-03-06, action',
      'too_few: Expected a list of lines, found an empty list. Expected a list of lines @ [],',
    ],
    [
      'consents: [email], language: ru',
      'segments: [regulars, losers]',
      'unknown_name: There is no segment losers. Expected one of regulars, losing @ losers],',
    ],
    [
      'lines: [{ amount: 40.00 }]',
      'lines: [{ amount: -40.00 }]',
      'too_small: Expected a number zero or more, found -40.00. Expected a number zero or more @ -40.00',
    ],
    [
      'lines: [{ amount: 40.00 }]',
      'lines: [{ amount: 40.00, tax: x }]',
      'wrong_value: Expected a sum, such as 0.50, found x. Expected a sum, such as 0.50 @ x',
    ],
    [
      'lines: [{ amount: 40.00 }]',
      'paidWith: { points: -1.00 }, lines: [{ amount: 40.00 }]',
      'too_small: Expected a number zero or more, found -1.00. Expected a number zero or more @ -1.00',
    ],
    [
      'lines: [{ amount: 40.00 }]',
      'currency: EUX, lines: [{ amount: 40.00 }]',
      'unknown_name: There is no currency that the programme takes EUX: did you mean EUR? Expected EUR @ EUX,',
    ],
    [
      'lines: [{ amount: 40.00 }]',
      'currency: USD, lines: [{ amount: 40.00 }]',
      'unknown_name: There is no currency that the programme takes USD. Expected one of EUR @ USD,',
    ],
    [
      'discounts: { card: 3.00 }',
      'discounts: { card: -3.00 }',
      'too_small: Expected a number zero or more, found -3.00. Expected a number zero or more @ -3.00',
    ],
    [
      'return: second, takes',
      'return: second, units: { lime 2: 1 }, takes',
      'unknown_name: There is no line of the purchase lime 2: did you mean line 1? Expected line 1 @ 1',
    ],
    [
      'units: { RYE: 1 }',
      'units: { CUP: 2 }',
      'too_large: More would come back than is left of CUP. Expected at most what is left @ 2',
    ],
    [
      'about: first',
      'about: frist',
      'unknown_name: There is no purchase before this frist: did you mean first? Expected first @ frist,',
    ],
    ['tier: gold', 'tier: zzzzz', 'unknown_name: There is no tier zzzzz. Expected one of tin, gold, none @ zzzzz,'],
    [
      'at: 2026-03-11, member',
      'at: 2026-02-30, member',
      'not_a_date: The calendar has no 2026-02-30. Expected an instant such as 2026-03-05T10:15:00+01:00 @ 2026-02-30,',
    ],
    [
      'member: bob, balances: { points: 50 }',
      'member: bob, takes: { points: 50 }',
      'contradicting_fields: `takes` says nothing about a step in which nothing happens; one of at, member, tier, rewards, says, segments, balances, pending, shortfall can stand here. Expected one of at, member, tier, rewards, says, segments, balances, pending, shortfall @ takes:',
    ],
    [
      'member: ann, action: review',
      'member: ann, action: review, enrols: true',
      'contradicting_fields: `enrols` says nothing about an action; one of action, store, about, releases, earns, offers, trimmed, lots, explains, at, member, tier, rewards, says, segments, balances, pending, shortfall can stand here. Expected one of action, store, about, releases, earns, offers, trimmed, lots, explains, at, member, tier, rewards, says, segments, balances, pending, shortfall @ enrols:',
    ],
    [
      'units: { RYE: 1 }',
      'units: { RYE: 4 }',
      'too_large: More would come back than is left of RYE. Expected at most what is left @ 4',
    ],
    [
      'units: { RYE: 1 }',
      'units: { RIE: 1 }',
      'unknown_name: There is no line of the purchase RIE: did you mean RYE? Expected RYE @ 1',
    ],
    [
      'birthday: 1990-06-14',
      'birthday: 1990-02-30',
      'not_a_date: The calendar has no 1990-02-30. Expected a day of birth such as 1990-06-14 @ 1990-02-30,',
    ],
    [
      'joined: 2026-01-05',
      'joined: 2026-02-30',
      'not_a_date: The calendar has no 2026-02-30. Expected an instant such as 2026-03-05T10:15:00+01:00 @ 2026-02-30,',
    ],
    [
      'referral: first',
      'referral: frist',
      'unknown_name: There is no condition of a referral frist: did you mean first? Expected first @ frist',
    ],
    [
      'condition: channels',
      'condition: chanels',
      'unknown_name: There is no condition chanels: did you mean channels? Expected channels @ chanels,',
    ],
    [
      'discounts: { card',
      'discounts: { cart',
      'unknown_name: There is no discount cart: did you mean card? Expected card @ 3.00',
    ],
    [
      'awaits: shipped,',
      'awaits: shiped,',
      'unknown_name: There is no action shiped: did you mean shipped? Expected shipped @ shiped,',
    ],
    [
      'segments: [regulars]',
      'segments: [regular]',
      'unknown_name: There is no segment regular: did you mean regulars? Expected regulars @ regular]',
    ],
    [
      'purchase: second',
      'purchase: first',
      'repeated_id: There is a purchase first already. Expected another name @ first,',
    ],
    [
      'invitedBy: bob',
      'invitedBy: bop',
      'unknown_name: There is no member of this test bop: did you mean bob? Expected bob @ bop',
    ],
    [
      'member: bob, bal',
      'member: bop, bal',
      'unknown_name: There is no member of this test bop: did you mean bob? Expected bob @ bop,',
    ],
  ])('with %j changed to %j, and told what was meant, and where', (from, to, said) => {
    expect(changed(from, to)).toBe(said);
  });

  it('where neither purchases nor steps, or both of them, stand in it', () => {
    expect(differences('tests: [{ name: a }]')).toMatchObject([expect.stringMatching(/^missing_field: /)]);
    const both =
      'tests: [{ name: a, steps: [{ at: 2026-03-05 }], purchases: [{ at: 2026-03-05, lines: [{ amount: 1 }] }] }]';
    expect(differences(both)).toMatchObject([
      expect.stringMatching(/^wrong_value: .*Expected either `purchases` or `steps` @/),
    ]);
  });

  it('where two things happen in one step', () => {
    expect(differences(steps('{ at: 2026-03-05, redeems: { points: 1 }, action: review }'))).toEqual([
      'contradicting_fields: One thing happens in a step: `redeems` and `action` are two. Expected a step for each @ action:',
    ]);
  });

  it('where it names a tier, and its programme has none or no other', () => {
    const noTiers = SHOP.replace(/^tiers:\n( .*\n)*/m, '').replace(/^segments:\n( .*\n)*/m, '');
    const asked = steps('{ at: 2026-03-05, tier: gold, rewards: [lounge] }');
    expect(differences(asked, noTiers)).toEqual([
      'unknown_name: There is no tier gold. Expected a tier; there is none @ gold,',
      'unknown_name: There is no reward lounge. Expected a reward; there is none @ lounge]',
    ]);
    const plain =
      noTiers.replace('segments:', '') +
      'tiers: { period: calendar_year, ladder: [{ id: gold, name: { en: Gold, ru: Gold }, needs: { points: 1 } }] }\n';
    expect(differences(asked.replace('gold', 'zzzz'), plain)).toEqual([
      'unknown_name: There is no tier zzzz. Expected one of none, gold, none @ zzzz,',
      'unknown_name: There is no reward lounge. Expected a reward; there is none @ lounge]',
    ]);
  });

  it.each(['steps', 'purchases'])(
    'where the calendar does not have when %s begin, and members have joined',
    (field) => {
      const text = steps('{ at: 2026-02-30, member: ann, lines: [{ amount: 1.00 }] }')
        .replace('steps:', `${field}:`)
        .replace('name: a', 'name: a\n    members: { ann: {} }');
      const said =
        'not_a_date: The calendar has no 2026-02-30. Expected an instant such as 2026-03-05T10:15:00+01:00 @ 2026-02-30,';
      expect(differences(text)).toEqual([said, said]);
    },
  );
});
