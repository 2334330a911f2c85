import {
  decodePurchaseEvent,
  encodePurchaseEvent,
  type PurchaseEvent,
  type PurchaseRecorded,
} from '@loyalty/contracts';
import type { EventStore } from '@loyalty/event-store';
import { newUuid } from '@loyalty/service-host/values';

const category = {
  name: 'purchase',
  initial: () => 0,
  evolve: (events: number) => events + 1,
  encode: encodePurchaseEvent,
  decode: decodePurchaseEvent,
};

/** Writes what accrual would write of purchases. */
export class PurchaseLog {
  constructor(private readonly store: EventStore) {}

  /** Answers the stream, which is the purchase's uuid. */
  async bought(sent: SentPurchase): Promise<string> {
    const stream = newUuid();
    await this.happened(stream, recorded(sent));
    return stream;
  }

  async happened(stream: string, event: PurchaseEvent): Promise<void> {
    const appends = [{ category, stream, events: [{ event, occurredAt: event.occurredAt }] }];
    await this.store.execute({ on: stream, decide: () => ({ answer: undefined, appends }) });
  }
}

interface SentPurchase {
  /** `acc_ann` of `mem_ann`; null: nobody's. */
  readonly who: string | null;
  readonly cents: bigint;
  readonly at: number;
  readonly units?: bigint;
  readonly programme?: string;
  /** Where ids must be real ones; instead of `who`. */
  readonly owner?: { readonly member: string; readonly account: string };
  /** The line's id, its category and the store. */
  readonly word?: string;
}

const MILLION = 1_000_000n;

function recorded({ who, cents, at, units = 1n, programme = 'tea', owner, word }: SentPurchase): PurchaseRecorded {
  const line = {
    sku: 'POT',
    tax: 0n,
    discount: 0n,
    kind: 'goods' as const,
    categories: [word ?? 'TEA'],
    eligible: true,
  };
  return {
    type: 'PurchaseRecorded',
    purchase: 'pur_1',
    programme,
    source: 'till',
    externalId: '1',
    occurredAt: at,
    currency: 'EUR',
    ...(word !== undefined && { store: word }),
    taxIncluded: true,
    lines: [{ id: word ?? '1', quantity: units * MILLION, amount: cents, ...line }],
    total: cents,
    payments: [],
    member: owner?.member ?? (who && `mem_${who}`),
    account: owner?.account ?? (who && `acc_${who}`),
    outcome: null,
    returns: [],
  };
}

/** So many units and so much money of the one line go back. */
export function returned(units: bigint, amount: bigint, at: number): PurchaseEvent {
  const line = { line: '1', quantity: units * MILLION, amount, lots: [] };
  return { type: 'UnitsReturned', return: 'ret_1', occurredAt: at, lines: [line], refund: [] };
}

export function claimed(who: string, at: number): PurchaseEvent {
  const outcome = { programmeVersion: 1, accountVersion: 1, lots: [], explanation: [], balances: [] };
  return {
    type: 'PurchaseClaimed',
    member: `mem_${who}`,
    account: `acc_${who}`,
    occurredAt: at,
    outcome,
    alreadyReturned: [],
  };
}

export function voided(amount: bigint, at: number): PurchaseEvent {
  const line = { line: '1', quantity: MILLION, amount, lots: [] };
  return {
    type: 'PurchaseVoided',
    occurredAt: at,
    lines: [line],
    refund: [],
    takenBack: [],
    accountVersion: null,
    balances: [],
  };
}
