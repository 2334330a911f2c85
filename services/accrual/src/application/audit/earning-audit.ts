import type { PurchaseOutcome, PurchaseRecorded } from '@loyalty/contracts';
import {
  checkSums,
  counted,
  eligible,
  evaluate,
  needsOf,
  type Counters,
  type Evaluation,
  type Programme,
  type Standing,
} from '@loyalty/programme';
import type { Owner } from '../../domain/purchase-state.js';
import { budgetOf } from '../counter-book.js';
import type { Programmes, ProgrammeVersion } from '../programmes.js';
import type { AccountAudit } from './account-audit.js';
import type { CountersAudit } from './counters-audit.js';
import { mismatch, type Mismatch } from './difference.js';
import type { Findings, Place } from './findings.js';
import { judgesOf } from './programme-history.js';
import { seenOfMember } from './seen-standing.js';
import { segmentChoices } from './segment-choices.js';

/** A purchase that is somebody's: what it earned is to be recomputed. */
export interface Earning {
  readonly place: Place;
  readonly recordedAt: number;
  readonly facts: PurchaseRecorded;
  readonly owner: Owner;
  readonly outcome: PurchaseOutcome;
  readonly counters: Counters;
  /** It had been voided before it came, and earns nothing. */
  readonly isVoided: boolean;
}

const NOTHING: Evaluation = { lots: [], explanation: [] };
/** Budgets that may have stood at one of several values are tried together, at most so many times. */
const TRIES_MAX = 64;

interface Beside {
  readonly programmes: Programmes;
  readonly findings: Findings;
  readonly accounts: AccountAudit;
  readonly counters: CountersAudit;
}

/** Evaluates each purchase anew, by the version then in force and the standing folded from the log. */
export class EarningAudit {
  constructor(private readonly beside: Beside) {}

  /** What follows from the purchase alone: its sums, and which lines the base rule looked at. */
  checkFacts(place: Place, facts: PurchaseRecorded, recordedAt: number): void {
    const { findings, programmes } = this.beside;
    for (const { pointer, expected, found } of checkSums(facts, facts.total)) {
      findings.report(place, { path: pointer.slice(1).replaceAll('/', '.'), expected, found });
    }
    const version = facts.outcome?.programmeVersion;
    const judges = judgesOf(programmes, facts.programme, { occurredAt: facts.occurredAt, recordedAt });
    const judge = judges.find((each) => each.version === version) ?? judges[0];
    if (!judge) return findings.report(place, { path: 'programme', expected: 'a programme', found: facts.programme });
    facts.lines.forEach((line, at) => {
      const expected = eligible(judge.programme, line, facts.currency);
      if (expected !== line.eligible) {
        findings.report(place, { path: `lines.${at}.eligible`, expected, found: line.eligible });
      }
    });
  }

  /** Whether it must be seen what other shards did in the same instant. */
  looksElsewhere({ facts, outcome }: Pick<Earning, 'facts' | 'outcome'>): boolean {
    const judge = this.beside.programmes.version(facts.programme, outcome.programmeVersion);
    return judge !== undefined && needsOf(judge.programme).budgets.length > 0;
  }

  check(earning: Earning): void {
    const { findings, programmes, accounts, counters } = this.beside;
    const { place, facts, owner, outcome, recordedAt } = earning;
    const { programme, purchase, occurredAt } = facts;
    const judges = judgesOf(programmes, programme, { occurredAt, recordedAt });
    if (!judges.some(({ version }) => version === outcome.programmeVersion)) {
      const expected = judges.map(({ version }) => version)[0];
      findings.report(place, { path: 'outcome.programmeVersion', expected, found: outcome.programmeVersion });
    }
    const judge = programmes.version(programme, outcome.programmeVersion);
    if (!judge) return;

    const expected = this.expected(earning, judge);
    const lots = expected.lots.map((lot, at) => ({ lot: outcome.lots[at]?.id ?? '', ...lot }));
    accounts.expectEarned(place, owner, { purchase, occurredAt, lots: lots.map(toNewLot) });
    if (expected.counts || expected.visits) {
      counters.expect(place, { owner, programme, purchase }, counted(expected, { purchase, at: occurredAt }));
    }
  }

