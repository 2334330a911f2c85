import type { Wrong } from './wrong-documents.fixture.js';

/** The same for what stands around offers: stores, partners, campaigns, bounds, terms, actions. */
export const WRONG_BOUNDS: readonly Wrong[] = [
  [
    'stores: { lisbon-1: { timeZone: Europe/Lisbon } }',
    'stores: { lisbon-1: { timeZone: Europe/Lisbn } }',
    [['5:33 unknown_time_zone /stores/lisbon-1/timeZone', 'Europe/Lisbon', 'Europe/Lisbn']],
  ],
  [
    'stores: { lisbon-1: { timeZone: Europe/Lisbon } }',
    'stores: { lisbon-1: {} }',
    [['5:11 missing_field /stores/lisbon-1', 'timeZone', 'nothing']],
  ],
  [
    'partners: [bank, magazine]',
    'partners: [bank, bank]',
    [['6:18 repeated_id /partners/1', 'an id of its own', 'bank']],
  ],
  [
    'partners: [bank, magazine]',
    'partners: [Bank]',
    [['6:12 wrong_value /partners/0', 'an id, or a mapping of `id`, `name`, `issues` and `redeems`', 'Bank']],
  ],
  ['partners: [bank, magazine]', 'partners: []', [['6:11 too_few /partners', 'a list of partners', 'an empty list']]],
  ['partners: [bank, magazine]\n', '', [['25:14 unknown_name /offers/1/partner', 'a partner; there is none', 'bank']]],
  [
    'campaigns: { june: {',
    'campaigns: { June: {',
    [['7:14 invalid_id /campaigns/June', 'an id of small letters, digits and dashes', 'June']],
  ],
  [
    'from: 2026-06-01, until: 2026-06-30, caps',
    'from: 2026-06-31, until: 2026-07-31, caps',
    [['7:28 not_a_date /campaigns/june/from', 'a date such as 2026-12-31', '2026-06-31']],
  ],
  [
    'from: 2026-06-01, until: 2026-06-30, caps',
    'from: 2026-06-10, until: 2026-06-09, caps',
    [['7:47 ends_before_it_begins /campaigns/june/until', 'a date from 2026-06-10 on', '2026-06-09']],
  ],
  [
    'caps: { member: 500 }, budget: 100000',
    'caps: { member: 0 }, budget: 100000',
    [['7:75 wrong_value /campaigns/june/caps/member', 'a whole number of at least 1', '0']],
  ],
  [
    'budget: 100000',
    'budget: 1.5',
    [['7:90 wrong_type /campaigns/june/budget', 'a whole number of at least 1', '1.5']],
  ],
  [
    'caps: { month: 9000 }',
    'caps: {}',
    [
      [
        '10:11 too_few /wallets/points/caps',
        'a mapping of `purchase`, `day`, `week`, `month`, `year` and `member`',
        'an empty mapping',
      ],
    ],
  ],
  [
    'caps: { month: 9000 }',
    'caps: { fortnight: 9000 }',
    [
      [
        '10:13 unknown_field /wallets/points/caps/fortnight',
        'one of purchase, day, week, month, year, member',
        'fortnight',
      ],
    ],
  ],
  [
    'caps: { month: 9000 }',
    'caps: { day: 500, month: 400 }',
    [['10:30 never_more_than_another /wallets/points/caps/month', 'at least 500', '400']],
  ],
  [
    'stores: [lisbon-*]',
    'stores: [lisbon-(1|2)]',
    [
      [
        '21:22 invalid_pattern /offers/1/only/stores/0',
        'a code or a pattern of * (any run), ? (any character), # (a digit), with a backslash before ^$[](){}|+; not a regular expression',
        'lisbon-(1|2)',
      ],
    ],
  ],
  [
    'stores: [lisbon-*]',
    'stores: []',
    [['21:21 too_few /offers/1/only/stores', 'a list of codes or patterns', 'an empty list']],
  ],
  ['campaign: june', 'campaign: july', [['24:15 unknown_name /offers/1/campaign', 'june', 'july']]],
  ['campaign: june', 'whn: purchase.total > 5', [['24:5 unknown_field /offers/1/whn', 'when', 'whn']]],
  ['partner: bank', 'partner: banc', [['26:14 unknown_name /offers/1/partner', 'bank', 'banc']]],
  [
    'expiry: { after: P30D }',
    'expiry: { after: P0D }',
    [['27:22 too_small /offers/1/expiry/after', 'a duration above zero', 'P0D']],
  ],
  [
    'pending: P14D',
    'pending: 14',
    [
      [
        '28:14 wrong_value /offers/1/pending',
        '`none`, an ISO 8601 duration such as P14D, or a mapping of `action`',
        '14',
      ],
    ],
  ],
  [
    'uses: { day: 1, member: 10 }',
    'uses: { purchase: 1 }',
    [['32:13 unknown_field /offers/2/uses/purchase', 'one of day, week, month, year, member', 'purchase']],
  ],
  [
    'uses: { day: 1, member: 10 }',
    'uses: { day: 10, member: 1 }',
    [['32:30 never_more_than_another /offers/2/uses/member', 'at least 10', '1']],
  ],
  [
    'caps: { purchase: 20, week: 40 }',
    'caps: { purchase: 50, week: 40 }',
    [['33:33 never_more_than_another /offers/2/caps/week', 'at least 50', '40']],
  ],
  [
    '    give: { points: 50, everyNth: 3, within: P30D, spentAtLeast: 5.00 }\n',
    '    give: { points: 50, everyNth: 3, within: P30D, spentAtLeast: 5.00 }\nactions: [{ id: tea, on: joined, wallet: points, points: 100 }]\n',
    [['44:17 repeated_id /actions/0/id', 'an id of its own', 'tea']],
  ],
  [
    '    give: { points: 50, everyNth: 3, within: P30D, spentAtLeast: 5.00 }\n',
    '    give: { points: 50, everyNth: 3, within: P30D, spentAtLeast: 5.00 }\nactions: [{ id: hello, on: joined, points: 100 }]\n',
    [['44:11 wallet_required /actions/0', 'wallet: one of points, stamps', 'nothing']],
  ],
  [
    '    give: { points: 50, everyNth: 3, within: P30D, spentAtLeast: 5.00 }\n',
    '    give: { points: 50, everyNth: 3, within: P30D, spentAtLeast: 5.00 }\nactions: [{ id: hello, on: joined, wallet: points, points: 0 }]\n',
    [['44:60 wrong_value /actions/0/points', 'a whole number from 1 to 1000000', '0']],
  ],
  [
    '    give: { points: 50, everyNth: 3, within: P30D, spentAtLeast: 5.00 }\n',
    '    give: { points: 50, everyNth: 3, within: P30D, spentAtLeast: 5.00 }\nactions: []\n',
    [['44:10 too_few /actions', 'a list of actions that earn', 'an empty list']],
  ],
  [
    '    give: { points: 50, everyNth: 3, within: P30D, spentAtLeast: 5.00 }\n',
    '    give: { points: 50, everyNth: 3, within: P30D, spentAtLeast: 5.00 }\nactions: [{ id: hello, wallet: points, points: 5 }]\n',
    [['44:11 missing_field /actions/0', 'on', 'nothing']],
  ],
  [
    '    give: { points: 50, everyNth: 3, within: P30D, spentAtLeast: 5.00 }\n',
    '    give: { points: 50, everyNth: 3, within: P30D, spentAtLeast: 5.00 }\nactions: [{ id: hello, on: joined, wallet: points, points: 5, partner: banc }]\n',
    [['44:72 unknown_name /actions/0/partner', 'bank', 'banc']],
  ],
  [
    'from: 2026-06-10\n    until: 2026-06-20',
    'from: 2026-07-10\n    until: 2026-07-20',
    [['24:15 ends_before_it_begins /offers/1/campaign', 'a campaign that holds when the offer does', 'june']],
  ],
];
