import { describe, expect, it } from '@jest/globals';
import { schema } from './conditions.fixture.js';
import { compileCondition, type Scope } from './index.js';

/** `1:5 wrong_type` for each problem. */
function problemsOf(source: string, scope: Scope = 'purchase'): string[] {
  const compiled = compileCondition(source, schema, scope);
  return 'problems' in compiled ? compiled.problems.map(({ line, column, code }) => `${line}:${column} ${code}`) : [];
}

describe('A number that is written', () => {
  it.each([
    'purchase.total > 5',
    'purchase.total > -5.50',
    'purchase.total > 2 * 3.50',
    'purchase.total > 2 + 3 - 1.50',
    'purchase.total > 7 / 2 && purchase.total > 7 % 2',
    'purchase.total + (member.known ? 1 : 2) > 3',
    'purchase.total in [1, 2.50]',
    'purchase.lines.map(l, 5.00).exists(a, purchase.total > a)',
    'member.purchases > 1.5 && member.purchases in [1, 2.5]',
  ])('is money beside money, and a number beside numbers: %s', (source) => {
    expect(problemsOf(source)).toEqual([]);
  });

  it.each([
    ['purchase.total > member.purchases * 2', '1:18 wrong_type'],
    ['purchase.total > 2 * member.purchases', '1:18 wrong_type'],
    ['purchase.total > member.purchases + 1', '1:18 wrong_type'],
    ['purchase.total > 1 + member.purchases', '1:18 wrong_type'],
    ['purchase.total > member.purchases / 2', '1:18 wrong_type'],
    ['purchase.total > 2 / member.purchases', '1:18 wrong_type'],
    ['purchase.total > -member.purchases', '1:18 wrong_type'],
    ['purchase.total > (member.known ? 1 : member.purchases)', '1:19 wrong_type'],
    ['purchase.total > purchase.lines.map(l, 5.00).sum()', '1:18 wrong_type'],
    ['purchase.total in [1, member.purchases]', '1:1 wrong_type'],
    ['member.purchases + purchase.total > 1', '1:20 wrong_type'],
  ])('is none any more once a count has been mixed in: %s', (source, problem) => {
    expect(problemsOf(source)).toEqual([problem]);
  });
});

describe('A product', () => {
  it.each([
    'purchase.total * 2 > 1',
    '2 * purchase.total > 1',
    'purchase.total * member.purchases > purchase.total',
    'purchase.units * purchase.total > purchase.total',
    '7 * member.purchases / 3 > 1',
    'member.purchases % (2 * 3) == 1',
    'purchase.units * 2 > 1.5 * member.purchases',
  ])('is of the kind of what was multiplied: %s', (source) => {
    expect(problemsOf(source)).toEqual([]);
  });

  it.each([
    ['member.purchases * 1.5 / 2 > 1', '1:1 not_exact'],
    ['1.5 * member.purchases % 2 > 1', '1:1 not_exact'],
    ['member.purchases / 1.5 > 1', '1:20 not_exact'],
    ['purchase.total * 2 > member.purchases', '1:22 wrong_type'],
    ['2 * purchase.total > member.purchases', '1:22 wrong_type'],
  ])('is not of another one: %s', (source, problem) => {
    expect(problemsOf(source)).toEqual([problem]);
  });
});

describe('A list', () => {
  it.each([
    "'a' in (member.known ? member.segments : member.consents)",
    "'a' in (member.known ? ['a'] : member.segments)",
    '(member.known ? purchase.lines : purchase.lines.filter(l, true)).exists(l, l.amount > 5)',
    '1.5 in (member.known ? [1] : [1.5])',
    "[purchase.store, 'a'].exists(s, s in member.segments)",
    "purchase.store in ['a',]",
  ])('can be chosen, as a value can: %s', (source) => {
    expect(problemsOf(source)).toEqual([]);
  });

  it.each([
    ["'a' in (member.known ? member.segments : [1])", '1:42 wrong_type'],
    ['(member.known ? purchase.lines : member.segments).exists(l, true)', '1:34 wrong_type'],
    ["member.known ? ['a'] : 'a'", '1:24 wrong_type'],
    ['purchase.lines == purchase.lines', '1:1 wrong_type'],
    ['purchase.lines.exists(l, l == l)', '1:26 wrong_type'],
    ['purchase.lines in [1]', '1:1 wrong_type'],
    ['purchase.store in [purchase.lines]', '1:20 wrong_type'],
  ])('is of one kind, and no value: %s', (source, problem) => {
    expect(problemsOf(source)).toEqual([problem]);
  });
});

describe('A day', () => {
  it.each(['2024-02-29', '2000-02-29', '2026-02-28', '2026-11-30', '2026-12-31', '2026-01-01'])(
    'is in the calendar: %s',
    (day) => {
      expect(problemsOf(`purchase.date == '${day}'`)).toEqual([]);
    },
  );

  it.each([
    '2026-02-29',
    '1900-02-29',
    '2026-11-31',
    '2026-12-32',
    '2026-00-10',
    '2026-01-00',
    'x2026-01-01',
    '2026-01-01x',
  ])('is not in the calendar: %s', (day) => {
    expect(problemsOf(`purchase.date == '${day}'`)).toEqual(['1:18 wrong_value']);
  });

  it.each(['00:00', '09:30', '19:59', '23:59'])('has the time %s', (time) => {
    expect(problemsOf(`'${time}' < purchase.time`)).toEqual([]);
  });

  it.each(['24:00', '9:30', '09:60', '09:30:00', ' 09:30', '29:00'])('has no time %s', (time) => {
    expect(problemsOf(`purchase.time in ['${time}']`)).toEqual(['1:19 wrong_value']);
  });
});

