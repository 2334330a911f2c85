import {
  decodeActionEvent,
  decodePurchaseEvent,
  decodeReferralEvent,
  decodeTierEvent,
  type PurchaseOutcome,
  type PurchaseRecorded,
  type TierContributed,
  type TierEvent,
} from '@loyalty/contracts';
import type { RecordedEvent } from '@loyalty/event-store';

type Outcome = Pick<PurchaseOutcome, 'lots' | 'explanation'>;

/** What a purchase, an action or one side of an invitation gave to an account, and what of it went back so far. */
export interface Given {
  /** `pur_…`, `act_…` */
  readonly id: string;
  readonly account: string;
  readonly occurredAt: number;
  readonly store: string | undefined;
  readonly facts: PurchaseRecorded | null;
  readonly outcome: Outcome;
  readonly isClaimed: boolean;
  /** By lot and line. */
  readonly gone: Map<string, bigint>;
  isTouched: boolean;
  /** The friend's stream of an invitation. */
  readonly referral?: string;
}

/** The log read once more, by nothing but its events: what was given, and what went back. */
export class History {
  readonly given: Given[] = [];
  readonly contributions: TierContributed[] = [];
  private readonly purchases = new Map<
    string,
    { facts: PurchaseRecorded; given: Given | undefined; isVoided: boolean }
  >();

  /** Answers what was given by these. */
  take(events: readonly RecordedEvent[]): readonly Given[] {
    const before = this.given.length;
    for (const event of events) {
      if (event.category === 'tiers') this.takeTiers(decodeTierEvent(event));
      else if (event.category === 'action') this.takeAction(event);
      else if (event.category === 'purchase') this.takePurchase(event);
      else if (event.category === 'referral') this.takeReferral(event);
    }
    return this.given.slice(before);
  }

  /** No accounts are moved in these stories. */
  private takeTiers(event: TierEvent): void {
    if (event.type !== 'TierContributed') throw new Error(`${event.type} of no move`);
    this.contributions.push(event);
  }

  private takeAction(recorded: RecordedEvent): void {
    const { report: id, account, occurredAt, store, outcome } = decodeActionEvent(recorded);
    this.add({ id, account, occurredAt, store, facts: null, outcome, isClaimed: false });
  }

  /** What is withdrawn is taken back whole: of it nothing counts any more. */
  private takeReferral(recorded: RecordedEvent): void {
    const event = decodeReferralEvent(recorded);
    const { stream: referral } = recorded;
    if (event.type === 'ReferralPurchaseReturned') {
      if (!event.isWithdrawn) return;
      for (const each of this.given) if (each.referral === referral) each.isTouched = true;
      return;
    }
    const { purchase, occurredAt, invitedBy, account, inviter, friend } = event;
    const told = { occurredAt, store: undefined, facts: null, isClaimed: false, referral };
    if (inviter && invitedBy)
      this.add({ ...told, id: `${purchase} inviter`, account: invitedBy.account, outcome: inviter });
    if (friend) this.add({ ...told, id: `${purchase} friend`, account, outcome: friend });
  }

  /** Of an invitation: what was given and not taken back. */
  get referred(): readonly Given[] {
    return this.given.filter(({ referral, isTouched }) => referral !== undefined && !isTouched);
  }

  private takePurchase(recorded: RecordedEvent): void {
    const event = decodePurchaseEvent(recorded);
    if (event.type === 'PurchaseRecorded') {
      const { purchase: id, account, occurredAt, store, outcome } = event;
      const given =
        account !== null && outcome
          ? this.add({ id, account, occurredAt, store, facts: event, outcome, isClaimed: false })
          : undefined;
      this.purchases.set(recorded.stream, { facts: event, given, isVoided: false });
      return;
    }
    const known = this.purchases.get(recorded.stream);
    if (!known) return;
    if (event.type === 'PurchaseClaimed') {
      const { account, outcome, alreadyReturned } = event;
      const { purchase: id, occurredAt, store } = known.facts;
      known.given = this.add({ id, account, occurredAt, store, facts: known.facts, outcome, isClaimed: true });
      goBack(known.given, alreadyReturned);
    } else if (event.type === 'UnitsReturned' || event.type === 'PurchaseVoided' || event.type === 'BonusWithdrawn') {
      if (known.given) goBack(known.given, event.lines);
    }
  }

  private add(given: Omit<Given, 'gone' | 'isTouched'>): Given {
    const added = { ...given, gone: new Map(), isTouched: false };
    this.given.push(added);
    return added;
  }
}

type Lines = readonly {
  readonly line: string;
  readonly lots: readonly { readonly lot: string; readonly points: bigint }[];
}[];

function goBack(given: Given, lines: Lines): void {
  if (lines.length > 0) given.isTouched = true;
  for (const { line, lots } of lines)
    for (const { lot, points } of lots) {
      const key = `${lot} ${line}`;
      given.gone.set(key, (given.gone.get(key) ?? 0n) + points);
    }
}
