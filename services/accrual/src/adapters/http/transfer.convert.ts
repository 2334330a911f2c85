import type { Slice } from '@loyalty/ledger';
import { formatInstant } from '@loyalty/service-host';
import type { TransferAnswer } from '../../application/transfer-points.js';
import { toBalance } from './balance.convert.js';

export function transferBody({ out, came, from, to, repeated }: TransferAnswer) {
  const { transfer, actor, reason } = out;
  return {
    transfer: { id: transfer, actor, ...(reason !== undefined && { reason }) },
    from: { account: from, balance: out.balances.map(toBalance) },
    to: { account: to, balance: came.balances.map(toBalance) },
    slices: came.slices.map(sliceBody),
    repeated,
  };
}

function sliceBody({ lot, wallet, points, expiresAt }: Slice) {
  return { lot, wallet, points: Number(points), expiresAt: expiresAt === null ? null : formatInstant(expiresAt) };
}
