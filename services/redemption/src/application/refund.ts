import type { RedemptionCaptured, RedemptionEvent, RedemptionRefunded } from '@loyalty/contracts';
import type { Append, Claimed, Command, Decision, View } from '@loyalty/event-store';
import { accountStream, refund, refundSlices, type Slice, slicesWhereNow } from '@loyalty/ledger';
import { deadline, type Programme } from '@loyalty/programme';
import { fromId, toId } from '@loyalty/service-host/values';
import { canonicalRefund } from '../domain/canonical.js';
import { refundKey } from '../domain/claims.js';
import { less, pointsIn, readPoints, samePoints, sumByWallet } from '../domain/points.js';
import { type Redemption, redemptionStream } from '../domain/redemption-stream.js';
import { reject, type Rejected, type Rejection } from '../domain/rejections.js';
import type { SentPart } from '../domain/sent-redemption.js';
import { standingOf } from '../domain/standing.js';
import { balancesOf, dated } from './account-book.js';
import { answerNow, readRedemption, type RedemptionAnswer } from './answer.js';
import type { RedemptionPorts } from './ports.js';
import { underWay } from './payouts/under-way.js';
import { withdraw } from './rewards/withdraw.js';
import { usedVoucher } from './vouchers/voucher-book.js';
import { accountsOf, ownerNow, placeOf, placeOfHold } from './where-now.js';

export interface AskedRefund extends SentPart {
  readonly id: string;
  readonly idempotencyKey: string;
}

type RefundPorts = Pick<RedemptionPorts, 'store' | 'programmes' | 'fingerprint' | 'clock'>;
type First = { readonly first: Claimed };
type Answer = RedemptionAnswer | First | Rejected;

/** Gives spent points back to the lots they came from, all that is left or part of it, exactly in any sequence. */
export async function refundRedemption(
  asked: AskedRefund,
  ports: RefundPorts,
  { dryRun = false } = {},
): Promise<RedemptionAnswer | Rejected> {
  const stream = fromId('red', asked.id);
  if (stream === undefined) return reject({ reason: 'redemption_not_found' });
  const fingerprint = ports.fingerprint(canonicalRefund(asked.id, asked));
  const command = commandFor(asked, { stream, fingerprint, programmes: await ports.programmes() });
  const answer = dryRun ? await ports.store.preview(command) : (await ports.store.execute(command)).answer;
  return 'first' in answer ? firstAnswer(answer.first, ports) : answer;
}

interface Refunding {
  readonly stream: string;
  readonly fingerprint: string;
  readonly programmes: readonly Programme[];
}

function commandFor(asked: AskedRefund, { stream, fingerprint, programmes }: Refunding): Command<Answer> {
  return {
    on: stream,
    decide(view): Decision<Answer> {
      const { state } = view.state(redemptionStream, stream);
      if (state.status !== 'known') return refused({ reason: 'redemption_not_found' });
      const { facts } = state;
      if (state.payout) return refused(underWay(state, state.payout));
      const key = refundKey(facts.programme, asked.idempotencyKey);
      const known = view.find(key);
      if (known) return repeatOf(known, { stream, fingerprint });
      const programme = programmes.find(({ id }) => id === facts.programme);
      if (!programme) return refused({ reason: 'programme_not_found', programme: facts.programme });

      const found = partOf(state, asked, view);
      if ('reason' in found) return refused(found);
      const decided = giveBack(view, { state, ...found, programme });
      if ('answer' in decided) return decided;
      const { event, booked, after, bookedOn } = decided;
      const { occurredAt } = event;
      const withdrawal = withdraw(view, state, { cause: 'refunded', occurredAt });
      const own: readonly RedemptionEvent[] = [event, ...withdrawal.events];
      const next = { ...state, refunded: sumByWallet([...state.refunded, ...event.slices]) };
      const told = { account: after, now: view.now, after: event, givenBack: event.slices, bookedOn, repeated: false };
      return {
        answer: answerNow(next, told),
        appends: [
          ...booked,
          {
            category: redemptionStream,
            stream,
            events: own.map((each) => ({ event: each, occurredAt })),
            claims: [{ ...key, fingerprint }],
          },
          ...withdrawal.appends,
        ],
      };
    },
  };
}

interface Part {
  readonly captured: RedemptionCaptured;
  readonly slices: readonly Slice[];
}

