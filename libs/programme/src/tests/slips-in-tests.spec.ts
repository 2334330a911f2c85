import { describe, expect, it } from '@jest/globals';
import { changed, differences, steps } from './played.fixture.js';

describe('A slip of the pen in a test', () => {
  it.each([
    [
      'return: first, units',
      'return: frist, units',
      'unknown_name: There is no purchase before this frist: did you mean first? Expected first @ frist,',
    ],
    [
      'units: { RYE: 1 }',
      'units: { RYE: 0 }',
      'too_small: Expected a number above zero, found 0. Expected a number above zero @ 0',
    ],
    [
      'card: 3.00',
      'card: 3.005',
      'too_many_decimals: Expected at most 2 decimals, found 3.005. Expected at most 2 decimals @ 3.005',
    ],
    [
      'partner: none',
      'partner: nill',
      'unknown_name: There is no partner nill: did you mean mill? Expected mill @ nill',
    ],
    [
      'explains: { tier-gold',
      'explains: { tier-glod',
      'unknown_name: There is no offer tier-glod: did you mean tier-gold? Expected tier-gold @ {',
    ],
    [
      'takes: { points: 20, stamps',
      'takes: { points: 20, stamp',
      'unknown_name: There is no wallet stamp: did you mean stamps? Expected stamps @ 2',
    ],
    [
      'consents: [email]',
      'consent: [email]',
      'unknown_field: There is no field `consent` here: did you mean `consents`? Expected consents @ consent:',
    ],
    [
      'at: 2026-03-05T10:15\n',
      'at: 2026-03-05 10:15\n',
      'wrong_value: Expected a day or an instant such as 2026-03-05, 2026-03-05T10:15 or "2026-03-05T10:15:00+01:00", found 2026-03-05 10:15. Expected a day or an instant such as 2026-03-05, 2026-03-05T10:15 or "2026-03-05T10:15:00+01:00" @ 2026-03-05',
    ],
    [
      'enrols: true',
      'paused: [sprung]',
      'unknown_name: There is no campaign sprung: did you mean spring? Expected spring @ sprung]',
    ],
    [
      'action: review',
      'action: reveiw',
      'unknown_name: There is no action of the programme reveiw: did you mean review? Expected review @ reveiw,',
    ],
    ['tier: gold', 'tier: glod', 'unknown_name: There is no tier glod: did you mean gold? Expected gold @ glod,'],
    [
      'rewards: [lounge]',
      'rewards: [longe]',
      'unknown_name: There is no reward longe: did you mean lounge? Expected lounge @ longe],',
    ],
    [
      'about: first',
      'about: third',
      'unknown_name: There is no purchase before this third. Expected one of first @ third,',
    ],
    [
      'refused: true',
      'releases: { points: 1 }',
      'contradicting_fields: `releases` says nothing about a redemption; one of redeems, refused, at, member, tier, rewards, says, segments, balances, pending, shortfall can stand here. Expected one of redeems, refused, at, member, tier, rewards, says, segments, balances, pending, shortfall @ releases:',
    ],
    [
      'return: second, takes',
      'return: second, earns: { points: 1 }, takes',
      'contradicting_fields: `earns` says nothing about a return; one of return, units, takes, at, member, tier, rewards, says, segments, balances, pending, shortfall can stand here. Expected one of return, units, takes, at, member, tier, rewards, says, segments, balances, pending, shortfall @ earns:',
    ],
    [
      'return: second, takes',
      'return: second, redeems: { points: 1 }, takes',
      'contradicting_fields: One thing happens in a step: `return` and `redeems` are two. Expected a step for each @ redeems:',
    ],
  ])('%j changed to %j is told with what was meant', (from, to, said) => {
    expect(changed(from, to)).toBe(said);
  });

  it('is told once where an offer that gave nothing is to be explained', () => {
    const asked = steps('{ at: 2026-03-05, lines: [{ amount: 5.00 }], explains: { flour: { en: x } } }');
    expect(differences(asked)).toEqual(['flour is explained with nothing, expected x @ x']);
  });
});
