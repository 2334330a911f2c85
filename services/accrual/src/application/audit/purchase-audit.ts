import { decodePurchaseEvent, type PurchaseClaimed, type PurchaseRecorded } from '@loyalty/contracts';
import type { RecordedEvent } from '@loyalty/event-store';
import { accountStream, emptyAccount, type Account } from '@loyalty/ledger';
import { NO_COUNTERS, NOTHING_COUNTED, type CountedTiers, type Counters } from '@loyalty/programme';
import { countersStream } from '../../domain/streams/counters-stream.js';
import type { Owner, PurchaseState, RecordedPurchase } from '../../domain/purchase-state.js';
import { purchaseStream } from '../../domain/streams/purchase-stream.js';
import { tiersStream } from '../../domain/streams/tiers-stream.js';
import { accountStreamId } from '../account-book.js';
import { countersOf } from '../counters/counter-book.js';
import { tiersOf } from '../tiers/tier-book.js';
import type { AccountAudit } from './account-audit.js';
import type { CountersAudit } from './counters-audit.js';
import type { EarningAudit } from './earning-audit.js';
import type { Earning, SeenOfLedger } from './standings.js';
import type { Findings, Place } from './findings.js';
import { standingDiffers } from './standing-differs.js';
import type { StreamsAt, Versioned } from './streams-at.js';
import type { TiersAudit } from './tiers-audit.js';
import type { UnitsAudit } from './units-audit.js';

interface Beside {
  readonly findings: Findings;
  readonly streams: StreamsAt;
  readonly accounts: AccountAudit;
  readonly counters: CountersAudit;
  readonly tiers: TiersAudit;
  readonly earnings: EarningAudit;
  readonly units: UnitsAudit;
}

/** The streams of purchases: what each event says follows from those before it. */
export class PurchaseAudit {
  /** What must be looked at when all commits of the instant are there. */
  private readonly later: (() => void)[] = [];

  constructor(private readonly beside: Beside) {}

  take(recorded: RecordedEvent, before: PurchaseState): PurchaseState | Promise<PurchaseState> {
    const event = decodePurchaseEvent(recorded);
    const after = purchaseStream.evolve(before, event);
    if (after.status !== 'recorded') return after;
    const { recordedAt, stream, version } = recorded;
    const place = { stream, version, purchase: after.facts.purchase };
    if (event.type === 'PurchaseRecorded') {
      const checked = this.recorded(recorded, { place, facts: event, before });
      return checked ? checked.then(() => after) : after;
    }
    if (before.status !== 'recorded') return after;
    const going = { place, recordedAt, before, after };
    const { units } = this.beside;
    switch (event.type) {
      case 'UnitsReturned':
        units.note(going, event.return);
        this.inTurn(() => units.returned({ ...going, event }));
        break;
      case 'PurchaseVoided':
        units.note(going, undefined);
        this.inTurn(() => units.voided({ ...going, event }));
        break;
      case 'BonusWithdrawn':
        this.later.push(() => units.withdrawn({ ...going, event }));
        break;
      case 'ReviewRejected':
        this.inTurn(() => units.rejected({ ...going, event }));
        break;
      case 'PurchaseClaimed':
        this.later.push(() => this.claimed(recorded, { ...going, event }));
        break;
      default:
        break;
    }
    return after;
  }

  /** At once, unless something before it waits: what is paired by its order must keep it. */
  private inTurn(check: () => void): void {
    if (this.later.length > 0) this.later.push(check);
    else check();
  }

  settle(): void {
    if (this.later.length > 0) for (const check of this.later.splice(0)) check();
    this.beside.units.settle();
  }

  private recorded(recorded: RecordedEvent, { place, facts, before }: Recorded): Promise<void> | undefined {
    const { findings, earnings, counters, tiers, streams } = this.beside;
    findings.purchases += 1;
    earnings.checkFacts(place, facts, recorded.recordedAt);
    const { outcome } = facts;
    const owner = ownerOf(facts);
    if (!outcome || !owner) {
      if (outcome || owner) findings.report(place, { path: 'outcome', expected: owner ? 'one' : null, found: outcome });
      return undefined;
    }
    if (before.status === 'awaited') {
      this.later.push(() =>
        this.awaited(recorded, { place, facts, owner, outcome, isVoided: before.voidedAt !== null }),
      );
      return undefined;
    }
    const account = streams.last(accountStream, accountStreamId(owner.account));
    const seen = counters.seenBy(facts.purchase) ?? this.countersNow(owner);
    const counting = tiers.seenBy(facts.purchase) ?? this.tiersNow(owner);
    const check = (counted: Counters, tiersThen: SeenOfLedger['tiers'], standing: Versioned<Account>) => {
      if (!findings.isBroken(accountStreamId(owner.account)))
        findings.compare(place, standingDiffers(outcome, standing));
      const spent = streams.last(tiersStream, tiersOf(owner.account));
      if (spent) earnings.checkSpent(place, { facts, outcome }, [spent.state]);
      const { recordedAt } = recorded;
      const account = this.beside.accounts.beforeEarning(facts.purchase) ?? standing.state;
      const ledger = { counters: counted, tiers: tiersThen, account };
      const earning = { place, recordedAt, facts, owner, outcome, ledgers: [ledger], isVoided: false };
      if (earnings.looksElsewhere(earning)) this.later.push(() => earnings.check(earning));
      else this.inTurn(() => earnings.check(earning));
    };
    if (account && seen && counting) return void check(seen, counting, account);
    const isSeen = ({ position }: RecordedEvent) => position < recorded.position;
    return this.recall(owner, isSeen).then((recalled) =>
      check(seen ?? recalled.counters, counting ?? recalled.tiers, account ?? recalled.account),
    );
  }