  private expected(earning: Earning, judge: ProgrammeVersion): Evaluation {
    const { findings } = this.beside;
    const { place, outcome, isVoided } = earning;
    if (isVoided) return this.compared(earning, NOTHING);
    let first: { readonly evaluation: Evaluation; readonly differs: Mismatch } | undefined;
    for (const standing of this.standings(earning, judge.programme)) {
      const evaluation = evaluate(judge.programme, judge.version, earning.facts, standing);
      const differs = mismatch(named(evaluation, outcome), saidBy(outcome), 'outcome');
      if (!differs) return evaluation;
      first ??= { evaluation, differs };
    }
    if (!first) return NOTHING;
    if (enrolledWithoutEarning(outcome, judge.programme)) {
      findings.trusted += 1;
      return NOTHING;
    }
    findings.report(place, first.differs, offerOf(first.differs, outcome));
    return first.evaluation;
  }

  private compared({ place, outcome }: Earning, evaluation: Evaluation): Evaluation {
    this.beside.findings.compare(place, mismatch(named(evaluation, outcome), saidBy(outcome), 'outcome'));
    return evaluation;
  }

  /** The likeliest first. A tier or a segment that no offer names is tried: an offer that did not fire recorded nothing of what it saw. */
  private *standings({ facts, outcome, counters, recordedAt }: Earning, programme: Programme): Generator<Standing> {
    const { budgets, tier: looksAtTier, segments: looksAtSegments } = needsOf(programme);
    const { pausedCampaigns: paused } = outcome;
    const member = { ...seenOfMember(outcome.explanation), ...(paused && { pausedCampaigns: new Set(paused) }) };
    const others = looksAtTier && member.tier === undefined ? [...(programme.tiers?.benefits.keys() ?? [])] : [];
    const inTiers = [member, ...others.map((tier) => ({ ...member, tier }))];
    const members = looksAtSegments
      ? segmentChoices(programme, member.segments).flatMap((segments) => inTiers.map((each) => ({ ...each, segments })))
      : inTiers;
    const seen = budgets.map((counter) =>
      this.beside.counters.budgetSeenBy(facts.purchase, budgetOf(programme.id, counter), recordedAt),
    );
    let tries = 0;
    for (const values of combinations(seen)) {
      const given = new Map(budgets.map((counter, at) => [counter, values[at] ?? 0n]));
      for (const each of members) {
        if (tries++ === TRIES_MAX) return;
        yield { ...each, counters, budgets: given };
      }
    }
  }
}

/** The lots' ids are drawn, not computed: taken from what is said, in order. */
function named({ lots, explanation, counts, visits }: Evaluation, { lots: said }: PurchaseOutcome) {
  const idOf = (at: number) => said[at]?.id;
  return {
    lots: lots.map((lot, at) => ({ id: idOf(at), ...lot })),
    explanation,
    counts: counts?.map((count) => ({ ...count, lot: count.lot === null ? null : idOf(count.lot) })),
    visits,
  };
}

function saidBy({ lots, explanation, counts, visits }: PurchaseOutcome) {
  return { lots, explanation, counts, visits };
}

/** Who was enrolled by the purchase may earn nothing by it, and who that was is known to enrollment alone. */
function enrolledWithoutEarning({ lots, explanation }: PurchaseOutcome, { autoEnrolment }: Programme): boolean {
  return lots.length === 0 && explanation.length === 0 && autoEnrolment.when !== 'never' && !autoEnrolment.earns;
}

function offerOf({ path }: Mismatch, { explanation, counts }: PurchaseOutcome): string | null {
  const [, list, at] = path.split('.');
  if (list === 'explanation') return explanation[Number(at)]?.offer ?? null;
  return list === 'counts' ? (counts?.[Number(at)]?.offer ?? null) : null;
}

function toNewLot({ lot, wallet, points, availableAt, expiresAt, awaits, partner }: NamedLot) {
  const terms = { lot, wallet, points, availableAt, expiresAt };
  return { ...terms, ...(awaits && { awaits }), ...(partner !== undefined && { partner }) };
}

type NamedLot = Evaluation['lots'][number] & { readonly lot: string };

function* combinations(lists: readonly (readonly bigint[])[]): Generator<readonly bigint[]> {
  const [first, ...others] = lists;
  if (!first) return yield [];
  for (const rest of combinations(others)) for (const value of first) yield [value, ...rest];
}
