import type { TakenBack } from '@loyalty/contracts';
import type { RecordedEvent } from '@loyalty/event-store';
import {
  type Account,
  accountStream,
  earn,
  type LedgerEvent,
  type MadePoints,
  type NewLot,
  reverse,
  walletOf,
} from '@loyalty/ledger';
import type { ClawBack } from '@loyalty/programme';
import type { Owner } from '../../domain/purchase-state.js';
import { mismatch } from './difference.js';
import type { Findings, Place } from './findings.js';
import { Pairs } from './pairs.js';

type PointsEarned = Extract<LedgerEvent, { type: 'PointsEarned' }>;
type PointsReversed = Extract<LedgerEvent, { type: 'PointsReversed' }>;

/** What fell due was booked by events of its own, which are folded already. */
const NOTHING_DUE = Number.NEGATIVE_INFINITY;

interface Found<Event> {
  readonly place: Place;
  /** In its shard. */
  readonly position: number;
  readonly before: Account;
  readonly event: Event;
}

/** Why points are taken back: units that went back, and what they had made. */
export interface TakingBack {
  readonly place: Place;
  readonly owner: Owner;
  readonly purchase: string;
  readonly return?: string;
  readonly occurredAt: number;
  readonly policies: ReadonlySet<ClawBack>;
  /** Where a person took it back. */
  readonly actor?: string;
  readonly reason?: string;
  readonly made: readonly MadePoints[];
  readonly onTaken: (taken: readonly TakenBack[]) => void;
}

/** Earned and reversed points of accounts: each is decided anew on the account as it was. */
export class AccountAudit {
  /** By purchase; what no purchase earned by its first lot. */
  private readonly earned = new Map<string, Found<PointsEarned>>();
  /** What this instant's events found, in the order of the log. */
  private readonly instant: { readonly stream: string; readonly position: number; readonly before: Account }[] = [];
  private readonly withoutEvent: TakingBack[] = [];
  private readonly reversals: Pairs<TakingBack, Found<PointsReversed>>;

  constructor(private readonly findings: Findings) {
    this.reversals = new Pairs((cause, found) => this.checkReversal(cause, found), {
      cause: (cause) => void this.withoutEvent.push(cause),
      found: ({ place, event }) =>
        this.findings.report(place, { path: 'cause', expected: 'nothing', found: event.type }),
    });
  }

  take(recorded: RecordedEvent, before: Account): Account {
    const event = accountStream.decode(recorded);
    const purchase = ('purchase' in event ? event.purchase : undefined) ?? null;
    const { stream, version, position } = recorded;
    const place = { stream, version, purchase };
    // Before it is folded: an event that says something impossible stops there.
    if (event.type === 'PointsEarned') {
      this.findings.entries += 1;
      this.earned.set(earningOf(purchase ?? undefined, event.lots), { place, position, before, event });
    } else if (event.type === 'PointsReversed') {
      this.findings.entries += 1;
      this.reversals.find(nameOf(event.purchase ?? '', event.return), { place, position, before, event });
    }
    this.instant.push({ stream, position, before });
    const after = accountStream.evolve(before, event);
    this.findings.compare(place, balancesDiffer(event, { before, after }));
    return after;
  }

  /** The account before a purchase of this instant earned its points; undefined where it earned none. */
  beforeEarning(purchase: string): Account | undefined {
    return this.earned.get(purchase)?.before;
  }

  /** Where in its shard the account was written in this instant. */
  positionsOf(account: string): readonly number[] {
    return this.instant.filter(({ stream }) => stream === account).map(({ position }) => position);
  }

  /** The account as it stood at a position of its shard, within this instant; undefined: as it stands now. */
  seenAt(account: string, at: number | undefined): Account | undefined {
    if (at === undefined) return undefined;
    return this.instant.find(({ stream, position }) => stream === account && position > at)?.before;
  }

  /** Where a purchase of this instant earned its points; undefined: it earned none, or they were looked for already. */
  earnedAt(purchase: string): number | undefined {
    return this.earned.get(purchase)?.position;
  }

  /** What the purchase, or the action, earned must be in its account, exactly so. */
  expectEarned(place: Place, owner: Owner, { lots, report, ...cause }: Earning): void {
    const issued = lots.filter(({ points }) => points > 0n);
    const name = earningOf(cause.purchase, issued);
    const found = this.earned.get(name);
    this.earned.delete(name);
    if (issued.length === 0) {
      if (found) this.findings.report(found.place, { path: 'cause', expected: 'nothing', found: 'PointsEarned' });
      return;
    }
    if (!found) return void this.findings.report(place, { path: 'cause', expected: 'PointsEarned', found: 'nothing' });
    // Written before events named the report: then there is none to compare.
    const named = report === undefined || found.event.report === undefined ? {} : { report };
    const command = { member: owner.member, ...cause, ...named, now: NOTHING_DUE, lots: issued };
    const decided = earn(command, found.before);
    const expected = decided.accepted ? decided.events[0] : { refused: decided.rejection };
    this.findings.compare(found.place, mismatch(expected, found.event));
  }

