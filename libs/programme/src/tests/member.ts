import { balanceAt, emptyAccount, type Account, type Decision, type LedgerEvent } from '@loyalty/ledger';
import { ageGroup } from '../calendar/age-group.js';
import type { LocalDate } from '../calendar/local-date.js';
import { sinceJoined } from '../calendar/membership.js';
import type { HistoryFacts, MemberFacts, WalletFacts } from '../conditions/index.js';
import { eligible } from '../evaluation/eligibility.js';
import { historyOf, type KeptPurchase } from '../evaluation/history.js';
import { NO_COUNTERS, type Counters } from '../evaluation/standing.js';
import type { Programme } from '../programme.js';
import type { Instant } from '../purchase.js';
import { NOTHING_COUNTED, tierStateOf, withCount, type CountedTiers, type TierCount } from '../tiers/counted-tiers.js';
import { tierAt, type TierState } from '../tiers/tier-state.js';
import type { Bought } from './bought.js';

/** What a test says of a member. */
export interface Known {
  readonly joinedAt: Instant;
  readonly birthday?: LocalDate;
  /** Absent: as the conditions of the segments say. */
  readonly segments?: ReadonlySet<string>;
  readonly consents: readonly string[];
  readonly language?: string;
  readonly invitedBy?: string;
}

const DAY_MS = 86_400_000;

/** A member of a test: an account of the real ledger, counters and tiers, as the services keep them. */
export class Member {
  account: Account = emptyAccount;
  counters: Counters = NO_COUNTERS;
  readonly bought: Bought[] = [];
  /** Up to when what is given by itself has been. */
  givenUntil: Instant = Number.NEGATIVE_INFINITY;
  private counted: CountedTiers = NOTHING_COUNTED;

  constructor(
    readonly name: string,
    readonly known: Known,
  ) {}

  /** Follows a decision of the ledger. A refusal is the caller's to tell: here it was not expected. */
  decide(decision: Decision): readonly LedgerEvent[] {
    if (!decision.accepted) throw new Error(`The ledger refused ${decision.rejection.reason} of ${this.name}.`);
    this.account = decision.account;
    return decision.events;
  }

  count(count: Omit<TierCount, 'member' | 'memberSince'>): void {
    this.counted = withCount(this.counted, { ...count, member: this.name, memberSince: this.known.joinedAt });
  }

  tierState({ tiers }: Programme): TierState | undefined {
    return tiers ? tierStateOf(tiers.rules, this.counted, this.known.joinedAt) : undefined;
  }

  /** Undefined where it is none. */
  tierAt(programme: Programme, at: Instant): string | undefined {
    const state = this.tierState(programme);
    return (state && programme.tiers && tierAt(programme.tiers.rules, state, at).id) ?? undefined;
  }

  facts(at: Instant, { timeZone }: Programme): MemberFacts {
    const { joinedAt, birthday, consents, language } = this.known;
    const { days, months } = sinceJoined(at, joinedAt, timeZone);
    return {
      known: true,
      daysSinceJoined: days,
      monthsSinceJoined: months,
      purchases: this.kept().length,
      consents,
      ...(birthday && { ageGroup: ageGroup(at, birthday, timeZone) }),
      ...(language !== undefined && { language }),
    };
  }

  walletFacts(now: Instant, { wallets }: Programme): Readonly<Record<string, WalletFacts>> {
    const standing = balanceAt(this.account, now);
    const facts = [...wallets.keys()].map((wallet): [string, WalletFacts] => {
      const { available = 0n, pending = 0n, expiring = [] } = standing.find((each) => each.wallet === wallet) ?? {};
      const soon = expiring.filter(({ at }) => at <= now + 30 * DAY_MS);
      return [
        wallet,
        { balance: available, pending, expiringIn30Days: soon.reduce((sum, each) => sum + each.points, 0n) },
      ];
    });
    return Object.fromEntries(facts);
  }

  /** What was bought and kept before an instant, as segments are computed from it. */
  history(at: Instant, programme: Programme): HistoryFacts {
    return historyOf(
      programme,
      this.kept().map((each) => keptPurchase(programme, each)),
      at,
    );
  }

  kept(): readonly Bought[] {
    return this.bought.filter((each) => !each.isGone);
  }
}

function keptPurchase(programme: Programme, bought: Bought): KeptPurchase {
  const { currency, store, lines } = bought.kept();
  return {
    occurredAt: bought.at,
    currency,
    store,
    lines: lines.map((line) => ({
      amount: line.amount,
      eligible: eligible(programme, line, currency),
      categories: line.categories,
    })),
  };
}
