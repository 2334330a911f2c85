import { describe, expect, it } from '@jest/globals';
import { PROVIDED } from './provided.js';
import { parseProgramme } from './parse-programme.js';

const SHOP = `id: shop
name: Shop
currency: EUR
timeZone: Europe/Berlin
partners: [bank]
`;
const ONE = 'wallets: { points: { earn: { points: 1, per: 1.00 } } }\n';
const TWO =
  'wallets: { points: { earn: { points: 1, per: 1.00 } }, miles: { earn: { points: 2, per: 1.00 } }, stamps: {} }\n';

/** Of each problem: its code and where it is, what was expected, and what was found. */
function problems(more: string, wallets = ONE): readonly (readonly string[])[] {
  const parsed = parseProgramme(SHOP + wallets + more, PROVIDED);
  return parsed.ok
    ? []
    : parsed.problems.map(({ code, pointer, expected, found }) => [`${code} ${pointer}`, expected, found]);
}

function read(more: string, wallets = ONE) {
  const parsed = parseProgramme(SHOP + wallets + more, PROVIDED);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.programme;
}

const ladder = (benefits: string) =>
  `tiers: { period: calendar_year, wallet: points, ladder: [{ id: gold, name: { en: Gold, ru: Золото }, needs: { points: 5 }, benefits: { ${benefits} } }] }\n`;

describe('A discount', () => {
  const discount = (rest: string) => problems(`discounts: [{ id: card, ${rest} }]`);

  it.each([
    ['percent: 100', []],
    ['percent: 100.01', [['too_large /discounts/0/percent', 'at most 100', '100.01']]],
    ['percent: 0', [['too_small /discounts/0/percent', 'a number above zero', '0']]],
    [
      'lines: { unitPriceAbove: 1.005 }, percent: 5',
      [['too_many_decimals /discounts/0/lines/unitPriceAbove', 'at most 2 decimals', '1.005']],
    ],
    [
      'percent: 5, lines: { when: line.amout > 1.00 }',
      [['unknown_fact /discounts/0/lines/when', 'line.amount', 'line.amout']],
    ],
    [
      'percent: 5, when: line.amount > 1.00',
      [['unknown_fact /discounts/0/when', expect.any(String), expect.any(String)]],
    ],
    [
      'percent: 5, only: { tiers: [gold] }',
      [['unknown_name /discounts/0/only/tiers/0', 'a tier; there is none', 'gold']],
    ],
    [
      'steps: [{ spentAtLeast: 1.005, percent: 5 }]',
      [['too_many_decimals /discounts/0/steps/0/spentAtLeast', 'at most 2 decimals', '1.005']],
    ],
  ])('with %s', (rest, expected) => {
    expect(discount(rest)).toEqual(expected);
  });

  it.each([
    ['100.00', '5', '100.00', '6', '6 % from 100.00'],
    ['100.00', '5', '200.00', '5', '5 % from 200.00'],
    ['100.00', '5', '99.99', '6', '6 % from 99.99'],
  ])(
    'that grows has steps that ask for more and take off more: %s for %s, %s for %s',
    (first, percent, second, more, found) => {
      const steps = `steps: [{ spentAtLeast: ${first}, percent: ${percent} }, { spentAtLeast: ${second}, percent: ${more} }]`;
      expect(discount(steps)).toEqual([['step_out_of_order /discounts/0/steps/1', 'more than 5 % from 100.00', found]]);
    },
  );

  it('has an id that neither an offer nor a tier has', () => {
    const tiers = ladder('discount: 10');
    const named = (id: string) =>
      problems(
        `${tiers}offers: [{ id: tea, wallet: points, give: { points: 5 } }]\ndiscounts: [{ id: ${id}, percent: 5 }]`,
      );
    expect(named('card')).toEqual([]);
    expect(named('tea')).toEqual([['repeated_id /discounts/0/id', 'an id of its own', 'tea']]);
    expect(named('tier-gold')).toEqual([['repeated_id /discounts/0/id', 'an id of its own', 'tier-gold']]);
  });

  it('says by itself what it takes off: each of its steps, and what a tier has, in both languages', () => {
    const { discounts } = read(
      `${ladder('discount: 7.5')}discounts: [{ id: card, steps: [{ spentAtLeast: 1.00, percent: 3 }, { spentAtLeast: 2.00, percent: 12 }] }]`,
    );
    const said = discounts.flatMap(({ id, steps }) => steps.map(({ texts }) => [id, texts.en, texts.ru]));
    expect(said.map((words) => words.join(' | ').replaceAll('\u00a0', ' '))).toEqual([
      'tier-gold | 7.5% off: Gold | скидка 7,5 %: Золото',
      'card | 3% off | скидка 3 %',
      'card | 12% off | скидка 12 %',
    ]);
  });
});

