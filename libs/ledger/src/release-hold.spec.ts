import { describe, expect, it } from '@jest/globals';
import { Ledger, at, eventsOf, partsOf, typesOf } from './ledger.fixture.js';

/** What each Return collects, as `ret_1 L1 10`. */
function collected(decision: ReturnType<Ledger['void']>): string[] {
  return eventsOf(decision).flatMap((event) =>
    event.type === 'ShortfallCollected' ? [`${event.return} ${partsOf(event.slices)}`] : [],
  );
}

function heldOfTwoLots(): Ledger {
  const ledger = new Ledger();
  ledger.earn({ L1: { points: 10, expires: '2026-06-01' }, L2: { points: 50 } });
  ledger.hold('H1', 60, '2026-03-01');
  return ledger;
}

describe('What a hold sets free', () => {
  it('goes to each Return once: the second goes on where the first ended', () => {
    const ledger = heldOfTwoLots();
    ledger.reverse({ L1: 10, L2: 5 }, 'within_balance', { return: 'ret_1' });
    ledger.reverse({ L2: 20 }, 'within_balance', { return: 'ret_2' });
    expect(collected(ledger.void('H1'))).toEqual(['ret_1 L1 10, L2 5', 'ret_2 L2 20']);
    expect(ledger.lots()).toBe('L2 25');
  });

  it('writes nothing for a Return for which nothing is left', () => {
    const ledger = heldOfTwoLots();
    ledger.reverse({ L2: 60 }, 'within_balance', { return: 'ret_1' });
    ledger.reverse({ L2: 20 }, 'within_balance', { return: 'ret_2' });
    expect(collected(ledger.void('H1'))).toEqual(['ret_1 L1 10, L2 50']);
    expect(ledger.balance()).toBe('0 0 0 20');
  });

  it('repays what is owed before any Return, and a Return comes before expiry', () => {
    const ledger = heldOfTwoLots();
    ledger.reverse({ L1: 4 }, 'within_balance', { return: 'ret_1' });
    ledger.adjustDown(3, { allowNegative: true });
    expect(ledger.balance()).toBe('-3 60 0 4');
    const decision = ledger.on('2026-06-01').expire();
    expect(typesOf(decision)).toBe('HoldReleased ShortfallCollected PointsExpired');
    expect(eventsOf(decision).map((event) => event.occurredAt)).toEqual([
      at('2026-03-01'),
      at('2026-03-01'),
      at('2026-06-01'),
    ]);
    expect(eventsOf(decision).map((event) => ('repaid' in event ? partsOf(event.repaid) : ''))).toEqual([
      'L1 3',
      '',
      '',
    ]);
    expect(collected(decision)).toEqual(['ret_1 L1 4']);
    expect(ledger.lots()).toBe('L2 50');
  });

  it('gives a Return nothing of what went to what is owed', () => {
    const ledger = heldOfTwoLots();
    ledger.reverse({ L1: 4 }, 'within_balance', { return: 'ret_1' });
    ledger.adjustDown(12, { allowNegative: true });
    const decision = ledger.void('H1');
    expect(eventsOf(decision).map((event) => ('repaid' in event ? partsOf(event.repaid) : ''))).toEqual([
      'L1 10, L2 2',
      '',
    ]);
    expect(collected(decision)).toEqual(['ret_1 L2 4']);
    expect(ledger.balance()).toBe('44 0 0 0');
  });

  it('still goes to a Return when another hold was made meanwhile', () => {
    const ledger = heldOfTwoLots();
    ledger.reverse({ L1: 4 }, 'within_balance', { return: 'ret_1' });
    ledger.earn({ L3: { points: 5 } });
    ledger.hold('H2', 5, '2026-03-01');
    expect(collected(ledger.void('H1'))).toEqual(['ret_1 L1 4']);
    expect(ledger.account.wallets[0]?.claims).toBeUndefined();
  });

  it('is claimed by no Return that found nothing held', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 10 } });
    ledger.burn(10);
    ledger.reverse({ L1: 10 }, 'within_balance');
    expect(ledger.balance()).toBe('0 0 0 10');
    expect(ledger.account.wallets[0]?.claims).toBeUndefined();
  });
});
