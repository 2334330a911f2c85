import {
  decodePurchaseEvent,
  encodePurchaseEvent,
  type ProgrammeApplied,
  programmeStream,
  programmeStreamId,
  type PurchaseRecorded,
} from '@loyalty/contracts';
import { type Append, type Category, createInMemoryStore, type EventStore } from '@loyalty/event-store';
import * as ledger from '@loyalty/ledger';
import { newUuid, toId } from '@loyalty/service-host/values';

/** Noon, where only a day is named. */
export const at = (text: string): number => Date.parse(text.length === 10 ? `${text}T12:00:00Z` : text);

interface Earned {
  readonly points: number;
  readonly partner?: string;
  readonly expires?: string;
  /** When the purchase was, where it arrives late. */
  readonly bought?: string;
}

/** Someone's account, by its stream. */
export interface Somebody {
  readonly uuid: string;
  readonly member: string;
}

interface Spent {
  readonly who: Somebody;
  readonly slices: readonly ledger.Slice[];
  readonly burnedAt: number;
  readonly partner: { readonly partner?: string };
  back: bigint;
}

const DAY_MS = 86_400_000;
const POINTS = 'points';

/** A programme with partners whose members earn, spend and return: what accrual and redemption would write of it. */
export class Trade {
  private time = at('2026-01-01T00:00:00Z');
  readonly clock = { now: () => this.time };
  readonly store: EventStore = createInMemoryStore({ clock: this.clock });
  private readonly spendings = new Map<string, Spent>();
  private readonly versions = new Map<string, number>();

  /** Time only goes on. */
  on(text: string): this {
    this.time = Math.max(this.time, at(text));
    return this;
  }

  async apply(document: string): Promise<void> {
    const programme = /^id: (\S+)/m.exec(document)?.[1] ?? '';
    const version = (this.versions.get(programme) ?? 0) + 1;
    this.versions.set(programme, version);
    const type = 'ProgrammeApplied';
    const event: ProgrammeApplied = { type, programme, version, document, appliedAt: this.time, actor: 'key_1' };
    await this.append(programmeStreamId(programme), programmeStream, event);
  }

  /** Known by a purchase that earned nothing; null: by nothing that says of which programme they are. */
  async join(programme: string | null = 'spa-club'): Promise<Somebody> {
    const who = { uuid: newUuid(), member: toId('mem', newUuid()) };
    if (programme !== null) await this.append(newUuid(), purchases, purchaseOf(programme, who, this.time));
    return who;
  }

  /** One lot for each; answers them. */
  async earn(who: Somebody, ...earned: readonly Earned[]): Promise<readonly ledger.Slice[]> {
    const occurredAt = earned[0]?.bought === undefined ? this.time : at(earned[0].bought);
    const lots = earned.map(({ points, partner, expires }) => ({
      lot: toId('lot', newUuid()),
      wallet: POINTS,
      points: BigInt(points),
      availableAt: occurredAt,
      expiresAt: expires === undefined ? null : at(expires),
      ...(partner !== undefined && { partner }),
    }));
    const events = await this.decide(who, (account) => ledger.earn({ ...this.by(who), occurredAt, lots }, account));
    return events.flatMap((event) => (event.type === 'PointsEarned' ? event.lots : []));
  }

  /** Answers the redemption; undefined: there were not enough points. */
  async spend(who: Somebody, points: number, at?: string): Promise<string | undefined> {
    const redemption = toId('red', newUuid());
    const partner = at === undefined ? {} : { partner: at };
    const asked = { ...this.by(who), redemption, ...partner, points: [{ wallet: POINTS, points: BigInt(points) }] };
    const events = await this.decide(who, (account) => ledger.burn(asked, account));
    for (const event of events) {
      if (event.type !== 'PointsBurned') continue;
      const { slices, occurredAt: burnedAt } = event;
      this.spendings.set(redemption, { who, slices, burnedAt, partner, back: 0n });
      return redemption;
    }
    return undefined;
  }

  async refund(redemption: string, points: number): Promise<void> {
    const spent = this.spendings.get(redemption);
    if (!spent) throw new Error(`${redemption} was never spent`);
    const { who, burnedAt, partner } = spent;
    const slices = ledger.refundSlices(spent.slices, BigInt(points), spent.back);
    spent.back += slices.reduce((sum, slice) => sum + slice.points, 0n);
    const terms = { burnedAt, graceEndsAt: this.time + 30 * DAY_MS, slices };
    await this.decide(who, (account) => ledger.refund({ ...this.by(who), redemption, ...partner, ...terms }, account));
  }

