import { adjust, earn, release, reverse } from './choose-earning.js';
import {
  burn,
  capture,
  hold,
  lapse,
  refund,
  transferHeld,
  transferIn,
  transferOut,
  voidHold,
} from './choose-spending.js';
import { moveIn, moveOut } from './choose-moving.js';
import type { Step } from './commands.js';
import type { World } from './world.js';

type Choice = (world: World, on: 0 | 1) => Step | undefined;

const choices = {
  earn,
  release,
  hold,
  capture,
  voidHold,
  lapse,
  burn,
  refund,
  reverse,
  adjust,
  transferOut,
  transferHeld,
  transferIn,
  moveOut,
  moveIn,
  expire: ({ now }, on) => ({ on, verb: 'expire', command: { now } }),
  again: deliverAgain,
} satisfies Record<string, Choice>;

const weights: Record<keyof typeof choices, number> = {
  earn: 22,
  release: 6,
  hold: 12,
  capture: 9,
  voidHold: 5,
  lapse: 3,
  burn: 11,
  refund: 8,
  reverse: 11,
  adjust: 6,
  transferOut: 6,
  transferHeld: 4,
  transferIn: 6,
  moveOut: 2,
  moveIn: 6,
  expire: 3,
  again: 5,
};

/** What happens next. Where there is nothing to do it to yet, somebody buys something. */
export function choose(world: World): Step {
  const { random } = world;
  const on = random.chance(65) ? 0 : 1;
  const choice: Choice = choices[random.weighted(weights)];
  return choice(world, on) ?? earn(world, on);
}

/** The same command a second time, when the clock has moved on. */
function deliverAgain({ random, delivered, now }: World): Step | undefined {
  const step = random.pick(delivered);
  return step ? ({ ...step, command: { ...step.command, now } } as Step) : undefined;
}
