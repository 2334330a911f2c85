import { burn, earn, release, reverse, type MadePoints, type NewLot, type WalletPoints } from '@loyalty/ledger';
import { counted, freed, visitsLost, type Gone } from '../evaluation/counters.js';
import { discountsFor, type LineDiscount } from '../evaluation/discounts.js';
import { evaluateAction, type ReportedAction } from '../evaluation/evaluate-action.js';
import { evaluate } from '../evaluation/evaluate.js';
import type { EarnedLot, Evaluation } from '../evaluation/evaluation.js';
import { evaluateReferral, stillQualifies, type Referred } from '../evaluation/referral.js';
import type { Standing } from '../evaluation/standing.js';
import type { Instant, Micro, Purchase } from '../purchase.js';
import { releaseTerms } from '../terms/expiry-rule.js';
import { Bought } from './bought.js';
import type { Cast } from './cast.js';
import type { Member } from './member.js';
import { PointsSpent } from './points-spent.js';
import { countedOf, uncounted } from './tier-counting.js';

/** What came of a purchase. */
export interface Bargain {
  readonly purchase: Purchase;
  readonly standing: Standing;
  readonly evaluation: Evaluation;
  readonly discounts: readonly LineDiscount[];
  /** Undefined where nobody invited the member, or nothing is given for it. */
  readonly referred: Referred | undefined;
}

interface Asked {
  readonly purchase: Purchase;
  /** Campaigns that are switched off. */
  readonly paused: ReadonlySet<string>;
}

export type ByWallet = ReadonlyMap<string, bigint>;

/** A bonus of both sides for one purchase; it goes back whole. */
interface ReferralGiven {
  readonly sides: readonly {
    readonly member: Member;
    readonly evaluation: Evaluation;
    readonly lots: readonly string[];
  }[];
}

/**
 * What members of a test do, decided as the services decide it: by the same pure functions of this library, and by the
 * ledger's own verbs.
 */
export class Deeds {
  private lots = 0;
  private reports = 0;
  private readonly purchases = new Map<
    string,
    { readonly bought: Bought; readonly member: Member; readonly evaluation: Evaluation }
  >();
  private readonly spent = new Map<string, PointsSpent>();
  private readonly referrals = new Map<string, ReferralGiven>();

  constructor(private readonly cast: Cast) {}

  find(name: string): Bought | undefined {
    return this.purchases.get(name)?.bought;
  }

  buyerOf(name: string): Member | undefined {
    return this.purchases.get(name)?.member;
  }

  /** What a purchase would earn now; nothing is kept. */
  quote(member: Member, name: string, { purchase, paused }: Asked): Bargain {
    const { programme } = this.cast;
    const standing = this.cast.standing(member, purchase, paused);
    return {
      purchase,
      standing,
      evaluation: evaluate(programme, 1, purchase, standing),
      discounts: discountsFor(programme, purchase, standing),
      referred: this.refer(member, name, purchase),
    };
  }

  /** Spends the points that pay a part of it; answers how much could be paid where that is not what was asked. */
  pay(member: Member, name: string, purchase: Purchase): string | undefined {
    const spent = PointsSpent.pay(member, purchase, this.cast);
    if (spent instanceof PointsSpent) this.spent.set(name, spent);
    return typeof spent === 'string' ? spent : undefined;
  }

  buy(member: Member, name: string, asked: Asked): Bargain {
    const bargain = this.quote(member, name, asked);
    const { evaluation, purchase, referred } = bargain;
    const { occurredAt } = purchase;
    const bought = new Bought(name, purchase, evaluation, this.give(member, evaluation.lots, occurredAt));
    this.cast.move(member, counted(evaluation, { purchase: name, at: occurredAt }));
    const counts = countedOf(this.cast.programme, purchase, evaluation.explanation);
    if (evaluation.explanation.length > 0) {
      member.count({ kind: 'purchase', purchase: name, purchasedAt: occurredAt, occurredAt, ...counts });
    }
    member.bought.push(bought);
    this.purchases.set(name, { bought, member, evaluation });
    if (referred?.qualifies) this.giveReferral(member, name, { referred, at: occurredAt });
    return bargain;
  }

  act(member: Member, reported: ReportedAction): Evaluation {
    const evaluation = evaluateAction(this.cast.programme, 1, reported, this.cast.counted(member));
    this.give(member, evaluation.lots, reported.occurredAt);
    this.cast.move(member, counted(evaluation, { purchase: `action ${(this.reports += 1)}`, at: reported.occurredAt }));
    return evaluation;
  }

  /** What of a purchase had waited for an action, by wallet. */
  releaseWaiting(name: string, action: string, occurredAt: Instant): ByWallet {
    const found = this.purchases.get(name);
    const released = new Map<string, bigint>();
    for (const { lot, awaits } of found?.bought.lots ?? []) {
      if (!found || awaits?.action !== action) continue;
      const terms = releaseTerms(awaits.expiresAfter, occurredAt);
      const decision = release({ lot, action, occurredAt, now: this.cast.now, ...terms }, found.member.account);
      // What went back meanwhile, or was released before, is not there to be released.
      if (!decision.accepted) continue;
      for (const event of found.member.decide(decision)) {
        if (event.type !== 'LotReleased') continue;
        for (const { wallet, points } of event.slices) released.set(wallet, (released.get(wallet) ?? 0n) + points);
      }
    }
    return released;
  }

  /** Undefined where there are too few points. */
  redeem(member: Member, points: readonly WalletPoints[], occurredAt: Instant): ByWallet | undefined {
    const decision = burn({ member: member.name, occurredAt, now: this.cast.now, points }, member.account);
    if (!decision.accepted) return undefined;
    member.decide(decision);
    return new Map(points.map((each) => [each.wallet, each.points]));
  }

