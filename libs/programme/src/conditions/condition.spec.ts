import { describe, expect, it } from '@jest/globals';
import { conditionOf, money, quantity } from './conditions.fixture.js';
import { compileCondition, FACT_SCHEMA, type Facts } from './index.js';
import { making } from './making.js';
import type { Term } from './term.js';

const tea = {
  sku: 'TEA-1',
  kind: 'goods',
  categories: ['TEA'],
  quantity: quantity('0.350'),
  amount: money('4.20'),
} as const;
const cup = { sku: 'CUP-2', kind: 'goods', categories: [], quantity: quantity('2'), amount: money('37.90') } as const;

const facts: Facts = {
  purchase: {
    total: money('42.10'),
    currency: 'EUR',
    store: 'berlin-1',
    lines: [tea, cup],
    units: quantity('2.35'),
    paidWith: ['card', 'points'],
    date: '2026-11-27',
    time: '17:05',
    dayOfWeek: 'friday',
    hour: 17,
  },
  line: tea,
  member: { known: true, segments: ['vip'], birthdayWeek: false, purchases: 2n },
  tier: 'gold',
  wallets: { points: { balance: 1230n }, 'air-miles': { balance: 0 } },
  counters: { coffee: { visits: 2, spend: money('9.60'), nth: 3 } },
};

describe('A condition', () => {
  it.each([
    'purchase.total >= 42.10',
    'purchase.total - 2.10 == 40',
    '-purchase.total < 0',
    "purchase.currency != 'CHF' && purchase.store.startsWith('berlin') && purchase.store.endsWith('1')",
    "purchase.dayOfWeek in ['friday', 'saturday'] && purchase.time >= '17:00' && purchase.time < '19:00'",
    "purchase.date >= '2026-11-01' && purchase.date <= '2026-11-30'",
    'purchase.hour != 16 && !(purchase.hour != 17) && !(purchase.hour < 17) && purchase.hour <= 17 && !(purchase.hour > 17)',
    'purchase.hour >= 17 && purchase.hour % 2 == 1 && purchase.hour / 2 == 8',
    "'points' in purchase.paidWith && !('gift_card' in purchase.paidWith)",
    'size(purchase.lines) == 2 && purchase.lines.size() < 3',
    'purchase.units > 2 && purchase.units == 2.350',
    "purchase.lines.exists(l, 'TEA' in l.categories && l.quantity < 0.5)",
    "purchase.lines.all(l, l.kind == 'goods')",
    "purchase.lines.exists_one(l, l.sku.contains('UP'))",
    "purchase.lines.filter(l, 'TEA' in l.categories).map(l, l.amount).sum() == 4.20",
    'purchase.lines.map(l, l.amount * 2).exists(a, a == 75.80)',
    "'CUP-2' in purchase.lines.map(l, l.sku)",
    'member.purchases in [1, 2, 3] && member.purchases in [2.0] && 2.5 in [member.known ? 2.5 : 1.5, 1]',
    "'vip' in member.segments && member.segments.exists(s, s == 'vip')",
    "tier != 'silver' && (tier == 'gold' ? purchase.total > 40 : purchase.total > 80)",
    "wallets.points.balance >= 1000 && wallets['air-miles'].balance == 0",
    'counters.coffee.nth == 3 && counters.coffee.visits + 1 == counters.coffee.nth && counters.coffee.spend < 10.00',
    "purchase.time <= '17:05' && purchase.time >= '17:05' && !(purchase.time < '17:05') && !(purchase.time > '17:05')",
    "purchase.time > '17:04' && purchase.time < '17:06' && purchase.time != '17:04'",
    'has(member.known) && has(member.segments) && has(member.purchases) && has(purchase.total) && has(purchase.units)',
    "'vip' in (member.known ? member.segments : ['a'])",
    '3.0 in purchase.lines.map(l, 3) && !(2.5 in purchase.lines.map(l, 3)) && 30 in purchase.lines.map(l, 30.0)',
    'has(purchase.store) && !has(purchase.channel) && !has(member.ageGroup)',
    'member.known == true && member.known != member.birthdayWeek',
    'purchase.lines.exists(line, line.amount > 37.00)',
    '// For all of them\n  true',
  ])('holds: %s', (source) => {
    expect(conditionOf(source).holds(facts)).toBe(true);
    expect(conditionOf(`!(${source.replace('// For all of them\n', '')})`).holds(facts)).toBe(false);
  });

  it('is asked of each line where it is one of a line', () => {
    const condition = conditionOf("'TEA' in line.categories && line.amount * 2 > 8.39", 'line');
    expect(condition.holds(facts)).toBe(true);
    expect(condition.holds({ ...facts, line: cup })).toBe(false);
  });

  it('says which facts it reads, those of the lines with it', () => {
    const source =
      "tier == 'gold' && wallets['air-miles'].balance > 0 && purchase.lines.filter(l, has(l.gtin)).all(m, m.amount > 1)";
    expect([...conditionOf(source).uses]).toEqual([
      'tier',
      'wallets.air-miles.balance',
      'purchase.lines',
      'purchase.lines.gtin',
      'purchase.lines.amount',
    ]);
    expect([...conditionOf('line.amount > 1', 'line').uses]).toEqual(['line.amount']);
  });

  it('of a programme that names nothing takes any tier and segment, and knows no wallet', () => {
    expect(compileCondition("tier == 'platinum' && 'x' in member.segments", FACT_SCHEMA, 'purchase')).toHaveProperty(
      'condition',
    );
    expect(compileCondition('wallets.points.balance > 1', FACT_SCHEMA, 'purchase')).toHaveProperty('problems');
  });
});

