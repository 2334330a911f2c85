import type { RedemptionAuthorised, RedemptionCaptured, RedemptionEvent, RedemptionRate } from '@loyalty/contracts';
import type { Append, Claimed, Command, Decision, View } from '@loyalty/event-store';
import {
  type Account,
  accountStream,
  burn,
  type Decision as LedgerDecision,
  hold,
  type LedgerEvent,
  type WalletPoints,
} from '@loyalty/ledger';
import { deadline, type Duration, type Exceeded, parseDuration, type Programme } from '@loyalty/programme';
import { toId } from '@loyalty/service-host';
import { canonicalRedemption } from '../domain/canonical.js';
import { redemptionKey } from '../domain/claims.js';
import { differences } from '../domain/differences.js';
import { newPayout } from '../domain/payouts/payout.js';
import { readPoints } from '../domain/points.js';
import { newRedemption, redemptionStream } from '../domain/redemption-stream.js';
import { reject, type Rejected, type Rejection } from '../domain/rejections.js';
import type { SentRedemption } from '../domain/sent-redemption.js';
import { accountStreamId, balancesOf } from './account-book.js';
import { answerNow, type RedemptionAnswer } from './answer.js';
import { chooseProgramme } from './choose-programme.js';
import { freezeRate } from './freeze-rate.js';
import { notEnoughPoints } from './not-enough-points.js';
import { memberOf } from './member-of.js';
import type { WantedPayout } from './payouts/choose-payout.js';
import type { Owner, RedemptionPorts } from './ports.js';
import { openReview, queueAppend } from './reviews/open-review.js';
import { choose, type Choice, type WantedReward, wantedReward } from './rewards/choose-reward.js';
import { issueReward, NOTHING_ISSUED } from './rewards/issue-reward.js';
import { takeAppends } from './rewards/reward-book.js';
import { type NewVoucher, newVoucher } from './vouchers/new-voucher.js';
import { countSpending, limitRefusal, limitsExceeded, reviewLapse, type Spending } from './velocity-book.js';
import { ownerNow, placeOf, placeOfHold } from './where-now.js';

type Answer = RedemptionAnswer | Rejected;

/** All that does not depend on what others do meanwhile; the store may ask a command to decide again. */
interface Authorisation {
  readonly sent: SentRedemption;
  readonly programme: Programme;
  readonly owner: Owner;
  readonly wanted: readonly WalletPoints[] | WantedReward;
  readonly lapsesAfter: Duration;
  readonly rate?: RedemptionRate;
  /** Of its own. */
  readonly stream: string;
  readonly id: string;
  readonly fingerprint: string;
  readonly programmes: readonly Programme[];
  readonly voucher: NewVoucher;
}

interface AuthoriseOptions {
  readonly dryRun?: boolean;
  /** Of a reward that is paid out. */
  readonly payout?: WantedPayout;
}

/** Longer than any provider takes: what was sent must still be held when it is known to be paid. */
const PAYOUT_HELD_FOR: Duration = { text: 'P1Y', years: 1, months: 0, weeks: 0, days: 0, milliseconds: 0 };

/** Sets points aside for an order, or spends them at once where a till says so. */
export async function authorise(
  sent: SentRedemption,
  ports: RedemptionPorts,
  { dryRun = false, payout }: AuthoriseOptions = {},
): Promise<Answer> {
  const programme = await chooseProgramme(sent.programme, ports);
  if ('rejected' in programme) return programme;
  const points = readPoints(sent.points ?? []);
  const lapsesAfter = payout ? PAYOUT_HELD_FOR : termsOf(sent, programme, { points, now: ports.clock.now() });
  if ('rejected' in lapsesAfter) return lapsesAfter;
  const owner = await memberOf(sent.member, programme.id, ports);
  if (!owner) return reject({ reason: 'member_not_found' });

  const wanted = sent.reward
    ? await wantedReward(sent.reward.id, { programme, owner, ...(payout && { payout }) }, ports)
    : points;
  if ('rejected' in wanted) return wanted;
  const rate = sent.reward ? undefined : await freezeRate(sent, { programme, owner, points }, ports);
  if (rate && 'rejected' in rate) return rate;
  const stream = payout?.stream ?? ports.newUuid();
  const fingerprint = ports.fingerprint(canonicalRedemption(sent, payout));
  const id = toId('red', stream);
  const own = { ...(rate && { rate }), stream, id, fingerprint, voucher: newVoucher(ports), programmes: [programme] };
  const command = commandFor({ sent, programme, owner, wanted, lapsesAfter, ...own });
  return dryRun ? ports.store.preview(command) : (await ports.store.execute(command)).answer;
}

