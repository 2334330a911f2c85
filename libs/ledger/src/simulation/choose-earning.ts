import { returnUnits } from '../allocation.js';
import type { NewLot } from '../earn.js';
import type { ClawBack, Instant } from '../nouns.js';
import { pointsMax } from '../nouns.js';
import type { Step } from './commands.js';
import { type World, businessTime, day, newId, wallets } from './world.js';

type Chosen = Step | undefined;

export function earn(world: World, on: 0 | 1): Step {
  const { random, now } = world;
  const occurredAt = businessTime(world);
  const count = random.whole(1, 3);
  const lots = Array.from({ length: count }, () => newLot(world, occurredAt));
  const repeated = random.chance(3) ? world.sides[on].naive.lots[0] : undefined;
  if (repeated) lots.push({ ...newLot(world, occurredAt), lot: repeated.lot });
  const member = memberOf(world, on);
  return { on, verb: 'earn', command: { member, purchase: newId(world, 'pur'), occurredAt, now, lots } };
}

function newLot(world: World, occurredAt: Instant): NewLot {
  const { random } = world;
  const lot = newId(world, 'lot');
  const wallet = random.chance(75) ? wallets[0] : wallets[1];
  const size = random.weighted({ usual: 950, none: 30, wrong: 10, huge: 10 });
  const points = { usual: random.points(1, 120), none: 0n, wrong: -1n, huge: pointsMax - random.points(0, 50) }[size];
  const partner = random.chance(10) ? { partner: 'par_air' } : {};
  const terms = { lot, wallet, points, ...partner };
  const start = random.weighted({ atOnce: 60, later: 25, action: 15 });
  if (start === 'action') {
    return { ...terms, availableAt: null, expiresAt: null, awaits: { action: 'shipped', expiresAfter: 'P10D' } };
  }
  const availableAt = start === 'atOnce' ? occurredAt : occurredAt + random.whole(1, 10) * day;
  return { ...terms, availableAt, expiresAt: endAfter(world, availableAt) };
}

/** In whole days, so that Lots often end together. */
function endAfter({ random }: World, availableAt: Instant): Instant | null {
  if (random.chance(2)) return availableAt;
  return random.chance(25) ? null : (Math.floor(availableAt / day) + random.whole(1, 30)) * day;
}

export function release(world: World): Chosen {
  const { random, now } = world;
  const awaiting = random.pick(world.awaiting);
  if (!awaiting) return undefined;
  const lot = random.chance(5) ? 'lot_unknown' : awaiting.lot;
  const occurredAt = businessTime(world);
  const availableAt = random.chance(70) ? occurredAt : occurredAt + random.whole(1, 5) * day;
  const action = random.chance(5) ? 'returned' : 'shipped';
  const expiresAt = endAfter(world, availableAt);
  return {
    on: awaiting.on,
    verb: 'release',
    command: { lot, action, occurredAt, now, availableAt, expiresAt },
  };
}

export function reverse(world: World): Chosen {
  const { random, now } = world;
  const bought = random.pick(world.bought.filter((each) => each.returned < each.quantity));
  if (!bought) return undefined;
  const units = random.chance(40)
    ? bought.quantity - bought.returned
    : random.whole(1, bought.quantity - bought.returned);
  const made = bought.lots.map(({ lot, wallet, share }) => {
    const { points } = returnUnits(share, BigInt(units) * 1_000_000n);
    return { lot, wallet, points };
  });
  const policy: ClawBack = random.weighted({ unlimited: 40, within_balance: 40, only_pending: 20 });
  const { on, member, purchase } = bought;
  const from = newId(world, 'ret');
  world.returns.set(from, units);
  const cause = { member, return: from, purchase, policy };
  return { on, verb: 'reverse', command: { ...cause, occurredAt: businessTime(world), now, made } };
}

export function adjust(world: World, on: 0 | 1): Step {
  const { random, now } = world;
  const occurredAt = businessTime(world);
  const cause = { member: memberOf(world, on), adjustment: newId(world, 'adj'), reason: 'goodwill', actor: 'key_eve' };
  if (random.chance(40)) {
    return { on, verb: 'adjust', command: { ...cause, occurredAt, now, up: newLot(world, occurredAt) } };
  }
  const points = random.chance(4) ? 0n : random.points(1, 150);
  const down = { wallet: random.chance(75) ? wallets[0] : wallets[1], points };
  return { on, verb: 'adjust', command: { ...cause, occurredAt, now, down, allowNegative: random.chance(50) } };
}

export function memberOf({ random, sides }: World, on: 0 | 1): string {
  return random.pick(sides[on].members) ?? sides[on].id;
}
