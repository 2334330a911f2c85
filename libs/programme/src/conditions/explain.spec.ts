import { describe, expect, it } from '@jest/globals';
import { conditionOf, money, quantity } from './conditions.fixture.js';
import { compileCondition, factSchema, type Facts, type Scope } from './index.js';

const tea = { sku: 'TEA-1', categories: ['TEA', 'LEAF'], quantity: quantity('0.350'), amount: money('4.20') };
const facts: Facts = {
  purchase: {
    total: money('42.10'),
    store: 'berlin-1',
    lines: [tea, { sku: 'CUP-2', categories: [], amount: money('37.90') }],
    time: '16:59',
    date: '2026-11-27',
    hour: 9,
  },
  line: tea,
  member: { known: true, birthdayWeek: false, segments: [], purchases: 2 },
  tier: 'silver',
  wallets: { points: { balance: 7n } },
  counters: { coffee: { spend: money('60') } },
};

function why(source: string, scope: Scope = 'purchase', given: Facts = facts): string[] {
  return conditionOf(source, scope)
    .explain(given)
    .failed.map(({ term, found, needed }) => `${term} | ${found} | ${needed}`);
}

describe('A condition that does not hold', () => {
  it.each([
    ['purchase.total >= 50.00', '42.10', 'at least 50.00'],
    ['50.00 <= purchase.total', '42.10', 'at least 50.00'],
    ['50.00 < purchase.total', '42.10', 'more than 50.00'],
    ['purchase.total > 42.1', '42.10', 'more than 42.1'],
    ['purchase.total <= 42', '42.10', 'at most 42'],
    ['42 >= purchase.total', '42.10', 'at most 42'],
    ['purchase.total < 42', '42.10', 'less than 42'],
    ['42 > purchase.total', '42.10', 'less than 42'],
    ['!(purchase.total >= 42.10)', '42.10', 'less than 42.10'],
    ['!(purchase.total > 42)', '42.10', 'at most 42'],
    ['!(purchase.total <= 43)', '42.10', 'more than 43'],
    ['!(purchase.total < 43)', '42.10', 'at least 43'],
    ['purchase.total < counters.coffee.spend - 20', '42.10', 'less than 40.00 (counters.coffee.spend - 20)'],
    ['wallets.points.balance == -7', '7', '-7'],
    ['member.purchases == 3', '2', '3'],
    ['!(member.purchases == 2)', '2', 'not 2'],
    ['member.purchases != 2', '2', 'not 2'],
    ["tier == 'gold'", 'silver', 'gold'],
    ["'gold' == tier", 'silver', 'gold'],
    ["tier != 'silver'", 'silver', 'not silver'],
    ["!(tier != 'gold')", 'silver', 'gold'],
    ["tier in ['gold', 'none']", 'silver', 'one of gold, none'],
    ["!(tier in ['gold', 'silver'])", 'silver', 'none of gold, silver'],
    ['member.purchases in [1, 3]', '2', 'one of 1, 3'],
    ["'vip' in member.segments", 'nothing', 'with vip'],
    ["purchase.time >= '17:00'", '16:59', '17:00 or later'],
    ["purchase.time > '16:59'", '16:59', 'after 16:59'],
    ["purchase.date <= '2026-11-26'", '2026-11-27', '2026-11-26 or earlier'],
    ["purchase.date < '2026-11-27'", '2026-11-27', 'before 2026-11-27'],
    ['member.birthdayWeek', 'false', 'true'],
    ['!member.known', 'true', 'false'],
    ['member.known == member.birthdayWeek', 'true', 'false (member.birthdayWeek)'],
    ['has(purchase.channel)', 'unknown', 'known'],
    ["'a' in ['', purchase.store]", "'', berlin-1", 'with a'],
    ["(member.known ? '' : 'a') == 'a'", "''", 'a'],
    ["'a' in (member.known ? member.segments : ['a'])", 'nothing', 'with a'],
    ['!has(purchase.store)', 'known', 'unknown'],
    ["purchase.store.startsWith('hamburg')", 'berlin-1', 'beginning with hamburg'],
    ["!purchase.store.startsWith('berlin')", 'berlin-1', 'not beginning with berlin'],
    ["purchase.store.endsWith('2')", 'berlin-1', 'ending with 2'],
    ["!purchase.store.endsWith('1')", 'berlin-1', 'not ending with 1'],
    ["purchase.store.contains('x')", 'berlin-1', 'containing x'],
    ["!purchase.store.contains('-')", 'berlin-1', 'not containing -'],
    ['purchase.lines.exists(l, l.amount > 50.00)', '0 of 2 lines', 'at least one'],
    ['!purchase.lines.exists(l, l.amount > 5.00)', '1 of 2 lines', 'none'],
    ['purchase.lines.all(l, l.amount > 5.00)', '1 of 2 lines', 'every'],
    ['!purchase.lines.all(l, l.amount > 1.00)', '2 of 2 lines', 'not every'],
    ['purchase.lines.exists_one(l, l.amount > 1.00)', '2 of 2 lines', 'exactly one'],
    ['!purchase.lines.exists_one(l, l.amount > 5.00)', '1 of 2 lines', 'not exactly one'],
    ["member.segments.exists(s, s == 'vip')", '0 of 0 values', 'at least one'],
    ['size(purchase.lines) >= 3', '2', 'at least 3'],
    ['purchase.lines.map(l, l.amount).sum() > 50', '42.10', 'more than 50'],
    ['5.00 in purchase.lines.map(l, l.amount)', '4.20, 37.90', 'with 5.00'],
    ['(purchase.total + 0.4) * 2 >= (20 + 80)', '85.00', 'at least 100 (20 + 80)'],
    ["(member.known ? 'a' : 'b') == 'b'", 'a', 'b'],
    ['false', 'false', 'true'],
  ])('says what was found and what was needed: %s', (source, found, needed) => {
    const { failed, holds } = conditionOf(source).explain(facts);
    expect(holds).toBe(false);
    expect(failed.map((term) => [term.found, term.needed])).toEqual([[found, needed]]);
  });

  it('of a line speaks of the line', () => {
    expect(why("'TEA' in line.categories && line.quantity >= 0.5", 'line')).toEqual([
      'line.quantity >= 0.5 | 0.35 | at least 0.5',
    ]);
    expect(why("!('LEAF' in line.categories)", 'line')).toEqual([
      "'LEAF' in line.categories | TEA, LEAF | without LEAF",
    ]);
  });

  it('names the terms of an `&&` that failed, and all of an `||`, since each would do', () => {
    expect(why("tier == 'silver' && member.birthdayWeek && purchase.total >= 50.00")).toEqual([
      'member.birthdayWeek | false | true',
      'purchase.total >= 50.00 | 42.10 | at least 50.00',
    ]);
    expect(why("tier == 'gold' || (member.known && purchase.hour >= 12)")).toEqual([
      "tier == 'gold' | silver | gold",
      'purchase.hour >= 12 | 9 | at least 12',
    ]);
    expect(why("(tier == 'silver' || member.birthdayWeek) && !member.known")).toEqual(['member.known | true | false']);
  });

  it('turns `&&` and `||` round behind `!`', () => {
    expect(why("!(tier == 'silver' && member.known)")).toEqual([
      "tier == 'silver' | silver | not silver",
      'member.known | true | false',
    ]);
    expect(why("!(tier == 'gold' || member.known)")).toEqual(['member.known | true | false']);
    expect(why("!(tier == 'gold' && member.known)")).toEqual([]);
    expect(why('!!member.birthdayWeek')).toEqual(['member.birthdayWeek | false | true']);
  });

  it('explains the side of a choice that counts', () => {
    expect(why("tier == 'silver' ? purchase.total >= 50 : true")).toEqual([
      'purchase.total >= 50 | 42.10 | at least 50',
    ]);
    expect(why("tier == 'gold' ? true : purchase.total >= 60")).toEqual(['purchase.total >= 60 | 42.10 | at least 60']);
    expect(why("member.language == 'ru' ? true : true")).toEqual(["member.language == 'ru' | unknown | ru"]);
  });

  it('says `unknown` where a fact is absent, for a guest as for what the till did not send', () => {
    const guest: Facts = { purchase: { total: money('42.10'), lines: [{ sku: 'a' }, tea] } };
    expect(why("tier == 'gold' && member.birthdayWeek && purchase.total > 1", 'purchase', guest)).toEqual([
      "tier == 'gold' | unknown | gold",
      'member.birthdayWeek | unknown | true',
    ]);
    expect(why("!('vip' in member.segments)", 'purchase', guest)).toEqual([
      "'vip' in member.segments | unknown | without vip",
    ]);
    expect(why('purchase.lines.exists(l, l.amount > 5.00)', 'purchase', guest)).toEqual([
      'purchase.lines.exists(l, l.amount > 5.00) | 0 of 2 lines, 1 unknown | at least one',
    ]);
    expect(why('purchase.total < counters.coffee.spend', 'purchase', guest)).toEqual([
      'purchase.total < counters.coffee.spend | 42.10 | less than unknown (counters.coffee.spend)',
    ]);
    expect(why('member.segments.all(s, true)', 'purchase', guest)).toEqual([
      'member.segments.all(s, true) | unknown | every',
    ]);
    expect(why('5 / (size(purchase.lines) - 2) == 1', 'purchase', guest)).toEqual([
      '5 / (size(purchase.lines) - 2) == 1 | unknown | 1',
    ]);
  });

  it('shows a term as it stands, in one line and with its parentheses', () => {
    expect(why('member.known &&\n  ((purchase.total +\n   1) * 2) > (100)')).toEqual([
      '((purchase.total + 1) * 2) > (100) | 86.20 | more than 100',
    ]);
    expect(why("(((purchase.store)) == ('(\"'))")).toEqual([`((purchase.store)) == ('("') | berlin-1 | ("`]);
  });

  it('says the same as data, for those who speak another language', () => {
    expect(conditionOf('purchase.total >= 50.00').explain(facts).failed).toEqual([
      { term: 'purchase.total >= 50.00', found: '42.10', needed: 'at least 50.00', need: 'at_least', wanted: '50.00' },
    ]);
  });

  it('of which nothing failed says so', () => {
    expect(conditionOf("tier == 'silver'").explain(facts)).toEqual({ holds: true, failed: [] });
  });

  it('says nothing more than the need where there is no value to be wanted', () => {
    const wanted = [
      'purchase.lines.exists(l, l.amount > 50.00)',
      'member.segments.all(s, true)',
      'has(purchase.channel)',
    ].flatMap((source) =>
      conditionOf(source)
        .explain({ purchase: { lines: [] } })
        .failed.map((term) => [term.need, term.wanted]),
    );
    expect(wanted).toEqual([
      ['some', ''],
      ['every', ''],
      ['known', ''],
    ]);
  });

  it('shows long lists by their first ten elements', () => {
    const segments = Array.from({ length: 12 }, (_, index) => `s${index}`);
    const [failed] = conditionOf("'x' in member.segments").explain({ member: { segments } }).failed;
    expect(failed?.found).toBe('s0, s1, s2, s3, s4, s5, s6, s7, s8, s9 and 2 more');
  });

  it('shows money with the decimals of its currency', () => {
    const compiled = compileCondition('purchase.total >= 500', factSchema({ moneyDecimals: 0 }), 'purchase');
    expect('condition' in compiled && compiled.condition.explain(facts).failed[0]?.found).toBe('42.1');
  });
});
