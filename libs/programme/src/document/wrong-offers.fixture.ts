import type { Wrong } from './wrong-documents.fixture.js';

/** What stands in the right offers, what stands there instead, and each problem: what an offer gives, and when. */
export const WRONG_OFFERS: readonly Wrong[] = [
  ['  - id: tea\n', '  - id: base\n', [['14:9 repeated_id /offers/0/id', 'an id of its own', 'base']]],
  ['  - id: tea\n', '  - id: coffee\n', [['36:9 repeated_id /offers/3/id', 'an id of its own', 'coffee']]],
  [
    '  - id: tea\n',
    '  - id: Tea\n',
    [['14:9 wrong_value /offers/0/id', 'an id of small letters, digits and dashes', 'Tea']],
  ],
  [
    '  - id: tea\n    wallet: points\n',
    '  - id: tea\n',
    [['14:5 wallet_required /offers/0', 'wallet: one of points, stamps', 'nothing']],
  ],
  [
    '  - id: tea\n    wallet: points\n',
    '  - id: tea\n    wallet: point\n',
    [['15:13 unknown_name /offers/0/wallet', 'points', 'point']],
  ],
  [
    '  - id: tea\n    wallet: points\n',
    '  - id: tea\n    wallet: stamps\n',
    [['16:13 nothing_to_multiply /offers/0/give/multiply', 'a wallet with `earn`', 'stamps']],
  ],
  [
    'multiply: 2.5, compound: false',
    'multiply: 1',
    [['16:23 too_small /offers/0/give/multiply', 'a factor above 1', '1']],
  ],
  [
    'multiply: 2.5, compound: false',
    'multiply: 0.5',
    [['16:23 too_small /offers/0/give/multiply', 'a factor above 1', '0.5']],
  ],
  [
    'multiply: 2.5, compound: false',
    'multiply: 2.55555',
    [['16:23 too_many_decimals /offers/0/give/multiply', 'at most 4 decimals', '2.55555']],
  ],
  [
    'multiply: 2.5, compound: false',
    'multiply: twice',
    [['16:23 wrong_value /offers/0/give/multiply', 'a factor above 1 with up to 4 decimals, such as 1.25', 'twice']],
  ],
  [
    'multiply: 2.5, compound: false',
    'multiply: 2.5, points: 5',
    [['16:28 contradicting_fields /offers/0/give/points', 'only compound beside it', 'points']],
  ],
  [
    'multiply: 2.5, compound: false',
    'compound: true',
    [
      ['16:5 incomplete /offers/0/give', 'points', 'nothing'],
      ['16:13 contradicting_fields /offers/0/give/compound', '`points` alone', 'compound'],
    ],
  ],
  [
    'multiply: 2.5, compound: false',
    '',
    [['16:11 too_few /offers/0/give', 'a mapping of `multiply` or `points`', 'an empty mapping']],
  ],
  [
    'points: 2, per: 5.00',
    'points: 2, per: 5.00, perUnits: 1',
    [['20:35 contradicting_fields /offers/1/give/perUnits', 'only points, rounding, basis beside it', 'perUnits']],
  ],
  ['points: 2, per: 5.00', 'per: 5.00', [['20:5 incomplete /offers/1/give', 'points', 'nothing']]],
  ['points: 2, per: 5.00', 'points: 2, per: 0', [['20:29 too_small /offers/1/give/per', 'a number above zero', '0']]],
  [
    'points: 2, per: 5.00',
    'points: 2, per: 5.001',
    [['20:29 too_many_decimals /offers/1/give/per', 'at most 2 decimals', '5.001']],
  ],
  [
    'points: 2, per: 5.00',
    'points: -2, per: 5.00',
    [['20:21 wrong_value /offers/1/give/points', 'a whole number from 1 to 1000000', '-2']],
  ],
  [
    'rounding: half-up, basis',
    'rounding: nearest, basis',
    [['20:45 wrong_value /offers/1/give/rounding', 'one of down, up, half-up', 'nearest']],
  ],
  [
    'basis: { tax: excluded } }\n    only',
    'basis: { tax: none } }\n    only',
    [['20:68 wrong_value /offers/1/give/basis/tax', 'one of as-priced, included, excluded', 'none']],
  ],
  ['channels: [web]', 'channel: [web]', [['21:33 unknown_field /offers/1/only/channel', 'channels', 'channel']]],
  [
    'days: [fri]',
    'days: [friday]',
    [['21:67 wrong_value /offers/1/only/times/0/days/0', 'one of mon, tue, wed, thu, fri, sat, sun', 'friday']],
  ],
  [
    'from: "18:00"',
    'from: "18:60"',
    [['21:79 wrong_value /offers/1/only/times/0/from', 'a time in quotes such as "17:30"', '18:60']],
  ],
  [
    'from: "18:00"',
    'from: 18.00',
    [['21:79 wrong_type /offers/1/only/times/0/from', 'a time in quotes such as "17:30"', '18']],
  ],
  [
    'times: [{ days: [fri], from: "18:00", until: "24:00" }]',
    'tiers: [gold]',
    [['21:58 unknown_name /offers/1/only/tiers/0', 'a tier; there is none', 'gold']],
  ],
  [
    'times: [{ days: [fri], from: "18:00", until: "24:00" }]',
    'segments: [students, young]',
    [
      ['21:61 unknown_name /offers/1/only/segments/0', 'a segment; there is none', 'students'],
      ['21:71 unknown_name /offers/1/only/segments/1', 'a segment; there is none', 'young'],
    ],
  ],
  [
    'times: [{ days: [fri], from: "18:00", until: "24:00" }]',
    'birthday: year',
    [['21:60 wrong_value /offers/1/only/birthday', 'one of day, week, month', 'year']],
  ],
  [
    'from: 2026-06-10',
    'from: 10.06.2026',
    [['22:11 wrong_value /offers/1/from', 'a date such as 2026-12-31', '10.06.2026']],
  ],
  [
    'until: 2026-06-20',
    'until: 2026-06-09',
    [['23:12 ends_before_it_begins /offers/1/until', 'a date from 2026-06-10 on', '2026-06-09']],
  ],
  ['perUnits: 1', 'perUnits: 0', [['38:34 too_small /offers/3/give/perUnits', 'a number above zero', '0']]],
  [
    'perUnits: 1',
    'perUnits: 1, rounding: down, within: day',
    [['38:53 contradicting_fields /offers/3/give/within', 'only points, rounding, basis beside it', 'within']],
  ],
  ['everyNth: 3, within: P30D', 'everyNth: 3', [['43:5 incomplete /offers/4/give', 'within', 'nothing']]],
  [
    'everyNth: 3, within: P30D',
    'everyNth: 1, within: P30D',
    [['43:35 wrong_value /offers/4/give/everyNth', 'a whole number from 2 to 100', '1']],
  ],
  [
    'everyNth: 3, within: P30D',
    'everyNth: 3, within: 30 days',
    [
      [
        '43:46 wrong_value /offers/4/give/within',
        '`day`, `week`, `month`, `year`, or an ISO 8601 duration such as P30D',
        '30 days',
      ],
    ],
  ],
  [
    'everyNth: 3, within: P30D',
    'within: P30D',
    [['43:25 contradicting_fields /offers/4/give/within', 'only points, basis beside it', 'within']],
  ],
  [
    'wallet: stamps\n    give',
    'wallet: stamps\n    group: best\n    give',
    [['38:12 group_of_several_wallets /offers/3/group', 'an offer that gives to points', 'stamps']],
  ],
  [
    'kinds: [goods]',
    'kinds: [food]',
    [
      [
        '17:81 wrong_value /offers/0/lines/kinds/0',
        'one of goods, service, delivery, fee, tip, deposit, gift_card',
        'food',
      ],
    ],
  ],
  [
    'exclude: { skus: [POST] }',
    'exclude: { categories: [TEA] }',
    [['17:70 included_and_excluded /offers/0/lines/exclude/categories/0', 'a code on one of the two lists', 'TEA']],
  ],
];
