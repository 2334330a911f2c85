import {
  decodeReferralEvent,
  type ReferralBonus,
  type ReferralJudged,
  type ReferralPurchaseReturned,
} from '@loyalty/contracts';
import type { RecordedEvent } from '@loyalty/event-store';
import { accountNow, accountStream, emptyAccount } from '@loyalty/ledger';
import {
  counted,
  evaluateReferral,
  NO_COUNTERS,
  NO_STANDING,
  type Programme,
  type Purchase,
  type Referred,
  type Standing,
} from '@loyalty/programme';
import { fromId } from '@loyalty/service-host/values';
import { isPaid, keptPurchase } from '../../domain/units/kept-purchase.js';
import { countersStream } from '../../domain/streams/counters-stream.js';
import type { Owner, PurchaseState, RecordedPurchase } from '../../domain/purchase-state.js';
import { purchaseStream } from '../../domain/streams/purchase-stream.js';
import { REFERRAL_SIDES, referralName, type ReferralSide } from '../../domain/streams/referral-side.js';
import { referralStream, type ReferralState } from '../../domain/streams/referral-stream.js';
import { accountStreamId } from '../account-book.js';
import { backOf, budgetOf, countersOf } from '../counters/counter-book.js';
import type { Programmes, ProgrammeVersion } from '../programmes.js';
import { qualifies, sidesOf } from '../referral/referral-book.js';
import type { AccountAudit } from './account-audit.js';
import type { CountersAudit } from './counters-audit.js';
import { mismatch, type Mismatch } from './difference.js';
import { named, offerOf, saidBy, toNewLot } from './earning-audit.js';
import type { Findings, Place } from './findings.js';
import { judgesOf, policiesOf } from './programme-history.js';
import type { ReturnAudit } from './return-audit.js';
import { combinations } from './standings.js';
import type { StreamsAt } from './streams-at.js';

interface Beside {
  readonly programmes: Programmes;
  readonly findings: Findings;
  readonly streams: StreamsAt;
  readonly accounts: AccountAudit;
  readonly counters: CountersAudit;
  readonly returns: ReturnAudit;
}

interface Found<Event> {
  readonly place: Place;
  readonly recordedAt: number;
  readonly event: Event;
  readonly before: ReferralState;
}

/** Counters and budgets that may have stood at one of several values are tried together, at most so many times. */
const TRIES_MAX = 512;

/**
 * What invitations brought to both and what of it went back, computed anew from the friend's purchase, the version that
 * judged it and the counters of both. Who invited whom is enrollment's: it is believed as it was recorded.
 */
export class ReferralAudit {
  /** The other account, and budgets, lie in other shards: all is known when all commits of the instant are there. */
  private readonly later: (() => void)[] = [];

  /** By purchase: how it stood before each thing that happened to it in this instant, which may be what was judged. */
  private readonly stood = new Map<string, RecordedPurchase[]>();

  constructor(private readonly beside: Beside) {}

  /** Of a purchase to which something happens now. */
  saw(before: PurchaseState): void {
    if (before.status !== 'recorded' || before.givenBack.size === 0) return;
    const { purchase } = before.facts;
    this.stood.set(purchase, [...(this.stood.get(purchase) ?? []), before]);
  }

  take(recorded: RecordedEvent, before: ReferralState): ReferralState {
    const event = decodeReferralEvent(recorded);
    const after = referralStream.evolve(before, event);
    const { stream, version, recordedAt } = recorded;
    const place = { stream, version, purchase: event.purchase };
    if (event.type === 'ReferralJudged') {
      this.later.push(() => this.judged({ place, recordedAt, event, before }));
    } else {
      const then = this.purchaseOf(event.purchase);
      this.later.push(() => this.returned({ place, recordedAt, event, before }, then));
    }
    return after;
  }

  settle(): void {
    if (this.later.length > 0) for (const check of this.later.splice(0)) check();
    this.stood.clear();
  }

