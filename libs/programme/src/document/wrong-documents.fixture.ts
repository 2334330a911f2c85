/** What stands in the right document, what stands there instead, and each problem: where, what was expected, what found. */
export type Wrong = readonly [
  from: string,
  to: string,
  problems: readonly (readonly [at: string, expected: string, found: string])[],
];

export const WRONG: readonly Wrong[] = [
  [
    'name: Shop',
    'name: Shop\nfoo: 1',
    [
      [
        '3:1 unknown_field /foo',
        'one of id, name, currency, otherCurrencies, timeZone, taxIncluded, wallets, stores, partners, campaigns, tiers, segments, offers, actions, referral, discounts, clawBack, refundGrace, claimWithin, clockSkew, holdLapsesAfter, holdLapsesAfterMax, transfers, velocity, payWithPoints, autoEnrolment',
        'foo',
      ],
    ],
  ],
  [
    'timeZone: Eur',
    'timezone: Eur',
    [
      ['1:1 missing_field ', 'timeZone', 'nothing'],
      ['5:1 unknown_field /timezone', 'timeZone', 'timezone'],
    ],
  ],
  ['rounding: down', 'roundig: down', [['15:7 unknown_field /wallets/points/earn/roundig', 'rounding', 'roundig']]],
  [
    'rounding: down',
    'rounding: donw',
    [['15:17 wrong_value /wallets/points/earn/rounding', 'one of down, up, half-up', 'donw']],
  ],
  ['id: shop\n', '', [['1:1 missing_field ', 'id', 'nothing']]],
  ['name: Shop', 'name:', [['2:6 wrong_type /name', 'a name', 'nothing']]],
  ['id: shop', 'id: Shop!', [['1:5 wrong_value /id', 'an id of small letters, digits and dashes', 'Shop!']]],
  ['id: shop', 'id: 7', [['1:5 wrong_type /id', 'an id of small letters, digits and dashes', '7']]],
  ['Europe/Berlin', 'Europe/Berlim', [['5:11 unknown_time_zone /timeZone', 'Europe/Berlin', 'Europe/Berlim']]],
  [
    'Europe/Berlin',
    '+01:00',
    [['5:11 unknown_time_zone /timeZone', 'an IANA time zone such as Europe/Berlin', '+01:00']],
  ],
  ['currency: EUR', 'currency: EUX', [['3:11 unknown_currency /currency', 'EUR', 'EUX']]],
  ['currency: EUR', 'currency: euro', [['3:11 wrong_value /currency', 'an ISO 4217 currency such as EUR', 'euro']]],
  ['{ CHF: 1.05 }', '{ CHX: 1.05 }', [['4:20 unknown_currency /otherCurrencies/CHX', 'CHF', 'CHX']]],
  ['{ CHF: 1.05 }', '{ EUR: 1 }', [['4:20 repeats_main_currency /otherCurrencies/EUR', 'another currency', 'EUR']]],
  ['{ CHF: 1.05 }', '{ CHF: 0 }', [['4:25 too_small /otherCurrencies/CHF', 'a number above zero', '0']]],
  [
    '{ CHF: 1.05 }',
    '{ CHF: 1.0000001 }',
    [['4:25 too_many_decimals /otherCurrencies/CHF', 'at most 6 decimals', '1.0000001']],
  ],
  [
    '{ CHF: 1.05 }',
    '{ chf: 1.05 }',
    [['4:20 invalid_id /otherCurrencies/chf', 'an ISO 4217 currency such as EUR', 'chf']],
  ],
  [
    '{ CHF: 1.05 }',
    '{ CHF: abc }',
    [['4:25 wrong_value /otherCurrencies/CHF', 'a rate with up to 6 decimals, such as 1.05', 'abc']],
  ],
  ['taxIncluded: true', 'taxIncluded: yes', [['6:14 wrong_type /taxIncluded', 'true or false', 'yes']]],
  [
    '  points:\n    unit',
    '  Points:\n    unit',
    [['8:3 invalid_id /wallets/Points', 'an id of small letters, digits and dashes', 'Points']],
  ],
  [
    'points: 1\n',
    'points: 1.5\n',
    [['13:15 wrong_type /wallets/points/earn/points', 'a whole number from 1 to 1000000', '1.5']],
  ],
  [
    'points: 1\n',
    'points: 0\n',
    [['13:15 wrong_value /wallets/points/earn/points', 'a whole number from 1 to 1000000', '0']],
  ],
  [
    'points: 1\n',
    'points: "1"\n',
    [['13:15 wrong_type /wallets/points/earn/points', 'a whole number from 1 to 1000000', '1']],
  ],
  ['      points: 1\n', '', [['12:5 missing_field /wallets/points/earn', 'points', 'nothing']]],
  ['per: 1.00', 'per: 0.00', [['14:12 too_small /wallets/points/earn/per', 'a number above zero', '0.00']]],
  ['per: 1.00', 'per: 1.005', [['14:12 too_many_decimals /wallets/points/earn/per', 'at most 2 decimals', '1.005']]],
  ['per: 1.00', 'per: 1e2', [['14:12 not_a_decimal /wallets/points/earn/per', 'a decimal number such as 1.00', '1e2']]],
  ['per: 1.00', 'per: -1', [['14:12 too_small /wallets/points/earn/per', 'a number above zero', '-1']]],
  [
    'per: 1.00',
    'per: "1,00"',
    [['14:12 wrong_value /wallets/points/earn/per', 'a sum of the main currency, such as 1.00', '1,00']],
  ],
  [
    '{ after: P1Y, endOf: year }',
    'nevr',
    [['10:13 wrong_value /wallets/points/expiry', '`never`, or a mapping of `after` and `endOf`', 'nevr']],
  ],
  [
    '{ after: P1Y, endOf: year }',
    '{}',
    [['10:13 too_few /wallets/points/expiry', 'a mapping of `after` and `endOf`', 'an empty mapping']],
  ],
  [
    '{ after: P1Y, endOf: year }',
    '{ after: 1Y }',
    [['10:22 wrong_value /wallets/points/expiry/after', 'an ISO 8601 duration such as P30D or PT10M', '1Y']],
  ],
  [
    '{ after: P1Y, endOf: year }',
    '{ after: P0D }',
    [['10:22 too_small /wallets/points/expiry/after', 'a duration above zero', 'P0D']],
  ],
  [
    'endOf: year',
    'endOf: quarter',
    [['10:34 wrong_value /wallets/points/expiry/endOf', 'one of day, month, year', 'quarter']],
  ],
  ['endOf: year', 'endof: year', [['10:27 unknown_field /wallets/points/expiry/endof', 'endOf', 'endof']]],
  [
    '{ after: P1Y, endOf: year }',
    '[never]',
    [['10:13 wrong_value /wallets/points/expiry', '`never`, or a mapping of `after` and `endOf`', 'a list']],
  ],
  [
    'pending: P14D',
    'pending: 14 days',
    [
      [
        '11:14 wrong_value /wallets/points/pending',
        '`none`, an ISO 8601 duration such as P14D, or a mapping of `action`',
        '14 days',
      ],
    ],
  ],
  [
    'pending: P14D',
    'pending: { action: Shipped }',
    [['11:24 wrong_value /wallets/points/pending/action', 'an id of small letters, digits and dashes', 'Shipped']],
  ],
  ['pending: P14D', 'pending: {}', [['11:5 missing_field /wallets/points/pending', 'action', 'nothing']]],
  [
    'tax: as-priced',
    'tax: net',
    [['16:38 wrong_value /wallets/points/earn/basis/tax', 'one of as-priced, included, excluded', 'net']],
  ],
  [
    '[goods, service]',
    '[goods, gift]',
    [
      [
        '17:22 wrong_value /wallets/points/earn/kinds/1',
        'one of goods, service, delivery, fee, tip, deposit, gift_card',
        'gift',
      ],
    ],
  ],
  [
    '[goods, service]',
    '[goods, goods]',
    [['17:22 duplicate_value /wallets/points/earn/kinds/1', 'every value once', 'goods']],
  ],
  ['[goods, service]', '[]', [['17:14 too_few /wallets/points/earn/kinds', 'a list of line kinds', 'an empty list']]],
  [
    "'#####*'",
    "'^[0-9]{5}'",
    [
      [
        '18:25 invalid_pattern /wallets/points/earn/include/skus/0',
        'a code or a pattern of * (any run), ? (any character), # (a digit), with a backslash before ^$[](){}|+; not a regular expression',
        '^[0-9]{5}',
      ],
    ],
  ],
  [
    "'#####*'",
    "'(a+)+b'",
    [
      [
        '18:25 invalid_pattern /wallets/points/earn/include/skus/0',
        'a code or a pattern of * (any run), ? (any character), # (a digit), with a backslash before ^$[](){}|+; not a regular expression',
        '(a+)+b',
      ],
    ],
  ],
  [
    "'#####*'",
    '85123',
    [
      [
        '18:25 wrong_type /wallets/points/earn/include/skus/0',
        'a code or pattern in quotes (* any run, ? any character, # a digit)',
        '85123',
      ],
    ],
  ],
  [
    'GIFT*',
    'GIFT**',
    [['19:31 invalid_pattern /wallets/points/earn/exclude/skus/1', 'one * where there are several', 'GIFT**']],
  ],
  [
    '[BOOKS]',
    '[TEA]',
    [
      [
        '19:52 included_and_excluded /wallets/points/earn/exclude/categories/0',
        'a code on one of the two lists',
        'TEA',
      ],
    ],
  ],
  [
    'exclude: { skus: [POST, GIFT*], categories: [BOOKS] }',
    'exclude: {}',
    [['19:16 too_few /wallets/points/earn/exclude', 'a mapping of `skus` and `categories`', 'an empty mapping']],
  ],
  [
    'unitPriceAbove: 0.00',
    'unitPriceAbove: -0.01',
    [['20:23 too_small /wallets/points/earn/unitPriceAbove', 'a number zero or more', '-0.01']],
  ],
  [
    'clawBack: unlimited',
    'clawBack: unlimted',
    [['21:11 wrong_value /clawBack', 'one of only_pending, within_balance, unlimited', 'unlimted']],
  ],
  [
    'refundGrace: P30D',
    'refundGrace: 30',
    [['22:14 wrong_type /refundGrace', 'an ISO 8601 duration such as P30D or PT10M', '30']],
  ],
  [
    'when: { spentAtLeast: 50.00 }',
    'when: sometimes',
    [['25:24 wrong_value /autoEnrolment/when', '`never`, `always`, or a mapping of `spentAtLeast`', 'sometimes']],
  ],
  [
    'when: { spentAtLeast: 50.00 }',
    'when: { spentAtLeast: 50.001 }',
    [['25:40 too_many_decimals /autoEnrolment/when/spentAtLeast', 'at most 2 decimals', '50.001']],
  ],
  ['when: { spentAtLeast: 50.00 }, ', '', [['25:1 missing_field /autoEnrolment', 'when', 'nothing']]],
  [
    'when: { spentAtLeast: 50.00 }',
    'when: { spent: 50.00 }',
    [
      ['25:18 missing_field /autoEnrolment/when', 'spentAtLeast', 'nothing'],
      ['25:26 unknown_field /autoEnrolment/when/spent', 'one of spentAtLeast', 'spent'],
    ],
  ],
  ['name: Shop', 'name: Shop\nname: Store', [['3:1 duplicate_field ', 'every field once', 'name']]],
  ['name: Shop', 'name: *shop', [['2:7 alias_not_allowed /name', 'a value', '*shop']]],
  ['name: Shop', 'name: !binary c2hvcA==', [['2:7 tag_not_allowed ', 'a plain value', '!binary']]],
  ['name: Shop', 'name: "Shop', [['28:1 not_yaml ', 'a YAML or JSON text', '']]],
  [
    'wallets:\n',
    'wallets: {}\nx:\n',
    [
      ['7:10 too_few /wallets', 'a mapping of wallets', 'an empty mapping'],
      [
        '8:1 unknown_field /x',
        'one of id, name, currency, otherCurrencies, timeZone, taxIncluded, wallets, stores, partners, campaigns, tiers, segments, offers, actions, referral, discounts, clawBack, refundGrace, claimWithin, clockSkew, holdLapsesAfter, holdLapsesAfterMax, transfers, velocity, payWithPoints, autoEnrolment',
        'x',
      ],
    ],
  ],
];
