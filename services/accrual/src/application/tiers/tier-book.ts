import { derivedStream, type PurchaseOutcome, type TierContributed } from '@loyalty/contracts';
import {
  contributionOf,
  countedLines,
  growsBySpend,
  needsOf,
  rewardingTier,
  tierStateOf,
  type BonusSpread,
  type CountedTiers,
  type Programme,
  type ProgrammeTiers,
  type Purchase,
} from '@loyalty/programme';
import type { PurchaseFacts } from '../../domain/sent/purchase.js';
import type { JoinedOwner, Owner, RecordedPurchase } from '../../domain/purchase-state.js';
import { countsGone, countsNothing, countsOf, isLeft, type TierSum } from '../../domain/units/tier-count.js';
import { tiersStream } from '../../domain/streams/tiers-stream.js';
import { accountStreamId } from '../account-book.js';
import type { Draft } from '../draft.js';
import type { Programmes, ProgrammeVersion } from '../programmes.js';
import { ownerNow } from '../where-now.js';

type Explained = Pick<PurchaseOutcome, 'explanation'>;

/**
 * The tier that rewards a purchase, by what this decision finds counted (rule 19); undefined where it is none.
 * `earnWithout` says what the purchase earns without a tier: where the purchase that reaches a tier is rewarded by it,
 * the base rule's points count before the tier is known, and no tier changes them.
 */
export function rewardingTierOf(
  draft: Draft,
  { account, joinedAt }: JoinedOwner,
  asked: Rewarding,
): string | undefined {
  return tierThatRewards(draft.state(tiersStream, tiersOf(account)).state, joinedAt, asked);
}

interface Rewarding {
  readonly tiers: ProgrammeTiers;
  readonly programme: Programme;
  readonly facts: Purchase;
  readonly earnWithout: () => Explained;
}

/** The same from what was counted before the purchase, wherever that was found. */
export function tierThatRewards(state: CountedTiers, joinedAt: number, asked: Rewarding): string | undefined {
  const { tiers, programme, facts, earnWithout } = asked;
  const { rules } = tiers;
  const { occurredAt } = facts;
  const sum = rules.inclusive ? sumOf(countedLines(programme, facts, earnWithout().explanation)) : NOTHING;
  const now = { kind: 'purchase' as const, purchase: THIS_ONE, purchasedAt: occurredAt, occurredAt, ...sum };
  return rewardingTier(rules, tierStateOf(rules, state, joinedAt), contributionOf(now, rules)).id ?? undefined;
}

/** It has no id yet, and needs none: it is not kept. */
const THIS_ONE = '';
const NOTHING: TierSum = { counted: [], visits: 0n };

export function sumOf(parts: ReturnType<typeof countedLines>): TierSum {
  const counted = parts.map(({ wallet, lines }) => ({
    wallet,
    points: lines.reduce((sum, { points }) => sum + points, 0n),
    spend: lines.reduce((sum, { spend }) => sum + spend, 0n),
  }));
  return { counted, visits: parts.length > 0 ? 1n : 0n };
}

/** A purchase that is about to be recorded or claimed. */
export interface Counting {
  readonly owner: JoinedOwner;
  /** `pur_…` */
  readonly purchase: string;
  readonly facts: PurchaseFacts;
  readonly explanation: Explained['explanation'];
  readonly judge: ProgrammeVersion;
  readonly programmes: Programmes;
  /** What of it has gone back already, while it was nobody's. */
  readonly before?: RecordedPurchase;
}

/**
 * Counts what is kept of a purchase, in the commit that gives its points and before them in the shard: whoever has read as far
 * as the account's version has read this too.
 */
export function countTowardsTiers(draft: Draft, counting: Counting): void {
  const { owner, purchase, facts, explanation, judge, programmes, before } = counting;
  // Where the till takes something off and nothing is earned, what was spent counts all the same.
  if (explanation.length === 0 && !growsBySpend(judge.programme)) return;
  if (!keepsTiers(programmes, facts.programme)) return;
  const parts = countedLines(judge.programme, facts, explanation);
  const sum = before ? countsOf(before, parts) : sumOf(parts);
  const { programme, occurredAt } = facts;
  const said = { programme, purchase, purchasedAt: occurredAt, occurredAt, memberSince: owner.joinedAt };
  append(draft, { owner, kind: 'purchase', ...said, sum });
}

interface Gone {
  readonly before: RecordedPurchase;
  readonly after: RecordedPurchase;
  /** `ret_…`, where it is no void. */
  readonly return?: string;
  readonly occurredAt: number;
  readonly programmes: Programmes;
}

/**
 * Takes away what units that came back had counted, in the period of their purchase. A purchase that was never counted
 * takes nothing away: the programme had no tiers when it was recorded.
 */
