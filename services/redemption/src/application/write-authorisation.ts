import type { RedemptionAuthorised, RedemptionCaptured, RedemptionEvent, RedemptionRate } from '@loyalty/contracts';
import type { Append, Decision, View } from '@loyalty/event-store';
import { accountStream, type Decision as LedgerDecision, type LedgerEvent, type WalletPoints } from '@loyalty/ledger';
import type { Duration, Exceeded, Programme } from '@loyalty/programme';
import { redemptionKey } from '../domain/claims.js';
import { newPayout } from '../domain/payouts/payout.js';
import { newRedemption, redemptionStream } from '../domain/redemption-stream.js';
import type { SentRedemption } from '../domain/sent-redemption.js';
import { balancesOf, dated } from './account-book.js';
import { answerNow, type RedemptionAnswer } from './answer.js';
import type { Owner } from './ports.js';
import { openReview, queueAppend } from './reviews/open-review.js';
import type { Choice, WantedReward } from './rewards/choose-reward.js';
import { issueReward, NOTHING_ISSUED } from './rewards/issue-reward.js';
import { takeAppends } from './rewards/reward-book.js';
import { countSpending, heldFor, type Spending } from './velocity-book.js';
import type { NewVoucher } from './vouchers/new-voucher.js';

/** All that does not depend on what others do meanwhile; the store may ask a command to decide again. */
export interface Authorisation {
  readonly sent: SentRedemption;
  readonly programme: Programme;
  readonly owner: Owner;
  readonly wanted: readonly WalletPoints[] | WantedReward;
  readonly lapsesAfter: Duration;
  readonly isPaidOut: boolean;
  readonly rate?: RedemptionRate;
  /** Of its own. */
  readonly stream: string;
  readonly id: string;
  readonly fingerprint: string;
  readonly programmes: readonly Programme[];
  readonly voucher: NewVoucher;
  /** When the member's contact was changed lately; empty where no limit looks at it. */
  readonly contactChanges: readonly number[];
}

export function spendingOf(
  { programme, owner, sent, contactChanges }: Authorisation,
  points: readonly WalletPoints[],
): Spending {
  return { programme, owner, source: sent.source, points, contactChanges };
}

interface Accepted {
  readonly view: View;
  readonly account: string;
  readonly version: number;
  readonly decision: LedgerDecision & { readonly accepted: true };
  readonly points: readonly WalletPoints[];
  readonly choice: Choice | undefined;
  /** It is held for review where there are any. */
  readonly limits: readonly Exceeded[];
}

/** What the ledger has accepted, and all that stands beside it, in one commit. */
export function writeAuthorisation(asked: Authorisation, accepted: Accepted): Decision<RedemptionAnswer> {
  const { view, account, version, decision, points, choice, limits } = accepted;
  const { sent, programme, owner, stream, id, fingerprint } = asked;
  const done = decision.events.find((event) => isDone(event, id));
  if (!done) throw new Error(`the ledger accepted ${id} and neither held nor burned`);
  const after = {
    accountVersion: version + decision.events.length,
    balances: balancesOf(decision.account, programme),
  };
  const { occurredAt } = done;
  const facts: RedemptionAuthorised = {
    type: 'RedemptionAuthorised',
    redemption: id,
    programme: programme.id,
    source: sent.source,
    externalId: sent.externalId,
    occurredAt,
    ...owner,
    ...(sent.order === undefined ? {} : { order: sent.order }),
    ...(sent.partner === undefined ? {} : { partner: sent.partner }),
    points,
    lapsesAt: done.type === 'PointsHeld' ? done.lapsesAt : null,
    ...(asked.rate && { rate: asked.rate }),
    ...after,
  };
  const captured: RedemptionCaptured | null =
    done.type === 'PointsBurned'
      ? { type: 'RedemptionCaptured', occurredAt, slices: done.slices, released: [], ...after }
      : null;
  const reward = choice?.chosenAt(occurredAt) ?? null;
  const issue = reward && captured ? issueReward(reward, { facts, occurredAt, ...asked }) : NOTHING_ISSUED;
  const { issued } = issue;
  const requested = choice?.requestedAt?.(occurredAt) ?? null;
  const { lapsesAt } = facts;
  const opened =
    limits.length > 0 && lapsesAt !== null
      ? openReview(facts, { stream, limits, held: heldFor(asked, occurredAt) })
      : null;
  const own: readonly RedemptionEvent[] = [facts, reward, requested, captured, issued, opened].filter(
    (event) => event !== null,
  );
  const taker = { redemption: id, programme: programme.id, ...owner };
  const appends: Append[] = [
    { category: accountStream, stream: account, events: decision.events.map(dated) },
    {
      category: redemptionStream,
      stream,
      events: own.map((event) => ({ event, occurredAt })),
      claims: [{ ...redemptionKey(programme.id, sent), fingerprint }],
      beside: account,
    },
    ...(reward ? takeAppends(view, reward, { ...taker, occurredAt, lapsesAt: facts.lapsesAt }) : []),
    ...issue.appends,
    ...countSpending(view, { ...spendingOf(asked, points), counted: id }),
    ...(opened ? [queueAppend(programme.id, opened)] : []),
  ];
  const payout = requested && newPayout(requested);
  const review = opened && { opened, closed: null };
  const redemption = newRedemption(facts, { captured, reward, issued, payout, review });
  const told = { account: decision.account, now: view.now, after, repeated: false };
  return { answer: answerNow(redemption, told), appends };
}

function isDone(event: LedgerEvent, id: string): event is LedgerEvent & { type: 'PointsHeld' | 'PointsBurned' } {
  return (event.type === 'PointsHeld' || event.type === 'PointsBurned') && event.redemption === id;
}
