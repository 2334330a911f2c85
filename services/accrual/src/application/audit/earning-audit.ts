import type { PurchaseOutcome, PurchaseRecorded } from '@loyalty/contracts';
import {
  checkSums,
  counted,
  countedLines,
  eligible,
  evaluate,
  growsBySpend,
  needsOf,
  type CountedTiers,
  type Evaluation,
  type Programme,
} from '@loyalty/programme';
import { countsOf } from '../../domain/units/tier-count.js';
import type { Programmes, ProgrammeVersion } from '../programmes.js';
import { contributed, SPREADINGS, spendIn, sumOf } from '../tiers/tier-book.js';
import type { AccountAudit } from './account-audit.js';
import type { CountersAudit } from './counters-audit.js';
import { mismatch, type Mismatch } from './difference.js';
import type { PaymentAudit } from './payment-audit.js';
import type { Findings, Place } from './findings.js';
import { judgesOf, keptTiers } from './programme-history.js';
import { standingsOf, type Earning } from './standings.js';
import type { TiersAudit } from './tiers-audit.js';

const NOTHING: Evaluation = { lots: [], explanation: [] };
interface Beside {
  readonly programmes: Programmes;
  readonly findings: Findings;
  readonly accounts: AccountAudit;
  readonly counters: CountersAudit;
  readonly tiers: TiersAudit;
  readonly payments: PaymentAudit;
}

/** Evaluates each purchase anew, by the version then in force and the standing folded from the log. */
export class EarningAudit {
  constructor(private readonly beside: Beside) {}

  /** What follows from the purchase alone: its sums, and which lines the base rule looked at. */
  checkFacts(place: Place, facts: PurchaseRecorded, recordedAt: number): void {
    const { findings, programmes, payments } = this.beside;
    for (const { pointer, expected, found } of checkSums(facts, facts.total)) {
      findings.report(place, { path: pointer.slice(1).replaceAll('/', '.'), expected, found });
    }
    const version = facts.outcome?.programmeVersion;
    const judges = judgesOf(programmes, facts.programme, { occurredAt: facts.occurredAt, recordedAt });
    const judge = judges.find((each) => each.version === version) ?? judges[0];
    if (!judge) return findings.report(place, { path: 'programme', expected: 'a programme', found: facts.programme });
    payments.recorded(place, facts, judge.programme);
    facts.lines.forEach((line, at) => {
      const expected = eligible(judge.programme, line, facts.currency);
      if (expected !== line.eligible) {
        findings.report(place, { path: `lines.${at}.eligible`, expected, found: line.eligible });
      }
    });
  }

  /** What is said of what was spent and kept follows from what counted, as it stood at one of these moments. */
  checkSpent(
    place: Place,
    { facts, outcome }: Pick<Earning, 'facts' | 'outcome'>,
    moments: readonly CountedTiers[],
  ): void {
    const judge = this.beside.programmes.version(facts.programme, outcome.programmeVersion);
    if (!judge) return;
    const grows = growsBySpend(judge.programme);
    const expected: readonly (string | undefined)[] = grows
      ? moments.map((each) => String(spendIn(each)))
      : [undefined];
    // Purchases were once recorded without it; claims never were.
    if (expected.includes(outcome.spent) || (outcome.spent === undefined && outcome === facts.outcome)) return;
    this.beside.findings.report(place, { path: 'outcome.spent', expected: expected.at(-1), found: outcome.spent });
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
    this.expectCounted(earning, judge);
    if (expected.counts || expected.visits) {
      counters.expect(place, { owner, programme, purchase }, counted(expected, { purchase, at: occurredAt }));
    }
  }

  private expectCounted(earning: Earning, judge: ProgrammeVersion): void {
    const { place, facts, owner, outcome, recordedAt, claimedFrom } = earning;
    const { programmes, tiers } = this.beside;
    const keeps = keptTiers(programmes, facts.programme, recordedAt);
    if (outcome.explanation.length === 0 || keeps === 'no') return;
    const { programme, purchase, occurredAt } = facts;
    const said = { owner, kind: 'purchase' as const, programme, purchase, purchasedAt: occurredAt, occurredAt };
    const kept = (claimedFrom ? SPREADINGS : SPREADINGS.slice(0, 1)).map((spreading) => {
      const parts = countedLines(judge.programme, facts, outcome.explanation, spreading);
      return contributed({ ...said, sum: claimedFrom ? countsOf(claimedFrom, parts) : sumOf(parts) });
    });
    tiers.expect(place, kept, keeps === 'yes');
  }

  private expected(earning: Earning, judge: ProgrammeVersion): Evaluation {
    const { findings } = this.beside;
    const { place, outcome, isVoided } = earning;
    if (isVoided) return this.compared(earning, NOTHING);
    let first: { readonly evaluation: Evaluation; readonly differs: Mismatch } | undefined;
    for (const standing of standingsOf(earning, judge, this.beside.counters)) {
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
}

/** The lots' ids are drawn, not computed: taken from what is said, in order. */
export function named({ lots, explanation, counts, visits }: Evaluation, { lots: said }: Said): unknown {
  const idOf = (at: number) => said[at]?.id;
  return {
    lots: lots.map((lot, at) => ({ id: idOf(at), ...lot })),
    explanation,
    counts: counts?.map((count) => ({ ...count, lot: count.lot === null ? null : idOf(count.lot) })),
    visits,
  };
}

type Said = Pick<PurchaseOutcome, 'lots' | 'explanation' | 'counts' | 'visits'>;

export function saidBy({ lots, explanation, counts, visits }: Said): unknown {
  return { lots, explanation, counts, visits };
}

/** Who was enrolled by the purchase may earn nothing by it, and who that was is known to enrollment alone. */
function enrolledWithoutEarning({ lots, explanation }: PurchaseOutcome, { autoEnrolment }: Programme): boolean {
  return lots.length === 0 && explanation.length === 0 && autoEnrolment.when !== 'never' && !autoEnrolment.earns;
}

export function offerOf({ path }: Mismatch, { explanation, counts }: Said): string | null {
  const [, list, at] = path.split('.');
  if (list === 'explanation') return explanation[Number(at)]?.offer ?? null;
  return list === 'counts' ? (counts?.[Number(at)]?.offer ?? null) : null;
}

export function toNewLot({ lot, wallet, points, availableAt, expiresAt, awaits, partner }: NamedLot) {
  const terms = { lot, wallet, points, availableAt, expiresAt };
  return { ...terms, ...(awaits && { awaits }), ...(partner !== undefined && { partner }) };
}

type NamedLot = Evaluation['lots'][number] & { readonly lot: string };
