import type { LedgerEvent } from '@loyalty/ledger';
import { deadline } from '@loyalty/programme';
import { Rejected } from '../domain/rejections.js';
import { AvailableLots } from './expect-burn-order.js';
import { checkAgreement, checkConservation, checkRecords } from './check.js';
import { type Finding, Findings, textOf } from './findings.js';
import type { Played } from './played.js';
import { checkPayouts } from './payout-steps.js';
import { checkReviews } from './review-steps.js';
import { checkStock, putRewards } from './rewards.js';
import { play } from './steps.js';
import { day, look, minute, newWorld, programme, type World } from './world.js';

/** Every redemption there is is looked at, which costs more the longer a history is. */
const STEPS_BETWEEN_RECORDS = 5;

export interface Violation extends Finding {
  readonly seed: number;
  readonly step: number;
  readonly command: string;
}

export interface Simulation {
  readonly commands: number;
  readonly violations: readonly Violation[];
  readonly outcomes: Readonly<Record<string, number>>;
}

/**
 * Plays one random history of redemptions on two accounts, among purchases, returns, transfers and time that passes,
 * through the use cases and a store. It ends at the first step that does not hold.
 */
export async function simulate({ seed, steps }: { seed: number; steps: number }): Promise<Simulation> {
  const world = newWorld(seed);
  await putRewards(world);
  const outcomes: Record<string, number> = {};
  const count = (name: string): void => void (outcomes[name] = (outcomes[name] ?? 0) + 1);
  const lots = world.sides.map(() => new AvailableLots((now) => deadline(programme, now, programme.refundGrace)));
  for (let step = 1; step <= steps; step += 1) {
    moveClock(world);
    const findings = new Findings();
    let played: Played | undefined;
    try {
      played = await play(world);
      countAnswer(count, played);
      for (const [at, events] of (await look(world)).entries()) {
        for (const event of events) {
          lots[at]?.take(event, { findings, count, now: world.now });
          countEvent(count, event);
        }
      }
      checkConservation(findings, world);
      if (step % STEPS_BETWEEN_RECORDS === 0 || step === steps) {
        await checkRecords(findings, world);
        await checkStock(findings, world);
        await checkReviews(findings, world);
        await checkPayouts(findings, world);
      }
      if (step === steps) await checkAgreement(findings, world);
      await checkRepeat(findings, world, played);
    } catch (error) {
      // A stream that cannot be is what we look for: it is told with its seed, like all else that is found.
      findings.same('the step', 'an answer', String(error));
    }
    if (findings.list.length > 0) {
      const command = played ? `${played.verb} ${textOf(played.asked)}` : 'unknown';
      return { commands: step, violations: findings.list.map((each) => ({ seed, step, command, ...each })), outcomes };
    }
  }
  return { commands: steps, violations: [], outcomes };
}

function moveClock(world: World): void {
  const { random } = world;
  const by = random.weighted({ none: 40, minutes: 42, hours: 11, days: 7 });
  world.now += {
    none: 0,
    minutes: random.whole(1, 10) * minute,
    hours: random.whole(1, 20) * 60 * minute,
    days: random.whole(1, 4) * day,
  }[by];
}

/** The same again, at the same instant: it is recognised, and nothing is written. */
async function checkRepeat(findings: Findings, world: World, { again }: Played): Promise<void> {
  if (!again) return;
  const heads = await world.ports.store.heads();
  const answer = await again();
  const isRepeat = typeof answer === 'object' && answer !== null && 'repeated' in answer && answer.repeated === true;
  findings.same('the same again is a repeat', true, isRepeat);
  findings.same('the same again writes nothing', heads, await world.ports.store.heads());
}

function countAnswer(count: (name: string) => void, { verb, answer }: Played): void {
  if (answer instanceof Rejected) return count(`refused: ${verb}, ${answer.rejection.reason}`);
  if (typeof answer === 'string') return count(answer === 'done' ? `accepted: ${verb}` : `refused: ${verb}, ${answer}`);
  if (typeof answer === 'object' && answer !== null && 'outcome' in answer)
    return count(`payout ${String(answer.outcome)}`);
  if (typeof answer !== 'object' || answer === null || !('repeated' in answer)) return count(`accepted: ${verb}`);
  count(`${answer.repeated === true ? 'repeated' : 'accepted'}: ${verb}`);
  if ('waiting' in answer) count('a void that came first');
}

function countEvent(count: (name: string) => void, event: LedgerEvent): void {
  count(event.type);
  if (event.type === 'HoldReleased') count(`hold ${event.cause}`);
  if ('partner' in event && event.partner !== undefined) count(`${event.type} at a partner`);
  if ('repaid' in event && event.repaid.length > 0) count('owed points repaid');
  if (event.type !== 'PointsBurned' || event.hold === undefined) return;
  if (event.released.length > 0) count('captured in part');
  if (event.slices.some(({ expiresAt }) => expiresAt !== null && expiresAt <= event.occurredAt)) {
    count('captured after expiry');
  }
}
