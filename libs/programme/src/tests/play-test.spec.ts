import { describe, expect, it } from '@jest/globals';
import { testProgramme } from './test-programme.js';

const SHOP = `
id: shop
name: Shop
currency: EUR
timeZone: Europe/Berlin
partners: [mill]
wallets:
  points:
    unit: { en: { one: point, other: points }, ru: { one: балл, few: балла, many: баллов } }
    expiry: { after: P1Y, endOf: year }
    earn: { points: 1, per: 1.00 }
  stamps: { pending: { action: shipped } }
tiers:
  period: calendar_year
  ladder:
    - { id: tin, name: { en: Tin, ru: Олово } }
    - { id: gold, name: { en: Gold, ru: Золото }, needs: { spend: 100.00 }, benefits: { multiply: 2, discount: 10, rewards: [lounge] } }
segments:
  regulars: { when: history.purchases >= 2 }
campaigns: { spring: { until: 2026-05-31 } }
offers:
  - { id: flour, wallet: stamps, give: { points: 2, perUnits: 1 }, lines: { include: { categories: [FLOUR] } }, partner: mill }
  - { id: web, wallet: points, give: { points: 7 }, only: { channels: [web] }, campaign: spring }
  - { id: third, wallet: points, give: { points: 30, everyNth: 3, within: P30D } }
actions:
  - { id: review, on: review, wallet: points, points: 5, uses: { day: 1 } }
referral:
  inviter: { points: 50, wallet: points, uses: { member: 1 } }
  friend: { points: 20, wallet: points }
  qualifies: { spentAtLeast: 10.00 }
discounts:
  - { id: card, steps: [{ spentAtLeast: 50.00, percent: 3 }] }
autoEnrolment: { when: { spentAtLeast: 20.00 } }
`;

const TESTS = `tests:
  - name: a year of Ann
    members:
      ann: { joined: 2026-01-05, birthday: 1990-06-14, consents: [email], language: ru, invitedBy: bob }
      bob: { joined: 2025-01-05 }
    steps:
      - at: 2026-03-05T10:15
        member: ann
        purchase: first
        lines: [{ sku: RYE, amount: 60.00, quantity: 3, categories: [FLOUR] }, { sku: CUP, amount: 9.99 }]
        offers: { base: 69, flour: 6 }
        lots:
          - { wallet: points, points: 69, available: 2026-03-05, expires: 2028-01-01T00:00, partner: none }
          - { wallet: stamps, awaits: shipped, partner: mill }
        why:
          web: { condition: channels, needed: web, found: nothing, ru: 'Канал продаж — требуется: «web»; найдено: ничего.' }
        referral: { inviter: 50, friend: 20 }
        enrols: true
        tier: tin
        pending: { stamps: 6 }
        balances: { points: 89 }
      - { at: 2026-03-05, member: bob, balances: { points: 50 }, segments: [] }
      - { at: 2026-03-06, action: shipped, about: first, releases: { stamps: 6 }, balances: { stamps: 6 } }
      - at: 2026-03-07
        member: ann
        quoted: true
        lines: [{ amount: 100.00 }]
        discounts: { card: 3.00 }
        referral: first
      - { at: 2026-03-07, member: ann, purchase: second, lines: [{ amount: 40.00 }], tier: gold, rewards: [lounge], segments: [regulars] }
      - at: 2026-03-08
        member: ann
        channel: web
        lines: [{ amount: 10.00 }]
        earns: { points: 57 }
        offers: { tier-gold: 10, third: 30, web: 7 }
        explains: { tier-gold: { en: '10 points: 2 times the points: Gold; counted on €10.00.' } }
      - { at: 2026-03-09, return: first, units: { RYE: 1 }, takes: { points: 20, stamps: 2 }, tier: tin }
      - { at: 2026-03-10, return: first, takes: { points: 99, stamps: 4 }, balances: { points: 67 } }
      - { at: 2026-03-10, member: bob, balances: { points: 0 } }
      - { at: 2026-03-11, member: ann, action: review, earns: { points: 5 }, trimmed: { review: 0 } }
      - { at: 2026-03-12, member: ann, redeems: { points: 73 }, refused: true }
      - { at: 2026-03-13, member: ann, redeems: { points: 72 }, balances: { points: 0 } }
      - { at: 2026-03-14, return: second, takes: { points: 40 }, balances: { points: -40 }, shortfall: { points: 0 } }
      - at: 2026-03-15
        member: ann
        says: { ru: 'Ваш уровень: «Олово». Ещё 90,00 € до уровня «Золото».' }
`;

function differences(text: string): readonly string[] {
  const tested = testProgramme(SHOP, text);
  if (!tested.ok) return tested.problems.map(({ code, expected, found }) => `${code}: ${expected} / ${found}`);
  return tested.tests.flatMap((test) =>
    test.differences.map(({ line, what, expected, found }) => {
      expect(text.split('\n')[line - 1]).toBeDefined();
      return `${what} ${found}, expected ${expected}`;
    }),
  );
}

const changed = (from: string, to: string) => {
  expect(TESTS).toContain(from);
  return differences(TESTS.replace(from, () => to));
};

