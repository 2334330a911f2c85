import { giftStream, isToBeGiven, type Review, type ReviewOpened, statusOf } from '@loyalty/contracts';
import type { Command } from '@loyalty/event-store';
import { accountOfHold, accountStream, type Decision as LedgerDecision, holdOf, voidHold } from '@loyalty/ledger';
import { fromId } from '@loyalty/service-host/values';
import { accountStreamId } from '../account-book.js';
import { type DecidedPurchase, type DecidePurchase, NOBODY, reviewNow } from './decide-review.js';
import { Draft } from '../draft.js';
import { giveHeld } from '../gifts/give-held.js';
import { tellGift } from '../gifts/held-gift.js';
import type { AccrualPorts } from '../ports.js';
import { countTransfer } from '../gifts/transfer-limits.js';
import { ownerNow } from '../where-now.js';

type GiftPorts = Pick<AccrualPorts, 'store' | 'programmes' | 'members'>;

/**
 * A person gives what a gift holds to its receiver, or back. Who asked for it does not let it through. The first verdict
 * stands; nobody decides about what has lapsed.
 */
export async function decideGiftReview(asked: DecidePurchase, ports: GiftPorts): Promise<DecidedPurchase> {
  const stream = fromId('rev', asked.review);
  if (stream === undefined) return { status: 'not_found' };
  const { state: seen } = await ports.store.load(giftStream, stream);
  if (!seen) return { status: 'not_found' };
  const isErased = asked.verdict === 'release' && (await receiverErased(seen.opened, ports));
  const command: Command<DecidedPurchase> = {
    on: stream,
    decide(view) {
      const draft = new Draft(view);
      const review = reviewNow(draft, draft.state(giftStream, stream).state);
      if (!review) return { answer: { status: 'not_found' }, appends: [] };
      const { now } = draft;
      const became = statusOf(review, now);
      if (became === (asked.verdict === 'release' ? 'released' : 'rejected')) {
        return { answer: { status: 'repeated', review, now }, appends: [] };
      }
      if (became !== 'open') return { answer: { status: 'closed', review, became, now }, appends: [] };
      const isOwn = review.opened.gift?.actor === asked.actor;
      if (asked.verdict === 'release' && (isOwn || isErased)) {
        const why = isOwn ? 'needs_another_key' : 'receiver_erased';
        return { answer: { status: 'refused', review, why, now }, appends: [] };
      }
      const closed = decide(draft, { ...asked, review, ports });
      if (!closed) return { answer: { status: 'closed', review, became: 'lapsed', now }, appends: [] };
      return { answer: { status: 'decided', review: closed, now }, appends: draft.appends() };
    },
  };
  return (await ports.store.execute(command)).answer;
}

/** Gives what nobody has decided about in time, where the programme says so; to somebody who is no more, back. */
export async function giveUndecided({ opened }: Review, ports: GiftPorts): Promise<boolean> {
  const stream = fromId('rev', opened.review);
  if (stream === undefined) throw new Error(`${opened.review} is no id of a review`);
  const verdict = (await receiverErased(opened, ports)) ? 'reject' : 'release';
  const command: Command<boolean> = {
    on: stream,
    decide(view) {
      const draft = new Draft(view);
      const review = reviewNow(draft, draft.state(giftStream, stream).state);
      const isDue = review !== null && isToBeGiven(review, draft.now);
      const isDone = isDue && decide(draft, { ...NOBODY, verdict, review, ports }) !== undefined;
      return { answer: isDone, appends: isDone ? draft.appends() : [] };
    },
  };
  return (await ports.store.execute(command)).answer;
}

/** Asked before the decision. Who is erased after that has the points, as if they had been given a moment earlier. */
async function receiverErased({ programme, gift }: ReviewOpened, { members }: GiftPorts): Promise<boolean> {
  if (!gift?.isErasable) return false;
  const [found] = await members.resolve([{ programme, identity: { kind: 'id', value: gift.receiver } }]);
  return found !== undefined && 'unknownMember' in found;
}

interface Deciding extends Omit<DecidePurchase, 'review'> {
  readonly review: Review;
  readonly ports: Pick<AccrualPorts, 'programmes'>;
}

/** Undefined: its hold has lapsed by a clock that is ahead of this one, and nothing is left to be decided. */
function decide(draft: Draft, { review, verdict, actor, reason, ports }: Deciding): Review | undefined {
  const { opened } = review;
  const { held: transfer, programme, gift } = opened;
  if (!gift) throw new Error(`${opened.review} is no review of a gift`);
  const account = accountOfHold(opened, transfer, (each) => draft.state(accountStream, accountStreamId(each)).state);
  const stream = accountStreamId(account);
  const { state } = draft.state(accountStream, stream);
  if (holdOf(state, transfer)?.status !== 'open') return undefined;
  const said = { review: opened.review, actor, reason, occurredAt: draft.now };
  const to = ownerNow(draft, { member: gift.receiver, account: gift.to });
  const back = { hold: transfer, occurredAt: draft.now, now: draft.now };
  if (verdict === 'reject') {
    bookAll(draft, stream, voidHold({ ...back, rejected: { actor, reason } }, state));
    const event = { type: 'ReviewRejected', ...said } as const;
    tellGift(draft, { transfer, programme, event });
    leaveRoom(draft, opened, ports);
    return { ...review, closed: event };
  }
  // Who have become one have it already: it is free again where both have their points.
  if (account === to.account) bookAll(draft, stream, voidHold(back, state));
  else giveHeld(draft, { transfer, gift, account, to });
  const event = { type: 'ReviewReleased', ...said } as const;
  tellGift(draft, { transfer, programme, event });
  return { ...review, closed: event };
}

function bookAll(draft: Draft, stream: string, decision: LedgerDecision): void {
  if (!decision.accepted) throw new Error(`the ledger refused a verdict: ${JSON.stringify(decision.rejection)}`);
  for (const event of decision.events) draft.append(accountStream, stream, { event, occurredAt: event.occurredAt });
}

/** In the day and month in which it was to be given, as when it comes back. */
function leaveRoom(draft: Draft, opened: ReviewOpened, { programmes }: Deciding['ports']): void {
  const { held: transfer, occurredAt: at } = opened;
  const programme = programmes.inForce(opened.programme, at)?.programme;
  if (!programme) return;
  const giver = ownerNow(draft, { member: opened.member, account: opened.account });
  for (const { wallet, points } of opened.points) {
    countTransfer(draft, { transfer }, { giver, programme, wallet, points, at, back: true });
  }
}
