import type {
  BonusWithdrawn,
  PurchaseClaimed,
  PurchaseVoided,
  ReturnedLine,
  ReviewRejected,
  UnitsReturned,
} from '@loyalty/contracts';
import { accountNow, accountStream, emptyAccount } from '@loyalty/ledger';
import { countedLines, freed, visitsLost } from '@loyalty/programme';
import { addReturned } from '../../domain/units/given-back.js';
import { madeBy } from '../../domain/units/going-back.js';
import { givenBackOf } from '../../domain/units/paid-with-points.js';
import { goneFrom } from '../../domain/units/gone.js';
import { lineLoads } from '../../domain/units/line-loads.js';
import { pointsLeft } from '../../domain/units/points-left.js';
import { NOTHING_GIVEN_BACK, type Owner, type RecordedPurchase } from '../../domain/purchase-state.js';
import { refundOf } from '../../domain/units/refund.js';
import { countsGone, countsOf } from '../../domain/units/tier-count.js';
import { tiersStream } from '../../domain/streams/tiers-stream.js';
import { pointsAlreadyReturned, takeMoney, takeRest, takeUnits } from '../../domain/units/units.js';
import { accountStreamId } from '../account-book.js';
import type { Programmes } from '../programmes.js';
import { contributed, SPREADINGS, tiersOf } from '../tiers/tier-book.js';
import type { AccountAudit } from './account-audit.js';
import type { CountersAudit } from './counters-audit.js';
import { mismatch } from './difference.js';
import type { Findings, Place } from './findings.js';
import { judgesOf, policiesOf } from './programme-history.js';
import type { PaymentAudit } from './payment-audit.js';
import type { ReturnAudit } from './return-audit.js';
import type { StreamsAt } from './streams-at.js';
import type { TiersAudit } from './tiers-audit.js';
import { leftOfBonus, matchedUnits } from './units-said.js';

/** What went back of a purchase: the event, and the purchase before and after it. */
export interface Going<Event> {
  readonly place: Place;
  readonly recordedAt: number;
  readonly event: Event;
  readonly before: RecordedPurchase;
  readonly after: RecordedPurchase;
}

interface Beside {
  readonly programmes: Programmes;
  readonly findings: Findings;
  readonly accounts: AccountAudit;
  readonly counters: CountersAudit;
  readonly returns: ReturnAudit;
  readonly tiers: TiersAudit;
  readonly payments: PaymentAudit;
  readonly streams: StreamsAt;
}

/** What units carried when they went back, computed anew from the purchase and from what had gone back before. */
export class UnitsAudit {
  /** By purchase and offer: what qualifies no bonus any more, and the return by which; of one instant. */
  private readonly lost = new Map<string, string | undefined>();

  constructor(private readonly beside: Beside) {}

  returned({ event, ...going }: Going<UnitsReturned>): void {
    const { findings, returns, payments } = this.beside;
    const { place, before } = going;
    findings.compare(place, mismatch(taken(before, event.lines), event.lines, 'lines'));
    findings.compare(place, mismatch(refundOf(before, event.lines), event.refund, 'refund'));
    returns.matched(event.return, matchedUnits(before, event.lines), event.refund);
    returns.gave(event.return, givenBackOf(before, event.lines));
    payments.wentBack(place, before.facts, { lines: event.lines, cause: event.return });
    this.uncounted(going, { return: event.return, occurredAt: Math.max(event.occurredAt, before.facts.occurredAt) });
    this.gone({ ...going, event }, event.return);
  }

  voided({ event, ...going }: Going<PurchaseVoided>): void {
    const { findings, payments } = this.beside;
    const { place, before } = going;
    const lines = [...lineLoads(before).values()].flatMap(
      (load) => takeRest(load, before.givenBack.get(load.line)) ?? [],
    );
    findings.compare(place, mismatch(lines, event.lines, 'lines'));
    findings.compare(place, mismatch(refundOf(before, lines), event.refund, 'refund'));
    findings.compare(place, mismatch(givenBackOf(before, lines), event.givenBack ?? [], 'givenBack'));
    payments.wentBack(place, before.facts, { lines: event.lines, cause: undefined });
    this.uncounted(going, { occurredAt: event.occurredAt });
    this.gone({ ...going, event }, undefined);
  }

  /** Before anything of the instant is checked: by which return, or void, a purchase qualifies nothing any more. */
  note({ before, after }: Pick<Going<unknown>, 'before' | 'after'>, cause: string | undefined): void {
    const { outcome, facts, owner } = after;
    if (!owner || !outcome?.visits) return;
    const moments = { before: goneFrom(before), after: goneFrom(after) };
    for (const offer of visitsLost(outcome, moments)) this.lost.set(`${facts.purchase} ${offer}`, cause);
  }

  /** To be asked when all of the instant is there: what qualified it may lie in another shard, or be written behind it. */
  withdrawn({ event, ...going }: Going<BonusWithdrawn>): void {
    const { findings, returns } = this.beside;
    const { place, before } = going;
    const name = `${event.qualifier} ${event.offer}`;
    if (!this.lost.has(name)) {
      findings.report(place, { path: 'qualifier', expected: 'one that went back', found: event.qualifier });
    }
    findings.compare(place, mismatch(leftOfBonus(before, event), event.lines, 'lines'), event.offer);
    const cause = this.lost.get(name);
    if (cause !== undefined) returns.matched(cause, matchedUnits(before, event.lines), []);
    this.gone({ ...going, event }, cause, event.qualifier);
  }

