import { decodeActionEvent, type ActionRecorded } from '@loyalty/contracts';
import type { RecordedEvent } from '@loyalty/event-store';
import { accountStream } from '@loyalty/ledger';
import { counted, evaluateAction, type Counters } from '@loyalty/programme';
import { countersStream } from '../../domain/streams/counters-stream.js';
import { accountStreamId } from '../account-book.js';
import { budgetOf, countersOf } from '../counters/counter-book.js';
import type { Programmes } from '../programmes.js';
import type { AccountAudit } from './account-audit.js';
import type { CountersAudit } from './counters-audit.js';
import { mismatch, type Mismatch } from './difference.js';
import { named, offerOf, saidBy, toNewLot } from './earning-audit.js';
import type { Findings, Place } from './findings.js';
import { judgesOf } from './programme-history.js';
import { standingDiffers } from './standing-differs.js';
import { combinations } from './standings.js';
import type { StreamsAt } from './streams-at.js';

interface Beside {
  readonly programmes: Programmes;
  readonly findings: Findings;
  readonly streams: StreamsAt;
  readonly accounts: AccountAudit;
  readonly counters: CountersAudit;
}

interface Reported {
  readonly place: Place;
  readonly recordedAt: number;
  readonly event: ActionRecorded;
  readonly counters: Counters;
}

/** Budgets that may have stood at one of several values are tried together, at most so many times. */
const TRIES_MAX = 64;

/** What actions earned, by the version then in force and the counters folded from the log. */
export class ActionAudit {
  /** Budgets lie in other shards: they are known when all commits of the instant are there. */
  private readonly later: Reported[] = [];

  constructor(private readonly beside: Beside) {}

  async take(recorded: RecordedEvent): Promise<ActionRecorded> {
    const { findings, streams, counters } = this.beside;
    const event = decodeActionEvent(recorded);
    const { stream, version, position, recordedAt } = recorded;
    const place = { stream, version, purchase: event.purchase ?? null };
    const isSeen = (earlier: RecordedEvent) => earlier.position < position;
    const [of, own] = [accountStreamId(event.account), countersOf(event.account)];
    const standing = streams.last(accountStream, of) ?? (await streams.recall(accountStream, of, isSeen));
    if (!findings.isBroken(of)) findings.compare(place, standingDiffers(event.outcome, standing));
    const before =
      counters.seenBy(event.report) ??
      (streams.last(countersStream, own) ?? (await streams.recall(countersStream, own, isSeen))).state;
    this.later.push({ place, recordedAt, event, counters: before });
    return event;
  }

  settle(): void {
    if (this.later.length > 0) for (const each of this.later.splice(0)) this.check(each);
  }

  private check({ place, recordedAt, event, counters }: Reported): void {
    const { programmes, findings, accounts } = this.beside;
    const { programme: id, report, action, store, occurredAt, outcome, member, account } = event;
    const judges = judgesOf(programmes, id, { occurredAt, recordedAt });
    const judge = judges.find(({ version }) => version === outcome.programmeVersion);
    if (!judge) {
      const [expected] = judges.map(({ version }) => version);
      findings.report(place, { path: 'outcome.programmeVersion', expected, found: outcome.programmeVersion });
      return;
    }
    const { programme, version } = judge;
    const reported = { action, occurredAt, ...(store !== undefined && { store }) };
    let first: { evaluation: ReturnType<typeof evaluateAction>; differs: Mismatch | undefined } | undefined;
    for (const budgets of this.budgets(programme.actions, { id, report, recordedAt })) {
      const evaluation = evaluateAction(programme, version, reported, { counters, budgets });
      const differs = mismatch(named(evaluation, outcome), saidBy(outcome), 'outcome');
      first ??= { evaluation, differs };
      if (differs) continue;
      first = { evaluation, differs };
      break;
    }
    if (!first) return;
    const { evaluation, differs } = first;
    findings.compare(place, differs, differs && offerOf(differs, outcome));
    const owner = { member, account };
    const lots = evaluation.lots.map((lot, at) => ({ lot: outcome.lots[at]?.id ?? '', ...lot })).map(toNewLot);
    accounts.expectEarned(place, owner, { reason: action, report, occurredAt, lots });
    if (evaluation.counts) {
      const moving = { owner, programme: id, purchase: report };
      this.beside.counters.expect(place, moving, counted(evaluation, { purchase: report, at: occurredAt }));
    }
  }

  private *budgets(
    actions: readonly { readonly limits: readonly { readonly by: string; readonly counter: string }[] }[],
    { id, report, recordedAt }: { readonly id: string; readonly report: string; readonly recordedAt: number },
  ): Generator<ReadonlyMap<string, bigint>> {
    const limits = actions.flatMap((offer) => offer.limits);
    const drawn = [...new Set(limits.filter(({ by }) => by === 'budget').map(({ counter }) => counter))];
    const seen = drawn.map((counter) => this.beside.counters.budgetSeenBy(report, budgetOf(id, counter), recordedAt));
    let tries = 0;
    for (const values of combinations(seen)) {
      if (tries++ === TRIES_MAX) return;
      yield new Map(drawn.map((counter, at) => [counter, values[at] ?? 0n]));
    }
  }
}