describe('An order', () => {
  it.each([
    "purchase.time < '09:30'",
    "'09:30' < purchase.time",
    'purchase.date >= purchase.date',
    'purchase.hour > 9',
  ])('is that of numbers, days and times: %s', (source) => {
    expect(problemsOf(source)).toEqual([]);
  });

  it.each([
    ["tier > 'gold'", '1:1 wrong_type'],
    ["'gold' > tier", '1:1 wrong_type'],
    ['purchase.date > purchase.store', '1:17 wrong_type'],
    ['purchase.store < purchase.date', '1:1 wrong_type'],
    ['purchase.date > purchase.time', '1:17 wrong_type'],
    ["'a' < 'b'", '1:1 wrong_type'],
    ['member.known > false', '1:1 wrong_type'],
  ])('is not that of anything else: %s', (source, problem) => {
    expect(problemsOf(source)).toEqual([problem]);
  });
});

describe('A row of comparisons', () => {
  it.each([
    "member.known == ('vip' in member.segments)",
    "(member.known) == ('vip' in member.segments)",
    'member.known == ((member.purchases) > (3))',
    '1 < 2 == true',
    'member.known == true == false',
    "member.known == purchase.store.contains('(')",
    "tier == 'gold' && 'vip' in member.segments",
  ])('is read in one way: %s', (source) => {
    expect(problemsOf(source)).toEqual([]);
  });

  it.each([
    "member.known == 'vip' in member.segments",
    'member.known != 1 < 2',
    'member.known == (1) < (2)',
    'member.known == (1 + 2) * 3 >= 2',
    "purchase.store.contains('(') == 1 < 2",
  ])('is read in two ways: %s', (source) => {
    expect(problemsOf(source)).toEqual(['1:1 needs_parentheses']);
  });
});

describe('A name', () => {
  it('of an element is free where no facts have it', () => {
    expect(problemsOf('purchase.lines.exists(line, line.amount > 5)')).toEqual([]);
    expect(problemsOf('purchase.lines.exists(total, total.amount > 5)')).toEqual([]);
    expect(problemsOf("member.segments.exists(line, line == 'a')", 'line')).toEqual(['1:24 name_taken']);
    expect(problemsOf('purchase.lines.exists(wallets, true)')).toEqual(['1:23 name_taken']);
  });

  it('that leads nowhere is told with what could stand there', () => {
    const expected = (source: string, scope: Scope = 'purchase') => {
      const compiled = compileCondition(source, schema, scope);
      return 'problems' in compiled ? compiled.problems.map((problem) => problem.expected) : [];
    };
    expect(expected('purchase.lines.exists(one, something.amount > 1)')).toEqual([
      'purchase, member, tier, wallets, counters, one',
    ]);
    expect(expected('lin.amount > 1', 'line')).toEqual(['line']);
    expect(expected('lin.amount > 1')).toEqual(['purchase, member, tier, wallets, counters']);
    expect(expected("wallets['air-mile'].balance > 1")).toEqual(['wallets.air-miles']);
    expect(expected('purchase.lines.exists(l, l.weight > 1)')).toEqual([
      'l.sku, l.gtin, l.categories, l.kind, l.quantity, l.amount, l.discount, l.unitPrice'.replaceAll('l.', ''),
    ]);
    expect(expected('purchase.lines.exists(l, has(l.amout))')).toEqual(['l.amount']);
  });
});

describe('Problems', () => {
  it('are told once each, and those of the parts before what they spoil', () => {
    expect(problemsOf('has(purchase.stor)')).toEqual(['1:14 unknown_fact']);
    expect(problemsOf("{'a': 1} == 3")).toEqual(['1:1 form_not_allowed']);
    expect(problemsOf('purchase.totl * 2 + 1 > member.known')).toEqual(['1:10 unknown_fact']);
    expect(problemsOf('[purchase.totl, 1].exists(x, x > 1)')).toEqual(['1:11 unknown_fact']);
    expect(problemsOf('purchase.totl in member.segments && -purchase.totl > 1')).toEqual([
      '1:10 unknown_fact',
      '1:47 unknown_fact',
    ]);
    expect(problemsOf('purchase.lines.map(l, l.amout).sum() > 1')).toEqual(['1:25 unknown_fact']);
    expect(problemsOf('matches(tier) && !matches(tier)')).toEqual([
      '1:1 function_not_allowed',
      '1:19 function_not_allowed',
    ]);
  });

  it('stand in the order of the text', () => {
    expect(problemsOf('member.segments + purchase.totl > 1')).toEqual(['1:1 wrong_type', '1:28 unknown_fact']);
  });

  it('are found in a text of exactly as many letters as one may have', () => {
    expect(problemsOf(`true${' '.repeat(3996)}`)).toEqual([]);
    expect(problemsOf(`true${' '.repeat(3997)}`)).toEqual(['1:1 too_long']);
    expect(problemsOf(`  \n purchase.lines.all(l, true)`, 'line')).toEqual(['2:2 too_costly']);
    expect(problemsOf("tier == 'a\rb'")).toEqual(['1:11 syntax_error']);
  });
});
