import type {
  PayoutFailed,
  PayoutRefused,
  RedemptionEvent,
  RedemptionVoided,
  ReviewRejected,
} from '@loyalty/contracts';
import type { Command, Decision, View } from '@loyalty/event-store';
import { accountStream, holdOf, voidHold } from '@loyalty/ledger';
import type { Programme } from '@loyalty/programme';
import { fromId } from '@loyalty/service-host/values';
import { AWAITING_FINGERPRINT, type ExternalId, redemptionKey } from '../domain/claims.js';
import { sumByWallet } from '../domain/points.js';
import { type Redemption, redemptionStream } from '../domain/redemption-stream.js';
import { reject, type Rejected, type Rejection } from '../domain/rejections.js';
import { statusOf } from '../domain/reviews/review.js';
import type { SentVoid } from '../domain/sent-redemption.js';
import { balancesOf, dated } from './account-book.js';
import { answerNow, type RedemptionAnswer } from './answer.js';
import { programmeThatKnows } from './choose-programme.js';
import type { RedemptionPorts } from './ports.js';
import { underWay } from './payouts/under-way.js';
import { queueAppend, reviewNow, withdrawnReview } from './reviews/open-review.js';
import { withdraw } from './rewards/withdraw.js';
import { placeOfHold } from './where-now.js';

/** What came before its redemption is kept: that redemption will be refused. */
export interface VoidWaiting {
  readonly waiting: true;
  readonly repeated: boolean;
}

type Answer = RedemptionAnswer | VoidWaiting | Rejected;
type Named = { readonly stream: string } | (ExternalId & { readonly programme: string });
type VoidPorts = Pick<RedemptionPorts, 'store' | 'programmes' | 'newUuid'>;

/** Gives back all that was set aside: by its id, or by the name under which it was sent, which it may not have been yet. */
export async function voidRedemption(
  sent: { readonly id: string } | SentVoid,
  ports: VoidPorts,
  { dryRun = false } = {},
): Promise<Answer> {
  const named = await nameOf(sent, ports);
  if ('rejected' in named) return named;
  const command = commandFor(named, { programmes: await ports.programmes(), waitsIn: ports.newUuid() });
  return dryRun ? ports.store.preview(command) : (await ports.store.execute(command)).answer;
}

async function nameOf(sent: { readonly id: string } | SentVoid, ports: VoidPorts): Promise<Named | Rejected> {
  if ('id' in sent) {
    const stream = fromId('red', sent.id);
    return stream === undefined ? reject({ reason: 'redemption_not_found' }) : { stream };
  }
  const programme = await programmeThatKnows(sent, ports);
  return 'rejected' in programme ? programme : { ...sent, programme: programme.id };
}

function commandFor(
  named: Named,
  { programmes, waitsIn }: { readonly programmes: readonly Programme[]; readonly waitsIn: string },
): Command<Answer> {
  return {
    on: 'stream' in named ? named.stream : waitsIn,
    decide(view): Decision<Answer> {
      const stream = 'stream' in named ? named.stream : view.find(redemptionKey(named.programme, named))?.stream;
      const state = stream === undefined ? undefined : view.state(redemptionStream, stream).state;
      if (stream !== undefined && state?.status === 'known') return voidKnown(view, { stream, state, programmes });
      if ('stream' in named) return refused({ reason: 'redemption_not_found' });
      if (state?.status === 'awaited') return { answer: { waiting: true, repeated: true }, appends: [] };

      const occurredAt = view.now;
      const event = { type: 'RedemptionVoidAwaited', occurredAt } as const;
      const claims = [{ ...redemptionKey(named.programme, named), fingerprint: AWAITING_FINGERPRINT }];
      return {
        answer: { waiting: true, repeated: false },
        appends: [{ category: redemptionStream, stream: waitsIn, events: [{ event, occurredAt }], claims }],
      };
    },
  };
}

interface Voiding {
  readonly stream: string;
  /** Where a person said no to what was held for review. */
  readonly rejected?: ReviewRejected;
  readonly state: Redemption;
  readonly programmes: readonly Programme[];
  /** What ends a payout besides, also one that was sent: it was refused, or its provider has not paid it. */
  readonly ends?: PayoutRefused | PayoutFailed;
}

/** Also part of the decisions that take back an automatic reward and end a payout. */
export function voidKnown(view: View, { stream, state, programmes, ends, rejected }: Voiding): Decision<Answer> {
  const { facts, captured, voided } = state;
  const { redemption } = facts;
  const { stream: account, state: before, version, account: bookedOn } = placeOfHold(view, state);
  const { now } = view;
  if (voided) {
    const told = { account: before, now, after: voided, bookedOn, repeated: true };
    return { answer: answerNow(state, told), appends: [] };
  }
  if (captured) {
    const points = sumByWallet(captured.slices);
    return refused({
      reason: 'redemption_captured',
      redemption,
      capturedAt: captured.occurredAt,
      captured: points,
    });
  }

  if (state.payout?.sent && !ends) return refused(underWay(state, state.payout));
  const verdict = rejected && { rejected: { actor: rejected.actor, reason: rejected.reason } };
  const decision = voidHold({ hold: redemption, occurredAt: now, now, ...verdict }, before);
  if (!decision.accepted) return refused({ reason: 'ledger_refused', by: decision.rejection });
  const after = {
    accountVersion: version + decision.events.length,
    balances: balancesOf(
      decision.account,
      programmes.find(({ id }) => id === facts.programme),
    ),
  };
  const told = { account: decision.account, now, after, bookedOn, repeated: false };
  const booked = { category: accountStream, stream: account, events: decision.events.map(dated) };
  const hold = holdOf(decision.account, redemption);
  // It had lapsed, and gave its points back then: there is nothing left to void, and nothing to say no to.
  if (hold?.status !== 'voided') {
    return { answer: answerNow(state, told), appends: decision.events.length === 0 ? [] : [booked] };
  }
  const occurredAt = hold.closedAt;
  const event: RedemptionVoided = { type: 'RedemptionVoided', occurredAt, released: facts.points, ...after };
  const withdrawal = withdraw(view, state, { cause: 'voided', occurredAt });
  const review = reviewNow(view, state.review);
  const isOpen = review !== null && statusOf(review, now) === 'open';
  const closing = isOpen ? (rejected ?? withdrawnReview(review, occurredAt)) : null;
  const own: readonly RedemptionEvent[] = [
    event,
    ...withdrawal.events,
    ...(ends ? [{ ...ends, occurredAt }] : []),
    ...(closing ? [closing] : []),
  ];
  const reviewed = review && closing ? { review: { ...review, closed: closing } } : {};
  return {
    answer: answerNow({ ...state, voided: event, ...reviewed }, told),
    appends: [
      booked,
      { category: redemptionStream, stream, events: own.map((each) => ({ event: each, occurredAt })) },
      ...withdrawal.appends,
      ...(closing ? [queueAppend(facts.programme, closing)] : []),
    ],
  };
}

const refused = (rejection: Rejection): Decision<Answer> => ({ answer: reject(rejection), appends: [] });