  private countersNow({ account }: Owner): Counters | undefined {
    return this.beside.streams.last(countersStream, countersOf(account))?.state;
  }

  private tiersNow({ account }: Owner): SeenOfLedger['tiers'] | undefined {
    const now = this.beside.streams.last(tiersStream, tiersOf(account));
    return now && asTheyStand(now.state);
  }

  private async recall({ account }: Owner, isSeen: (event: RecordedEvent) => boolean) {
    const { streams } = this.beside;
    const stream = accountStreamId(account);
    return {
      account: streams.last(accountStream, stream) ?? (await streams.recall(accountStream, stream, isSeen)),
      counters: (
        streams.last(countersStream, countersOf(account)) ??
        (await streams.recall(countersStream, countersOf(account), isSeen))
      ).state,
      tiers: asTheyStand(
        (streams.last(tiersStream, tiersOf(account)) ?? (await streams.recall(tiersStream, tiersOf(account), isSeen)))
          .state,
      ),
    };
  }

  /** Its stream began with what waited for it, and lies where nobody knew yet whose it would be. */
  private awaited({ recordedAt }: RecordedEvent, earning: Omit<Earning, 'ledgers' | 'recordedAt'>): void {
    this.beside.earnings.check({ ...earning, recordedAt, ledgers: this.ledgersThen(earning) });
    this.beside.earnings.checkSpent(earning.place, earning, this.countedIn(earning.owner));
  }

  private claimed({ recordedAt }: RecordedEvent, { place, event, before, after }: Claimed): void {
    const { member, account, outcome } = event;
    const { facts } = before;
    const owner = { member, account };
    const ledgers = this.ledgersThen({ facts, owner });
    const claimed = { place, recordedAt, facts, owner, outcome, ledgers, isVoided: false, claimedFrom: before };
    this.beside.earnings.check(claimed);
    this.beside.earnings.checkSpent(place, claimed, this.countedIn(owner));
    this.beside.units.claimed({ place, recordedAt, event, before, after });
  }

  /** What counted for an account at each moment of this instant, the last one being now. */
  private countedIn({ account }: Owner): readonly CountedTiers[] {
    const { tiers, streams } = this.beside;
    const now = streams.last(tiersStream, tiersOf(account));
    return [...tiers.statesOf(tiersOf(account)), ...(now ? [now.state] : [])];
  }

  /** Of another shard, when all of its instant is there. */
  private ledgersThen({ facts: { purchase }, owner }: Pick<Earning, 'facts' | 'owner'>): readonly SeenOfLedger[] {
    const { accounts, counters, tiers } = this.beside;
    const [counting, counted] = [countersOf(owner.account), tiersOf(owner.account)];
    const at = accounts.earnedAt(purchase) ?? tiers.countedAt(purchase);
    const written = () => [
      ...accounts.positionsOf(accountStreamId(owner.account)),
      ...counters.positionsOf(counting),
      ...tiers.positionsOf(counted),
    ];
    const positions = at === undefined ? written() : [];
    // What was written at a position was seen by what was decided after it: just before it is the state without it.
    return [at, ...positions.map((position) => position - 1)].map((position) =>
      this.ledgerAt(purchase, owner, position),
    );
  }

  private ledgerAt(purchase: string, owner: Owner, position: number | undefined): SeenOfLedger {
    const { accounts, counters, tiers, streams } = this.beside;
    const counted = tiers.seenAt(tiersOf(owner.account), position);
    return {
      counters:
        counters.seenBy(purchase) ??
        counters.seenAt(countersOf(owner.account), position) ??
        this.countersNow(owner) ??
        NO_COUNTERS,
      tiers:
        tiers.seenBy(purchase) ??
        (counted && asTheyStand(counted)) ??
        this.tiersNow(owner) ??
        asTheyStand(NOTHING_COUNTED),
      account:
        accounts.beforeEarning(purchase) ??
        accounts.seenAt(accountStreamId(owner.account), position) ??
        streams.last(accountStream, accountStreamId(owner.account))?.state ??
        emptyAccount,
    };
  }
}

interface Recorded {
  readonly place: Place;
  readonly facts: PurchaseRecorded;
  readonly before: PurchaseState;
}

interface Claimed {
  readonly place: Place;
  readonly event: PurchaseClaimed;
  readonly before: RecordedPurchase;
  readonly after: RecordedPurchase;
}

function asTheyStand(state: CountedTiers): SeenOfLedger['tiers'] {
  return { state, memberSince: state.memberSince };
}

function ownerOf({ member, account }: PurchaseRecorded): Owner | undefined {
  return member !== null && account !== null ? { member, account } : undefined;
}
