import { describe, expect, it } from '@jest/globals';
import { parsed, programmeOf } from '../programme.fixture.js';
import { memberCondition } from './member-condition.js';

const PROGRAMME = programmeOf({
  more: 'tiers: { period: calendar_year, ladder: [{ id: gold, name: Gold, needs: { points: 5 } }] }',
});

const of = (source: string) => {
  const compiled = memberCondition(PROGRAMME, source);
  return 'problems' in compiled ? compiled.problems.map(({ code }) => code) : 'ok';
};

describe('A condition of members', () => {
  it.each(["tier == 'gold'", 'wallets.points.balance >= 100', 'history.spend >= 12.34', 'member.known'])(
    'knows the names of its programme: %s',
    (source) => {
      expect(of(source)).toBe('ok');
    },
  );

  it.each([
    ["tier == 'silver'", 'wrong_value'],
    ['wallets.miles.balance >= 100', 'unknown_fact'],
    ['purchase.total >= 5.00', 'unknown_fact'],
    ["purchase.currency == 'EUR'", 'unknown_fact'],
  ])('and no others: %s', (source, code) => {
    expect(of(source)).toEqual([code]);
  });

  it('explains money with the decimals of the main currency, and needs no tiers', () => {
    const tokyo = parsed(
      'id: tokyo\nname: Tokyo\ncurrency: JPY\ntimeZone: Asia/Tokyo\nwallets: { points: { earn: { points: 1, per: 100 } } }',
    );
    const compiled = memberCondition(tokyo, 'history.spend >= 1000.00');
    if ('problems' in compiled) throw new Error(compiled.problems.map(({ message }) => message).join('\n'));
    const spent = (yen: bigint) => compiled.condition.explain({ history: { spend: yen * 10n ** 12n } });
    expect(spent(1000n)).toEqual({ holds: true, failed: [] });
    expect(spent(900n).failed).toMatchObject([{ found: '900', needed: 'at least 1000.00' }]);
  });

  it('explains money of three decimals with all of them', () => {
    const kuwait = parsed(
      'id: k\nname: K\ncurrency: KWD\ntimeZone: Asia/Kuwait\nwallets: { points: { earn: { points: 1, per: 1.000 } } }',
    );
    const compiled = memberCondition(kuwait, 'history.spend >= 2.125');
    if ('problems' in compiled) throw new Error(compiled.problems.map(({ message }) => message).join('\n'));
    expect(compiled.condition.explain({ history: { spend: 1500n * 10n ** 9n } }).failed).toMatchObject([
      { found: '1.500', needed: 'at least 2.125' },
    ]);
  });
});
