import { isBudget, applyChange, type CounterChange } from '../evaluation/counters.js';
import { birthdayAt } from '../evaluation/birthday.js';
import { evaluate } from '../evaluation/evaluate.js';
import { segmentsOf } from '../evaluation/segments.js';
import type { Standing } from '../evaluation/standing.js';
import type { Programme } from '../programme.js';
import type { Instant, Purchase } from '../purchase.js';
import { contributionOf } from '../tiers/counted-tiers.js';
import { rewardingTier } from '../tiers/tier-state.js';
import { Member, type Known } from './member.js';
import { countedOf } from './tier-counting.js';

/** The members of one test, what all of them were given together, and the time as it goes by. */
export class Cast {
  private readonly members = new Map<string, Member>();
  private readonly budgets = new Map<string, bigint>();
  /** The ledger's time never goes back, also where a purchase comes late. */
  now: Instant = Number.NEGATIVE_INFINITY;

  constructor(
    readonly programme: Programme,
    private readonly known: ReadonlyMap<string, Known>,
  ) {}

  member(name: string, at: Instant): Member {
    let member = this.members.get(name);
    if (!member) {
      member = new Member(name, this.known.get(name) ?? { joinedAt: at, consents: [] });
      this.members.set(name, member);
    }
    return member;
  }

  move(member: Member, change: CounterChange): void {
    member.counters = applyChange(member.counters, {
      ...change,
      moves: change.moves.filter((each) => !isBudget(each)),
    });
    for (const { counter, points } of change.moves.filter(isBudget)) {
      this.budgets.set(counter, (this.budgets.get(counter) ?? 0n) + points);
    }
  }

  /** Of what is no purchase. */
  counted({ counters }: Member): Standing {
    return { counters, budgets: this.budgets };
  }

  /** All that an evaluation may see, as the services bring it. */
  standing(member: Member, purchase: Purchase, paused: ReadonlySet<string>): Standing {
    const { programme } = this;
    const { occurredAt } = purchase;
    const { birthday } = member.known;
    const withoutTier: Standing = {
      ...this.counted(member),
      member: member.facts(occurredAt, programme),
      wallets: member.walletFacts(this.now, programme),
      history: member.history(occurredAt, programme),
      segments: this.segments(member, occurredAt),
      ...(birthday && { birthday: birthdayAt(programme, birthday, purchase) }),
      ...(paused.size > 0 && { pausedCampaigns: paused }),
    };
    const tier = this.rewardingTier(member, purchase, withoutTier);
    return tier === undefined ? withoutTier : { ...withoutTier, tier };
  }

  segments(member: Member, at: Instant): ReadonlySet<string> {
    const { programme } = this;
    const tier = member.tierAt(programme, at) ?? 'none';
    return (
      member.known.segments ??
      segmentsOf(programme, {
        member: member.facts(at, programme),
        tier,
        wallets: member.walletFacts(this.now, programme),
        history: member.history(at, programme),
      })
    );
  }

  /** The tier before the purchase, unless the programme says `inclusive`. */
  private rewardingTier(member: Member, purchase: Purchase, standing: Standing): string | undefined {
    const { programme } = this;
    const rules = programme.tiers?.rules;
    const state = member.tierState(programme);
    if (!rules || !state) return undefined;
    const { occurredAt } = purchase;
    const explanation = rules.inclusive ? evaluate(programme, 1, purchase, standing).explanation : [];
    const now = { kind: 'purchase' as const, purchase: '', purchasedAt: occurredAt, occurredAt };
    const contribution = contributionOf({ ...now, ...countedOf(programme, purchase, explanation) }, rules);
    return rewardingTier(rules, state, contribution).id ?? undefined;
  }
}