function termsOf(
  sent: SentRedemption,
  programme: Programme,
  { points, now }: { points: readonly WalletPoints[]; now: number },
): Duration | Rejected {
  const unknown = points.find(({ wallet }) => !programme.wallets.has(wallet));
  if (unknown) {
    return reject({ reason: 'wallet_not_found', wallet: unknown.wallet, wallets: [...programme.wallets.keys()] });
  }
  const taking = programme.partners.filter(({ redeems }) => redeems !== null).map(({ id }) => id);
  if (sent.partner !== undefined && !taking.includes(sent.partner)) {
    return reject({ reason: 'partner_not_found', partner: sent.partner, partners: taking });
  }
  const asked = sent.lapsesAfter === undefined ? undefined : parseDuration(sent.lapsesAfter);
  if (!asked) return programme.holdLapsesAfter;
  const [lapsesAt, latest] = [deadline(programme, now, asked), deadline(programme, now, programme.holdLapsesAfterMax)];
  if (lapsesAt <= now) return reject({ reason: 'hold_lapses_at_once' });
  return lapsesAt > latest ? reject({ reason: 'hold_too_long', lapsesAt, latest }) : asked;
}

function commandFor(asked: Authorisation): Command<Answer> {
  const key = redemptionKey(asked.programme.id, asked.sent);
  const account = accountStreamId(asked.owner.account);
  return {
    on: account,
    decide(view): Decision<Answer> {
      const known = view.claimed(key);
      if (known) return { answer: repeatOf(known, view, asked), appends: [] };

      const outcome = attempt({ ...asked, owner: ownerNow(view, asked.owner) }, view);
      if (!('reason' in outcome)) return outcome;
      // A refusal writes nothing, so no claim would show that this is a repeat which memory has forgotten.
      const certain = view.find(key);
      if (certain) return { answer: repeatOf(certain, view, asked), appends: [] };
      return { answer: reject(outcome), appends: [] };
    },
  };
}

function attempt(asked: Authorisation, view: View): Decision<Answer> | Rejection {
  const { wanted, owner } = asked;
  const choice = 'reward' in wanted ? choose(wanted, asked, view) : undefined;
  if (choice && 'reason' in choice) return choice;
  const { stream: account, state, version } = placeOf(view, owner.account);
  const points = choice?.points ?? ('reward' in wanted ? [] : wanted);
  const limits = limitsExceeded(view, spendingOf(asked, points));
  const refusal = limitRefusal(limits, asked.sent);
  if (refusal) return refusal;
  const decision = spend(asked, state, { points, now: view.now, inReview: limits.length > 0 });
  if (decision.accepted) return write(asked, { view, account, version, decision, points, choice, limits });
  const { rejection } = decision;
  return rejection.reason === 'insufficient_points'
    ? notEnoughPoints(rejection, { view, account: state })
    : { reason: 'ledger_refused', by: rejection };
}

function spend(
  { sent, owner, programme, lapsesAfter, id }: Authorisation,
  account: Account,
  {
    points,
    now,
    inReview,
  }: { readonly points: readonly WalletPoints[]; readonly now: number; readonly inReview: boolean },
) {
  const terms = { member: owner.member, redemption: id, occurredAt: now, now, points };
  if (sent.capture) return burn({ ...terms, ...(sent.partner !== undefined && { partner: sent.partner }) }, account);
  const lapsesAt = deadline(programme, now, lapsesAfter);
  return hold(
    { ...terms, hold: id, lapsesAt: inReview ? reviewLapse(programme, { now, lapsesAt }) : lapsesAt },
    account,
  );
}

const spendingOf = ({ programme, owner, sent }: Authorisation, points: readonly WalletPoints[]): Spending => ({
  programme,
  owner,
  source: sent.source,
  points,
});

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

function write(asked: Authorisation, accepted: Accepted): Decision<Answer> {
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
  const opened = limits.length > 0 && lapsesAt !== null ? openReview({ ...facts, lapsesAt }, { stream, limits }) : null;
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

export const dated = (event: LedgerEvent) => ({ event, occurredAt: event.occurredAt });

function repeatOf(known: Claimed, view: View, { sent, owner, programme, fingerprint }: Authorisation): Answer {
  const { state } = view.state(redemptionStream, known.stream);
  if (state.status === 'unknown') throw new Error(`the key of a redemption leads to ${known.stream}, which is empty`);
  // Whoever asks must not take it for an authorisation, so it is refused rather than answered as voided.
  if (state.status === 'awaited') {
    return reject({ reason: 'redemption_voided', redemption: null, voidedAt: state.voidedAt });
  }
  const { facts } = state;
  if (known.fingerprint !== fingerprint) {
    const differs = differences(state, { sent, owner, programme });
    return reject({ reason: 'already_used_with_other_content', first: facts.redemption, differs });
  }
  const { state: account } = placeOfHold(view, state);
  return answerNow(state, { account, now: view.now, after: facts, repeated: true });
}
