import { decodeReturnEvent, redemptionStream } from '@loyalty/contracts';
import type { Category, EventStore, RecordedEvent } from '@loyalty/event-store';
import { accountStream } from '@loyalty/ledger';
import { actionStream } from '../../domain/streams/action-stream.js';
import { countersStream } from '../../domain/streams/counters-stream.js';
import { purchaseStream } from '../../domain/streams/purchase-stream.js';
import { referralStream } from '../../domain/streams/referral-stream.js';
import { returnStream } from '../../domain/streams/return-stream.js';
import { tiersStream } from '../../domain/streams/tiers-stream.js';
import { accountStreamId } from '../account-book.js';
import type { Programmes } from '../programmes.js';
import { AccountAudit } from './account-audit.js';
import { ActionAudit } from './action-audit.js';
import { CountersAudit } from './counters-audit.js';
import type { Difference } from './difference.js';
import { EarningAudit } from './earning-audit.js';
import { Findings } from './findings.js';
import { mergedLog } from './merged-log.js';
import { PaymentAudit } from './payment-audit.js';
import { PurchaseAudit } from './purchase-audit.js';
import { ReferralAudit } from './referral-audit.js';
import { ReturnAudit } from './return-audit.js';
import { StreamsAt, type Versioned } from './streams-at.js';
import { TiersAudit } from './tiers-audit.js';
import { UnitsAudit } from './units-audit.js';

export interface AuditPorts {
  readonly log: Pick<EventStore, 'heads' | 'readShard' | 'readStream'>;
  readonly programmes: Programmes;
}

export interface AuditOptions {
  /** Roughly, for what is remembered of accounts and purchases; the rest is read again when it is needed. */
  readonly bytesMax?: number;
  readonly onProgress?: (events: number) => void;
}

export interface Audit {
  /** Earned and reversed points, each recomputed. */
  readonly entries: number;
  readonly purchases: number;
  readonly returns: number;
  /** Purchases that earned nothing because they enrolled their member, which only enrollment knows. */
  readonly trusted: number;
  /** Of the log, all that were read. */
  readonly events: number;
  readonly different: number;
  /** Besides: in streams after an event that does not fit what stands before it. They may be that event's doing alone. */
  readonly consequences: number;
  /** The first of those that differ. */
  readonly differences: readonly Difference[];
}

const BYTES_MAX = 512 * 1024 * 1024;

/**
 * Recomputes every earned and reversed point, and all that counts towards tiers, from the stored purchases, returns, voids,
 * claims, actions and referrals and the programme versions then in force, and compares to the unit. The log is folded in its order; nothing is read but the log.
 */
export async function auditLedger(ports: AuditPorts, options: AuditOptions = {}): Promise<Audit> {
  const auditing = new Auditing(ports, options.bytesMax ?? BYTES_MAX);
  let events = 0;
  for await (const run of mergedLog(ports.log)) {
    for (const event of run) {
      const waiting = auditing.take(event);
      if (waiting) await waiting;
    }
    events += run.length;
    options.onProgress?.(events);
  }
  await auditing.settle();
  const { entries, purchases, returns, trusted, different, consequences, named } = auditing.findings;
  return { entries, purchases, returns, trusted, events, different, consequences, differences: named };
}

class Auditing {
  readonly findings = new Findings();
  private readonly streams: StreamsAt;
  private readonly accounts = new AccountAudit(this.findings);
  private readonly counters = new CountersAudit(this.findings);
  private readonly returns = new ReturnAudit(this.findings);
  private readonly tiers = new TiersAudit(this.findings);
  private readonly payments = new PaymentAudit(this.findings);
  private readonly actions: ActionAudit;
  private readonly referrals: ReferralAudit;
  private readonly purchases: PurchaseAudit;
  private instant = 0;