  /** A person said no to its points: what was left of them is taken, from pending lots alone, and nothing else. */
  rejected({ place, event, before, after }: Going<ReviewRejected>): void {
    const owner = this.ownerNow(before);
    if (!owner) return;
    this.beside.accounts.expectTakenBack({
      place,
      owner,
      purchase: before.facts.purchase,
      occurredAt: event.occurredAt,
      policies: new Set(['only_pending']),
      actor: event.actor,
      reason: event.reason,
      made: madeBy(before, pointsLeft(before)),
      onTaken: () => undefined,
    });
    this.free({ place, before, after }, undefined);
  }

  /** Units that had gone back while it was nobody's: earned and taken back in one commit. */
  claimed({ place, event, after, before, recordedAt }: Going<PurchaseClaimed>): void {
    const { facts } = before;
    const loads = lineLoads(after);
    const expected = [...before.givenBack].flatMap(([line, back]) => {
      const load = loads.get(line);
      if (!load) return [];
      return [{ line, lots: [...pointsAlreadyReturned(load, back)].map(([lot, points]) => ({ lot, points })) }];
    });
    this.beside.findings.compare(place, mismatch(expected, event.alreadyReturned, 'alreadyReturned'));
    const gone = event.alreadyReturned.map(({ line, lots }) => ({ line, lots, quantity: 0n, amount: 0n }));
    const { programmeVersion } = event.outcome;
    const judges = judgesOf(this.beside.programmes, facts.programme, { occurredAt: facts.occurredAt, recordedAt });
    const judge = judges.find(({ version }) => version === programmeVersion);
    if (!after.owner || !judge) return;
    this.beside.accounts.expectTakenBack({
      place,
      owner: after.owner,
      purchase: facts.purchase,
      occurredAt: facts.occurredAt,
      policies: new Set([judge.programme.clawBack]),
      made: madeBy(after, gone),
      onTaken: () => undefined,
    });
    this.free({ place, before: { ...after, givenBack: new Map() }, after }, undefined);
  }

  settle(): void {
    if (this.lost.size > 0) this.lost.clear();
  }

  private gone<Event extends { readonly occurredAt: number; readonly lines: readonly ReturnedLine[] }>(
    { place, event, before, after, recordedAt }: Going<Event>,
    cause: string | undefined,
    lostQualifier?: string,
  ): void {
    const { accounts, programmes, returns } = this.beside;
    const { facts } = before;
    const owner = this.ownerNow(before);
    if (!owner) return;
    const { occurredAt } = event;
    accounts.expectTakenBack({
      place,
      owner,
      purchase: facts.purchase,
      ...(cause === undefined ? {} : { return: cause }),
      occurredAt,
      policies: policiesOf(programmes, facts.programme, { occurredAt, recordedAt }),
      made: madeBy(before, event.lines),
      onTaken: (takenBack) => cause !== undefined && returns.taken(cause, takenBack),
    });
    this.free({ place, before, after }, cause, lostQualifier);
  }

  /** What had counted towards tiers, and does no longer. */
  private uncounted(
    { place, before, after }: Omit<Going<unknown>, 'event'>,
    cause: { readonly return?: string; readonly occurredAt: number },
  ): void {
    const { programmes, streams, tiers } = this.beside;
    const { facts, outcome } = after;
    const owner = this.ownerNow(after);
    const judge = outcome && programmes.version(facts.programme, outcome.programmeVersion);
    if (!owner || !judge) return;
    const counted = streams.last(tiersStream, tiersOf(owner.account));
    const wasCounted = counted?.state.counts.some(({ purchase }) => purchase === facts.purchase);
    if (wasCounted === false) return;
    const { programme, purchase, occurredAt: purchasedAt } = facts;
    const said = { owner, kind: 'return' as const, programme, purchase, purchasedAt, ...cause };
    const gone = SPREADINGS.map((spreading) => {
      const parts = countedLines(judge.programme, facts, outcome.explanation, spreading);
      return contributed({ ...said, sum: countsGone(countsOf(before, parts), countsOf(after, parts)) });
    });
    tiers.expect(place, gone, wasCounted === true);
  }

  /** Members become one and part: what is decided about an old purchase is decided where its points are (ADR 0046). */
  private ownerNow({ owner }: RecordedPurchase): Owner | null {
    if (!owner) return null;
    const { streams } = this.beside;
    const stateOf = (account: string) => streams.last(accountStream, accountStreamId(account))?.state ?? emptyAccount;
    return { ...owner, account: accountNow(owner, stateOf) };
  }

  private free(
    { place, before, after }: Pick<Going<unknown>, 'place' | 'before' | 'after'>,
    cause: string | undefined,
    lostQualifier?: string,
  ): void {
    const { facts, outcome } = after;
    const owner = this.ownerNow(after);
    if (!owner || (!outcome?.counts && !outcome?.visits)) return;
    const { purchase, programme } = facts;
    const moments = { before: goneFrom(before), after: goneFrom(after) };
    const change = freed(outcome, { purchase, at: facts.occurredAt }, moments);
    const waiting = change.waiting.filter((visit) => visit.purchase !== lostQualifier);
    const moving = { owner, programme, purchase, ...(cause === undefined ? {} : { return: cause }) };
    this.beside.counters.expect(place, moving, { ...change, waiting });
  }
}

/** How many units went back, or how much money alone, was asked for; what they carried follows. */
function taken(before: RecordedPurchase, asked: readonly ReturnedLine[]): readonly (ReturnedLine | undefined)[] {
  const loads = lineLoads(before);
  const givenBack = new Map(before.givenBack);
  return asked.map(({ line, quantity, amount }) => {
    const load = loads.get(line);
    if (!load) return undefined;
    const back = givenBack.get(line) ?? NOTHING_GIVEN_BACK;
    const now = quantity > 0n ? takeUnits(load, back, quantity) : takeMoney(load, back, amount);
    givenBack.set(line, addReturned(back, now));
    return now;
  });
}
