import { expect } from '@jest/globals';
import { testProgramme } from './test-programme.js';

export const SHOP = `
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
  losing: { when: wallets.points.expiringIn30Days > 0 }
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

export const TESTS = `tests:
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

export const OTHERS = `tests:
  - name: a purchase that had counted for a bonus is gone and counts for no other
    steps:
      - { at: 2026-03-01, purchase: a, lines: [{ amount: 10.00 }] }
      - { at: 2026-03-02, lines: [{ amount: 10.00 }] }
      - { at: 2026-03-03, purchase: c, lines: [{ sku: CUP, amount: 10.00, quantity: 2 }], offers: { third: 30 } }
      - { at: 2026-03-04, return: a, takes: { points: 40 } }
      - { at: 2026-03-05, return: c, units: { CUP: 1 }, takes: { points: 5 } }
      - { at: 2026-03-06, lines: [{ amount: 10.00 }], offers: { third: 30 } }
      - { at: 2026-03-07, lines: [{ amount: 10.00 }], offers: { third: 0 } }
      - { at: 2026-03-08, lines: [{ amount: 10.00 }], offers: { third: 0 } }
      - { at: 2026-03-09, lines: [{ amount: 10.00 }], offers: { third: 30 } }
  - name: what is dated back arrives late
    steps:
      - { at: 2026-03-10, lines: [{ amount: 60.00 }] }
      - { at: 2026-03-09, quoted: true, lines: [{ amount: 100.00 }], discounts: {} }
      - { at: 2027-11-30, segments: [], balances: { points: 60 } }
      - { at: 2027-12-15, segments: [losing] }
      - { at: 2028-02-01, lines: [{ amount: 7.00 }], balances: { points: 7 } }
      - { at: 2026-03-11, lines: [{ amount: 50.00 }], earns: { points: 50 }, balances: { points: 7 } }
  - name: segments that are given are these
    members:
      ann: { segments: [] }
      bob: { segments: [regulars] }
    steps:
      - { at: 2026-03-01, member: bob, segments: [regulars] }
      - { at: 2026-03-01, member: ann, lines: [{ amount: 1.00 }] }
      - { at: 2026-03-02, member: ann, lines: [{ amount: 1.00 }], segments: [] }
`;

/** What came otherwise, or what is wrong with the tests, a text for each that ends with the word at its line and column. */
export function differences(text: string, programme = SHOP): readonly string[] {
  const tested = testProgramme(programme, text);
  const at = ({ line, column }: { readonly line: number; readonly column: number }) =>
    text
      .split('\n')
      [line - 1]?.slice(column - 1)
      .split(' ')[0] ?? 'nowhere';
  if (!tested.ok)
    return tested.problems.map((problem) => {
      const { code, message, expected } = problem;
      return `${code}: ${message} Expected ${expected} @ ${at(problem)}`;
    });
  return tested.tests.flatMap((test) =>
    test.differences.map((each) => `${each.what} ${each.found}, expected ${each.expected} @ ${at(each)}`),
  );
}

/** The first of these with one place of the tests written otherwise. */
export const changed = (from: string, to: string) => {
  expect(TESTS).toContain(from);
  return differences(TESTS.replace(from, () => to))[0];
};

/** Steps that a test begins with. */
export const steps = (...written: readonly string[]) =>
  `tests:\n  - name: a\n    steps:\n${written.map((step) => `      - ${step}\n`).join('')}`;
