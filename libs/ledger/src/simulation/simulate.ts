import {
  checkAnswer,
  checkHistory,
  checkPurity,
  checkReading,
  checkRepeat,
  checkSnapshot,
  checkStep,
} from './check.js';
import { checkAsOf, checkBalances, checkBetween } from './check-events.js';
import { choose } from './choose.js';
import { type Step, type Verbs, decide, ledgerVerbs } from './commands.js';
import { type Finding, Findings } from './findings.js';
import { bringBack, learn } from './learn.js';
import { decideNaively } from './naive/naive-verbs.js';
import { type Outcomes, count, countStep } from './outcomes.js';
import { portraitOf } from './portrait.js';
import { Random } from './random.js';
import { type Side, type World, moveClock, newWorld } from './world.js';

export type { Finding, Outcomes, Verbs };
export { ledgerVerbs };
export { Random } from './random.js';

export interface Violation extends Finding {
  readonly seed: number;
  readonly step: number;
  /** The command that led to it, as JSON. */
  readonly command: string;
}

export interface Simulation {
  readonly seed: number;
  readonly commands: number;
  readonly violations: readonly Violation[];
  readonly outcomes: Outcomes;
}

/**
 * Plays one random history on two Accounts, beside a naive model of the ledger, and compares both after every step. It
 * ends at the first step that does not hold: what comes after a wrong state says nothing.
 */
export function simulate({ seed, steps }: { seed: number; steps: number }, verbs: Verbs = ledgerVerbs): Simulation {
  const world = newWorld(new Random(seed));
  const outcomes: Outcomes = {};
  for (let number = 1; number <= steps; number += 1) {
    moveClock(world);
    const step = choose(world);
    const findings = new Findings();
    try {
      play(findings, { world, step, verbs, outcomes });
      if (number === steps && findings.list.length === 0) checkEnd(findings, world);
    } catch (error) {
      // A stream that cannot be is what we look for: it is told with its seed, like all else that is found.
      findings.same('the step', 'an answer', String(error));
    }
    if (findings.list.length > 0) {
      const where = { seed, step: number, command: textOf(step) };
      return { seed, commands: number, violations: findings.list.map((each) => ({ ...where, ...each })), outcomes };
    }
  }
  return { seed, commands: steps, violations: [], outcomes };
}

interface Play {
  readonly world: World;
  readonly step: Step;
  readonly verbs: Verbs;
  readonly outcomes: Outcomes;
}

function play(findings: Findings, { world, step, verbs, outcomes }: Play): void {
  const side = world.sides[step.on];
  const before = side.account;
  const naive = decideNaively(step, side.naive);
  const decision = decide(step, before, verbs);
  checkAnswer(findings, decision, naive);
  countStep(outcomes, step, decision);
  if (findings.list.length > 0) return;

  side.naive = naive.account;
  if (!decision.accepted) bringBack(world, step);
  if (decision.accepted) {
    const { events } = decision;
    if (events.length === 0 && naive.answer.kind === 'nothing') count(outcomes, `repeated: ${step.verb}`);
    side.account = decision.account;
    side.events.push(...events);
    checkStep(findings, side, { before, events });
    if (findings.list.length > 0) return;
    checkRepeat(findings, side, { step, verbs });
    if (world.random.chance(10)) checkPurity(findings, { before, events }, { step, verbs });
    learn(world, step, events);
  }
  checkNowAndThen(findings, world, side);
}

function checkNowAndThen(findings: Findings, world: World, side: Side): void {
  const { random } = world;
  if (random.chance(10)) checkReading(findings, side, world);
  if (random.chance(3)) checkSnapshot(findings, side);
  if (random.chance(2)) {
    side.kept.push({ account: side.account, portrait: portraitOf(side.account), events: side.events.length });
  }
}

function checkEnd(findings: Findings, world: World): void {
  for (const side of world.sides) {
    checkHistory(findings, side);
    checkBalances(findings, side.events);
    checkAsOf(findings, side.events);
  }
  checkBetween(findings, world);
}

function textOf(step: Step): string {
  return JSON.stringify(step, (_name, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
}