  constructor({ log, programmes }: AuditPorts, bytesMax: number) {
    const { findings, accounts, counters, returns, tiers, payments } = this;
    this.streams = new StreamsAt(log, bytesMax);
    const { streams } = this;
    const earnings = new EarningAudit({ programmes, findings, accounts, counters, tiers, payments });
    const units = new UnitsAudit({ programmes, findings, accounts, counters, returns, tiers, streams, payments });
    this.purchases = new PurchaseAudit({ findings, streams, accounts, counters, tiers, earnings, units });
    this.actions = new ActionAudit({ programmes, findings, streams, accounts, counters });
    this.referrals = new ReferralAudit({ programmes, findings, streams, accounts, counters, returns });
  }

  /** Something to wait for only where a stream must be read again, or an instant is over that left something open. */
  take(event: RecordedEvent): Promise<void> | undefined {
    if (event.recordedAt > this.instant) {
      const settling = this.settle();
      this.instant = event.recordedAt;
      if (settling) return settling.then(() => this.dispatch(event));
    }
    return this.dispatch(event);
  }

  settle(): Promise<void> | undefined {
    this.purchases.settle();
    this.actions.settle();
    this.referrals.settle();
    this.counters.settle();
    this.tiers.settle();
    this.payments.settle();
    const open = this.accounts.settle();
    this.returns.settle();
    return open.length === 0 ? undefined : this.checkNothingTaken(open);
  }

  private dispatch(event: RecordedEvent): Promise<void> | undefined {
    switch (event.category) {
      case accountStream.name:
        return this.fold(accountStream, event, (before) => this.accounts.take(event, before));
      case countersStream.name:
        return this.fold(countersStream, event, (before) => this.counters.take(event, before));
      case purchaseStream.name:
        return this.fold(purchaseStream, event, (before) => {
          this.referrals.saw(before);
          return this.purchases.take(event, before);
        });
      case tiersStream.name:
        return this.fold(tiersStream, event, (before) => this.tiers.take(event, before));
      case actionStream.name:
        return this.fold(actionStream, event, () => this.actions.take(event));
      case referralStream.name:
        return this.fold(referralStream, event, (before) => this.referrals.take(event, before));
      case redemptionStream.name:
        return this.fold(redemptionStream, event, (before) => this.payments.take(event, before));
      case returnStream.name:
        return this.takeReturn(event);
      default:
        return undefined;
    }
  }

  private takeReturn({ stream, version, ...stored }: RecordedEvent): undefined {
    const event = decodeReturnEvent(stored);
    if (event.type === 'ReturnRecorded') this.returns.record({ stream, version, purchase: null }, event);
  }

  private fold<State, Event>(
    category: Category<State, Event>,
    event: RecordedEvent,
    take: (before: State) => State | Promise<State>,
  ): Promise<void> | undefined {
    const { stream, version } = event;
    const before =
      version === 1 ? { version: 0, state: category.initial(stream) } : this.streams.last(category, stream);
    const go = (known: Versioned<State>): Promise<void> | undefined => {
      const remember = (state: State) => this.streams.remember(category, stream, { version, state });
      if (known.version !== version - 1) this.broken(event, `version ${known.version} before it`);
      try {
        const after = take(known.state);
        if (after instanceof Promise) return after.then(remember);
        remember(after);
      } catch (cause) {
        // Not to be read, or not after what stands before it: named, and gone on as if it were not there.
        this.broken(event, String(cause));
        remember(known.state);
      }
      return undefined;
    };
    if (before) return go(before);
    return this.streams.recall(category, stream, (earlier) => earlier.version < version).then(go);
  }

  private broken({ stream, version, type }: RecordedEvent, found: string): void {
    const place = { stream, version, purchase: null };
    this.findings.report(place, { path: type, expected: 'an event that follows from those before it', found });
    this.findings.breakAt(place);
  }

  private async checkNothingTaken(open: ReturnType<AccountAudit['settle']>): Promise<void> {
    const { instant } = this;
    const isSeen = ({ recordedAt }: RecordedEvent) => recordedAt <= instant;
    for (const cause of open) {
      const stream = accountStreamId(cause.owner.account);
      const account =
        this.streams.last(accountStream, stream) ?? (await this.streams.recall(accountStream, stream, isSeen));
      this.accounts.checkNothingTaken(cause, account.state);
    }
  }
}