describe('A guest', () => {
  it('has no tier that is known, whereas a member without one has the tier `none`', () => {
    expect(conditionOf("tier != 'gold'").holds({})).toBe(false);
    expect(conditionOf("tier != 'gold'").holds({ tier: 'none' })).toBe(true);
    expect(conditionOf("tier in ['none', 'silver']").holds({ tier: 'none' })).toBe(true);
  });
});

describe('What is unknown', () => {
  const unknown = "member.ageGroup == '18_24'";

  it.each([
    [unknown, false],
    [`!(${unknown})`, false],
    [`member.ageGroup != '18_24'`, false],
    [`${unknown} || tier == 'gold'`, true],
    [`tier == 'gold' || ${unknown}`, true],
    [`${unknown} || tier == 'silver'`, false],
    [`!(${unknown} && tier == 'silver')`, true],
    [`!(tier == 'silver' && ${unknown})`, true],
    [`!(${unknown} && tier == 'gold')`, false],
    [`${unknown} && tier == 'gold'`, false],
    [`tier == 'gold' && ${unknown}`, false],
    [`!(${unknown} || tier == 'silver')`, false],
    [`${unknown} ? true : true`, false],
    ["!(member.ageGroup in ['18_24'])", false],
    ['!(member.ageGroup in member.segments)', false],
    ['!(-member.daysSinceJoined < 0)', false],
    ['!(member.daysSinceJoined > 1.5)', false],
    ['!(member.daysSinceJoined + 1 > 0)', false],
    ['!(1 + member.daysSinceJoined > 0)', false],
    ['!(member.known == member.birthdayDay)', false],
    ['!purchase.store.contains(purchase.channel)', false],
    ['!purchase.channel.contains(purchase.store)', false],
    ['size(purchase.lines.map(l, l.discount)) == 2', false],
    ['size(member.consents.map(s, s)) >= 0', false],
    ['size(member.consents.filter(s, true)) >= 0', false],
    ['purchase.lines.exists(l, l.discount > 0)', false],
    ['!purchase.lines.exists(l, l.discount > 0)', false],
    ["purchase.lines.exists(l, l.discount > 0 || l.sku == 'CUP-2')", true],
    ["!purchase.lines.all(l, l.discount > 0 && l.sku == 'CUP-2')", true],
    ['purchase.lines.exists_one(l, l.discount > 0 || true)', false],
    ["purchase.lines.exists_one(l, l.sku == 'TEA-1' || l.discount > 0)", false],
    ['size(purchase.lines.filter(l, l.discount > 0)) == 0', false],
    ['purchase.lines.map(l, l.discount).sum() == 0', false],
    ["member.ageGroup in ['18_24', '25_34']", false],
    ["!('new' in member.consents)", false],
    ["tier in ['gold', purchase.channel]", false],
    ['member.purchases / (member.purchases - 2) == 0', false],
    ['member.purchases % (member.purchases - 2) == 0', false],
    ['-member.daysSinceJoined < 0', false],
    ['member.daysSinceJoined + 1 > 0 || 1 + member.daysSinceJoined > 0', false],
    ["purchase.channel.startsWith('') || purchase.store.startsWith(purchase.channel)", false],
  ])('does not count as true or false: %s is %s', (source, holds) => {
    expect(conditionOf(source).holds(facts)).toBe(holds);
  });

  it.each([
    ['a fraction for a count', { member: { purchases: 2.5 } }],
    ['more than a number can count', { member: { purchases: 2 ** 60 } }],
    ['a text for a count', { member: { purchases: '2' } }],
    ['null', { member: { purchases: null } }],
    ['null for a group', { member: null }],
    ['a text for a group', { member: 'purchases' }],
    ['nothing at all', undefined],
  ])('is also %s', (_title, wrong) => {
    const condition = conditionOf('member.purchases >= 0 || member.purchases < 0');
    expect(condition.holds(wrong as Facts)).toBe(false);
    expect(condition.explain(wrong as Facts).failed.map(({ found }) => found)).toEqual(['unknown', 'unknown']);
  });

  it.each([
    ['purchase.total > 0', { purchase: { total: 42 } }],
    ["purchase.store == 'a'", { purchase: { store: ['a'] } }],
    ['member.known', { member: { known: 1 } }],
    ["'a' in member.consents", { member: { consents: 'a' } }],
    ['!!member.known', { member: { known: 1 } }],
  ])('is what is of another kind than declared: %s', (source, wrong) => {
    expect(conditionOf(source).holds(wrong as unknown as Facts)).toBe(false);
    expect(conditionOf(`!(${source})`).holds(wrong as unknown as Facts)).toBe(false);
  });

  it.each([
    ['has(member.known)', { member: { known: 1 } }],
    ['has(member.segments)', { member: { segments: 'vip' } }],
    ['has(member.purchases)', { member: { purchases: 1.5 } }],
    ['has(member.purchases)', { member: { purchases: '1' } }],
    ['has(purchase.total)', { purchase: { total: 42 } }],
    ['has(purchase.store)', { purchase: { store: null } }],
  ])('is not there for `has` either: %s', (source, wrong) => {
    expect(conditionOf(source).holds(wrong as unknown as Facts)).toBe(false);
    expect(conditionOf(`!${source}`).holds(wrong as unknown as Facts)).toBe(true);
  });
});

describe('A part in the wrong place', () => {
  const place = { from: 3, to: 4 };
  const make = making();

  it.each([
    [
      'truth',
      {
        ...place,
        op: 'size',
        type: { kind: 'int', scale: 0 },
        list: { ...place, op: 'element', type: { kind: 'line' } },
      },
    ],
    ['whole', { ...place, op: 'has', type: { kind: 'bool' } }],
    ['text', { ...place, op: 'size', type: { kind: 'int', scale: 0 } }],
    ['list', { ...place, op: 'literal', type: { kind: 'text' }, value: 'a' }],
  ] as const)('is a mistake of the check, and is said to be: no %s', (kind, term) => {
    expect(() => make[kind](term as unknown as Term)).toThrow(
      `The part ${term.op} at 3 is ${term.type.kind}, which has no place here.`,
    );
  });
});
