import { describe, expect, it } from '@jest/globals';
import { testProgramme } from './test-programme.js';

const SHOP = `
id: shop
name: Shop
currency: EUR
timeZone: Europe/Berlin
wallets: { points: { earn: { points: 1, per: 1.00, exclude: { categories: [BOOKS] } } } }
segments:
  tea: { when: "'TEA' in history.categories" }
  berlin: { when: "'berlin' in history.stores" }
  spenders: { when: history.spend >= 50.00 }
  lately: { when: history.purchasesIn90Days == 1 && history.daysSincePurchase == 89 }
  russian: { when: member.language == 'ru' }
`;

/** One purchase of Ann on 1 February 2026, and what segments she is in later. */
function differences(purchase: string, at: string, segments: string, member = '') {
  const tested = testProgramme(
    SHOP,
    `tests:
  - name: segments
    members: { ann: { joined: 2025-01-05 ${member} } }
    steps:
      - { at: 2026-02-01T12:00, member: ann, purchase: first, ${purchase} }
      - { at: ${at}, member: ann, segments: [${segments}] }
`,
  );
  if (!tested.ok) throw new Error(JSON.stringify(tested.problems));
  return tested.tests.flatMap((test) => test.differences.map(({ expected, found }) => [expected, found]));
}

describe('What a test knows of the history of a member', () => {
  it('is what segments are computed from: categories and stores of a year, not of ever', () => {
    const purchase = 'store: berlin, lines: [{ amount: 10.00, categories: [TEA] }]';
    expect(differences(purchase, '2026-06-02', 'tea, berlin')).toEqual([]);
    expect(differences(purchase, '2027-02-01T11:59', 'tea, berlin')).toEqual([]);
    expect(differences(purchase, '2027-02-01T12:00', '')).toEqual([]);
  });

  it('counts as spent what could earn, and neither tips nor what is excluded', () => {
    const [books, tip] = ['{ amount: 30.00, categories: [BOOKS] }', '{ amount: 5.00, kind: tip }'];
    expect(differences('lines: [{ amount: 50.00 }]', '2026-02-02', 'spenders')).toEqual([]);
    expect(differences(`lines: [{ amount: 49.99 }, ${books}, ${tip}]`, '2026-02-02', '')).toEqual([]);
  });

  it('counts whole days, each period as long as it says: the clocks went forward, so 13:00 is 90 days later', () => {
    expect(differences('lines: [{ amount: 1.00 }]', '2026-05-02T12:59', 'lately')).toEqual([]);
    expect(differences('lines: [{ amount: 1.00 }]', '2026-05-02T13:00', '')).toEqual([]);
  });

  it('is told where it is another than was expected', () => {
    expect(differences('lines: [{ amount: 50.00 }]', '2026-02-02', 'tea')).toEqual([['tea', 'spenders']]);
  });

  it('has the language of the member, where it was said', () => {
    expect(differences('lines: [{ amount: 1.00 }]', '2026-02-02', 'russian', ', language: ru')).toEqual([]);
    expect(differences('lines: [{ amount: 1.00 }]', '2026-02-02', '')).toEqual([]);
  });
});
