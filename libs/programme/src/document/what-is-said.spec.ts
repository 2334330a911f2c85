import { describe, expect, it } from '@jest/globals';
import { parseProgramme } from './parse-programme.js';
import { PROVIDED, type Need } from './provided.js';

const HEAD = `id: shop
name: Shop
currency: EUR
timeZone: Europe/Berlin
`;
const ONE = 'wallets: { points: { earn: { points: 1, per: 1.00 } } }\n';
const TWO = `partners: [mill]
wallets: { points: { earn: { points: 1, per: 1.00 } }, stars: {} }
campaigns: { spring: { until: 2026-05-31 } }
`;
/** Something of each kind that a service has to bring. */
const ASKS = `partners: [mill]
wallets: { points: { earn: { points: 1, per: 1.00, caps: { purchase: 5, day: 9 } }, caps: { month: 8 } } }
campaigns: { spring: { until: 2026-05-31, caps: { member: 3 }, budget: 70 } }
tiers: { period: calendar_year, ladder: [{ id: gold, name: { en: Gold, ru: Золото }, needs: { points: 5 } }] }
segments: { regulars: { when: history.purchases >= 2 && member.known }, losing: { when: member.known } }
offers:
  - { id: nth, give: { points: 1, everyNth: 3, within: P7D } }
  - { id: many, give: { points: 1 }, only: { tiers: [gold], segments: [regulars, losing], birthday: day }, budget: 500, campaign: spring }
  - { id: when, give: { points: 1 }, when: "member.known && member.purchases > 2 && tier == 'gold'" }
actions: [{ id: review, on: review, points: 5, uses: { day: 1 } }, { id: two, on: two, points: 5 }]
referral: { inviter: { points: 5 }, friend: { points: 5 } }
discounts: [{ id: card, percent: 5 }, { id: more, percent: 6 }]
`;

/** Where each problem is, what is said of it, what was expected and what was found. */
function said(text: string, provided: ReadonlySet<Need> = PROVIDED): readonly string[] {
  const parsed = parseProgramme(text, provided);
  return parsed.ok
    ? []
    : parsed.problems.map(
        ({ line, column, code, pointer, message, expected, found }) =>
          `${line}:${column} ${code} ${pointer} | ${message} | ${expected} | ${found}`,
      );
}