  /** What a return of all that made these lots takes. */
  async takeBack(who: Somebody, lots: readonly ledger.Slice[], policy: ledger.ClawBack = 'unlimited'): Promise<void> {
    const made = lots.map(({ lot, wallet, points }) => ({ lot, wallet, points }));
    await this.decide(who, (account) => ledger.reverse({ ...this.by(who), made, policy }, account));
  }

  async expire(who: Somebody): Promise<void> {
    await this.decide(who, (account) => ledger.expire({ now: this.time }, account));
  }

  async takeAway(who: Somebody, points: number): Promise<void> {
    const down = { wallet: POINTS, points: BigInt(points) };
    const why = { reason: 'a mistake', actor: 'key_1', allowNegative: true };
    await this.decide(who, (account) => ledger.adjust({ ...this.by(who), down, ...why }, account));
  }

  /** False: there were not enough points. */
  async give(who: Somebody, to: Somebody, points: number): Promise<boolean> {
    const transfer = toId('tra', newUuid());
    const [account, other] = [toId('acc', who.uuid), toId('acc', to.uuid)];
    const asked = {
      ...this.by(who),
      transfer,
      account,
      to: other,
      points: [{ wallet: POINTS, points: BigInt(points) }],
    };
    const events = await this.decide(who, (state) => ledger.transferOut(asked, state));
    for (const event of events) {
      if (event.type !== 'PointsTransferredOut') continue;
      const { slices, occurredAt } = event;
      const taken = { transfer, account: other, from: account, slices, occurredAt };
      await this.decide(to, (state) => ledger.transferIn({ ...this.by(to), ...taken }, state));
      return true;
    }
    return false;
  }

  /** All that one has goes to the other: what is owed, too. */
  async merge(who: Somebody, into: Somebody): Promise<void> {
    const [account, to] = [toId('acc', who.uuid), toId('acc', into.uuid)];
    const command = {
      ...this.by(who),
      move: toId('mov', newUuid()),
      account,
      to,
      members: [who.member] as const,
      whole: true,
    };
    const events = await this.decide(who, (state) => ledger.moveOut(command, state));
    for (const out of events) {
      if (out.type !== 'AccountMovedOut') continue;
      await this.decide(into, (state) => ledger.moveIn({ account: to, from: account, out, now: this.time }, state));
    }
  }

  private by({ member }: Somebody) {
    return { member, occurredAt: this.time, now: this.time };
  }

  // Streams of several kinds are written here.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  private async append<Event>(stream: string, category: Category<any, any>, event: Event): Promise<void> {
    const appends: Append[] = [{ category, stream, events: [{ event, occurredAt: this.time }] }];
    await this.store.execute({ on: stream, decide: () => ({ answer: undefined, appends }) });
  }

  /** What the ledger refuses writes nothing. */
  private async decide(
    { uuid }: Somebody,
    decide: (account: ledger.Account) => ledger.Decision,
  ): Promise<readonly ledger.LedgerEvent[]> {
    const { answer } = await this.store.execute<readonly ledger.LedgerEvent[]>({
      on: uuid,
      decide: (view) => {
        const decision = decide(view.state(ledger.accountStream, uuid).state);
        if (!decision.accepted || decision.events.length === 0) return { answer: [], appends: [] };
        const events = decision.events.map((event) => ({ event, occurredAt: event.occurredAt }));
        return { answer: decision.events, appends: [{ category: ledger.accountStream, stream: uuid, events }] };
      },
    });
    return answer;
  }
}

const purchases = {
  name: 'purchase',
  initial: () => 0,
  evolve: (events: number) => events + 1,
  encode: encodePurchaseEvent,
  decode: decodePurchaseEvent,
};

function purchaseOf(programme: string, { uuid, member }: Somebody, occurredAt: number): PurchaseRecorded {
  return {
    type: 'PurchaseRecorded',
    purchase: toId('pur', newUuid()),
    programme,
    source: 'till',
    externalId: uuid,
    occurredAt,
    currency: 'EUR',
    taxIncluded: true,
    lines: [],
    total: 0n,
    payments: [],
    member,
    account: toId('acc', uuid),
    outcome: null,
    returns: [],
  };
}
