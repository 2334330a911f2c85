import type {
  GivenBackPoints,
  MatchedUnits,
  Refund,
  ReturnRecorded,
  TakenBack,
  UnmatchedUnits,
} from '@loyalty/contracts';
import { formatMoney, formatQuantity } from '@loyalty/programme';
import type { ReturnResult } from '../../application/returns/record-return.js';
import { toBalance } from './balance.convert.js';

export function returnBody({ answer, repeated }: ReturnResult) {
  if (answer.type === 'ReturnKept') {
    return {
      return: { id: answer.return },
      status: 'waiting',
      account: null,
      takenBack: [],
      matched: [],
      unmatched: [],
      givenBack: [],
      refund: [],
      balance: [],
      repeated,
    };
  }
  return { return: { id: answer.return }, status: 'applied', ...appliedBody(answer), repeated };
}

function appliedBody({ account, accountVersion, ...recorded }: ReturnRecorded) {
  return {
    account: account === null ? null : { id: account, version: accountVersion },
    takenBack: recorded.takenBack.map(toTakenBack),
    matched: recorded.matched.map(toMatched),
    unmatched: recorded.unmatched.map(toUnmatched),
    givenBack: (recorded.givenBack ?? []).map(toGivenBack),
    refund: recorded.refund.map(toRefund),
    balance: recorded.balances.map(toBalance),
  };
}

export const toTakenBack = ({ wallet, points, shortfall }: TakenBack) => ({
  wallet,
  points: Number(points),
  shortfall: Number(shortfall),
});

export const toGivenBack = ({ wallet, points, redemption }: GivenBackPoints) => ({
  wallet,
  points: Number(points),
  redemption,
});

export const toRefund = ({ kind, currency, amount }: Refund) => ({
  kind,
  amount: formatMoney(amount, currency),
  currency,
});

/** `points` of several wallets are listed one by one besides. */
function toMatched({ purchase, line, quantity, amount, currency, points }: MatchedUnits) {
  let sum = 0n;
  for (const part of points) sum += part.points;
  const wallets = points.map((part) => ({ wallet: part.wallet, points: Number(part.points) }));
  return {
    purchase,
    line,
    quantity: formatQuantity(quantity),
    amount: formatMoney(amount, currency),
    points: Number(sum),
    ...(wallets.length > 1 ? { wallets } : {}),
  };
}

const toUnmatched = ({ quantity, ...unmatched }: UnmatchedUnits) =>
  quantity === undefined ? unmatched : { ...unmatched, quantity: formatQuantity(quantity) };
