import type { BalanceAfter } from '@loyalty/contracts';

/** Points are JSON integers on the wire; the ledger holds no more than those can say. */
export const toBalance = ({ wallet, available, held, pending }: BalanceAfter) => ({
  wallet,
  available: Number(available),
  held: Number(held),
  pending: Number(pending),
});
