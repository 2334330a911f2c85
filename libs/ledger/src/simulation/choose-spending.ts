import type { Points, WalletPoints } from '../nouns.js';
import { refundSlices } from '../refund.js';
import { memberOf } from './choose-earning.js';
import type { Step } from './commands.js';
import { naiveBalance, smaller } from './naive/naive-account.js';
import { type Held, type World, businessTime, day, hour, minute, newId, wallets } from './world.js';

type Chosen = Step | undefined;

/** Mostly what is there; sometimes a little too much, or nothing. */
function asked(world: World, on: 0 | 1): WalletPoints[] {
  const { random, sides } = world;
  if (random.chance(3)) return notEnough(random.points(-2, 0));
  const from = random.chance(20) ? wallets : [random.chance(75) ? wallets[0] : wallets[1]];
  return from.map((wallet) => {
    const available = Number(smaller(naiveBalance(sides[on].naive, wallet).available, 1_000_000n));
    const most = random.chance(25) ? available + 20 : available;
    return { wallet, points: random.points(1, Math.max(1, most)) };
  });
}

function notEnough(points: Points): WalletPoints[] {
  return points < -1n ? [] : [{ wallet: wallets[0], points }];
}

export function burn(world: World, on: 0 | 1): Step {
  const cause = { member: memberOf(world, on), redemption: newId(world, 'red') };
  const command = { ...cause, occurredAt: businessTime(world), now: world.now, points: asked(world, on) };
  return { on, verb: 'burn', command };
}

/** Often on from where points came by transfer, so that some come home. */
export function transferOut(world: World, first: 0 | 1): Step {
  const { random, now, sides } = world;
  const other = first === 0 ? 1 : 0;
  const on = random.chance(60) && sides[other].naive.lots.some(({ origin }) => origin) ? other : first;
  const to = sides[random.chance(5) ? on : on === 0 ? 1 : 0].id;
  const cause = { transfer: newId(world, 'trf'), member: memberOf(world, on), account: sides[on].id, to };
  const command = { ...cause, occurredAt: businessTime(world), now, points: asked(world, on) };
  return { on, verb: 'transferOut', command };
}

export function transferIn(world: World): Chosen {
  const arriving = world.arriving.shift();
  return arriving && { on: arriving.on, verb: 'transferIn', command: { ...arriving.command, now: world.now } };
}

export function hold(world: World, on: 0 | 1): Step {
  const { random, now } = world;
  const again = random.chance(4) ? random.pick(world.held) : undefined;
  const lasts = random.weighted({ minutes: 30, hours: 30, days: 37, none: 3 });
  const lapsesAt =
    now + { minutes: 15 * minute, hours: random.whole(1, 20) * hour, days: random.whole(1, 9) * day, none: 0 }[lasts];
  const cause = {
    member: memberOf(world, on),
    hold: again?.hold ?? newId(world, 'hol'),
    redemption: newId(world, 'red'),
  };
  return {
    on: again?.on ?? on,
    verb: 'hold',
    command: { ...cause, lapsesAt, occurredAt: businessTime(world), now, points: asked(world, on) },
  };
}

/** Mostly one that is open, else any that was ever made, or one that never was. */
function someHold({ random, held, sides }: World): Held | undefined {
  const open = held.filter(({ on, hold: id }) =>
    sides[on].naive.holds.some((each) => each.hold === id && each.status === 'open'),
  );
  const found = random.pick(random.chance(80) && open.length > 0 ? open : held);
  return found && random.chance(4) ? { ...found, hold: 'hol_unknown' } : found;
}

export function capture(world: World): Chosen {
  const { random, now } = world;
  const found = someHold(world);
  if (!found) return undefined;
  const most = Number(smaller(found.points[0]?.points ?? 0n, 1_000_000n));
  const part = found.points.slice(0, 1).map(({ wallet }) => ({ wallet, points: random.points(1, most) }));
  const odd = found.points.map(({ wallet, points }) => ({ wallet, points: random.chance(50) ? points + 1n : 0n }));
  const share = random.weighted({ all: 50, part: 40, odd: 10 });
  return {
    on: found.on,
    verb: 'capture',
    command: {
      hold: found.hold,
      occurredAt: businessTime(world),
      now,
      ...(share === 'all' ? {} : { points: share === 'part' ? part : odd }),
    },
  };
}

export function voidHold(world: World): Chosen {
  const found = someHold(world);
  if (!found) return undefined;
  const command = { hold: found.hold, occurredAt: businessTime(world), now: world.now };
  return { on: found.on, verb: 'voidHold', command };
}

export function transferHeld(world: World): Chosen {
  const { random, sides, now } = world;
  const found = someHold(world);
  if (!found) return undefined;
  const { on, hold: id } = found;
  const to = sides[random.chance(5) ? on : on === 0 ? 1 : 0].id;
  const cause = { transfer: newId(world, 'trf'), hold: id, account: sides[on].id, to };
  return { on, verb: 'transferHeld', command: { ...cause, occurredAt: businessTime(world), now } };
}

export function lapse(world: World): Chosen {
  const found = someHold(world);
  return found && { on: found.on, verb: 'lapse', command: { hold: found.hold, now: world.now } };
}

export function refund(world: World): Chosen {
  const { random, now } = world;
  const spent = random.pick(world.spent.filter(({ slices, back }) => back < sumOf(slices)));
  if (!spent) return undefined;
  const { on, member, redemption, burnedAt, slices, back } = spent;
  const left = sumOf(slices) - back;
  const points = random.chance(50) ? left : random.points(1, Number(smaller(left, 1_000_000n)));
  const graceEndsAt = now + random.whole(-2, 20) * day;
  const given = random.chance(2)
    ? slices.slice(0, 1).map((slice) => ({ ...slice, points: 0n }))
    : refundSlices(slices, points, back);
  const cause = { member, redemption, burnedAt, graceEndsAt };
  return { on, verb: 'refund', command: { ...cause, occurredAt: businessTime(world), now, slices: given } };
}

export function sumOf(parts: readonly { readonly points: bigint }[]): bigint {
  return parts.reduce((sum, part) => sum + part.points, 0n);
}
