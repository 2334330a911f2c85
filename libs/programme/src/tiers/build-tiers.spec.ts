import { describe, expect, it } from '@jest/globals';
import { Meaning } from '../document/meaning.js';
import { documentReader, inOrder } from '../document/read-document.js';
import { buildTiers, type TierCode } from './build-tiers.js';
import { SPEND_SCALE } from './measures.js';
import { tiersSchema, type TiersDocument } from './tiers.schema.js';

const read = documentReader({ type: 'object', properties: { tiers: tiersSchema } });

function parse(text: string, wallets = ['points'], earning = ['points']) {
  const reading = read(text);
  if (!reading.ok) return { problems: reading.problems, rules: undefined };
  const meaning = new Meaning<TierCode>(reading.document);
  const surroundings = {
    timeZone: 'Europe/Berlin',
    exponent: 2,
    wallets: new Map(wallets.map((id) => [id, {}])),
    earning,
  };
  const { tiers } = reading.document.value as { tiers: TiersDocument };
  const rules = buildTiers(tiers, surroundings, meaning);
  return { rules, problems: inOrder(meaning.problems) };
}

const RIGHT = `tiers:
  period: calendar_year
  wallet: points
  match: all
  upgrade: at_once
  downgrade: to_reached
  grace: P1M
  inclusive: false
  ladder:
    - { id: bronze, name: Bronze }
    - id: silver
      name: { en: Silver, ru: Серебро }
      needs: { points: 500, spend: 250.50, visits: 3 }
    - id: gold
      name: { en: Gold, ru: Золото }
      needs: { points: 1000, spend: '500.00', visits: 3 }
`;

