import { decodeTierEvent } from '@loyalty/contracts';
import type { LedgerEvent, MovedHold } from '@loyalty/ledger';
import type {
  AccountRow,
  Books,
  CauseRow,
  Effect,
  EntryRow,
  HoldKey,
  HoldRow,
  LotRow,
  TierCountRow,
} from './effect.js';
import { entryId } from './entry-id.js';
import { lotMovements, type LotMovement } from './lot-movements.js';

/** An event as it stands in the log. */
export interface LoggedEvent {
  readonly category: string;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly payload: string;
  readonly occurredAt: number;
  readonly recordedAt: number;
}

/** What an entry of a statement may have been caused by; other events of these streams are not kept. */
const CAUSE =
  /^(?:PurchaseRecorded|PurchaseClaimed|PurchaseVoided|ReturnRecorded|RedemptionAuthorised|ReferralJudged|ActionRecorded)\./;

export type DecodeLedgerEvent = (stored: { type: string; payload: string }) => LedgerEvent;

/** The effect of events that follow one another in a shard. */
export function collectEffect(events: readonly LoggedEvent[], decode: DecodeLedgerEvent): Effect {
  const collector = new EffectCollector();
  for (const logged of events) {
    if (logged.category === 'account') collector.addEntry(logged, decode(logged));
    else if (logged.category === 'tiers') collector.addTierCount(logged);
    else if (CAUSE.test(logged.type)) collector.addCause(logged);
  }
  return collector.effect();
}

type Writable<Row> = { -readonly [Field in keyof Row]: Row[Field] };

/** One batch. Rows are made once per account, lot and hold and then added to. */
class EffectCollector {
  private readonly accounts = new Map<string, Writable<AccountRow> & { wallets: Map<string, Books> }>();
  private readonly entries: EntryRow[] = [];
  private readonly lots = new Map<string, Writable<LotRow>>();
  private readonly opened = new Map<string, HoldRow>();
  private readonly closed = new Map<string, HoldKey>();
  private readonly causes: CauseRow[] = [];
  private readonly tierCounts: TierCountRow[] = [];

  addCause({ stream, version, type, payload }: LoggedEvent): void {
    this.causes.push({ stream, version, type, payload });
  }

  addTierCount({ stream, version, type, payload, recordedAt }: LoggedEvent): void {
    const { account } = decodeTierEvent({ type, payload });
    this.tierCounts.push({ stream, version, account, recordedAt, type, payload });
  }

  addEntry(logged: LoggedEvent, event: LedgerEvent): void {
    const { stream, version, type, payload, occurredAt, recordedAt } = logged;
    const changes = new Map<string, Books>();
    for (const { wallet, available, held, pending, shortfall } of event.changes) {
      changes.set(wallet, [available, held, pending, shortfall]);
    }
    this.entries.push({
      account: stream,
      version,
      id: entryId(logged),
      type,
      occurredAt,
      recordedAt,
      changes,
      payload,
    });
    this.updateAccount(logged, event);
    for (const movement of lotMovements(event)) this.moveLot(stream, movement);
    this.updateHold(stream, event);
  }

  effect(): Effect {
    return {
      accounts: [...this.accounts.values()],
      entries: this.entries,
      lots: [...this.lots.values()],
      holdsOpened: [...this.opened.values()],
      holdsClosed: [...this.closed.values()],
      causes: this.causes,
      tierCounts: this.tierCounts,
    };
  }

  private updateAccount({ stream, version, recordedAt }: LoggedEvent, event: LedgerEvent): void {
    const { member, nextDueAt } = event;
    let row = this.accounts.get(stream);
    if (!row) {
      row = { account: stream, version, member, wallets: new Map(), nextDueAt, recordedAt };
      this.accounts.set(stream, row);
    }
    row.version = version;
    row.member = member;
    row.nextDueAt = nextDueAt;
    row.recordedAt = recordedAt;
    for (const { wallet, available, held, pending, shortfall } of event.balances) {
      row.wallets.set(wallet, [available, held, pending, shortfall]);
    }
  }

  private moveLot(account: string, { slice, lot, points, available, held, pending }: LotMovement): void {
    const key = `${account}/${slice.lot}/${slice.expiresAt}`;
    let row = this.lots.get(key);
    if (!row) {
      row = {
        account,
        lot: slice.lot,
        expiresAt: slice.expiresAt,
        wallet: slice.wallet,
        earnedAt: slice.earnedAt,
        availableAt: null,
        terms: otherTerms(slice, lot),
        points: 0n,
        available: 0n,
        held: 0n,
        pending: 0n,
      };
      this.lots.set(key, row);
    }
    row.points += points;
    row.available += available;
    row.held += held;
    row.pending += pending;
    if (lot && lot.availableAt !== null) row.availableAt = lot.availableAt;
  }

  private updateHold(account: string, event: LedgerEvent): void {
    if (event.type === 'PointsHeld') {
      this.opened.set(`${account}/${event.hold}`, openedHold(account, event));
    } else if (event.type === 'HoldReleased' || hasSpentHold(event)) {
      this.close(account, event.hold ?? '');
    } else if (event.type === 'AccountMovedIn') {
      for (const hold of event.holds) this.opened.set(`${account}/${hold.hold}`, openedHold(account, hold));
    } else if (event.type === 'AccountMovedOut') {
      for (const { hold } of event.holds) this.close(account, hold);
    }
  }

  private close(account: string, hold: string): void {
    const key = `${account}/${hold}`;
    if (!this.opened.delete(key)) this.closed.set(key, { account, hold });
  }
}

/** Whatever it was that took what was held: an order, or a gift that a person let through. */
const hasSpentHold = (event: LedgerEvent): event is Extract<LedgerEvent, { readonly hold?: string }> =>
  (event.type === 'PointsBurned' || event.type === 'PointsTransferredOut') && event.hold !== undefined;

function openedHold(account: string, event: Omit<MovedHold, 'member' | 'heldAt'>): HoldRow {
  const points: Record<string, number> = {};
  for (const slice of event.slices) points[slice.wallet] = (points[slice.wallet] ?? 0) + Number(slice.points);
  const facts = event.redemption === undefined ? { points } : { points, redemption: event.redemption };
  return { account, hold: event.hold, lapsesAt: event.lapsesAt, facts: JSON.stringify(facts) };
}

function otherTerms(slice: LotMovement['slice'], lot: LotMovement['lot']): string {
  const { member, partner, origin } = slice;
  return JSON.stringify({ member, partner, origin, awaits: lot?.awaits });
}