  expectTakenBack(cause: TakingBack): void {
    const made = cause.made.filter(({ points }) => points > 0n);
    if (made.length === 0) return;
    cause.onTaken(made.map(({ wallet }) => ({ wallet, points: 0n, shortfall: 0n })));
    this.reversals.expect(nameOf(cause.purchase, cause.return), { ...cause, made });
  }

  /** All commits of an instant are there. Returns what was to be taken back and left no event. */
  settle(): readonly TakingBack[] {
    this.instant.length = 0;
    if (this.earned.size > 0) {
      for (const { place } of this.earned.values()) {
        this.findings.report(place, { path: 'cause', expected: 'nothing', found: 'PointsEarned' });
      }
      this.earned.clear();
    }
    this.reversals.settle();
    return this.withoutEvent.splice(0);
  }

  /** It is right only where the policy takes nothing. */
  checkNothingTaken(cause: TakingBack, account: Account): void {
    for (const policy of cause.policies) {
      const decided = reverse({ ...commandOf(cause), policy }, account);
      if (decided.accepted && decided.events.length === 0) return;
    }
    this.findings.report(cause.place, { path: 'cause', expected: 'PointsReversed', found: 'nothing' });
  }

  private checkReversal(cause: TakingBack, { place, before, event }: Found<PointsReversed>) {
    let differs: ReturnType<typeof mismatch>;
    let leadsToNothing = true;
    for (const policy of cause.policies) {
      const decided = reverse({ ...commandOf(cause), policy }, before);
      const expected = decided.accepted ? decided.events[0] : { refused: decided.rejection };
      if (expected === undefined) continue;
      leadsToNothing = false;
      const now = mismatch(expected, event);
      if (!now) {
        cause.onTaken(takenBy(event));
        return 'paired' as const;
      }
      differs ??= now;
    }
    if (leadsToNothing) return 'led-to-nothing' as const;
    this.findings.compare(place, differs);
    return 'paired' as const;
  }
}

interface Earning {
  readonly purchase?: string;
  /** Where it was no purchase: what it was. */
  readonly reason?: string;
  readonly report?: string;
  readonly occurredAt: number;
  readonly lots: readonly NewLot[];
}

function commandOf({ owner, purchase, occurredAt, made, ...cause }: TakingBack) {
  const named = cause.return === undefined ? {} : { return: cause.return };
  const { actor, reason } = cause;
  const by = { ...(actor === undefined ? {} : { actor }), ...(reason === undefined ? {} : { reason }) };
  return { member: owner.member, purchase, ...named, ...by, occurredAt, now: NOTHING_DUE, made };
}

/** A purchase earns once; what no purchase earned is known by its first lot. */
function earningOf(purchase: string | undefined, lots: readonly { readonly lot: string }[]): string {
  return purchase?.startsWith('pur_') === true ? purchase : (lots[0]?.lot ?? '');
}

function nameOf(purchase: string, cause: string | undefined): string {
  return `${purchase} ${cause ?? ''}`;
}

function takenBy({ changes }: PointsReversed): readonly TakenBack[] {
  return changes.map(({ wallet, available, pending, shortfall }) => ({
    wallet,
    points: -(available + pending),
    shortfall,
  }));
}

/** Of any event of an account: what it says that it changed is what it changed. */
function balancesDiffer(event: LedgerEvent, { before, after }: { before: Account; after: Account }) {
  for (let at = 0; at < event.balances.length; at += 1) {
    const said = event.balances[at];
    const wallet = said && walletOf(after, said.wallet);
    if (!said || !wallet) return { path: `balances.${at}`, expected: undefined, found: said };
    const available = wallet.inLots - wallet.owed;
    const { held, pending, shortfall } = wallet;
    const differs = mismatch({ wallet: said.wallet, available, held, pending, shortfall }, said, `balances.${at}`);
    if (differs) return differs;
    const old = walletOf(before, said.wallet);
    const change = event.changes[at];
    const changed = available - (old ? old.inLots - old.owed : 0n);
    if (change?.available !== changed) {
      return { path: `changes.${at}.available`, expected: changed, found: change?.available };
    }
  }
  return undefined;
}