describe('What a tier multiplies', () => {
  it('is the base rule of the wallet that it names, or of the only one that earns', () => {
    const base = (benefits: string, wallets: string) =>
      read(ladder(benefits), wallets).offers.map(({ id, wallet }) => [id, wallet.id]);
    expect(base('multiply: 2', ONE)).toEqual([['tier-gold', 'points']]);
    expect(base('multiply: 2, wallet: points', ONE)).toEqual([['tier-gold', 'points']]);
    expect(base('multiply: 2, wallet: miles', TWO)).toEqual([['tier-gold', 'miles']]);
  });

  it.each([
    ['multiply: 2', [['wallet_required /tiers/ladder/0/benefits', 'wallet: one of points, miles', 'nothing']]],
    ['multiply: 2, wallet: mile', [['unknown_name /tiers/ladder/0/benefits/wallet', 'miles', 'mile']]],
    [
      'multiply: 2, wallet: stamps',
      [['nothing_to_multiply /tiers/ladder/0/benefits/multiply', 'a wallet with `earn`', 'stamps']],
    ],
    [
      'discount: 5, wallet: points',
      [['contradicting_fields /tiers/ladder/0/benefits/wallet', '`multiply` beside it', 'points']],
    ],
    ['discount: 101', [['too_large /tiers/ladder/0/benefits/discount', 'at most 100', '101']]],
    ['multiply: 1, wallet: points', [['too_small /tiers/ladder/0/benefits/multiply', 'a factor above 1', '1']]],
  ])('with %s, where several wallets are', (benefits, expected) => {
    expect(problems(ladder(benefits), TWO)).toEqual(expected);
  });

  it('counts for no tier, and compounds with nothing', () => {
    const [offer] = read(ladder('multiply: 2')).offers;
    expect(offer).toMatchObject({
      effect: { kind: 'multiply', factor: 20_000n, compound: false },
      countsTowardsTier: false,
    });
    expect(offer?.texts?.ru).toMatch(/: Золото$/);
  });
});

describe('A referral', () => {
  const referral = (text: string) => problems(`referral: { ${text} }`);

  it.each([
    ['qualifies: { spentAtLeast: 5.00 }', [['incomplete /referral', '`inviter` or `friend`', 'neither']]],
    [
      'friend: { points: 5 }, qualifies: { within: PT0S }',
      [['too_small /referral/qualifies/within', 'a duration above zero', 'PT0S']],
    ],
    [
      'friend: { points: 5 }, qualifies: { spentAtLeast: 0 }',
      [['too_small /referral/qualifies/spentAtLeast', 'a number above zero', '0']],
    ],
    ['friend: { points: 5, partner: bang }', [['unknown_name /referral/friend/partner', 'bank', 'bang']]],
    [
      'inviter: { points: 5, uses: { day: 5, month: 3 } }',
      [['never_more_than_another /referral/inviter/uses/month', 'at least 5', '3']],
    ],
  ])('with %s', (text, expected) => {
    expect(referral(text)).toEqual(expected);
  });

  it('is of an id that no other offer has', () => {
    const offers = 'offers: [{ id: referral-friend, give: { points: 5 } }]\n';
    expect(problems(`${offers}referral: { friend: { points: 5 } }`)).toEqual([
      ['repeated_id /referral/friend', 'no other offer of this id', 'referral-friend'],
    ]);
  });
});
