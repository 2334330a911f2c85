import { type Review, statusOf } from '@loyalty/contracts';
import type { Slice } from '@loyalty/ledger';
import { formatInstant } from '@loyalty/service-host';
import type { HeldAnswer, TransferAnswer } from '../../application/gifts/transfer-points.js';
import { toBalance } from './balance.convert.js';

export function transferBody(answer: TransferAnswer | HeldAnswer) {
  return 'held' in answer ? heldBody(answer) : givenBody(answer);
}

function givenBody({ out, came, from, to, review, repeated }: TransferAnswer) {
  const { transfer, actor, reason } = out;
  return {
    transfer: { id: transfer, actor, ...(reason !== undefined && { reason }), ...(review && { status: 'released' }) },
    ...(review && reviewBody(review)),
    from: { account: from, balance: out.balances.map(toBalance) },
    to: { account: to, balance: came.balances.map(toBalance) },
    slices: came.slices.map(sliceBody),
    repeated,
  };
}

/** The slices are the giver's still; the balance is that of when they were set aside. */
function heldBody({ held, review, now, repeated }: HeldAnswer) {
  const { account, gift } = review.opened;
  const status = statusOf(review, now);
  return {
    transfer: {
      id: held.hold,
      actor: gift?.actor,
      ...(gift?.reason !== undefined && { reason: gift.reason }),
      status: status === 'open' ? 'in_review' : status,
    },
    ...reviewBody(review),
    from: { account, balance: held.balances.map(toBalance) },
    to: { account: gift?.to },
    slices: held.slices.map(sliceBody),
    repeated,
  };
}

const reviewBody = ({ opened: { review: id, lapsesAt } }: Review) => ({
  review: { id, lapsesAt: formatInstant(lapsesAt) },
});

function sliceBody({ lot, wallet, points, expiresAt }: Slice) {
  return { lot, wallet, points: Number(points), expiresAt: expiresAt === null ? null : formatInstant(expiresAt) };
}
