import { describe, expect, it } from '@jest/globals';
import { compileCondition, factSchema, memberFactSchema, type Scope } from './index.js';

const names = {
  tiers: ['gold'],
  segments: ['young'],
  consents: ['letters'],
  currencies: ['EUR', 'CHF'],
  wallets: ['points'],
  counters: ['coffee'],
};

/** `ok`, or the code of each problem. */
function told(source: string, scope: Scope = 'purchase', schema = factSchema(names)): string {
  const compiled = compileCondition(source, schema, scope);
  return 'problems' in compiled ? compiled.problems.map(({ code }) => code).join(' ') : 'ok';
}

describe('A condition', () => {
  it.each([
    'purchase.units >= 1.5',
    "purchase.currency == 'CHF' && purchase.store != 'a' && purchase.channel == 'web'",
    "'points' in purchase.paidWith",
    "purchase.date >= '2026-12-24' && purchase.time < '17:05' && purchase.dayOfWeek == 'friday'",
    'purchase.month == 12 && purchase.day == 24 && purchase.hour == 17 && purchase.minute == 5',
    "'young' in member.segments && 'letters' in member.consents && member.ageGroup == 'under_18'",
    "member.daysSinceJoined > 1 && member.monthsSinceJoined > 1 && member.purchases > 1 && member.language == 'ru'",
    'member.birthdayDay || member.birthdayWeek || member.birthdayMonth',
    'wallets.points.balance > 1 && wallets.points.pending > 1 && wallets.points.expiringIn30Days > 1',
    'counters.coffee.visits > 1 && counters.coffee.spend > 1.50 && counters.coffee.nth == 3',
  ])('may ask of a purchase %s', (source) => {
    expect(told(source)).toBe('ok');
  });

  it.each([
    "line.sku == 'A' && line.gtin == '4006381333931' && 'TEA' in line.categories && line.kind == 'gift_card'",
    'line.quantity > 0.5 && line.amount > 1.50 && line.discount > 0.50 && line.unitPrice > 2.00',
  ])('may ask of a line %s', (source) => {
    expect(told(source, 'line')).toBe('ok');
  });

  it.each([
    'history.daysSincePurchase > 30 && history.purchases > 1',
    'history.purchasesIn90Days > 1 && history.purchasesIn365Days > 1',
    'history.spend > 1.50 && history.spendIn90Days > 1.50 && history.spendIn365Days > 1.50',
    "'TEA' in history.categories && 'berlin-1' in history.stores && tier == 'gold'",
    "wallets.points.expiringIn30Days > 1 && member.known && 'letters' in member.consents",
  ])('of a segment may ask %s', (source) => {
    expect(told(source, 'purchase', memberFactSchema(names))).toBe('ok');
  });

  it.each([
    ["purchase.currency == 'EUX'", 'wrong_value'],
    ["'old' in member.segments", 'wrong_value'],
    ["'calls' in member.consents", 'wrong_value'],
    ["purchase.dayOfWeek == 'fryday'", 'wrong_value'],
    ["purchase.time < '17:65'", 'wrong_value'],
    ["purchase.date >= '2026-02-30'", 'wrong_value'],
    ["member.ageGroup == 'old'", 'wrong_value'],
    ['counters.tea.nth == 3', 'unknown_fact'],
    ['wallets.stamps.balance == 3', 'unknown_fact'],
    ['history.purchases > 1', 'unknown_fact'],
  ])('is told what it cannot be: %s', (source, code) => {
    expect(told(source)).toBe(code);
  });

  it('of a line knows its kinds, and of a segment nothing of segments and purchases', () => {
    expect(told("line.kind == 'tipp'", 'line')).toBe('wrong_value');
    expect(told("'young' in member.segments", 'purchase', memberFactSchema(names))).toBe('unknown_fact');
    expect(told('purchase.total > 5.00', 'purchase', memberFactSchema(names))).toBe('unknown_fact');
  });

  it('of a programme that names none may ask for any currency, segment and consent, and for no wallet', () => {
    const schema = factSchema({});
    const any = "purchase.currency == 'SEK' && 'x' in member.segments && 'y' in member.consents";
    expect(told(any, 'purchase', schema)).toBe('ok');
    expect(told('wallets.points.balance == 3', 'purchase', schema)).toBe('unknown_fact');
    expect(told("'y' in member.consents", 'purchase', memberFactSchema({}))).toBe('ok');
  });
});
