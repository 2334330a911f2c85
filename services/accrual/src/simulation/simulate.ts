import { postVoid } from '../application/voids/post-void.js';
import { postReturn } from '../application/returns/post-return.js';
import { findPurchase } from '../application/purchases/find-purchase.js';
import { Rejected } from '../domain/rejections.js';
import { Checking } from './check.js';
import { type Finding, Findings, textOf } from './findings.js';
import { decide } from './giving.js';
import type { Played } from './played.js';
import { play } from './steps.js';
import { day, minute, newId, newWorld, type Bought, type World } from './world.js';

/** Adding tiers up anew costs much: not after every step. */
const STEPS_BETWEEN_TIERS = 4;

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
 * Plays one random programme and a random history through the use cases and a store in memory, beside naive models. At the
 * end everything is given back, and the ledger is audited. It ends at the first step that does not hold. Ids are drawn, and
 * not from the seed: nothing may hang on them.
 */
export async function simulate({ seed, steps }: { seed: number; steps: number }): Promise<Simulation> {
  const world = await newWorld(seed);
  const outcomes: Record<string, number> = {};
  const count = (name: string): void => void (outcomes[name] = (outcomes[name] ?? 0) + 1);
  const checking = new Checking(world, count);
  const told = (step: number, played: Played | undefined, findings: Findings): Simulation => {
    const command = `${played ? `${played.verb} ${textOf(played.asked)}` : 'unknown'}\n${world.programme.document}`;
    return { commands: step, violations: findings.list.map((each) => ({ seed, step, command, ...each })), outcomes };
  };
  for (let step = 1; step <= steps + 1; step += 1) {
    const findings = new Findings();
    let played: Played | undefined;
    try {
      moveClock(world);
      if (step <= steps) {
        played = await play(world);
        countAnswer(count, played);
        await checking.afterStep(findings, played);
        if (step % STEPS_BETWEEN_TIERS === 0) await checking.tiers(findings);
        await checkRepeat(findings, world, played);
      } else {
        for (const bought of world.bought) await giveAllBack(world, bought);
        await checking.afterStep(findings, { verb: 'return', asked: 'everything', answer: null });
        await decideAll(world, (decided) => checking.afterStep(findings, decided));
        await checking.tiers(findings);
        await checking.atTheEnd(findings);
      }
    } catch (error) {
      // A stream that cannot be is what we look for: it is told with its seed, like all else that is found.
      findings.same('the step', 'an answer', error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
    if (findings.list.length > 0) return told(step, played, findings);
  }
  return { commands: steps, violations: [], outcomes };
}

function moveClock(world: World): void {
  const { random } = world;
  const by = random.weighted({ none: 15, minutes: 40, hours: 25, days: 15, months: 5 });
  world.now += {
    none: 0,
    minutes: random.whole(1, 40) * minute,
    hours: random.whole(1, 20) * 60 * minute,
    days: random.whole(1, 9) * day,
    months: random.whole(20, 130) * day,
  }[by];
}

/** Units in any order of the lines, or all at once. */
async function giveAllBack(world: World, { id, sent }: Bought): Promise<void> {
  const { random, ports } = world;
  const state = await findPurchase({ source: sent.source, externalId: sent.externalId }, ports);
  if (state && random.chance(50)) {
    for (const line of state.facts.lines.toReversed()) {
      const left = line.quantity - (state.givenBack.get(line.id)?.quantity ?? 0n);
      if (left <= 0n) continue;
      await postReturn(
        {
          source: 'till',
          externalId: newId(world, 'return'),
          occurredAt: new Date(world.now).toISOString(),
          purchase: { id },
          lines: [{ id: line.id, quantity: (Number(left) / 1_000_000).toFixed(6) }],
        },
        ports,
      );
    }
  } else await postVoid({ id }, ports);
}

/** What waits until the end, after all was given back: then points that are still held are taken, or what is given is owed. */
async function decideAll(world: World, afterEach: (played: Played) => Promise<void>): Promise<void> {
  for (const gift of world.gifts) if (gift.review !== undefined) await afterEach(await decide(world, gift));
}

/** The same again, at the same instant: it is recognised, and nothing is written. */
async function checkRepeat(findings: Findings, world: World, { again }: Played): Promise<void> {
  if (!again || !world.random.chance(25)) return;
  const heads = await world.ports.store.heads();
  await again();
  findings.same('the same again writes nothing', heads, await world.ports.store.heads());
}

function countAnswer(count: (name: string) => void, { verb, answer }: Played): void {
  if (typeof answer !== 'object' || answer === null) return count(`accepted: ${verb}`);
  if (answer instanceof Rejected) return count(`refused: ${verb}, ${answer.rejection.reason}`);
  if ('problems' in answer) return count(`refused: ${verb}, invalid`);
  count(`${'repeated' in answer && answer.repeated === true ? 'repeated' : 'accepted'}: ${verb}`);
}
