import { describe, expect, it } from '@jest/globals';
import { DEFAULT_BASIS } from './build-lines.js';
import { parsed } from '../programme.fixture.js';
import { NBSP } from '../text/number-text.js';
import { parseProgramme } from './parse-programme.js';

const HEAD = `id: shop
name: Shop
currency: EUR
timeZone: Europe/Berlin
partners: [mill]
`;
const WALLET = 'wallets: { points: { earn: { points: 1, per: 1.00 } } }\n';
const read = (more: string) => parsed(HEAD + more);
const codesOf = (text: string) => {
  const result = parseProgramme(text);
  return result.ok ? [] : result.problems.map(({ code, pointer }) => `${code} ${pointer}`);
};
const bounds = (limits: readonly { counter: string; by: string; of: string; max: bigint }[] = []) =>
  limits.map(({ counter, by, of, max }) => `${counter} ${of} ${max} ${by}`);

describe('A programme that is read', () => {
  it('counts each bound under a name of its own', () => {
    const { baseRules, wallets, offers, actions } = read(`
wallets: { points: { earn: { points: 1, per: 1.00, caps: { day: 9 } }, caps: { month: 800 } } }
campaigns: { spring: { until: 2026-05-31, caps: { member: 3 }, budget: 70 } }
offers: [{ id: tea, give: { points: 1 }, uses: { day: 1 }, caps: { purchase: 5 }, budget: 50, campaign: spring }]
actions: [{ id: review, on: review, points: 5, uses: { year: 1 } }]
`);
    expect(bounds(wallets.get('points')?.limits)).toEqual(['wallet/points points 800 month']);
    expect(bounds(baseRules[0]?.limits)).toEqual(['base/points points 9 day', 'wallet/points points 800 month']);
    expect(bounds(offers[0]?.limits)).toEqual([
      ...['uses/offer/tea uses 1 day', 'offer/tea points 5 purchase', 'budget/offer/tea points 50 budget'],
      ...[
        'campaign/spring points 3 member',
        'budget/campaign/spring points 70 budget',
        'wallet/points points 800 month',
      ],
    ]);
    expect(bounds(actions[0]?.limits)).toEqual(['uses/offer/review uses 1 year', 'wallet/points points 800 month']);
  });

  it('bounds nothing where it says nothing', () => {
    const { baseRules, wallets } = read(WALLET);
    expect([baseRules[0] && 'limits' in baseRules[0], wallets.get('points')?.limits]).toEqual([false, undefined]);
  });

  it('takes plain codes and patterns apart', () => {
    const { offers } = read(`${WALLET}offers: [{ id: a, give: { points: 1 }, only: { stores: [s1, 'T*'] } }]`);
    const { codes, patterns } = offers[0]?.only.stores ?? {};
    expect([codes, patterns?.map(({ text }) => text)]).toEqual([new Set(['s1']), ['T*']]);
  });

  it('says of both sides of an invitation what they get', () => {
    const { referral } = read(`${WALLET}referral:
  inviter: { points: 50, text: { en: For a friend, ru: За друга }, partner: mill }
  friend: { points: 12345 }
`);
    expect(referral?.inviter).toMatchObject({
      ...{ id: 'referral-inviter', on: 'referral', partner: 'mill', text: 'For a friend' },
      texts: { en: 'For a friend', ru: 'За друга' },
    });
    expect(referral?.friend).toMatchObject({
      id: 'referral-friend',
      partner: null,
      text: '12,345 points for the first purchase after an invitation',
    });
    const { en, ru } = referral?.friend?.texts ?? {};
    expect([en, ru].map((text) => text?.replaceAll(NBSP, ' '))).toEqual([
      '12,345 points for the first purchase after an invitation',
      '12 345 points за первую покупку по приглашению',
    ]);
  });

  it('lets the friend buy what the base rule looks at, or all goods where there is none', () => {
    const based = read(
      'wallets: { points: { earn: { points: 1, per: 1.00, basis: { tax: excluded }, kinds: [service] } } }\nreferral: { friend: { points: 5 } }\n',
    );
    expect(based.referral?.qualifies.lines.kinds).toEqual(new Set(['service']));
    expect(based.referral?.qualifies.basis).toEqual(based.baseRules[0]?.basis);
    const baseless = read('wallets: { points: {} }\nreferral: { friend: { points: 5 } }\n');
    expect(baseless.referral?.qualifies.lines.kinds).toEqual(new Set(['goods', 'service']));
    expect(baseless.referral?.qualifies.basis).toEqual(DEFAULT_BASIS);
  });

  it('has sums in a currency of three decimals', () => {
    const dinar = parsed(`id: d
name: D
currency: KWD
timeZone: Asia/Kuwait
wallets: { points: { earn: { points: 1, per: 1.000 } } }
tiers: { period: calendar_year, ladder: [{ id: gold, name: Gold, needs: { spend: 1.125 } }] }
segments: { rich: { when: history.spend > 1.125 } }
discounts: [{ id: card, steps: [{ spentAtLeast: 1.125, percent: 5 }] }]
referral: { friend: { points: 5 }, qualifies: { spentAtLeast: 1.125, lines: { unitPriceAbove: 1.125 } } }
payWithPoints: { wallets: { points: { points: 1, pay: { KWD: 1.125 } } }, lines: { exclude: { skus: [A] } } }
autoEnrolment: { when: { spentAtLeast: 1.125 } }
offers: [{ id: much, give: { points: 1 }, when: purchase.total > 1.125 }]
`);
    expect(dinar.autoEnrolment).toMatchObject({ when: { spentAtLeast: 1125n } });
    expect(dinar.referral?.qualifies).toMatchObject({ spentAtLeast: 1125n });
    expect(dinar.discounts[0]).toMatchObject({ steps: [{ spentAtLeast: 1125n }] });
    expect(dinar.payWithPoints?.wallets.get('points')?.pay).toEqual(new Map([['KWD', 1125n]]));
    const spend = (spend: string, currency: string) =>
      parsed(`id: d
name: D
currency: ${currency}
timeZone: UTC
wallets: { points: { earn: { points: 1, per: 1.00 } } }
tiers: { period: calendar_year, ladder: [{ id: gold, name: Gold, needs: { spend: ${spend} } }] }
`).tiers?.rules.ladder.at(-1)?.needs.spend;
    expect(dinar.tiers?.rules.ladder.at(-1)?.needs.spend).toBe(spend('11.25', 'EUR'));
  });

  it.each([
    ['{ until: 2026-05-31 }', 'from: 2026-06-01', ['ends_before_it_begins /offers/0/campaign']],
    ['{ until: 2026-05-31 }', 'from: 2026-05-31', []],
    ['{ from: 2026-05-31 }', 'until: 2026-05-30', ['ends_before_it_begins /offers/0/campaign']],
    ['{ from: 2026-05-31 }', 'until: 2026-05-31', []],
    ['{ until: 2026-05-31 }', 'until: 2026-04-30', []],
    ['{ from: 2026-05-31 }', 'from: 2026-04-30', []],
    ['{ budget: 5 }', 'from: 2026-04-30', []],
  ])('holds an offer while its campaign %s and it itself (%s) do', (campaign, span, expected) => {
    const offer = `offers: [{ id: a, give: { points: 1 }, ${span}, campaign: spring }]`;
    expect(codesOf(`${HEAD}${WALLET}campaigns: { spring: ${campaign} }\n${offer}\n`)).toEqual(expected);
  });

  it('whose time zone is wrong is told so, and all else that is wrong', () => {
    const text = `${HEAD.replace('Berlin', 'Berlim')}${WALLET}offers: [{ id: a, give: { points: 0 }, from: 2026-06-01 }]\n`;
    expect(codesOf(text)).toEqual(['wrong_value /offers/0/give/points']);
    expect(codesOf(text.replace('points: 0', 'points: 1'))).toEqual(['unknown_time_zone /timeZone']);
  });

  it('has conditions on what is counted of an n-th purchase, of offers that count alone', () => {
    const offers = (when: string) =>
      `${HEAD}${WALLET}offers: [{ id: nth, give: { points: 1, everyNth: 3, within: P7D } }, { id: a, give: { points: 1 }, when: '${when}' }]\n`;
    expect(codesOf(offers('counters.nth.visits > 1'))).toEqual([]);
    expect(codesOf(offers('counters.nth.spend > 1.00'))).toEqual(['unknown_fact /offers/1/when']);
    expect(codesOf(offers('counters.a.visits > 1'))).toEqual(['unknown_fact /offers/1/when']);
    expect(codesOf(offers('purchase.currency == "USD"'))).toEqual(['wrong_value /offers/1/when']);
  });
});
