import { redemptionStream, type RecordedPayment, type Redemption } from '@loyalty/contracts';
import { accountOfHold, accountStream, holdOf } from '@loyalty/ledger';
import {
  formatMoney,
  payableWithPoints,
  refusedPoints,
  spreadPayments,
  worthOf,
  type Payment,
  type Programme,
} from '@loyalty/programme';
import { fromId } from '@loyalty/service-host/values';
import type { PurchaseFacts } from '../../domain/sent/purchase.js';
import type { Owner } from '../../domain/purchase-state.js';
import { reject, type Rejected, type RedemptionPaysNothing } from '../../domain/rejections.js';
import { accountStreamId } from '../account-book.js';
import type { Draft } from '../draft.js';
import { isTogether } from '../where-now.js';

export interface PayingWithPoints {
  /** `pur_…` */
  readonly purchase: string;
  readonly facts: PurchaseFacts;
  readonly programme: Programme;
  /** Null: nobody who could have points. */
  readonly owner: Owner | null;
}

/** A payment whose redemption was found good for it. */
interface Good {
  readonly payment: Payment;
  readonly stream: string;
  readonly redemption: string;
  readonly capturedAt: number;
  readonly wallet: string;
  readonly points: bigint;
}

/** Whether the programme says what points pay: otherwise payments are recorded as they are sent, as they always were. */
function paysWithPoints({ payments }: Pick<PurchaseFacts, 'payments'>, { payWithPoints }: Programme): boolean {
  return payWithPoints !== undefined && payments.some(({ kind }) => kind === 'points');
}

/**
 * The payments of a purchase, each that points made with the points and their parts of the lines; the redemptions say from
 * now on what they pay. Everything is looked at before anything is drafted: a refusal changes nothing.
 */
export function payWithPoints(draft: Draft, paying: PayingWithPoints): readonly RecordedPayment[] | Rejected {
  const { facts, programme, purchase } = paying;
  const { payments, currency } = facts;
  if (!paysWithPoints(facts, programme)) return payments;

  const good: Good[] = [];
  for (const [at, payment] of payments.entries()) {
    if (payment.kind !== 'points') continue;
    const found = goodFor(draft, { ...paying, payment, at });
    if ('rejected' in found) return found;
    if (good.some(({ redemption }) => redemption === found.redemption)) {
      return reject({ reason: 'redemption_used', redemption: found.redemption, purchase });
    }
    good.push(found);
  }
  const refused = refusedShare(paying, good);
  if (refused) return refused;

  const amounts = good.map(({ points, payment: { amount } }) => ({ points, amount }));
  const spread = spreadPayments(programme, facts, amounts);
  for (const { stream, wallet, points, payment, capturedAt } of good) {
    const { amount } = payment;
    const occurredAt = Math.max(facts.occurredAt, capturedAt);
    const event = { type: 'PurchasePaid' as const, purchase, wallet, points, amount, currency, occurredAt };
    draft.append(redemptionStream, stream, { event, occurredAt });
  }
  return payments.map((payment) => {
    const nth = good.findIndex((each) => each.payment === payment);
    const paid = good[nth];
    return paid
      ? { ...payment, paid: { wallet: paid.wallet, points: paid.points, lines: spread[nth] ?? [] } }
      : payment;
  });
}

interface Asked extends PayingWithPoints {
  readonly payment: Payment;
  /** Of the payments. */
  readonly at: number;
}

function goodFor(draft: Draft, asked: Asked): Good | Rejected {
  const { payment, at, facts, programme, owner } = asked;
  const { redemption } = payment;
  if (redemption === undefined) return reject({ reason: 'redemption_required', payment: at });
  const stream = fromId('red', redemption);
  const state = stream === undefined ? undefined : draft.state(redemptionStream, stream).state;
  if (stream === undefined || state?.status !== 'known') return reject({ reason: 'redemption_not_found', redemption });
  const { captured, pays } = state;
  if (state.facts.programme !== facts.programme) {
    return reject({ reason: 'redemption_of_another_programme', redemption, programme: state.facts.programme });
  }
  if (!owner || !isTogether(draft, owner, state.facts)) {
    return reject({ reason: 'redemption_of_another_member', redemption });
  }
  if (!captured) return reject({ reason: 'redemption_not_captured', redemption, status: statusOf(draft, state) });
  if (pays) return reject({ reason: 'redemption_used', redemption, purchase: pays.purchase });

  const { rate } = state.facts;
  const nothing = (why: RedemptionPaysNothing['why'], currency: string | null = null) =>
    reject({ reason: 'redemption_pays_nothing', redemption, why, currency });
  const [wallet, ...others] = new Set(captured.slices.map((slice) => slice.wallet));
  if (state.reward) return nothing('it_bought_a_reward');
  if (wallet === undefined || others.length > 0) return nothing('several_wallets');
  if (!rate) return nothing('no_rate');
  if (rate.currency !== facts.currency) return nothing('another_currency', rate.currency);

  let points = 0n;
  for (const slice of captured.slices) points += slice.points;
  for (const back of state.refunded) points -= back.points;
  if (points === 0n) return reject({ reason: 'redemption_refunded', redemption });
  const refused = refusedPoints(programme, { wallet, points });
  if (refused) {
    const counts = { points: Number(points), needed: Number(refused.needed) };
    return reject({ reason: refused.reason, redemption, wallet, ...counts });
  }
  const worth = worthOf(points, rate);
  if (worth !== payment.amount) {
    const [told, amount] = [worth, payment.amount].map((minor) => formatMoney(minor, facts.currency));
    const numbers = { points: Number(points), worth: told ?? '', amount: amount ?? '', currency: facts.currency };
    return reject({ reason: 'payment_is_not_its_worth', redemption, ...numbers });
  }
  return { payment, stream, redemption, capturedAt: captured.occurredAt, wallet, points };
}

/** A lapse is said by the account alone. */
function statusOf(draft: Draft, { facts, voided }: Redemption): 'authorised' | 'voided' | 'lapsed' {
  if (voided) return 'voided';
  const stateOf = (account: string) => draft.state(accountStream, accountStreamId(account)).state;
  const hold = holdOf(stateOf(accountOfHold(facts, facts.redemption, stateOf)), facts.redemption);
  return hold?.status === 'open' && hold.lapsesAt > draft.now ? 'authorised' : 'lapsed';
}

function refusedShare({ facts, programme }: PayingWithPoints, good: readonly Good[]): Rejected | undefined {
  const { payable, most } = payableWithPoints(programme, facts);
  const asked = good.reduce((sum, { payment: { amount } }) => sum + amount, 0n);
  if (asked <= most) return undefined;
  const money = (minor: bigint) => formatMoney(minor, facts.currency);
  return reject({
    reason: 'more_than_points_may_pay',
    payable: money(payable),
    most: money(most),
    asked: money(asked),
    currency: facts.currency,
  });
}
