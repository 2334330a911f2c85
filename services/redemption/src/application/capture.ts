import type { RedemptionCaptured, RedemptionEvent, RewardIssued } from '@loyalty/contracts';
import type { Command, Decision } from '@loyalty/event-store';
import { accountStream, capture as captureHold, type Rejection as LedgerRejection } from '@loyalty/ledger';
import { fromId } from '@loyalty/service-host';
import { readPoints, samePoints, sumByWallet } from '../domain/points.js';
import { redemptionStream } from '../domain/redemption-stream.js';
import { reject, type Rejected, type Rejection } from '../domain/rejections.js';
import type { SentPart } from '../domain/sent-redemption.js';
import { accountStreamId, balancesOf } from './account-book.js';
import { answerNow, type RedemptionAnswer } from './answer.js';
import { dated } from './authorise.js';
import type { RedemptionPorts } from './ports.js';
import { isStillTaken, keepAppends, takerOf } from './rewards/reward-book.js';

type Answer = RedemptionAnswer | Rejected;

/** Spends what was set aside, or part of it; the rest is free again. */
export async function captureRedemption(
  id: string,
  { points }: SentPart,
  { store, programmes }: Pick<RedemptionPorts, 'store' | 'programmes'>,
  { dryRun = false } = {},
): Promise<Answer> {
  const stream = fromId('red', id);
  if (stream === undefined) return reject({ reason: 'redemption_not_found' });
  const all = await programmes();
  const command: Command<Answer> = {
    on: stream,
    decide(view): Decision<Answer> {
      const { state } = view.state(redemptionStream, stream);
      if (state.status !== 'known') return refused({ reason: 'redemption_not_found' });
      const { facts, captured, voided, reward } = state;
      const { redemption } = facts;
      if (voided) return refused({ reason: 'redemption_voided', redemption, voidedAt: voided.occurredAt });

      const wanted = points && readPoints(points);
      const account = accountStreamId(facts.account);
      const { state: before, version } = view.state(accountStream, account);
      if (captured) {
        if (!samePoints(wanted ?? facts.points, captured.slices)) {
          return refused({
            reason: 'redemption_captured',
            redemption,
            capturedAt: captured.occurredAt,
            captured: sumByWallet(captured.slices),
          });
        }
        const told = { account: before, now: view.now, after: captured, repeated: true };
        return { answer: answerNow(state, told), appends: [] };
      }

      const { now } = view;
      if (reward && wanted && !samePoints(wanted, facts.points)) {
        return refused({ reason: 'reward_is_whole', redemption, points: facts.points });
      }
      if (reward && !isStillTaken(view, reward, takerOf(facts))) {
        return refused({ reason: 'hold_lapsed', redemption, lapsedAt: facts.lapsesAt ?? now });
      }
      const decision = captureHold(
        { hold: redemption, occurredAt: now, now, ...(wanted && { points: wanted }) },
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
      const told = { account: decision.account, now, after: event, repeated: false };
      const issued: RewardIssued | null = reward && {
        type: 'RewardIssued',
        reward: reward.reward,
        stocked: reward.stocked,
        voucher: null,
        occurredAt,
      };
      const own: readonly RedemptionEvent[] = issued ? [event, issued] : [event];
      return {
        answer: answerNow({ ...state, captured: event, issued }, told),
        appends: [
          { category: accountStream, stream: account, events: decision.events.map(dated) },
          { category: redemptionStream, stream, events: own.map((each) => ({ event: each, occurredAt })) },
          ...(reward ? keepAppends(reward, takerOf(facts), occurredAt) : []),
        ],
      };
    },
  };
  return dryRun ? store.preview(command) : (await store.execute(command)).answer;
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
