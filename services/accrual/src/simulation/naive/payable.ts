import type { PurchaseRecorded } from '@loyalty/contracts';
import { pointsRate } from '@loyalty/programme';
import { Rejected } from '../../domain/rejections.js';
import type { SentPurchase } from '../../domain/sent/sent-purchase.js';
import type { Findings } from '../findings.js';
import type { Played } from '../played.js';
import { PROGRAMME } from '../random-programme.js';
import type { Redeemed } from '../redeeming.js';
import type { World } from '../world.js';

/** What a document says of paying with points, in numbers. */
export interface PayingWords {
  readonly minimum: bigint;
  readonly step: bigint;
  /** In ten-thousandths. */
  readonly share: bigint;
  /** A category that points may not pay for. */
  readonly excludes: string | undefined;
}

interface Seen extends Pick<World, 'programme' | 'ports'> {
  readonly count: (name: string) => void;
}

/** What a quote said that points could pay is the most that they can, and what the purchase that follows takes. */
export function checkPayable(findings: Findings, { payable, asked, answer }: Played, { programme }: Seen): void {
  const words = programme.paying;
  if (!payable || !words) return;
  const { points, amount, redemption, available, rate } = payable;
  const best = naiveBest(words, { available, rate, most: naiveMost(words, asked as SentPurchase) });
  findings.same('a quote lets points pay the most that they can', best, { points, amount });
  const paid = paidOf(answer).map(({ redemption: by, amount: minor, paid: of }) => [by, minor, of?.points]);
  findings.same('what a quote lets points pay, the purchase takes', [[redemption, amount, points]], paid);
}

/** Points are refused for their share exactly where they would pay more of the lines than they may. */
export function checkShare(findings: Findings, { paying, asked, answer }: Played, seen: Seen): void {
  const { programme, ports, count } = seen;
  const words = programme.paying;
  if (!words || !paying) return;
  const most = naiveMost(words, asked as SentPurchase);
  if (firstOf(answer)) {
    findings.atMost('points pay', most, paying.amount);
    const judge = ports.programmes.latest(PROGRAMME)?.programme;
    const now = judge && pointsRate(judge, { wallet: 'points', currency: 'EUR' });
    if (now?.amount !== paying.rate.amount) count('paid at a rate that is over');
  } else if (answer instanceof Rejected && answer.rejection.reason === 'more_than_points_may_pay') {
    findings.same('points are refused for what they would pay', true, paying.amount > most);
    count('refused by the share');
  }
}

/** In minor units: of goods and services that are not excluded, the declared part, rounded down. */
function naiveMost({ share, excludes }: PayingWords, { lines }: Pick<SentPurchase, 'lines'>): bigint {
  let payable = 0;
  for (const { kind = 'goods', categories = [], amount } of lines) {
    const pays = kind === 'goods' || kind === 'service';
    if (pays && (excludes === undefined || !categories.includes(excludes))) payable += Math.round(Number(amount) * 100);
  }
  return (BigInt(payable) * share) / 10_000n;
}

interface Standing {
  readonly available: bigint;
  readonly most: bigint;
  readonly rate: Redeemed['rate'];
}

/** Every number of points that could be spent, one after the other; of those that pay the most, the fewest. */
function naiveBest({ minimum, step }: PayingWords, { available, most, rate }: Standing) {
  let best = { points: 0n, amount: 0n };
  for (let points = step; points <= available; points += step) {
    const amount = worth(points, rate);
    if (points >= minimum && amount <= most && amount > best.amount) best = { points, amount };
  }
  return best;
}

function worth(points: bigint, { points: per, amount, rounding }: Redeemed['rate']): bigint {
  const product = points * amount;
  if (rounding === 'up') return (product + per - 1n) / per;
  return rounding === 'down' ? product / per : (2n * product + per) / (2n * per);
}

function firstOf(answer: unknown): PurchaseRecorded | undefined {
  const isFirst = typeof answer === 'object' && answer !== null && 'first' in answer;
  return isFirst ? (answer as { readonly first: PurchaseRecorded }).first : undefined;
}

function paidOf(answer: unknown): PurchaseRecorded['payments'] {
  return (firstOf(answer)?.payments ?? []).filter(({ paid }) => paid);
}
