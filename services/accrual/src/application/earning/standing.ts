import { accountStream, balanceAt, type Account } from '@loyalty/ledger';
import {
  evaluate,
  needsOf,
  NO_STANDING,
  spendFact,
  sinceJoined,
  type MemberFacts,
  type Programme,
  type Purchase,
  type Standing,
  type StandingNeeds,
  type WalletFacts,
} from '@loyalty/programme';
import type { JoinedOwner } from '../../domain/purchase-state.js';
import { accountStreamId } from '../account-book.js';
import { countersFor } from '../counters/counter-book.js';
import type { Draft } from '../draft.js';
import type { SeenOfMember } from '../members/see-members.js';
import { purchasesCounted, rewardingTierOf, spendCounted } from '../tiers/tier-book.js';

/** A purchase that is about to be judged, by which version, and what others have told of the member. */
export interface Judged {
  readonly programme: Programme;
  readonly version: number;
  readonly paused: ReadonlySet<string> | undefined;
  readonly facts: Purchase;
  readonly seen: SeenOfMember;
}

/** Where nothing is known but which campaigns are paused. */
export function standingOfNobody(paused: ReadonlySet<string> | undefined): Standing {
  return paused ? { ...NO_STANDING, pausedCampaigns: paused } : NO_STANDING;
}

/**
 * What an evaluation looks at besides the purchase, as this decision finds it, and no more than the programme asks for:
 * what is looked at is read and guarded.
 */
export function standingFor(
  draft: Draft,
  owner: JoinedOwner,
  judged: Judged,
  needs: StandingNeeds = needsOf(judged.programme),
): Standing {
  const { programme, version, paused, facts, seen } = judged;
  const { birthday } = seen.facts ?? {};
  // A tier may be reached by the purchase itself, so what is paused earns nothing towards it either.
  const withoutTier: Standing = {
    ...(paused && { pausedCampaigns: paused }),
    ...countersFor(draft, owner.account, programme),
    ...(needs.birthday && birthday && { birthday: new Set(birthday) }),
    ...(needs.member && { member: memberFacts(draft, owner, judged) }),
    ...(needs.segments && seen.segments && { segments: seen.segments }),
    ...(needs.wallets && { wallets: walletFacts(draft, owner.account, programme) }),
    ...(needs.spend && { history: spendFact(programme, spendCounted(draft, owner.account)) }),
  };
  const { tiers } = programme;
  if (!needs.tier || !tiers) return withoutTier;

  const earnWithout = () => evaluate(programme, version, facts, withoutTier);
  const tier = rewardingTierOf(draft, owner, { tiers, programme, facts, earnWithout });
  return tier === undefined ? withoutTier : { ...withoutTier, tier };
}

function memberFacts(draft: Draft, owner: JoinedOwner, { programme, facts, seen }: Judged): MemberFacts {
  const { ageGroup, language, consents = [] } = seen.facts ?? {};
  return {
    ...countedFacts(purchasesCounted(draft, owner.account), owner.joinedAt, { programme, facts }),
    consents,
    ...(ageGroup !== undefined && { ageGroup }),
    ...(language !== undefined && { language }),
  };
}

/** What of a member's facts follows from the ledger, and from when they joined. */
export function countedFacts(
  purchases: bigint,
  joinedAt: number,
  { programme, facts }: Pick<Judged, 'programme' | 'facts'>,
) {
  const { days, months } = sinceJoined(facts.occurredAt, joinedAt, programme.timeZone);
  return { known: true, daysSinceJoined: days, monthsSinceJoined: months, purchases };
}

const SOON_MS = 30 * 86_400_000;

/** Before the purchase, with what is due and not booked yet as booked. */
function walletFacts(draft: Draft, account: string, programme: Programme): Readonly<Record<string, WalletFacts>> {
  return walletFactsOf(draft.state(accountStream, accountStreamId(account)).state, programme, draft.now);
}

export function walletFactsOf(account: Account, { wallets }: Programme, now: number) {
  const standing = balanceAt(account, now);
  const facts = [...wallets.keys()].map((wallet): [string, WalletFacts] => {
    const held = standing.find((each) => each.wallet === wallet);
    const soon = (held?.expiring ?? []).filter(({ at }) => at <= now + SOON_MS);
    const expiringIn30Days = soon.reduce((sum, { points }) => sum + points, 0n);
    return [wallet, { balance: held?.available ?? 0n, pending: held?.pending ?? 0n, expiringIn30Days }];
  });
  return Object.fromEntries(facts);
}
