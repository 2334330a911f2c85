import { describe, expect, it } from '@jest/globals';
import { changed, differences } from './played.fixture.js';

describe('A test of a programme is refused', () => {
  it.each([
    ['member: bob, bal', 'member: bop, bal', 'unknown_name: bob / bop'],
    ['invitedBy: bob', 'invitedBy: bop', 'unknown_name: bob / bop'],
    ['return: first, units', 'return: frist, units', 'unknown_name: first / frist'],
    ['about: first', 'about: third', 'unknown_name: one of first / third'],
    ['purchase: second', 'purchase: first', 'repeated_id: another name / first'],
    ['units: { RYE: 1 }', 'units: { RIE: 1 }', 'unknown_name: RYE / RIE'],
    ['units: { RYE: 1 }', 'units: { RYE: 4 }', 'too_large: at most what is left / 4'],
    ['units: { RYE: 1 }', 'units: { RYE: 0 }', 'too_small: a number above zero / 0'],
    ['action: review', 'action: reveiw', 'unknown_name: review / reveiw'],
    ['tier: gold', 'tier: glod', 'unknown_name: gold / glod'],
    ['rewards: [lounge]', 'rewards: [longe]', 'unknown_name: lounge / longe'],
    ['segments: [regulars]', 'segments: [regular]', 'unknown_name: regulars / regular'],
    ['condition: channels', 'condition: chanels', 'unknown_name: channels / chanels'],
    ['referral: first', 'referral: frist', 'unknown_name: first / frist'],
    ['discounts: { card', 'discounts: { cart', 'unknown_name: card / cart'],
    ['card: 3.00', 'card: 3.005', 'too_many_decimals: at most 2 decimals / 3.005'],
    ['partner: none', 'partner: nill', 'unknown_name: mill / nill'],
    ['awaits: shipped,', 'awaits: shiped,', 'unknown_name: shipped / shiped'],
    ['explains: { tier-gold', 'explains: { tier-glod', 'unknown_name: tier-gold / tier-glod'],
    ['takes: { points: 20, stamps', 'takes: { points: 20, stamp', 'unknown_name: stamps / stamp'],
    ['consents: [email]', 'consent: [email]', 'unknown_field: consents / consent'],
    ['birthday: 1990-06-14', 'birthday: 1990-02-30', 'not_a_date: a day of birth such as 1990-06-14 / 1990-02-30'],
    [
      'joined: 2026-01-05',
      'joined: 2026-02-30',
      'not_a_date: an instant such as 2026-03-05T10:15:00+01:00 / 2026-02-30',
    ],
    [
      'at: 2026-03-05T10:15\n',
      'at: 2026-03-05 10:15\n',
      'wrong_value: a day or an instant such as 2026-03-05, 2026-03-05T10:15 or "2026-03-05T10:15:00+01:00" / 2026-03-05 10:15',
    ],
    ['enrols: true', 'paused: [sprung]', 'unknown_name: spring / sprung'],
  ])('with %j changed to %j, and told what was meant', (from, to, said) => {
    expect(changed(from, to)[0]).toBe(said);
  });

  it.each([
    ['return: second, takes', 'return: second, earns: { points: 1 }, takes', 'earns'],
    ['return: second, takes', 'return: second, redeems: { points: 1 }, takes', 'redeems'],
    ['member: bob, balances: { points: 50 }', 'member: bob, takes: { points: 50 }', 'takes'],
    ['refused: true', 'releases: { points: 1 }', 'releases'],
  ])('with %j changed to %j, since that says nothing there', (from, to, field) => {
    expect(changed(from, to)[0]).toMatch(new RegExp(`^contradicting_fields: .* / ${field}$`));
  });

  it('where neither purchases nor steps, or both of them, stand in it', () => {
    expect(differences('tests: [{ name: a }]')).toEqual(['missing_field: purchases / nothing']);
    const both =
      'tests: [{ name: a, steps: [{ at: 2026-03-05 }], purchases: [{ at: 2026-03-05, lines: [{ amount: 1 }] }] }]';
    expect(differences(both)).toEqual(['wrong_value: either `purchases` or `steps` / a list']);
  });
});
