import { describe, expect, it } from '@jest/globals';
import { emptyAccount } from './account.js';
import { adjust } from './adjust.js';
import { burn } from './burn.js';
import { capture } from './capture.js';
import { hold } from './hold.js';
import { Ledger, at, lastOf } from './ledger.fixture.js';
import { refund } from './refund.js';
import { reverse } from './reverse.js';
import { entries } from './tree.js';
import { voidHold } from './void-hold.js';

const now = at('2026-01-05');
const asked = { member: 'mem_ann', occurredAt: now, now };
const points = [{ wallet: 'points', points: 10n }];

function withHundred(): Ledger {
  const ledger = new Ledger('2026-01-05');
  ledger.earn({ L1: { points: 100 } });
  return ledger;
}

/** Fields that stand there and say nothing: two that mean the same would then not be the same. */
function emptyFields(facts: readonly object[]): string[] {
  return facts.flatMap((each) => Object.entries(each).flatMap(([name, value]) => (value === undefined ? [name] : [])));
}

describe('An event that nothing outside the ledger caused', () => {
  it('names no redemption, be it a burn, a hold, a capture or a void', () => {
    const { account } = withHundred();
    const held = hold({ ...asked, hold: 'H1', lapsesAt: now + 1, points }, account);
    if (!held.accepted) throw new Error(held.rejection.reason);
    const decisions = [
      burn({ ...asked, points }, account),
      held,
      capture({ ...asked, hold: 'H1' }, held.account),
      voidHold({ ...asked, hold: 'H1' }, held.account),
    ];
    const events = decisions.flatMap((decision) => (decision.accepted ? decision.events : []));
    expect(events.map((event) => event.type)).toEqual(['PointsBurned', 'PointsHeld', 'PointsBurned', 'HoldReleased']);
    expect(emptyFields([...events, ...entries(held.account.holds)])).toEqual([]);
  });

  it('names neither redemption nor Return, where points are given back', () => {
    const ledger = withHundred();
    const { slices } = lastOf(ledger.burn(10), 'PointsBurned');
    const terms = { ...asked, burnedAt: now, graceEndsAt: now, slices };
    const unnamed = lastOf(refund(terms, ledger.account), 'PointsRefunded');
    expect(emptyFields([unnamed])).toEqual([]);
    const named = lastOf(refund({ ...terms, return: 'ret_1' }, ledger.account), 'PointsRefunded');
    expect(named).toMatchObject({ return: 'ret_1' });
    expect(named).not.toHaveProperty('redemption');
  });

  it('names neither Return nor purchase, where points are taken back, nor where a Shortfall is collected', () => {
    const ledger = withHundred();
    ledger.hold('H1', 100, '2026-02-01');
    const made = [{ lot: 'L1', wallet: 'points', points: 100n }];
    const taken = reverse({ ...asked, policy: 'within_balance', made }, ledger.account);
    if (!taken.accepted) throw new Error(taken.rejection.reason);
    const collected = lastOf(voidHold({ ...asked, hold: 'H1' }, taken.account), 'ShortfallCollected');
    const claims = entries(taken.account.wallets[0]?.claims);
    expect(claims.map(({ points: left }) => left)).toEqual([100n]);
    expect(emptyFields([...taken.events, ...claims, collected])).toEqual([]);
  });

  it('names no adjustment, upwards or downwards', () => {
    const by = { ...asked, reason: 'goodwill', actor: 'key_eve' };
    const up = { lot: 'A1', wallet: 'points', points: 1n, availableAt: now, expiresAt: null };
    const events = [
      lastOf(adjust({ ...by, up }, emptyAccount), 'PointsAdjusted'),
      lastOf(
        adjust({ ...by, down: { wallet: 'points', points: 1n }, allowNegative: true }, emptyAccount),
        'PointsAdjusted',
      ),
    ];
    expect(emptyFields(events)).toEqual([]);
  });
});
