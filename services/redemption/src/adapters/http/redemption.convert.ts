import type { FulfilmentMoved, RewardChosen } from '@loyalty/contracts';
import { formatMoney, worthOf } from '@loyalty/programme';
import { formatInstant } from '@loyalty/service-host';
import type { RedemptionAnswer, RedemptionView } from '../../application/answer.js';
import type { VoidWaiting } from '../../application/void.js';
import type { Redemption } from '../../domain/redemption-stream.js';
import { less, sumByWallet } from '../../domain/points.js';
import { toPoints } from './points.convert.js';

/** Shows a code to whoever may see it; without it, its voucher is only named. */
export type ShowCode = (voucher: string) => string;

function rewardBody(
  { reward, rewardVersion, kind, money, voucher: held }: RewardChosen,
  { issued, fulfilment }: Pick<Redemption, 'issued' | 'fulfilment'>,
  showCode?: ShowCode,
) {
  const voucher = issued?.voucher ?? held;
  return {
    id: reward,
    version: rewardVersion,
    kind,
    ...(money && { money }),
    ...(voucher !== null && { voucher: { id: voucher, ...(showCode && { code: showCode(voucher) }) } }),
    ...(fulfilment && { fulfilment: fulfilmentPart(fulfilment) }),
  };
}

const fulfilmentPart = ({ status, actor, reason, occurredAt }: FulfilmentMoved) => ({
  status,
  at: formatInstant(occurredAt),
  actor,
  ...(reason === undefined ? {} : { reason }),
});

/** A redemption as it stands now. */
function redemptionBody({ redemption, standing }: RedemptionView, showCode?: ShowCode) {
  const { facts, captured, refunded, reward, review } = redemption;
  const { source, externalId, order, partner, points, lapsesAt } = facts;
  return {
    id: facts.redemption,
    source,
    externalId,
    ...(order === undefined ? {} : { order }),
    ...(partner === undefined ? {} : { partner }),
    ...(reward && { reward: rewardBody(reward, redemption, showCode) }),
    status: standing.status,
    ...(review && { review: { id: review.opened.review } }),
    ...worthBody(redemption),
    points: points.map(toPoints),
    authorisedAt: formatInstant(facts.occurredAt),
    lapsesAt: lapsesAt === null ? null : formatInstant(lapsesAt),
    ...(standing.status === 'lapsed' ? { lapsedAt: formatInstant(standing.since) } : {}),
    ...(standing.status === 'voided' ? { voidedAt: formatInstant(standing.since) } : {}),
    ...(captured && {
      capturedAt: formatInstant(captured.occurredAt),
      captured: sumByWallet(captured.slices).map(toPoints),
      released: captured.released.map(toPoints),
      refunded: refunded.map(toPoints),
    }),
  };
}

/** What its points pay: of those that are held, or were captured and are not back. */
function worthBody({ facts: { rate, points }, captured, refunded, pays }: Redemption) {
  if (!rate) return {};
  const spent = captured ? less(captured.slices, refunded) : points;
  const worth = worthOf(
    spent.reduce((sum, each) => sum + each.points, 0n),
    rate,
  );
  const { currency } = rate;
  return {
    worth: {
      amount: formatMoney(worth, currency),
      currency,
      rate: { points: Number(rate.points), pay: formatMoney(rate.amount, currency), rounding: rate.rounding },
    },
    ...(pays && { pays: { purchase: pays.purchase, amount: formatMoney(pays.amount, pays.currency), currency } }),
  };
}

export function answerBody(answer: RedemptionAnswer, showCode?: ShowCode) {
  const { redemption, after, givenBack, repeated } = answer;
  return {
    redemption: redemptionBody(answer, showCode),
    account: { id: answer.bookedOn ?? redemption.facts.account, version: after.accountVersion },
    ...(givenBack && {
      givenBack: givenBack.map(({ wallet, points, lot, expiresAt }) => ({
        wallet,
        points: Number(points),
        lot,
        expiresAt: expiresAt === null ? null : formatInstant(expiresAt),
      })),
    }),
    balance: after.balances.map(({ wallet, available, held, pending }) => ({
      wallet,
      available: Number(available),
      held: Number(held),
      pending: Number(pending),
    })),
    repeated,
  };
}

export function voidBody(answer: RedemptionAnswer | VoidWaiting) {
  return 'waiting' in answer ? { status: 'waiting', repeated: answer.repeated } : answerBody(answer);
}

export function fulfilmentBody({ repeated, ...view }: RedemptionView & { readonly repeated: boolean }) {
  return { redemption: redemptionBody(view), repeated };
}

export function viewBody(view: RedemptionView) {
  const { programme, member, account } = view.redemption.facts;
  return { redemption: redemptionBody(view), programme, member: { id: member }, account: { id: account } };
}
