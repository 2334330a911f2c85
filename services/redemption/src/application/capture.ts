import type { RedemptionCaptured, RedemptionEvent } from '@loyalty/contracts';
import type { Command, Decision, View } from '@loyalty/event-store';
import {
  accountStream,
  capture as captureHold,
  type Rejection as LedgerRejection,
  type WalletPoints,
} from '@loyalty/ledger';
import type { Programme } from '@loyalty/programme';
import { fromId } from '@loyalty/service-host/values';
import { readPoints, samePoints, sumByWallet } from '../domain/points.js';
import { redemptionStream } from '../domain/redemption-stream.js';
import { reject, type Rejected, type Rejection } from '../domain/rejections.js';
import { statusOf } from '../domain/reviews/review.js';
import type { SentPart } from '../domain/sent-redemption.js';
import { balancesOf, dated } from './account-book.js';
import { answerNow, type RedemptionAnswer } from './answer.js';
import type { RedemptionPorts } from './ports.js';
import { reviewNow } from './reviews/open-review.js';
import { issueReward, NOTHING_ISSUED } from './rewards/issue-reward.js';
import { underWay } from './payouts/under-way.js';
import { isStillTaken, keepAppends, takerOf } from './rewards/reward-book.js';
import { type NewVoucher, newVoucher } from './vouchers/new-voucher.js';
import { placeOfHold } from './where-now.js';

type Answer = RedemptionAnswer | Rejected;

/** Spends what was set aside, or part of it; the rest is free again. */
export async function captureRedemption(
  id: string,
  { points }: SentPart,
  ports: CapturePorts,
  { dryRun = false } = {},
): Promise<Answer> {
  const stream = fromId('red', id);
  if (stream === undefined) return reject({ reason: 'redemption_not_found' });
  const asked = { stream, ...(points && { points: readPoints(points) }), ...(await capturing(ports)) };
  const command: Command<Answer> = { on: stream, decide: (view) => decideCapture(view, asked) };
  return dryRun ? ports.store.preview(command) : (await ports.store.execute(command)).answer;
}

type CapturePorts = Pick<RedemptionPorts, 'store' | 'programmes' | 'newUuid' | 'vouchers'>;

/** What any capture needs besides its redemption. */
export interface Capturing {
  readonly programmes: readonly Programme[];
  /** Of the voucher that it may issue. */
  readonly voucher: NewVoucher;
}

export async function capturing(ports: Pick<CapturePorts, 'programmes' | 'newUuid' | 'vouchers'>): Promise<Capturing> {
  return { programmes: await ports.programmes(), voucher: newVoucher(ports) };
}

interface Asked extends Capturing {
  readonly stream: string;
  readonly points?: readonly WalletPoints[];
  /** By the use of its voucher, which tells of itself. */
  readonly byVoucher?: boolean;
  /** By the provider that has paid out; nobody else captures a payout. */
  readonly bySettlement?: { readonly reference: string };
}

/** Also part of the decision that uses a voucher whose points are held. */
export function decideCapture(view: View, asked: Asked): Decision<Answer> {
  const { stream, points: wanted, programmes: all } = asked;
  const { state } = view.state(redemptionStream, stream);
  if (state.status !== 'known') return refused({ reason: 'redemption_not_found' });
  const { facts, captured, voided, reward } = state;
  const { redemption } = facts;
  const { bySettlement } = asked;
  if (state.payout && !bySettlement) return refused(underWay(state, state.payout));
  if (voided) return refused({ reason: 'redemption_voided', redemption, voidedAt: voided.occurredAt });

  const { stream: account, state: before, version, account: bookedOn } = placeOfHold(view, state);
  if (captured) {
    if (!samePoints(wanted ?? facts.points, captured.slices)) {
      return refused({
        reason: 'redemption_captured',
        redemption,
        capturedAt: captured.occurredAt,
        captured: sumByWallet(captured.slices),
      });
    }
    const told = { account: before, now: view.now, after: captured, bookedOn, repeated: true };
    return { answer: answerNow(state, told), appends: [] };
  }

  const { now } = view;
  const review = reviewNow(view, state.review);
  if (review && statusOf(review, now) === 'open') {
    const { review: id, lapsesAt } = review.opened;
    return refused({ reason: 'redemption_in_review', redemption, review: id, lapsesAt });
  }
  if (reward && wanted && !samePoints(wanted, facts.points)) {
    return refused({ reason: 'reward_is_whole', redemption, points: facts.points });
  }
  if (reward && !isStillTaken(view, reward, takerOf(facts))) {
    return refused({ reason: 'hold_lapsed', redemption, lapsedAt: facts.lapsesAt ?? now });
  }
  const at = facts.partner === undefined ? {} : { partner: facts.partner };
  const decision = captureHold(
    { hold: redemption, ...at, occurredAt: now, now, ...(wanted && { points: wanted }) },
    before,
  );
  if (!decision.accepted) return refused(refusalOf(decision.rejection, redemption));
  const burned = decision.events.find((each) => each.type === 'PointsBurned' && each.hold === redemption);
  if (burned?.type !== 'PointsBurned') throw new Error(`the ledger captured ${redemption} without saying so`);
  const { occurredAt, slices } = burned;
  const event: RedemptionCaptured = {
    type: 'RedemptionCaptured',
    occurredAt,
    slices,
    released: sumByWallet(burned.released),
    accountVersion: version + decision.events.length,
    balances: balancesOf(
      decision.account,
      all.find((each) => each.id === facts.programme),
    ),
  };
  const told = { account: decision.account, now, after: event, bookedOn, repeated: false };
  const issue = reward ? issueReward(reward, { facts, occurredAt, ...asked }) : NOTHING_ISSUED;
  const { issued } = issue;
  const settled = bySettlement ? ({ type: 'PayoutSettled', ...bySettlement, occurredAt } as const) : null;
  const own: readonly RedemptionEvent[] = [event, issued, settled].filter((each) => each !== null);
  return {
    answer: answerNow({ ...state, captured: event, issued }, told),
    appends: [
      { category: accountStream, stream: account, events: decision.events.map(dated) },
      { category: redemptionStream, stream, events: own.map((each) => ({ event: each, occurredAt })) },
      ...(reward ? keepAppends(reward, takerOf(facts), occurredAt) : []),
      ...issue.appends,
    ],
  };
}

const refused = (rejection: Rejection): Decision<Answer> => ({ answer: reject(rejection), appends: [] });

function refusalOf(rejection: LedgerRejection, redemption: string): Rejection {
  switch (rejection.reason) {
    case 'hold_lapsed':
      return { reason: 'hold_lapsed', redemption, lapsedAt: rejection.lapsedAt };
    case 'more_than_held': {
      const { wallet, held, needed } = rejection;
      return { reason: 'over_capture', redemption, wallet, held, needed };
    }
    default:
      return { reason: 'ledger_refused', by: rejection };
  }
}
