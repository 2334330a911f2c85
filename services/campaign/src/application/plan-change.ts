import type { ProgrammeLog } from '@loyalty/contracts';
import { parseProgramme, type Programme, type ProgrammeProblem, testProgramme } from '@loyalty/programme';
import { policyOf, type Policy } from '../domain/policy.js';
import { type Change, structuralDiff } from '../domain/structural-diff.js';
import { type Warning, warningsOf } from '../domain/warnings.js';
import type { CampaignPorts } from './ports.js';
import { programmeLog, saidBy } from './programme-facts.js';
import { offerUses, type UsesSeen } from './offer-uses.js';
import { refusedTests, type TestsRefusal } from './required-tests.js';

/** A document that somebody wants to be the programme's. */
export interface AskedChange {
  readonly id: string;
  readonly document: string;
  readonly tests?: string | undefined;
}

export interface Plan {
  readonly programme: string;
  /** The version that it would replace; 0: none. */
  readonly base: number;
  readonly changes: readonly Change[];
  readonly warnings: readonly Warning[];
  /** What the ledger knows of the offers that are changed or removed. */
  readonly touches: UsesSeen;
  readonly policy: Policy;
  readonly tests: { readonly passed: number } | null;
}

export type Refused =
  | { readonly refused: 'invalid'; readonly problems: readonly ProgrammeProblem[] }
  | { readonly refused: 'other_id'; readonly found: string }
  | TestsRefusal;

export interface Checked {
  readonly parsed: Programme;
  readonly log: ProgrammeLog;
  readonly policy: Policy;
  readonly passed: number | null;
}

type PlanPorts = Pick<CampaignPorts, 'store' | 'given' | 'policy' | 'provided' | 'clock'>;

/** Whether the document could be applied at all: it is a programme, of this id, and its tests hold. */
export async function checkChange(
  { id, document, tests }: AskedChange,
  { store, policy: installation, provided }: Pick<PlanPorts, 'store' | 'policy' | 'provided'>,
): Promise<Checked | Refused> {
  const parsed = parseProgramme(document, provided);
  if (!parsed.ok) return { refused: 'invalid', problems: parsed.problems };
  if (parsed.programme.id !== id) return { refused: 'other_id', found: parsed.programme.id };
  const log = await programmeLog(store, id);
  const policy = policyOf(log, installation);
  const tested = tests === undefined ? undefined : testProgramme(document, tests);
  const refused = refusedTests(tested, policy);
  if (refused) return refused;
  return { parsed: parsed.programme, log, policy, passed: tested?.ok ? tested.tests.length : null };
}

/** What would change, in words and as data, and what would better be seen before. Nothing is written. */
export async function planChange(asked: AskedChange, ports: PlanPorts): Promise<Plan | Refused> {
  const checked = await checkChange(asked, ports);
  if ('refused' in checked) return checked;
  const { parsed, log, policy, passed } = checked;
  const newest = log.versions.at(-1);
  const changes = structuralDiff(newest && saidBy(newest.document), saidBy(asked.document));
  const counters = parsed.offers.flatMap(({ limits }) => limits.filter(({ by }) => by === 'budget'));
  const [touches, given] = await Promise.all([
    offerUses(asked.id, offersIn(changes), ports),
    ports.given(asked.id, [...new Set(counters.map(({ counter }) => counter))]),
  ]);
  return {
    programme: asked.id,
    base: log.versions.length,
    changes,
    warnings: warningsOf({ after: parsed, changes, uses: touches.offers, given }),
    touches,
    policy,
    tests: passed === null ? null : { passed },
  };
}

/** A wallet's base rule is the offer `base` of explanations. */
function offersIn(changes: readonly Change[]): ReadonlySet<string> {
  return new Set(
    changes.flatMap(({ kind, part, id, pointer }) => {
      if (part === 'offer' && id !== null && kind !== 'added') return [id];
      return part === 'wallet' && kind !== 'added' && pointer.includes('/earn') ? ['base'] : [];
    }),
  );
}