  /** Units come back: what they carry is taken by the programme's policy, and bonuses that the purchase had qualified. */
  bringBack(name: string, units: ReadonlyMap<string, Micro>, occurredAt: Instant): ByWallet {
    const found = this.purchases.get(name);
    if (!found) return new Map();
    const { bought, member, evaluation } = found;
    const counting = () =>
      countedOf(this.cast.programme, bought.purchase, evaluation.explanation, (line) => bought.returned(line));
    const at = Math.max(occurredAt, bought.at);
    const taking = new Taking(this.cast, at);
    const [before, countedBefore] = [bought.gone(), counting()];
    this.spent.get(name)?.giveBack(units, this.cast);
    taking.take(member, bought.take(units));
    const gone = uncounted(countedBefore, counting());
    if (evaluation.explanation.length > 0) {
      member.count({ kind: 'return', purchase: name, purchasedAt: bought.at, occurredAt: at, ...gone });
    }
    const moments = { before, after: bought.gone() };
    this.cast.move(member, freed(bought, { purchase: name, at: bought.at }, moments));
    for (const offer of visitsLost(bought, moments)) this.withdraw(offer, name, { member, taking });
    if (!stillQualifies(this.cast.programme, bought.kept())) this.takeReferral(name, { member, taking });
    return taking.taken;
  }

  private withdraw(offer: string, qualifier: string, { member, taking }: { member: Member; taking: Taking }): void {
    for (const other of member.bought) {
      const count = other.counts.find((each) => each.offer === offer);
      if (!count?.qualifiedBy.some(({ purchase }) => purchase === qualifier) || !other.holds(count)) continue;
      const before: Gone<string> = other.gone();
      taking.take(member, other.withdraw(count));
      const change = freed(other, { purchase: other.name, at: other.at }, { before, after: other.gone() });
      this.cast.move(member, { ...change, waiting: change.waiting.filter(({ purchase }) => purchase !== qualifier) });
    }
  }

  private refer(member: Member, name: string, purchase: Purchase): Referred | undefined {
    const inviter = member.known.invitedBy;
    if (inviter === undefined) return undefined;
    const { joinedAt } = member.known;
    const keptBefore = member.kept().length;
    const standings = {
      inviter: this.cast.counted(this.cast.member(inviter, purchase.occurredAt)),
      friend: this.cast.counted(member),
    };
    return evaluateReferral(this.cast.programme, 1, { id: name, purchase, joinedAt, keptBefore }, standings);
  }

  private giveReferral(
    friend: Member,
    name: string,
    { referred, at }: { readonly referred: Referred & { readonly qualifies: true }; readonly at: Instant },
  ): void {
    const inviter = this.cast.member(friend.known.invitedBy ?? '', at);
    const sides = [
      { member: inviter, evaluation: referred.inviter },
      { member: friend, evaluation: referred.friend },
    ].flatMap(({ member, evaluation }) => {
      if (!evaluation) return [];
      const lots = this.give(member, evaluation.lots, at);
      this.cast.move(member, counted(evaluation, { purchase: name, at }));
      return [{ member, evaluation, lots }];
    });
    this.referrals.set(name, { sides });
  }

  private takeReferral(name: string, { member: friend, taking }: { member: Member; taking: Taking }): void {
    const given = this.referrals.get(name);
    this.referrals.delete(name);
    for (const { member, evaluation, lots } of given?.sides ?? []) {
      const made = evaluation.lots.map(({ wallet, points }, at) => ({ lot: lots[at] ?? '', wallet, points }));
      // What leaves the account of who invited is no part of what this return takes from the friend.
      (member === friend ? taking : new Taking(this.cast, taking.at)).take(member, made);
      const moves = (evaluation.counts ?? []).flatMap((count) => count.moves);
      const back = moves.map((move) => ({ ...move, points: -move.points }));
      this.cast.move(member, { moves: back, waiting: [], settled: [] });
    }
  }

  /** Issues lots, and says how the account calls them. */
  private give(member: Member, lots: readonly EarnedLot[], occurredAt: Instant): readonly string[] {
    const ids = lots.map(() => `lot ${String((this.lots += 1)).padStart(6, '0')}`);
    const issued = lots.map((lot, at): NewLot => {
      const { wallet, points, availableAt, expiresAt, awaits, partner } = lot;
      const terms = { wallet, points, availableAt, expiresAt };
      return { lot: ids[at] ?? '', ...terms, ...(awaits && { awaits }), ...(partner !== undefined && { partner }) };
    });
    if (issued.length > 0) {
      member.decide(earn({ member: member.name, occurredAt, now: this.cast.now, lots: issued }, member.account));
    }
    return ids;
  }
}

/** What one return takes from an account, all together. */
class Taking {
  readonly taken = new Map<string, bigint>();

  constructor(
    private readonly cast: Cast,
    readonly at: Instant,
  ) {}

  take(member: Member, made: readonly MadePoints[]): void {
    const carried = made.filter(({ points }) => points > 0n);
    if (carried.length === 0) return;
    const { now, programme } = this.cast;
    const command = { member: member.name, occurredAt: this.at, now, policy: programme.clawBack, made: carried };
    for (const event of member.decide(reverse(command, member.account))) {
      if (event.type !== 'PointsReversed') continue;
      for (const { wallet, available, pending } of event.changes) {
        this.taken.set(wallet, (this.taken.get(wallet) ?? 0n) - available - pending);
      }
    }
  }
}