  private judged({ place, recordedAt, event, before }: Found<ReferralJudged>): void {
    const { findings, programmes } = this.beside;
    const { programme: id, purchase, programmeVersion, occurredAt, joinedAt, failed, invitedBy } = event;
    const bought = this.purchaseOf(purchase);
    if (!bought) return findings.report(place, { path: 'purchase', expected: 'a purchase', found: purchase });
    const judges = judgesOf(programmes, id, { occurredAt, recordedAt });
    const judge = judges.find(({ version }) => version === programmeVersion);
    if (!judge || bought.outcome?.programmeVersion !== programmeVersion) {
      const expected = bought.outcome?.programmeVersion;
      return findings.report(place, { path: 'programmeVersion', expected, found: programmeVersion });
    }
    const evaluate = (facts: Purchase, side: ReferralSide, standing: Standing) => {
      const judged = { id: purchase, purchase: facts, joinedAt, keptBefore: before.kept.size };
      const nobody = { inviter: NO_STANDING, friend: NO_STANDING };
      return evaluateReferral(judge.programme, judge.version, judged, { ...nobody, [side]: standing });
    };
    // What had waited for it was applied first; else all of it was judged.
    const kept = [bought, ...(this.stood.get(purchase) ?? [])].map(keptPurchase);
    const facts = [bought.facts, ...kept].find((each) => {
      const result = evaluate(each, 'friend', NO_STANDING);
      return result && !mismatch(failureOf(result), failed);
    });
    if (!facts) {
      const found = evaluate(bought.facts, 'friend', NO_STANDING);
      findings.compare(place, mismatch(found && failureOf(found), failed, 'failed') ?? NOT_A_REFERRAL);
      return;
    }
    for (const side of REFERRAL_SIDES) {
      const owner = side === 'friend' ? { member: event.member, account: event.account } : invitedBy;
      this.bonus({ place, recordedAt, event, judge, side, owner }, (standing) => evaluate(facts, side, standing));
    }
  }

  private bonus(of: Bonus, evaluate: (standing: Standing) => Referred | undefined): void {
    const { place, event, judge, side, owner } = of;
    const { findings, accounts, counters } = this.beside;
    const said = event[side];
    let first: { evaluation: ReturnType<typeof sideOf>; differs: Mismatch | undefined } | undefined;
    for (const standing of owner ? this.standings(of, owner) : [NO_STANDING]) {
      const evaluation = owner ? sideOf(evaluate(standing), side) : null;
      const differs = differsFrom(evaluation, said, side);
      first ??= { evaluation, differs };
      if (differs) continue;
      first = { evaluation, differs };
      break;
    }
    if (!first) return;
    const { evaluation, differs } = first;
    findings.compare(place, differs, differs && said && offerOf(differs, said));
    if (!evaluation || !owner) return;
    const purchase = referralName(side, place.stream);
    const { occurredAt } = event;
    const lots = evaluation.lots.map((lot, at) => ({ lot: said?.lots[at]?.id ?? '', ...lot })).map(toNewLot);
    accounts.expectEarned(place, owner, { purchase, reason: `referral-${side}`, occurredAt, lots });
    if (!evaluation.counts) return;
    counters.expect(place, { owner, programme: judge.id, purchase }, counted(evaluation, { purchase, at: occurredAt }));
  }

