import {
  decodeActionEvent,
  decodeProgrammeChange,
  decodePurchaseEvent,
  decodeRedemptionEvent,
  decodeTierEvent,
} from '@loyalty/contracts';
import type { RecordedEvent } from '@loyalty/event-store';
import { accountStream, type LedgerEvent } from '@loyalty/ledger';
import { fromId } from '@loyalty/service-host/values';
import { movementsOf } from '../domain/movement.js';
import type { MovementRow, ReadRows, VersionRow } from './ports.js';

/** What events that follow one another in a shard say about who settles with whom. */
export function collectRows(events: readonly RecordedEvent[]): ReadRows {
  const collector = new RowCollector();
  for (const event of events) collector.add(event);
  return collector;
}

class RowCollector implements ReadRows {
  readonly movements: MovementRow[] = [];
  readonly versions: VersionRow[] = [];
  readonly accounts = new Map<string, { readonly programme: string } | { readonly via: string }>();
  readonly unclaimed = new Map<string, string>();
  readonly claimed = new Map<string, string>();

  add(event: RecordedEvent): void {
    switch (event.category) {
      case 'account':
        return this.addMovements(event, accountStream.decode(event));
      case 'purchase':
        return this.addPurchase(event);
      case 'redemption': {
        const read = decodeRedemptionEvent(event);
        if (read.type === 'RedemptionAuthorised') this.place(read.account, read.programme);
        return;
      }
      case 'action': {
        const { account, programme } = decodeActionEvent(event);
        return this.place(account, programme);
      }
      case 'tiers': {
        const { account, programme } = decodeTierEvent(event);
        return this.place(account, programme);
      }
      case 'programme': {
        const read = decodeProgrammeChange(event);
        if (read.type !== 'ProgrammeApplied') return;
        const { programme, version, appliedAt, document } = read;
        this.versions.push({ programme, version, appliedAt, document });
      }
    }
  }

  private addMovements({ stream, version, position, recordedAt }: RecordedEvent, event: LedgerEvent): void {
    const redemption = ('redemption' in event && event.redemption) || null;
    const where = { account: stream, version, position, occurredAt: event.occurredAt, recordedAt, redemption };
    movementsOf(event).forEach((movement, part) => this.movements.push({ ...movement, ...where, part }));
    if (event.type !== 'PointsTransferredIn' && event.type !== 'AccountMovedIn') return;
    const via = fromId('acc', event.from);
    if (via !== undefined && !this.accounts.has(stream)) this.accounts.set(stream, { via });
  }

  private addPurchase(event: RecordedEvent): void {
    const read = decodePurchaseEvent(event);
    if (read.type === 'PurchaseRecorded') {
      if (read.account === null) this.unclaimed.set(event.stream, read.programme);
      else this.place(read.account, read.programme);
    } else if (read.type === 'PurchaseClaimed') {
      const account = fromId('acc', read.account);
      const programme = this.unclaimed.get(event.stream);
      if (account === undefined) return;
      // Recorded in this very batch: no row of it can be looked up yet.
      if (programme !== undefined) this.accounts.set(account, { programme });
      else this.claimed.set(event.stream, account);
    }
  }

  private place(account: string, programme: string): void {
    const uuid = fromId('acc', account);
    if (uuid !== undefined) this.accounts.set(uuid, { programme });
  }
}