/** The slices that go back, or why not so many. */
function partOf(
  { facts, captured, refunded, ...rest }: Redemption,
  { points }: SentPart,
  view: View,
): Part | Rejection {
  const { redemption } = facts;
  if (!captured) {
    const { state: account } = placeOfHold(view, { facts });
    const { status } = standingOf({ facts, captured, refunded, ...rest }, account, view.now);
    return { reason: 'redemption_not_captured', redemption, status };
  }
  const left = less(captured.slices, refunded);
  if (left.length === 0) return { reason: 'redemption_refunded', redemption };
  if (rest.pays) return { reason: 'redemption_pays_purchase', redemption, purchase: rest.pays.purchase };
  const wanted = points ? readPoints(points) : left;
  const used = usedVoucher(view, { issued: rest.issued, reward: rest.reward });
  if (used) return { reason: 'voucher_used', ...used };
  if (rest.reward && !samePoints(wanted, left)) return { reason: 'reward_is_whole', redemption, points: left };
  const slices: Slice[] = [];
  for (const { wallet, points: needed } of wanted) {
    const back = pointsIn(refunded, wallet);
    if (needed > pointsIn(left, wallet)) {
      const all = pointsIn(captured.slices, wallet);
      return { reason: 'over_refund', redemption, wallet, captured: all, refunded: back, needed };
    }
    const burned = captured.slices.filter((slice) => slice.wallet === wallet);
    slices.push(...refundSlices(burned, needed, back));
  }
  return { captured, slices };
}

interface GivingBack extends Part {
  readonly state: Redemption;
  readonly programme: Programme;
}

/** Each slice goes to the account that has the points of whoever earned it now; nearly always that is one. */
function giveBack(view: View, { state, captured, slices, programme }: GivingBack) {
  const { facts } = state;
  const { redemption, member } = facts;
  const home = ownerNow(view, facts).account;
  const graceEndsAt = deadline(programme, view.now, programme.refundGrace);
  const at = facts.partner === undefined ? {} : { partner: facts.partner };
  const instants = { burnedAt: captured.occurredAt, occurredAt: view.now, now: view.now, graceEndsAt };
  const terms = { member, redemption, ...at, ...instants };
  const appends: Append[] = [];
  const back: Slice[] = [];
  let own = placeOf(view, home);
  let { occurredAt } = captured;
  for (const [account, part] of slicesWhereNow(facts.account, slices, accountsOf(view))) {
    const place = placeOf(view, account);
    const decision = refund({ ...terms, slices: part }, place.state);
    if (!decision.accepted) return refused({ reason: 'ledger_refused', by: decision.rejection });
    const refunded = decision.events.find((each) => each.type === 'PointsRefunded' && each.redemption === redemption);
    if (refunded?.type !== 'PointsRefunded') throw new Error(`the ledger refunded ${redemption} without saying so`);
    appends.push({ category: accountStream, stream: place.stream, events: decision.events.map(dated) });
    back.push(...refunded.slices);
    ({ occurredAt } = refunded);
    if (account === home) {
      own = { ...place, state: decision.account, version: place.version + decision.events.length };
    }
  }
  const event: RedemptionRefunded = {
    type: 'RedemptionRefunded',
    occurredAt,
    slices: back,
    accountVersion: own.version,
    balances: balancesOf(own.state, programme),
  };
  return { event, booked: appends, after: own.state, bookedOn: home };
}

function repeatOf(known: Claimed, asked: Pick<Refunding, 'stream' | 'fingerprint'>): Decision<Answer> {
  if (known.fingerprint === asked.fingerprint) return { answer: { first: known }, appends: [] };
  const first = toId('red', known.stream);
  const differs = [known.stream === asked.stream ? 'points' : 'redemption'];
  return refused({ reason: 'already_used_with_other_content', first, differs });
}

async function firstAnswer({ stream, version }: Claimed, ports: RefundPorts): Promise<RedemptionAnswer> {
  const [recorded] = await ports.store.readStream(stream, version - 1, 1);
  const event = recorded && redemptionStream.decode(recorded);
  const view = await readRedemption(stream, ports);
  if (event?.type !== 'RedemptionRefunded' || !view) throw new Error(`the key of a refund leads to none in ${stream}`);
  return { ...view, after: event, givenBack: event.slices, repeated: true };
}

const refused = (rejection: Rejection): Decision<Answer> => ({ answer: reject(rejection), appends: [] });
