import {
  type Account,
  adjust,
  bookDue,
  burn,
  capture,
  type Decision,
  earn,
  hold,
  type LedgerEvent,
  type NewLot,
  refund,
  release,
  reverse,
  transferIn,
  transferHeld,
  transferOut,
  voidHold,
} from '@loyalty/ledger';
import { toId } from '@loyalty/service-host';
import type { LedgerShop, SetClock, ShopAccount } from './ledger-shop.fixture.js';
import { type Random, uuidFrom } from './seeded.fixture.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WALLETS = ['points', 'miles'];
const POLICIES = ['only_pending', 'within_balance', 'unlimited'] as const;

interface Past {
  readonly made: { lot: string; wallet: string; points: bigint }[];
  readonly holds: string[];
  readonly waiting: string[];
  readonly burned: (LedgerEvent & { type: 'PointsBurned' })[];
}

export interface RandomHistory {
  readonly shop: LedgerShop;
  readonly clock: SetClock;
  readonly random: Random;
  readonly accounts: readonly ShopAccount[];
  readonly steps: number;
}

/** Every verb of the ledger, in any order, on several accounts, with dates that lie back and time that goes on. */
export async function playRandomHistory({ shop, clock, random, accounts, steps }: RandomHistory): Promise<void> {
  const pasts = new Map(accounts.map((account) => [account.stream, newPast()]));
  for (let step = 0; step < steps; step += 1) {
    clock.set(clock.now() + random(30 * HOUR));
    const account = accounts[random(accounts.length)];
    const past = account && pasts.get(account.stream);
    if (!account || !past) throw new Error('there is no account to play with');
    if (random(12) === 0) await transfer(account, accounts[random(accounts.length)] ?? account, { shop, random });
    else {
      const events = await shop.decide(account, (state, now) => randomVerb({ account, state, now, past, random }));
      remember(past, events);
    }
  }
}

interface Moment {
  readonly account: ShopAccount;
  readonly state: Account;
  readonly now: number;
  readonly past: Past;
  readonly random: Random;
}

function randomVerb(moment: Moment): Decision {
  const { account, state, now, past, random } = moment;
  const { member } = account;
  const occurredAt = now - (random(3) === 0 ? random(20 * DAY) : 0);
  const points = BigInt(1 + random(80));
  const wallet = WALLETS[random(WALLETS.length)] ?? 'points';
  const some = [{ wallet, points }];
  const lapsesAt = now + 1 + random(3 * DAY);
  switch (random(12)) {
    case 0:
      return burn({ member, occurredAt, now, points: some, redemption: toId('red', uuidFrom(random)) }, state);
    case 1:
      return hold({ member, hold: toId('red', uuidFrom(random)), lapsesAt, occurredAt, now, points: some }, state);
    case 2:
      return capture({ hold: pick(past.holds, random) ?? '', occurredAt, now }, state);
    case 3:
      return voidHold({ hold: pick(past.holds, random) ?? '', occurredAt, now }, state);
    case 4:
    case 5:
      return giveBack(moment, occurredAt);
    case 6:
      return adjust(
        { member, actor: 'key', reason: 'test', occurredAt, now, down: { wallet, points }, allowNegative: true },
        state,
      );
    case 7:
      return bookDue(now, state);
    case 8:
      return letGo(moment, occurredAt);
    case 9:
      return undo(moment, occurredAt);
    default:
      return earn(
        { member, purchase: toId('pur', uuidFrom(random)), occurredAt, now, lots: newLots(moment, occurredAt) },
        state,
      );
  }
}

function newLots({ random }: Moment, occurredAt: number): NewLot[] {
  return Array.from({ length: 1 + random(2) }, () => {
    const waits = random(8) === 0;
    const availableAt = occurredAt + (random(2) === 0 ? 0 : random(10 * DAY));
    return {
      lot: toId('lot', uuidFrom(random)),
      wallet: WALLETS[random(WALLETS.length)] ?? 'points',
      points: BigInt(1 + random(200)),
      availableAt: waits ? null : availableAt,
      expiresAt: waits || random(3) === 0 ? null : availableAt + DAY + random(25 * DAY),
      ...(waits && { awaits: { action: 'order_shipped', expiresAfter: 'P20D' } }),
    };
  });
}

function giveBack({ account, state, now, past, random }: Moment, occurredAt: number): Decision {
  // What came last is more often held, and a Shortfall that a hold can pay needs that.
  const made = random(2) === 0 ? past.made.pop() : pick(past.made, random);
  const { member } = account;
  const policy = POLICIES[random(POLICIES.length)] ?? 'unlimited';
  const command = { member, return: toId('ret', uuidFrom(random)), occurredAt, now, policy, made: made ? [made] : [] };
  return reverse(command, state);
}

function letGo({ state, now, past, random }: Moment, occurredAt: number): Decision {
  const availableAt = now + (random(2) === 0 ? 0 : random(5 * DAY));
  const lot = pick(past.waiting, random) ?? '';
  const expiresAt = random(2) === 0 ? null : availableAt + 20 * DAY;
  return release({ lot, action: 'order_shipped', occurredAt, now, availableAt, expiresAt }, state);
}

function undo({ account, state, now, past, random }: Moment, occurredAt: number): Decision {
  const burned = pick(past.burned, random);
  if (!burned) return bookDue(now, state);
  const { member } = account;
  const graceEndsAt = now + 30 * DAY;
  return refund({ member, burnedAt: burned.occurredAt, occurredAt, now, slices: burned.slices, graceEndsAt }, state);
}

async function transfer(
  from: ShopAccount,
  to: ShopAccount,
  { shop, random }: Pick<RandomHistory, 'shop' | 'random'>,
): Promise<void> {
  if (from === to) return;
  const name = uuidFrom(random);
  const points = [{ wallet: 'points', points: BigInt(1 + random(50)) }];
  const isHeld = random(3) === 0;
  if (isHeld) {
    await shop.decide(from, (state, now) =>
      hold({ member: from.member, hold: name, lapsesAt: now + DAY, occurredAt: now, now, points }, state),
    );
  }
  const sent = await shop.decide(from, (state, now) => {
    const asked = { transfer: name, account: from.id, to: to.id, occurredAt: now, now };
    if (isHeld) return transferHeld({ ...asked, hold: name }, state);
    return transferOut({ ...asked, member: from.member, points }, state);
  });
  const out = sent.find((event) => event.type === 'PointsTransferredOut');
  if (!out) return;
  const { occurredAt, slices } = out;
  await shop.decide(to, (state, now) =>
    transferIn({ transfer: name, member: to.member, account: to.id, from: from.id, occurredAt, now, slices }, state),
  );
}

function remember(past: Past, events: readonly LedgerEvent[]): void {
  for (const event of events) {
    if (event.type === 'PointsHeld') past.holds.push(event.hold);
    if (event.type === 'PointsBurned') past.burned.push(event);
    if (event.type !== 'PointsEarned') continue;
    past.made.push(...event.lots.map(({ lot, wallet, points }) => ({ lot, wallet, points })));
    past.waiting.push(...event.lots.filter((lot) => lot.awaits).map(({ lot }) => lot));
  }
}

function pick<Each>(list: Each[], random: Random): Each | undefined {
  return list.length === 0 ? undefined : list.splice(random(list.length), 1)[0];
}

function newPast(): Past {
  return { made: [], holds: [], waiting: [], burned: [] };
}
