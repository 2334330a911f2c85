import { formatInstant } from '@loyalty/service-host';
import type { AdjustAnswer } from '../../application/accounts/adjust-account.js';
import { toBalance } from './balance.convert.js';

export function adjustmentBody(account: string, { event, version, repeated }: AdjustAnswer) {
  return {
    adjustment: { id: event.adjustment, actor: event.actor, reason: event.reason },
    account: { id: account, version },
    changes: event.changes.map(({ wallet, available, pending }) => ({ wallet, points: Number(available + pending) })),
    lots: event.lots.map((lot) => ({
      lot: lot.lot,
      wallet: lot.wallet,
      points: Number(lot.points),
      availableAt: lot.availableAt === null ? null : formatInstant(lot.availableAt),
      expiresAt: lot.expiresAt === null ? null : formatInstant(lot.expiresAt),
    })),
    balance: event.balances.map(toBalance),
    repeated,
  };
}
