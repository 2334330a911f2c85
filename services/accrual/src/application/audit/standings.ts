import type { PurchaseOutcome, PurchaseRecorded } from '@loyalty/contracts';
import type { Account } from '@loyalty/ledger';
import {
  evaluate,
  needsOf,
  REVIEW,
  type CountedTiers,
  type Counters,
  type Programme,
  type Standing,
} from '@loyalty/programme';
import type { Owner, RecordedPurchase } from '../../domain/purchase-state.js';
import { budgetOf } from '../counters/counter-book.js';
import type { ProgrammeVersion } from '../programmes.js';
import { countedFacts, walletFactsOf } from '../earning/standing.js';
import { purchasesIn, tierThatRewards } from '../tiers/tier-book.js';
import type { CountersAudit } from './counters-audit.js';
import type { Place } from './findings.js';
import { seenOfMember } from './seen-standing.js';
import { segmentChoices } from './segment-choices.js';

/** What the ledger held before a purchase. */
export interface SeenOfLedger {
  readonly counters: Counters;
  /** And when the member joined, as far as an event said so. */
  readonly tiers: { readonly state: CountedTiers; readonly memberSince: number | null };
  readonly account: Account;
}

/** A purchase that is somebody's: what it earned is to be recomputed. */
export interface Earning {
  readonly place: Place;
  readonly recordedAt: number;
  readonly facts: PurchaseRecorded;
  readonly owner: Owner;
  readonly outcome: PurchaseOutcome;
  /** The likeliest first: of what left no trace in its account it is not known when in its instant it was decided. */
  readonly ledgers: readonly SeenOfLedger[];
  /** It had been voided before it came, and earns nothing. */
  readonly isVoided: boolean;
  /** As it was while it was nobody's. */
  readonly claimedFrom?: RecordedPurchase;
}

/** Budgets that may have stood at one of several values are tried together, at most so many times. */
const TRIES_MAX = 512;

/**
 * What the purchase was judged by: counters, tier, balances and what was bought before as the log has them; of a person
 * what offers recorded, since it is not in the ledger. More than one only for what shares its instant with others in
 * another shard, and for segments, of which an offer that did not fire recorded nothing.
 */
export function standingsOf(earning: Earning, judge: ProgrammeVersion, counters: CountersAudit): Generator<Standing> {
  return judgedBy(seenStandings(earning, judge, counters), judge.programme);
}

function* seenStandings(earning: Earning, judge: ProgrammeVersion, counters: CountersAudit): Generator<Standing> {
  const { facts, recordedAt } = earning;
  const { programme } = judge;
  const { budgets } = needsOf(programme);
  const seen = budgets.map((counter) =>
    counters.budgetSeenBy(facts.purchase, budgetOf(programme.id, counter), recordedAt),
  );
  let tries = 0;
  for (const ledger of earning.ledgers) {
    for (const values of combinations(seen)) {
      const given = new Map(budgets.map((counter, at) => [counter, values[at] ?? 0n]));
      for (const segments of segmentsOf(earning, judge)) {
        yield standingOf({ ...earning, ledger, segments }, judge, given);
      }
      if (++tries === TRIES_MAX) return;
    }
  }
}

/** Each of these, and as it was judged where the n-th of a day was by the programme's clocks alone. */
export function* judgedBy(standings: Iterable<Standing>, { storeZones, offers }: Programme): Generator<Standing> {
  const byPeriod = offers.some(({ effect }) => effect.kind === 'every-nth' && 'period' in effect.within);
  for (const standing of standings) {
    yield standing;
    if (byPeriod && storeZones.size > 0) yield { ...standing, periodsOf: 'programme' };
  }
}

/** An offer that did not fire recorded nothing of what it saw. */
function segmentsOf(
  { outcome }: Earning,
  { programme }: ProgrammeVersion,
): readonly (ReadonlySet<string> | undefined)[] {
  const { segments } = seenOfMember(outcome);
  return needsOf(programme).segments ? segmentChoices(programme, segments) : [segments];
}

function standingOf(
  earning: Earning & { readonly ledger: SeenOfLedger; readonly segments: ReadonlySet<string> | undefined },
  judge: ProgrammeVersion,
  budgets: ReadonlyMap<string, bigint>,
): Standing {
  const { facts, outcome, recordedAt, ledger, segments } = earning;
  const { programme, version } = judge;
  const { counters, account, tiers: counted } = ledger;
  const needs = needsOf(programme);
  const { pausedCampaigns: paused } = outcome;
  const { member, birthday } = seenOfMember(outcome);
  const { memberSince } = counted;
  const known = memberSince !== null && countedFacts(purchasesIn(counted.state), memberSince, { programme, facts });
  const withoutTier: Standing = {
    ...(segments && { segments }),
    ...(birthday && { birthday }),
    counters,
    budgets,
    ...(needs.member && { member: { known: true, purchases: 0n, ...member, ...known } }),
    ...(needs.wallets && { wallets: walletFactsOf(account, programme, recordedAt) }),
    ...(paused && { pausedCampaigns: new Set(paused) }),
    ...heldUntil(outcome),
  };
  const { tiers } = programme;
  if (!needs.tier || !tiers) return withoutTier;
  const earnWithout = () => evaluate(programme, version, facts, withoutTier);
  const tier = tierThatRewards(counted.state, memberSince ?? 0, { tiers, programme, facts, earnWithout });
  return tier === undefined ? withoutTier : { ...withoutTier, tier };
}

/**
 * Until when a person had time: the earliest of the lots that waited for it, since no lot was held for less. A lot of which
 * only a decision makes an end says that no instant does.
 */
function heldUntil({ lots }: PurchaseOutcome): Pick<Standing, 'heldUntil'> {
  if (lots.some(({ awaits, availableAt }) => awaits?.action === REVIEW && availableAt === null)) {
    return { heldUntil: null };
  }
  const until = lots.flatMap(({ awaits, availableAt }) =>
    awaits?.action === REVIEW && availableAt !== null ? [availableAt] : [],
  );
  return until.length === 0 ? {} : { heldUntil: Math.min(...until) };
}

/** Each with each. */
export function* combinations(lists: readonly (readonly bigint[])[]): Generator<readonly bigint[]> {
  const [first, ...others] = lists;
  if (!first) return yield [];
  for (const rest of combinations(others)) for (const value of first) yield [value, ...rest];
}