describe('The tiers of a document', () => {
  it('are read with all that they say, exactly', () => {
    expect(parse(RIGHT)).toEqual({
      problems: [],
      rules: {
        timeZone: 'Europe/Berlin',
        wallet: 'points',
        ladder: [
          { id: 'bronze', name: { en: 'Bronze', ru: 'Bronze' }, needs: {} },
          {
            id: 'silver',
            name: { en: 'Silver', ru: 'Серебро' },
            needs: { points: 500n, spend: 25_050n * SPEND_SCALE, visits: 3n },
          },
          {
            id: 'gold',
            name: { en: 'Gold', ru: 'Золото' },
            needs: { points: 1000n, spend: 50_000n * SPEND_SCALE, visits: 3n },
          },
        ],
        match: 'all',
        period: { kind: 'calendar_year' },
        upgrade: 'at_once',
        downgrade: 'to_reached',
        grace: expect.objectContaining({ text: 'P1M', months: 1 }),
        inclusive: false,
      },
    });
  });

  it('rise at once and fall to what was reached, without grace, where nothing is said', () => {
    const text = 'tiers: { period: { rollingMonths: 6 }, ladder: [{ id: vip, name: VIP, needs: { visits: 5 } }] }';
    expect(parse(text).rules).toEqual({
      timeZone: 'Europe/Berlin',
      wallet: 'points',
      ladder: [
        { id: null, name: { en: 'no tier', ru: 'без уровня' }, needs: {} },
        { id: 'vip', name: { en: 'VIP', ru: 'VIP' }, needs: { visits: 5n } },
      ],
      match: 'all',
      period: { kind: 'rolling', months: 6 },
      upgrade: 'at_once',
      downgrade: 'to_reached',
      grace: null,
      inclusive: false,
    });
  });

  it.each([
    [
      'period: calendar_year',
      'period: year',
      '2:11 wrong_value /tiers/period',
      '`calendar_year`, `anniversary`, or a mapping of `rollingMonths`',
      'year',
    ],
    [
      'period: calendar_year',
      'period: { rollingMonths: 61 }',
      '2:28 wrong_value /tiers/period/rollingMonths',
      'a whole number from 1 to 60',
      '61',
    ],
    ['  period: calendar_year\n', '', '1:1 missing_field /tiers', 'period', 'nothing'],
    ['match: all', 'match: both', '4:10 wrong_value /tiers/match', 'one of all, any', 'both'],
    [
      'downgrade: to_reached',
      'downgrade: to_reach',
      '6:14 wrong_value /tiers/downgrade',
      'one of to_reached, one_step, never',
      'to_reach',
    ],
    [
      'grace: P1M',
      'grace: month',
      '7:10 wrong_value /tiers/grace',
      'an ISO 8601 duration such as P1M or P30D',
      'month',
    ],
    ['inclusive: false', 'inclusive: no', '8:14 wrong_type /tiers/inclusive', 'true or false', 'no'],
    [
      'id: silver',
      'id: Silver',
      '11:11 wrong_value /tiers/ladder/1/id',
      'an id of small letters, digits and dashes',
      'Silver',
    ],
    [
      'points: 500,',
      'points: 0,',
      '13:24 wrong_value /tiers/ladder/1/needs/points',
      'a whole number from 1 to 1000000000',
      '0',
    ],
    [
      'points: 500,',
      'miles: 500,',
      '13:16 unknown_field /tiers/ladder/1/needs/miles',
      'one of points, spend, visits',
      'miles',
    ],
    ['wallet: points', 'wallet: miles', '3:11 unknown_wallet /tiers/wallet', 'one of points', 'miles'],
    ['id: gold', 'id: silver', '14:11 duplicate_tier /tiers/ladder/2/id', 'another id', 'silver'],
    ['250.50', '250.505', '13:36 too_many_decimals /tiers/ladder/1/needs/spend', 'at most 2 decimals', '250.505'],
    ['250.50', '0.00', '13:36 too_small /tiers/ladder/1/needs/spend', 'a number above zero', '0.00'],
    [
      'points: 1000,',
      'points: 499,',
      '16:14 tier_out_of_order /tiers/ladder/2/needs',
      'more than points 500, spend 250.50, visits 3',
      'points 499, spend 500.00, visits 3',
    ],
    [
      "points: 1000, spend: '500.00'",
      'points: 500, spend: 250.50',
      '16:14 tier_out_of_order /tiers/ladder/2/needs',
      'more than points 500, spend 250.50, visits 3',
      'points 500, spend 250.50, visits 3',
    ],
    [
      "points: 1000, spend: '500.00', ",
      'points: 1000, ',
      '16:14 tier_out_of_order /tiers/ladder/2/needs',
      'more than points 500, spend 250.50, visits 3',
      'points 1000, visits 3',
    ],
    [
      'points: 500, spend: 250.50, visits: 3',
      'points: 500, spend: 250.50',
      '16:14 tier_out_of_order /tiers/ladder/2/needs',
      'more than points 500, spend 250.50',
      'points 1000, spend 500.00, visits 3',
    ],
    [
      "      needs: { points: 1000, spend: '500.00', visits: 3 }\n",
      '',
      '14:7 tier_needs_nothing /tiers/ladder/2',
      'a mapping of `points`, `spend` and `visits`',
      'nothing',
    ],
    ['grace: P1M', 'grace: P1Y', '7:10 grace_too_long /tiers/grace', 'less than 365 days', 'P1Y'],
    ['grace: P1M', 'grace: PT0S', '7:10 too_small /tiers/grace', 'a duration above zero', 'PT0S'],
    ['to_reached', 'never', '7:10 nothing_falls /tiers/grace', 'no grace', 'P1M'],
  ])('with %j changed to %j are told what is wrong', (from, to, at, expected, found) => {
    expect(RIGHT).toContain(from);
    const { problems } = parse(RIGHT.replace(from, () => to));
    expect(
      problems.map((each) => [`${each.line}:${each.column} ${each.code} ${each.pointer}`, each.expected, each.found]),
    ).toEqual([[at, expected, found]]);
    expect(problems.every(({ message }) => message.endsWith('.'))).toBe(true);
  });

  it('of rolling months rise at once, and have a grace shorter than they are', () => {
    const rolling = RIGHT.replace('calendar_year', '{ rollingMonths: 2 }');
    const codes = (text: string) => parse(text).problems.map(({ code, expected }) => `${code}: ${expected}`);
    expect(codes(rolling)).toEqual([]);
    expect(codes(rolling.replace('at_once', 'at_period_end'))).toEqual(['no_period_end: at_once']);
    expect(codes(rolling.replace('P1M', 'P56D'))).toEqual(['grace_too_long: less than 56 days']);
    expect(codes(rolling.replace('P1M', 'P55D'))).toEqual([]);
  });

  it('say whose points count where several wallets earn', () => {
    const codes = (text: string, earning: string[]) =>
      parse(text, ['points', 'miles'], earning).problems.map(({ code, expected }) => `${code}: ${expected}`);
    const unsaid = RIGHT.replace('  wallet: points\n', '');
    expect(codes(RIGHT, ['points', 'miles'])).toEqual([]);
    expect(codes(unsaid, ['miles'])).toEqual([]);
    expect(parse(unsaid, ['points', 'miles'], ['miles']).rules?.wallet).toBe('miles');
    expect(codes(unsaid, ['points', 'miles'])).toEqual(['which_wallet: `wallet`: one of points, miles']);
    expect(codes(unsaid, [])).toEqual(['which_wallet: `wallet`: one of points, miles']);
    const byVisits = 'tiers: { period: anniversary, ladder: [{ id: vip, name: VIP, needs: { visits: 5 } }] }';
    expect(codes(byVisits, ['points', 'miles'])).toEqual([]);
  });
});