describe('A test of a programme plays', () => {
  it('members, purchases, quotes, returns, actions and redemptions, to the point', () => {
    expect(differences(TESTS)).toEqual([]);
  });

  it.each([
    ['flour: 6 }', 'flour: 5 }', 'flour gives 6, expected 5'],
    ['points: 69, available', 'points: 70, available', 'lot 1 has 69, expected 70'],
    ['available: 2026-03-05,', 'available: 2026-03-06,', 'lot 1 is available 2026-03-05, expected 2026-03-06'],
    ['T00:00, partner', 'T01:00, partner', 'lot 1 expires 2028-01-01T00:00, expected 2028-01-01T01:00'],
    ['expires: 2028-01-01T00:00', 'expires: never', 'lot 1 expires 2028-01-01T00:00, expected never'],
    ['partner: none', 'partner: mill', 'lot 1 is funded by none, expected mill'],
    ['partner: mill }', 'partner: none }', 'lot 2 is funded by mill, expected none'],
    ['wallet: stamps, awaits', 'wallet: points, awaits', 'lot 2 is in stamps, expected points'],
    ['awaits: shipped, ', 'awaits: review, ', 'lot 2 waits for shipped, expected review'],
    ['awaits: shipped, ', 'available: 2026-03-05, ', 'lot 2 is available on shipped, expected 2026-03-05'],
    ['condition: channels', 'condition: stores', 'web gives nothing because of channels, expected stores'],
    ['needed: web, found', 'needed: shop, found', 'web needs web, expected shop'],
    ['found: nothing', 'found: shop', 'web found nothing, expected shop'],
    ['referral: { inviter: 50,', 'referral: { inviter: 49,', 'the referral gives the inviter 50, expected 49'],
    [', friend: 20 }', ' }', 'the referral gives the friend 20, expected 0'],
    ['referral: first', 'referral: within', 'the referral fails by first, expected within'],
    ['enrols: true', 'enrols: false', 'it enrols true, expected false'],
    ['tier: tin\n', 'tier: none\n', 'tier tin, expected none'],
    ['pending: { stamps: 6 }', 'pending: { stamps: 0 }', 'stamps pending 6, expected 0'],
    ['balances: { points: 89 }', 'balances: { points: 69 }', 'points that can be spent 89, expected 69'],
    ['segments: [] }', 'segments: [regulars] }', 'segments none, expected regulars'],
    ['releases: { stamps: 6 }', 'releases: {}', 'stamps released 6, expected 0'],
    ['card: 3.00', 'card: 3.01', 'card takes off 3.00, expected 3.01'],
    ['discounts: { card: 3.00 }', 'discounts: {}', 'card takes off 3.00, expected 0.00'],
    ['rewards: [lounge]', 'rewards: []', 'rewards open lounge, expected none'],
    ['earns: { points: 57 }', 'earns: { points: 47 }', 'points earned 57, expected 47'],
    ['tier-gold: 10,', 'tier-gold: 0,', 'tier-gold gives 10, expected 0'],
    [
      'counted on €10.00',
      'counted on €11.00',
      'tier-gold is explained with 10 points: 2 times the points: Gold; counted on €10.00., expected 10 points: 2 times the points: Gold; counted on €11.00.',
    ],
    ['takes: { points: 20, stamps: 2 }', 'takes: { points: 20 }', 'stamps taken back 2, expected 0'],
    ['takes: { points: 99,', 'takes: { points: 49,', 'points taken back 99, expected 49'],
    ['trimmed: { review: 0 }', 'trimmed: { review: 5 }', 'review is trimmed by 0, expected 5'],
    [', refused: true', '', 'the redemption is refused, expected accepted'],
    [
      'redeems: { points: 72 }',
      'redeems: { points: 72 }, refused: true',
      'the redemption is accepted, expected refused',
    ],
    ['shortfall: { points: 0 }', 'shortfall: { points: 40 }', 'points that could not be taken back 0, expected 40'],
    [
      'Ещё 90,00 €',
      'Ещё 80,00 €',
      'the tier is told as Ваш уровень: «Олово». Ещё 90,00 € до уровня «Золото»., expected Ваш уровень: «Олово». Ещё 80,00 € до уровня «Золото».',
    ],
  ])('and where %j is changed to %j it says what was found', (from, to, said) => {
    expect(changed(from, to)[0]).toBe(said);
  });

  it('says why-not of an offer that gave something, and nothing of one that is not asked for', () => {
    const [said] = changed('offers: { tier-gold: 10, third: 30, web: 7 }', 'why: { web: channels }');
    expect(said).toBe('web gives nothing because of it gave 7, expected channels');
  });

  it('names the line and the column of what it expected', () => {
    const tested = testProgramme(SHOP, TESTS.replace('takes: { points: 99, stamps', 'takes: { points: 98, stamps'));
    const line = TESTS.split('\n').findIndex((text) => text.includes('takes: { points: 99')) + 1;
    const column = (TESTS.split('\n')[line - 1] ?? '').indexOf('99') + 1;
    expect(tested).toMatchObject({ ok: true, tests: [{ differences: [{ test: 'a year of Ann', line, column }] }] });
  });
});

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