  private returned(
    { place, recordedAt, event, before }: Found<ReferralPurchaseReturned>,
    then: RecordedPurchase | undefined,
  ): void {
    const { findings, programmes, accounts, counters, returns } = this.beside;
    const { given } = before;
    const isQualifier = given?.purchase === event.purchase;
    // A void is written behind it, a return before it; and more of it may have gone back in the same instant.
    const stood = this.stood.get(event.purchase) ?? [];
    const moments = [...stood, then, this.purchaseOf(event.purchase)].flatMap((moment) => (moment ? [moment] : []));
    const differences = moments.map((moment) => {
      const kept = keptPurchase(moment);
      const isWithdrawn = isQualifier && given !== null && !qualifies(given, kept, programmes);
      return mismatch({ isGone: !isPaid(kept), isWithdrawn }, { isGone: event.isGone, isWithdrawn: event.isWithdrawn });
    });
    if (differences.every((each) => each !== undefined)) findings.compare(place, differences.at(-1) ?? NOT_A_REFERRAL);
    if (!event.isWithdrawn || !given) return;
    const { programme, occurredAt, return: cause } = event;
    const by = cause === undefined ? {} : { return: cause };
    for (const { side, bonus, owner: of } of sidesOf(given)) {
      const owner = this.ownerNow(of);
      const purchase = referralName(side, place.stream);
      accounts.expectTakenBack({
        ...{ place, owner, purchase, ...by, occurredAt },
        policies: policiesOf(programmes, programme, { occurredAt, recordedAt }),
        made: bonus.lots.map(({ id, wallet, points }) => ({ lot: id, wallet, points })),
        onTaken: (taken) => side === 'friend' && cause !== undefined && returns.taken(cause, taken),
      });
      const moves = (bonus.counts ?? []).flatMap((count) => count.moves);
      counters.expect(place, { owner, programme, purchase, ...by }, backOf(moves));
    }
  }

  private *standings({ place, recordedAt, judge, side }: Bonus, { account }: Owner): Generator<Standing> {
    const { counters, streams } = this.beside;
    const name = referralName(side, place.stream);
    const stream = countersOf(account);
    const last = streams.last(countersStream, stream)?.state ?? NO_COUNTERS;
    // Of what gave nothing it is not known when in its instant the other shard was looked at.
    const instant = counters.positionsOf(stream).map((position) => counters.seenAt(stream, position - 1));
    const owns = [counters.seenBy(name), last, ...instant].flatMap((each) => (each ? [each] : []));
    const drawn = budgetsOf(judge.programme, side);
    const seen = drawn.map((counter) => counters.budgetSeenBy(name, budgetOf(judge.id, counter), recordedAt));
    let tries = 0;
    for (const own of new Set(owns)) {
      for (const values of combinations(seen)) {
        if (tries++ === TRIES_MAX) return;
        yield { counters: own, budgets: new Map(drawn.map((counter, at) => [counter, values[at] ?? 0n])) };
      }
    }
  }

  private purchaseOf(purchase: string): RecordedPurchase | undefined {
    const stream = fromId('pur', purchase);
    const known = stream === undefined ? undefined : this.beside.streams.last(purchaseStream, stream)?.state;
    return known?.status === 'recorded' ? known : undefined;
  }

  private ownerNow(owner: Owner): Owner {
    const { streams } = this.beside;
    const stateOf = (account: string) => streams.last(accountStream, accountStreamId(account))?.state ?? emptyAccount;
    return { ...owner, account: accountNow(owner, stateOf) };
  }
}

interface Bonus extends Pick<Found<ReferralJudged>, 'place' | 'recordedAt' | 'event'> {
  readonly judge: ProgrammeVersion;
  readonly side: ReferralSide;
  readonly owner: Owner | null;
}

const NOT_A_REFERRAL: Mismatch = { path: 'purchase', expected: 'one that is judged so', found: 'another one' };

function failureOf(referred: Referred) {
  if (referred.qualifies) return undefined;
  const { condition, found, needed } = referred;
  return { condition, found, needed };
}

const sideOf = (referred: Referred | undefined, side: ReferralSide) => (referred?.qualifies ? referred[side] : null);

function differsFrom(evaluation: ReturnType<typeof sideOf>, said: ReferralBonus | null, side: ReferralSide) {
  if (!evaluation || !said) return mismatch(evaluation, said, side);
  return mismatch(named(evaluation, said), saidBy(said), side);
}

function budgetsOf({ referral }: Programme, side: ReferralSide): readonly string[] {
  const limits = referral?.[side]?.limits ?? [];
  return [...new Set(limits.filter(({ by }) => by === 'budget').map(({ counter }) => counter))];
}