export function countGoneFromTiers(draft: Draft, { before, after, programmes, ...gone }: Gone): void {
  const { facts, outcome } = after;
  const owner = after.owner && ownerNow(draft, after.owner);
  if (!owner || !outcome || !keepsTiers(programmes, facts.programme)) return;
  const { memberSince, counts } = draft.state(tiersStream, tiersOf(owner.account)).state;
  if (memberSince === null || !counts.some(({ purchase }) => purchase === facts.purchase)) return;
  const judge = programmes.version(facts.programme, outcome.programmeVersion);
  if (!judge) throw new Error(`version ${outcome.programmeVersion} of ${facts.programme} judged ${facts.purchase}`);
  const partsBy = (spreading: BonusSpread) => countedLines(judge.programme, facts, outcome.explanation, spreading);
  const asGiven = partsBy('as_given');
  // Whose first returns were counted by money has the others counted so, too, or they would not come to what it counted.
  const parts = isLeft(countsOf(before, asGiven), facts.purchase, counts) ? asGiven : partsBy('by_money');
  const sum = countsGone(countsOf(before, parts), countsOf(after, parts));
  const { programme, purchase, occurredAt: purchasedAt } = facts;
  append(draft, { owner, kind: 'return', programme, purchase, purchasedAt, memberSince, ...gone, sum });
}

type Said = Omit<TierContributed, 'type' | 'member' | 'account' | 'counted' | 'visits'>;

interface Contributing extends Said {
  readonly owner: Owner;
  readonly sum: TierSum;
}

function append(draft: Draft, { owner, sum, ...said }: Contributing): void {
  const event = contributed({ owner, sum, ...said });
  if (!event) return;
  draft.append(tiersStream, tiersOf(owner.account), {
    event,
    occurredAt: said.occurredAt,
    beside: accountStreamId(owner.account),
  });
}

/** In which a ledger may have counted bonuses line by line; the first is how they are counted now. */
export const SPREADINGS: readonly BonusSpread[] = ['as_given', 'by_money'];

/** Nothing where nothing counts. */
export function contributed<Saying>({
  owner,
  sum,
  ...said
}: Saying & { readonly owner: Owner; readonly sum: TierSum }) {
  if (countsNothing(sum)) return undefined;
  const { member, account } = owner;
  const counted = sum.counted.map(({ wallet, points, spend }) => ({ wallet, points, spend: spend.toString() }));
  return { type: 'TierContributed' as const, member, account, ...said, counted, visits: Number(sum.visits) };
}

const keeping = new WeakMap<ProgrammeVersion, boolean>();

/**
 * Whether any version of a programme has had tiers, or asked how often members had bought or how much they had spent: from then on all is counted,
 * also what is dated before, so that no later version finds a gap. A programme that does neither writes and reads nothing
 * more than before.
 */
export function keepsTiers(programmes: Programmes, id: string): boolean {
  const latest = programmes.latest(id);
  if (!latest) return false;
  let keeps = keeping.get(latest);
  if (keeps === undefined) {
    keeps = false;
    for (let version = latest.version; version > 0 && !keeps; version -= 1) {
      const judge = programmes.version(id, version);
      keeps = judge !== undefined && asksForCounts(judge);
    }
    keeping.set(latest, keeps);
  }
  return keeps;
}

export function asksForCounts({ programme }: ProgrammeVersion): boolean {
  return programme.tiers !== null || needsOf(programme).member || growsBySpend(programme);
}

/** What was spent and kept, on what the first base rule looks at; in 1 ÷ SPEND_SCALE of the main currency's minor unit. */
export function spendCounted(draft: Draft, account: string): bigint {
  return spendIn(draft.state(tiersStream, tiersOf(account)).state);
}

export function spendIn({ counts }: Pick<CountedTiers, 'counts'>): bigint {
  return counts.reduce((sum, { kind, counted }) => {
    const spend = counted[0]?.spend ?? 0n;
    return kind === 'purchase' ? sum + spend : sum - spend;
  }, 0n);
}

/** What an outcome says of it: nothing where no discount grows by it. */
export function spentWith(draft: Draft, account: string, programme: Programme): Pick<PurchaseOutcome, 'spent'> {
  return growsBySpend(programme) ? { spent: spendCounted(draft, account).toString() } : {};
}

/** How many purchases of an account were counted, without those of which nothing is left. */
export function purchasesCounted(draft: Draft, account: string): bigint {
  return purchasesIn(draft.state(tiersStream, tiersOf(account)).state);
}

export function purchasesIn({ counts }: CountedTiers): bigint {
  return counts.reduce((sum, { kind, visits }) => (kind === 'purchase' ? sum + visits : sum - visits), 0n);
}

/** Beside the account, so that both are in one shard and are written by one statement. */
export function tiersOf(account: string): string {
  return derivedStream(`tiers:${account}`);
}
