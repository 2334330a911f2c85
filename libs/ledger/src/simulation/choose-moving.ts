import type { Step } from './commands.js';
import { type World, businessTime, newId } from './world.js';

/** One move at a time is under way: in the product both accounts change in one commit. */
export function moveOut(world: World, on: 0 | 1): Step | undefined {
  const { random, now, sides, moving } = world;
  if (moving.length > 0) return undefined;
  const all = sides.flatMap(({ members }) => members);
  const one = random.pick(all) ?? '';
  // In the product a move that cannot come in does not leave; here it would be lost on the way.
  const isAway = sides[on === 0 ? 1 : 0].naive.leads.some(({ member }) => member === null);
  const whole = random.chance(40) && !isAway;
  const members = whole ? ([one, ...sides[on].members.filter((member) => member !== one)] as const) : ([one] as const);
  const to = sides[random.chance(5) ? on : on === 0 ? 1 : 0].id;
  const command = { move: newId(world, 'mov'), account: sides[on].id, to, members, whole };
  return { on, verb: 'moveOut', command: { ...command, occurredAt: businessTime(world), now } };
}

export function moveIn(world: World): Step | undefined {
  const moving = world.moving.shift();
  return moving && { on: moving.on, verb: 'moveIn', command: { ...moving.command, now: world.now } };
}
