import type { SentReward } from '../rewards/reward.js';
import { parseAmount } from './amount.js';

type Found = readonly [pointer: string, expected: string, found: string];

/** All that is wrong with a reward that is paid out, or with one that says it is. */
export function payoutProblems({ kind, gives = {}, prices, payout }: SentReward): readonly Found[] {
  if (kind !== 'cash_out')
    return payout ? [['/payout', 'no terms of a payout, for another kind than cash_out', kind]] : [];
  const { minimum, maximum } = payout ?? {};
  const isNothing = gives.amount !== undefined && parseAmount(gives.amount) === 0n;
  return [
    ...(isNothing ? [['/gives/amount', 'more than nothing', '0'] as const] : []),
    ...prices.flatMap(({ points, money }, at): Found[] =>
      points.length === 1 && !money
        ? []
        : [
            [
              `/prices/${at}`,
              'points of one wallet, and no money',
              `${points.length} wallets${money ? ' and money' : ''}`,
            ],
          ],
    ),
    ...(minimum !== undefined && maximum !== undefined && parseAmount(minimum) > parseAmount(maximum)
      ? [['/payout/maximum', `at least the minimum of ${minimum}`, maximum] as const]
      : []),
  ];
}
