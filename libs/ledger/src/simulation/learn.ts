import { lineShare, returnUnits } from '../allocation.js';
import type { AccountMovedIn, AccountMovedOut, LedgerEvent } from '../events.js';
import type { Earn } from '../earn.js';
import type { Reverse } from '../reverse.js';
import type { Step } from './commands.js';
import { sumOf } from './choose-spending.js';
import type { World } from './world.js';

/** Takes over from an accepted step what later steps can refer to. */
export function learn(world: World, step: Step, events: readonly LedgerEvent[]): void {
  for (const event of events) {
    if (event.type === 'PointsTransferredOut') arrive(world, event);
    if (event.type === 'AccountMovedOut') move(world, event);
    if (event.type === 'AccountMovedIn') follow(world, step.on, event);
    if (event.type === 'PointsBurned' && event.slices.length > 0) {
      const { member, redemption = 'red_0', occurredAt: burnedAt, slices } = event;
      world.spent.push({ on: step.on, member, redemption, burnedAt, slices, back: 0n });
    }
  }
  switch (step.verb) {
    case 'earn':
      return buy(world, step.on, step.command);
    case 'reverse':
      return giveBack(world, step.command);
    case 'refund': {
      const spent = world.spent.find(({ on, redemption }) => on === step.on && redemption === step.command.redemption);
      if (spent) spent.back += sumOf(step.command.slices);
      return;
    }
    case 'hold':
    case 'capture':
    case 'voidHold':
    case 'lapse':
    case 'release':
      if (step.verb === 'hold' && events.length > 0) world.held.push({ on: step.on, ...step.command });
      world.delivered.push(step);
      return;
    case 'adjust':
      if ('up' in step.command && step.command.up.awaits)
        world.awaiting.push({ on: step.on, lot: step.command.up.lot });
      return;
    default:
      return;
  }
}

/** What an Account cannot take in (it would hold too much) is still on its way. */
export function bringBack({ arriving, moving }: World, { on, verb, command }: Step): void {
  if (verb === 'transferIn') arriving.push({ on, command });
  if (verb === 'moveIn') moving.push({ on, command });
}

function arrive(world: World, event: Extract<LedgerEvent, { type: 'PointsTransferredOut' }>): void {
  const { transfer, to, member, occurredAt, slices } = event;
  const on = world.sides[0].id === to ? 0 : 1;
  const from = world.sides[on === 0 ? 1 : 0].id;
  const command = { transfer, member, account: to, from, occurredAt, now: world.now, slices };
  world.arriving.push({ on, command });
}

function move(world: World, event: AccountMovedOut): void {
  const on = world.sides[0].id === event.to ? 0 : 1;
  const from = world.sides[on === 0 ? 1 : 0].id;
  world.moving.push({ on, command: { account: event.to, from, out: event, now: world.now } });
}

/** What is asked about them is asked where they are now, as the product does. */
function follow(world: World, on: 0 | 1, { members, whole, holds, lots }: AccountMovedIn): void {
  const { held, bought, awaiting } = world;
  for (const [at, each] of held.entries()) if (holds.some(({ hold }) => hold === each.hold)) held[at] = { ...each, on };
  for (const [at, each] of bought.entries()) if (whole || members.includes(each.member)) bought[at] = { ...each, on };
  for (const [at, each] of awaiting.entries())
    if (lots.some(({ lot }) => lot === each.lot)) awaiting[at] = { ...each, on };
}

function buy(world: World, on: 0 | 1, { member, purchase = 'pur_0', lots }: Earn): void {
  const quantity = world.random.whole(1, 7);
  const made = lots.filter((lot) => lot.points > 0n);
  for (const { lot, awaits } of made) if (awaits) world.awaiting.push({ on, lot });
  const carried = made.map(({ lot, wallet, points }) => {
    const share = lineShare({ points, quantity: BigInt(quantity) * 1_000_000n, amount: 100n });
    return { lot, wallet, share };
  });
  if (carried.length > 0) world.bought.push({ on, member, purchase, quantity, returned: 0, lots: carried });
}

function giveBack(world: World, { purchase, return: from = 'ret_0' }: Reverse): void {
  const bought = world.bought.find((each) => each.purchase === purchase);
  if (!bought) return;
  const units = world.returns.get(from) ?? 0;
  bought.returned += units;
  bought.lots = bought.lots.map((each) => ({
    ...each,
    share: returnUnits(each.share, BigInt(units) * 1_000_000n).share,
  }));
}
