import type { Claimed, Command, Decision, View } from '@loyalty/event-store';
import { type Account, burn, hold, type WalletPoints } from '@loyalty/ledger';
import { deadline, type Duration, parseDuration, type Programme } from '@loyalty/programme';
import { toId } from '@loyalty/service-host/values';
import { canonicalRedemption } from '../domain/canonical.js';
import { redemptionKey } from '../domain/claims.js';
import { differences } from '../domain/differences.js';
import { readPoints } from '../domain/points.js';
import { redemptionStream } from '../domain/redemption-stream.js';
import { reject, type Rejected, type Rejection } from '../domain/rejections.js';
import type { SentRedemption } from '../domain/sent-redemption.js';
import { accountStreamId } from './account-book.js';
import { answerNow, type RedemptionAnswer } from './answer.js';
import { programmeThatKnows } from './choose-programme.js';
import { freezeRate } from './freeze-rate.js';
import { notEnoughPoints } from './not-enough-points.js';
import { memberOf } from './member-of.js';
import type { WantedPayout } from './payouts/choose-payout.js';
import type { Owner, RedemptionPorts } from './ports.js';
import { choose, wantedReward } from './rewards/choose-reward.js';
import { newVoucher } from './vouchers/new-voucher.js';
import { contactChangesOf, heldFor, limitRefusal, limitsExceeded } from './velocity-book.js';
import { ownerNow, placeOf, placeOfHold } from './where-now.js';
import { type Authorisation, spendingOf, writeAuthorisation } from './write-authorisation.js';

type Answer = RedemptionAnswer | Rejected;

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
  const programme = await programmeThatKnows(sent, ports);
  if ('rejected' in programme) return programme;
  const fingerprint = ports.fingerprint(canonicalRedemption(sent, payout));
  const asked = await ask(sent, { programme, fingerprint, payout }, ports);
  const command =
    'rejected' in asked ? await repeating(asked, { sent, programme, fingerprint }, ports) : commandFor(asked);
  if ('rejected' in command) return command;
  return dryRun ? ports.store.preview(command) : (await ports.store.execute(command)).answer;
}

interface Asking extends Pick<Authorisation, 'programme' | 'fingerprint'> {
  readonly payout: WantedPayout | undefined;
}

/** What is judged by the programme, the member and the catalogue of now. */
async function ask(
  sent: SentRedemption,
  { programme, fingerprint, payout }: Asking,
  ports: RedemptionPorts,
): Promise<Authorisation | Rejected> {
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
  const contactChanges = await contactChangesOf({ owner, programme }, ports);
  const stream = payout?.stream ?? ports.newUuid();
  const id = toId('red', stream);
  const own = { ...(rate && { rate }), stream, id, fingerprint, voucher: newVoucher(ports), programmes: [programme] };
  return { sent, programme, owner, wanted, lapsesAfter, isPaidOut: payout !== undefined, contactChanges, ...own };
}

/**
 * Whatever the programme, the member or the catalogue have come to since: what was done already is answered as it was then,
 * and refused only where it was not (rule 5).
 */
async function repeating(
  refusal: Rejected,
  asked: Repeating,
  { store }: Pick<RedemptionPorts, 'store'>,
): Promise<Command<Answer> | Rejected> {
  const known = await store.find(redemptionKey(asked.programme.id, asked.sent));
  if (!known) return refusal;
  return { on: known.stream, decide: (view) => ({ answer: repeatOf(known, view, asked), appends: [] }) };
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
  if (decision.accepted) return writeAuthorisation(asked, { view, account, version, decision, points, choice, limits });
  const { rejection } = decision;
  return rejection.reason === 'insufficient_points'
    ? notEnoughPoints(rejection, { view, account: state })
    : { reason: 'ledger_refused', by: rejection };
}

function spend(
  asked: Authorisation,
  account: Account,
  {
    points,
    now,
    inReview,
  }: { readonly points: readonly WalletPoints[]; readonly now: number; readonly inReview: boolean },
) {
  const { sent, owner, programme, lapsesAfter, id } = asked;
  const terms = { member: owner.member, redemption: id, occurredAt: now, now, points };
  if (sent.capture) return burn({ ...terms, ...(sent.partner !== undefined && { partner: sent.partner }) }, account);
  const lapsesAt = deadline(programme, now, lapsesAfter);
  return hold({ ...terms, hold: id, lapsesAt: inReview ? heldFor(asked, now).lapsesAt : lapsesAt }, account);
}

interface Repeating extends Pick<Authorisation, 'sent' | 'programme' | 'fingerprint'> {
  /** Absent: nobody is told to be who was meant. */
  readonly owner?: Owner;
}

function repeatOf(known: Claimed, view: View, { sent, owner, programme, fingerprint }: Repeating): Answer {
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
