import { describe, expect, it } from '@jest/globals';
import { planted } from './planted.fixture.js';
import { type Verbs, ledgerVerbs, simulate } from './simulate.js';

const seeds = Array.from({ length: 200 }, (_, at) => at + 1);
const steps = 60;

/** What a simulation must come to, or its silence says nothing. */
const reached = [
  ...Object.keys(ledgerVerbs).map((verb) => `accepted: ${verb}`),
  'refused: already_used_with_other_content',
  'refused: hold_captured',
  'refused: hold_lapsed',
  'refused: hold_lapses_at_once',
  'refused: hold_not_found',
  'refused: hold_still_open',
  'refused: hold_voided',
  'refused: insufficient_points',
  'refused: lot_already_issued',
  'refused: lot_awaits_nothing',
  'refused: lot_expires_before_available',
  'refused: lot_not_found',
  'refused: more_than_held',
  'refused: no_points_named',
  'refused: points_not_positive',
  'refused: too_many_points',
  'refused: transfer_to_itself',
  'repeated: capture',
  'repeated: hold',
  'repeated: lapse',
  'repeated: release',
  'repeated: voidHold',
  'reversed only_pending',
  'reversed unlimited',
  'reversed within_balance',
  'pending points reversed',
  'expired before the return',
  'shortfall left',
  'shortfall collected',
  'points owed',
  'owed points repaid',
  'captured in part',
  'captured after expiry',
  'given after expiry',
  'hold lapsed',
  'hold voided',
  'lapsed with expired lots',
  'expired later than due',
  'refunded by grace',
  'adjusted up',
  'adjusted down',
  'transferred away',
  'all moved',
  'a member moved',
  'holds moved',
  'shortfall moved',
  'refused: account_moved_away',
  'refused: lots_held',
  'transferred home',
  'dated back',
  'dated ahead',
];

describe('The simulator', () => {
  it('finds the ledger and the naive model to agree, wherever a history may lead', () => {
    const histories = seeds.map((seed) => simulate({ seed, steps }));
    expect(histories.flatMap(({ violations }) => violations)).toEqual([]);
    const outcomes = new Set(histories.flatMap((history) => Object.keys(history.outcomes)));
    expect(reached.filter((outcome) => !outcomes.has(outcome))).toEqual([]);
  });

  it('plays the same history from the same seed, and another one from another', () => {
    expect(simulate({ seed: 7, steps })).toEqual(simulate({ seed: 7, steps }));
    expect(simulate({ seed: 7, steps }).outcomes).not.toEqual(simulate({ seed: 8, steps }).outcomes);
  });

  it('tells the seed, the step and the command of what it found, and plays no further', () => {
    const { commands, violations } = firstFound(planted['issues a point too few'] ?? {});
    const [violation] = violations;
    expect(violation).toMatchObject({ step: commands, claim: expect.any(String) });
    expect(violation?.expected).not.toBe(violation?.found);
    expect(JSON.parse(violation?.command ?? '{}')).toMatchObject({ verb: 'earn' });
  });

  it.each(Object.keys(planted))('finds out a ledger that %s', (plant) => {
    expect(firstFound(planted[plant] ?? {}).violations).not.toEqual([]);
  });
});

function firstFound(wrong: Partial<Verbs>) {
  const verbs = { ...ledgerVerbs, ...wrong };
  for (const seed of seeds) {
    const history = simulate({ seed, steps }, verbs);
    if (history.violations.length > 0) return history;
  }
  return { commands: 0, violations: [] };
}