describe('What is said of a wrong programme', () => {
  it('that asks for what no service brings', () => {
    expect(said(HEAD + ASKS)).toEqual([]);
    expect(said(HEAD + ASKS, new Set())).toEqual([
      '6:73 not_provided /wallets/points/earn/caps/day | This needs what a member was given before, which is not known when a purchase is evaluated yet. | an offer without it | 9',
      '6:93 not_provided /wallets/points/caps/month | This needs what a member was given before, which is not known when a purchase is evaluated yet. | an offer without it | 8',
      '7:51 not_provided /campaigns/spring/caps/member | This needs what a member was given before, which is not known when a purchase is evaluated yet. | an offer without it | 3',
      '7:64 not_provided /campaigns/spring/budget | This needs what all members were given before, which is not known when a purchase is evaluated yet. | an offer without it | 70',
      '8:1 not_provided /tiers | This needs the tier of a member, which is not known when a purchase is evaluated yet. | an offer without it | 1 tiers',
      '9:25 not_provided /segments/regulars/when | This needs what is known of a member, which is not known when a purchase is evaluated yet. | an offer without it | history.purchases, member.known',
      '9:83 not_provided /segments/losing/when | This needs what is known of a member, which is not known when a purchase is evaluated yet. | an offer without it | member.known',
      '11:35 not_provided /offers/0/give/everyNth | This needs what a member was given before, which is not known when a purchase is evaluated yet. | an offer without it | 3',
      '12:46 not_provided /offers/1/only/tiers | This needs the tier of a member, which is not known when a purchase is evaluated yet. | an offer without it | gold',
      '12:61 not_provided /offers/1/only/segments | This needs the segments of a member, which is not known when a purchase is evaluated yet. | an offer without it | regulars, losing',
      '12:91 not_provided /offers/1/only/birthday | This needs the birthday of a member, which is not known when a purchase is evaluated yet. | an offer without it | day',
      '12:108 not_provided /offers/1/budget | This needs what all members were given before, which is not known when a purchase is evaluated yet. | an offer without it | 500',
      '13:38 not_provided /offers/2/when | This needs what is known of a member, which is not known when a purchase is evaluated yet. | an offer without it | member.known, member.purchases',
      '13:38 not_provided /offers/2/when | This needs the tier of a member, which is not known when a purchase is evaluated yet. | an offer without it | tier',
      '14:1 not_provided /actions | This needs what members do besides buying, which is not known when a purchase is evaluated yet. | an offer without it | 2',
      '14:56 not_provided /actions/0/uses/day | This needs what a member was given before, which is not known when a purchase is evaluated yet. | an offer without it | 1',
      '15:1 not_provided /referral | This needs who invited whom, which is not known when a purchase is evaluated yet. | an offer without it | inviter, friend',
      '16:1 not_provided /discounts | This needs what a till takes off the price, which is not known when a purchase is evaluated yet. | an offer without it | 2 discounts',
    ]);
  });

  it.each([
    [
      'names',
      TWO +
        `offers:
  - { id: base, wallet: points, give: { points: 1 } }
  - { id: a, wallet: pints, give: { points: 1 }, partner: mil, campaign: sprig, only: { stores: ['A|B'], channels: ['A|C'] } }
  - { id: a, wallet: points, give: { points: 1 }, lines: { include: { categories: ['A|D'] } }, from: 2026-02-30, until: 2026-13-01 }
  - { id: b, wallet: points, give: { multiply: 0 } }
  - { id: c, wallet: points, give: { points: 1 }, from: 2026-02-03, until: 2026-02-01 }
actions: [{ id: a, on: a, wallet: points, points: 5, partner: mil }, { id: base, on: a, wallet: points, points: 5 }]
discounts: [{ id: d, steps: [{ spentAtLeast: -1.00, percent: 5 }] }]
autoEnrolment: { when: { spentAtLeast: 0 } }
`,
      [
        '9:11 repeated_id /offers/0/id | The base rule is called `base`. | an id of its own | base',
        '10:22 unknown_name /offers/1/wallet | There is no wallet pints: did you mean points? | points | pints',
        '10:59 unknown_name /offers/1/partner | There is no partner mil: did you mean mill? | mill | mil',
        '10:74 unknown_name /offers/1/campaign | There is no campaign sprig: did you mean spring? | spring | sprig',
        '10:98 invalid_pattern /offers/1/only/stores/0 | A|B is no pattern: expected a code or a pattern of * (any run), ? (any character), # (a digit), with a backslash before ^$[](){}|+; not a regular expression. | a code or a pattern of * (any run), ? (any character), # (a digit), with a backslash before ^$[](){}|+; not a regular expression | A|B',
        '10:117 invalid_pattern /offers/1/only/channels/0 | A|C is no pattern: expected a code or a pattern of * (any run), ? (any character), # (a digit), with a backslash before ^$[](){}|+; not a regular expression. | a code or a pattern of * (any run), ? (any character), # (a digit), with a backslash before ^$[](){}|+; not a regular expression | A|C',
        '11:11 repeated_id /offers/2/id | Another offer is called a. | an id of its own | a',
        '11:84 invalid_pattern /offers/2/lines/include/categories/0 | A|D is no pattern: expected a code or a pattern of * (any run), ? (any character), # (a digit), with a backslash before ^$[](){}|+; not a regular expression. | a code or a pattern of * (any run), ? (any character), # (a digit), with a backslash before ^$[](){}|+; not a regular expression | A|D',
        '11:102 not_a_date /offers/2/from | The calendar has no 2026-02-30. | a date such as 2026-12-31 | 2026-02-30',
        '11:121 not_a_date /offers/2/until | The calendar has no 2026-13-01. | a date such as 2026-12-31 | 2026-13-01',
        '11:121 ends_before_it_begins /offers/2/until | It would be over before it begins. | a date from 2026-02-30 on | 2026-13-01',
        '12:48 too_small /offers/3/give/multiply | Expected a number above zero, found 0. | a number above zero | 0',
        '13:76 ends_before_it_begins /offers/4/until | It would be over before it begins. | a date from 2026-02-03 on | 2026-02-01',
        '14:17 repeated_id /actions/0/id | Another offer is called a. | an id of its own | a',
        '14:63 unknown_name /actions/0/partner | There is no partner mil: did you mean mill? | mill | mil',
        '14:76 repeated_id /actions/1/id | Another offer is called base. | an id of its own | base',
        '15:46 too_small /discounts/0/steps/0/spentAtLeast | Expected a number zero or more, found -1.00. | a number zero or more | -1.00',
        '16:40 too_small /autoEnrolment/when/spentAtLeast | Expected a number above zero, found 0. | a number above zero | 0',
      ],
    ],
    [
      'invited',
      TWO +
        `actions: [{ id: referral-inviter, on: a, wallet: points, points: 5 }]
referral: { inviter: { points: 5, wallet: points, partner: mil }, qualifies: { spentAtLeast: 0, lines: { include: { skus: ['A|E'] } } } }
`,
      [
        '9:13 repeated_id /referral/inviter | Another offer is called referral-inviter, as this one is. | no other offer of this id | referral-inviter',
        '9:60 unknown_name /referral/inviter/partner | There is no partner mil: did you mean mill? | mill | mil',
        '9:94 too_small /referral/qualifies/spentAtLeast | Expected a number above zero, found 0. | a number above zero | 0',
        '9:124 invalid_pattern /referral/qualifies/lines/include/skus/0 | A|E is no pattern: expected a code or a pattern of * (any run), ? (any character), # (a digit), with a backslash before ^$[](){}|+; not a regular expression. | a code or a pattern of * (any run), ? (any character), # (a digit), with a backslash before ^$[](){}|+; not a regular expression | A|E',
      ],
    ],
    [
      'pays',
      TWO +
        `payWithPoints: { wallets: { pints: { points: 1, pay: { EUR: 0, USD: 1.00 } } } }
`,
      [
        '8:29 unknown_name /payWithPoints/wallets/pints | There is no wallet pints: did you mean points? | points | pints',
        '8:61 too_small /payWithPoints/wallets/pints/pay/EUR | Expected a number above zero, found 0. | a number above zero | 0',
        '8:64 unknown_name /payWithPoints/wallets/pints/pay/USD | There is no currency of the programme USD. | one of EUR | USD',
      ],
    ],
    [
      'tiers',
      TWO +
        `tiers: { period: calendar_year, wallet: points, ladder: [{ id: gold, name: { en: Gold, ru: Золото }, needs: { points: 5 }, benefits: { wallet: points } }, { id: top, name: { en: Top, ru: Верх }, needs: { points: 9 }, benefits: { multiply: 2, wallet: pints } }] }
`,
      [
        '8:136 contradicting_fields /tiers/ladder/0/benefits/wallet | `wallet` says what `multiply` acts on, and there is none. | `multiply` beside it | points',
        '8:251 unknown_name /tiers/ladder/1/benefits/wallet | There is no wallet pints: did you mean points? | points | pints',
      ],
    ],
    [
      'velocity',
      ONE +
        `velocity:
  limits:
    - { id: back, on: returns, of: till, times: 3, within: PT10M, then: refuse }
    - { id: more, on: returns, of: till, times: 3, within: PT10M, then: review }
    - { id: told, on: returns, of: till, times: 3, within: PT10M, then: report }
    - { id: buys, on: purchases, of: till, times: 3, within: PT10M, then: refuse }
`,
      [
        '8:73 contradicting_fields /velocity/limits/0/then | No limit refuses or holds returns. | report | refuse',
        '9:73 contradicting_fields /velocity/limits/1/then | No limit refuses or holds returns. | report | review',
        '11:75 contradicting_fields /velocity/limits/3/then | No limit refuses purchases. | review or report | refuse',
      ],
    ],
    [
      'hold',
      ONE +
        `holdLapsesAfterMax: PT0S
`,
      [
        '6:21 too_small /holdLapsesAfterMax | Points would be free again the moment that they are set aside. | a duration above zero | PT0S',
      ],
    ],
    [
      'shapes',
      `wallets: []
offers: {}
stores: 5
transfers: {}
partners: [1]
`,
      [
        '5:10 wrong_type /wallets | Expected a mapping of wallets, found an empty list. | a mapping of wallets | an empty list',
        '6:9 wrong_type /offers | Expected a list of offers, found an empty mapping. | a list of offers | an empty mapping',
        '7:9 wrong_type /stores | Expected a mapping of stores, found 5. | a mapping of stores | 5',
        '8:12 too_few /transfers | Expected a mapping of `perDay`, `perMonth` and `least`, found an empty mapping. | a mapping of `perDay`, `perMonth` and `least` | an empty mapping',
        '9:12 wrong_value /partners/0 | Expected an id, or a mapping of `id`, `name`, `issues` and `redeems`, found 1. | an id, or a mapping of `id`, `name`, `issues` and `redeems` | 1',
      ],
    ],
    [
      'gives',
      ONE +
        `offers: [{ id: a, give: 5 }, { id: [], give: {} }, { id: b, give: { multiply: x, compound: 3 } }]
`,
      [
        '6:25 wrong_type /offers/0/give | Expected a mapping of `multiply` or `points`, found 5. | a mapping of `multiply` or `points` | 5',
        '6:36 wrong_type /offers/1/id | Expected an id of small letters, digits and dashes, found an empty list. | an id of small letters, digits and dashes | an empty list',
        '6:46 too_few /offers/1/give | Expected a mapping of `multiply` or `points`, found an empty mapping. | a mapping of `multiply` or `points` | an empty mapping',
        '6:79 wrong_value /offers/2/give/multiply | Expected a factor above 1 with up to 4 decimals, such as 1.25, found x. | a factor above 1 with up to 4 decimals, such as 1.25 | x',
        '6:92 wrong_type /offers/2/give/compound | Expected true or false, found 3. | true or false | 3',
      ],
    ],
    [
      'escaped',
      ONE +
        `partners: [{ id: mill, "a/b~c": 1 }]
`,
      [
        '6:24 unknown_field /partners/0/a~1b~0c | There is no field `a/b~c` here; one of id, name, issues, redeems can stand here. | one of id, name, issues, redeems | a/b~c',
      ],
    ],
  ])('%s', (_, text, expected) => {
    expect(said(HEAD + text)).toEqual(expected);
  });

  it.each([
    ['', ['1:1 empty_document  | The document is empty. | a mapping of fields | nothing']],
    [
      'x'.repeat(1_000_001),
      ['1:1 document_too_large  | The document is too large. | at most 1000000 characters | 1000001 characters'],
    ],
    [
      HEAD.replace('EUR', 'QQQ') + ONE,
      ['3:11 unknown_currency /currency | ISO 4217 has no currency QQQ. | an ISO 4217 currency such as EUR | QQQ'],
    ],
    [
      HEAD.replace('EUR', 'JPY') + ONE.replace('1.00', '1.5'),
      ['5:46 too_many_decimals /wallets/points/earn/per | Expected no decimals, found 1.5. | no decimals | 1.5'],
    ],
    [
      HEAD.replace('Europe/Berlin', '+02:00') + ONE,
      [
        '4:11 unknown_time_zone /timeZone | There is no time zone +02:00. | an IANA time zone such as Europe/Berlin | +02:00',
      ],
    ],
  ])('whole: %.50s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  it.each([
    [
      'id: shop: a\n',
      [
        '1:5 not_yaml  | This is not YAML: Nested mappings are not allowed in compact mappings. | a YAML or JSON text | shop',
      ],
    ],
    [
      '? [a]\n: b\n',
      ['1:3 not_yaml  | This is not YAML: With stringKeys, all keys must be strings. | a YAML or JSON text | [a]'],
    ],
    ["a: 'b\n", ["2:1 not_yaml  | This is not YAML: Missing closing 'quote. | a YAML or JSON text | "]],
  ])('that is no YAML: %j', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  it('that is exactly as long as it may be is nothing of its length', () => {
    const text = HEAD + ONE;
    expect(said(text + '#'.repeat(1_000_000 - text.length))).toEqual([]);
  });
});
