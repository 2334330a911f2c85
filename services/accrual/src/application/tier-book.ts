import type { PurchaseOutcome, TierContributed } from '@loyalty/contracts';
import {
  contributionOf,
  countedLines,
  growsBySpend,
  needsOf,
  rewardingTier,
  tierStateOf,
  type Programme,
  type ProgrammeTiers,
  type Purchase,
} from '@loyalty/programme';
import type { PurchaseFacts } from '../domain/purchase.js';
import type { JoinedOwner, Owner, RecordedPurchase } from '../domain/purchase-state.js';
import { countsGone, countsNothing, countsOf, type TierSum } from '../domain/tier-count.js';
import { tiersStream } from '../domain/tiers-stream.js';
import { accountStreamId } from './account-book.js';
import { derivedStream } from './derived-stream.js';
import type { Draft } from './draft.js';
import type { Programmes, ProgrammeVersion } from './programmes.js';

type Explained = Pick<PurchaseOutcome, 'explanation'>;

/**
 * The tier that rewards a purchase, by what this decision finds counted (rule 19); undefined where it is none.
 * `earnWithout` says what the purchase earns without a tier: where the purchase that reaches a tier is rewarded by it,
 * the base rule's points count before the tier is known, and no tier changes them.
 */
export function rewardingTierOf(
  draft: Draft,
  { account, joinedAt }: JoinedOwner,
  asked: {
    readonly tiers: ProgrammeTiers;
    readonly programme: Programme;
    readonly facts: Purchase;
    readonly earnWithout: () => Explained;
  },
): string | undefined {
  const { tiers, programme, facts, earnWithout } = asked;
  const { rules } = tiers;
  const { occurredAt } = facts;
  const { state } = draft.state(tiersStream, tiersOf(account));
  const sum = rules.inclusive ? sumOf(countedLines(programme, facts, earnWithout().explanation)) : NOTHING;
  const now = { kind: 'purchase' as const, purchase: THIS_ONE, purchasedAt: occurredAt, occurredAt, ...sum };
  return rewardingTier(rules, tierStateOf(rules, state, joinedAt), contributionOf(now, rules)).id ?? undefined;
}

/** It has no id yet, and needs none: it is not kept. */
const THIS_ONE = '';
const NOTHING: TierSum = { counted: [], visits: 0n };

function sumOf(parts: ReturnType<typeof countedLines>): TierSum {
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
  const { facts, owner, outcome } = after;
  if (!owner || !outcome || !keepsTiers(programmes, facts.programme)) return;
  const { memberSince, counts } = draft.state(tiersStream, tiersOf(owner.account)).state;
  if (memberSince === null || !counts.some(({ purchase }) => purchase === facts.purchase)) return;
  const judge = programmes.version(facts.programme, outcome.programmeVersion);
  if (!judge) throw new Error(`version ${outcome.programmeVersion} of ${facts.programme} judged ${facts.purchase}`);
  const parts = countedLines(judge.programme, facts, outcome.explanation);
  const sum = countsGone(countsOf(before, parts), countsOf(after, parts));
  const { programme, purchase, occurredAt: purchasedAt } = facts;
  append(draft, { owner, kind: 'return', programme, purchase, purchasedAt, memberSince, ...gone, sum });
}

type Said = Omit<TierContributed, 'type' | 'member' | 'account' | 'counted' | 'visits'>;

function append(draft: Draft, { owner, sum, ...said }: Said & { readonly owner: Owner; readonly sum: TierSum }): void {
  if (countsNothing(sum)) return;
  const { member, account } = owner;
  const counted = sum.counted.map(({ wallet, points, spend }) => ({ wallet, points, spend: spend.toString() }));
  const visits = Number(sum.visits);
  draft.append(tiersStream, tiersOf(account), {
    event: { type: 'TierContributed', member, account, ...said, counted, visits },
    occurredAt: said.occurredAt,
    beside: accountStreamId(account),
  });
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
      const programme = programmes.version(id, version)?.programme;
      keeps = programme !== undefined && asksForCounts(programme);
    }
    keeping.set(latest, keeps);
  }
  return keeps;
}

function asksForCounts(programme: Programme): boolean {
  return programme.tiers !== null || needsOf(programme).member || growsBySpend(programme);
}

/** What was spent and kept, on what the first base rule looks at; in 1 ÷ SPEND_SCALE of the main currency's minor unit. */
export function spendCounted(draft: Draft, account: string): bigint {
  const { counts } = draft.state(tiersStream, tiersOf(account)).state;
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
  const { counts } = draft.state(tiersStream, tiersOf(account)).state;
  return counts.reduce((sum, { kind, visits }) => (kind === 'purchase' ? sum + visits : sum - visits), 0n);
}

/** Beside the account, so that both are in one shard and are written by one statement. */
export function tiersOf(account: string): string {
  return derivedStream(`tiers:${account}`);
}
