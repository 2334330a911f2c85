import { describe, expect, it } from '@jest/globals';
import { accountStream } from './account-stream.js';
import { Ledger } from './ledger.fixture.js';

describe('What an Account weighs', () => {
  const weight = ({ account }: Ledger) => accountStream.weigh(account);

  it('grows with its Lots, pending ones too, with its holds, and with what expired of it', () => {
    const ledger = new Ledger('2026-01-05');
    const empty = weight(ledger);
    expect(empty).toBeGreaterThan(100);
    ledger.earn({ L1: { points: 10 } });
    const lot = weight(ledger) - empty;
    expect(lot).toBeGreaterThan(100);
    ledger.earn({ P1: { points: 10, available: '2026-03-01' }, S1: { points: 1, wallet: 'stamps' } });
    expect(weight(ledger)).toBe(empty + 3 * lot);
    ledger.hold('H1', 4, '2026-02-20');
    const held = weight(ledger);
    expect(held - empty - 3 * lot).toBeGreaterThan(100);
    ledger.earn({ E1: { points: 5, expires: '2026-02-01' } });
    ledger.on('2026-02-01').expire();
    expect(weight(ledger) - held).toBeGreaterThan(50);
    expect(weight(ledger) - held).toBeLessThan(lot);
  });
});
