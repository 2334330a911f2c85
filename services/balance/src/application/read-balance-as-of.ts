import type { TierAnswer } from '@loyalty/programme';
import { toldWallets, type WalletBooks } from '../domain/wallet-answer.js';
import { findAccount, type AccountQuestion, type AccountRefusal, type ReadPorts } from './find-account.js';
import { readTier } from './read-tier.js';

export interface AsOfQuestion extends AccountQuestion {
  /** Business time, inclusive; undefined: all that was known. */
  readonly asOf: number | undefined;
  /** Record time, inclusive; undefined: all that is known. */
  readonly knownAt: number | undefined;
}

export interface AsOfAnswer {
  readonly account: string;
  readonly programme: string | null;
  readonly version: number;
  readonly asOf: number;
  readonly knownAt: number;
  readonly tier: TierAnswer | null;
  readonly wallets: readonly WalletBooks[];
}

/**
 * Sums what was booked by its business time, as far as it was known, and decides nothing anew: what was due at that
 * time and booked later with an earlier date is in it, what was never booked is not.
 */
export async function readBalanceAsOf(question: AsOfQuestion, ports: ReadPorts): Promise<AsOfAnswer | AccountRefusal> {
  const found = await findAccount(question, ports);
  if ('refused' in found) return found;

  const { account, asOf, knownAt } = question;
  const sums = await ports.reads.sums(account, { asOf, knownAt });
  const now = ports.clock.now();
  const { programme } = found;
  return {
    account,
    programme,
    version: sums?.version ?? 0,
    asOf: asOf ?? now,
    knownAt: knownAt ?? now,
    tier: await readTier({ account, programme, at: asOf ?? now, knownAt }, ports),
    wallets: toldWallets(sums?.wallets ?? new Map(), found.wallets),
  };
}
