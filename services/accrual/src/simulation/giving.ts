import { accountStream, availableAt } from '@loyalty/ledger';
import { accountStreamId } from '../application/account-book.js';
import { bookAllDue } from '../application/accounts/book-due.js';
import { decideHeld } from '../application/reviews/decide-held.js';
import { reverseTransfer } from '../application/gifts/reverse-transfer.js';
import { transferPoints } from '../application/gifts/transfer-points.js';
import { bookAllUndecided } from '../application/reviews/undecided-reviews.js';
import type { Played } from './played.js';
import { newId, type World } from './world.js';

/** A gift that was let through or held, as a counter remembers it. */
export interface GivenGift {
  readonly transfer: string;
  /** Absent: it went at once. */
  readonly review?: string;
}

const [EVE, MAX] = ['key_eve', 'key_max'];

/** From one member to another, of what there is or a little more. */
export async function playGive(world: World): Promise<Played> {
  const { random, ports, people, programme } = world;
  const wallet = (random.chance(25) && random.pick(programme.gifts?.wallets ?? [])) || 'points';
  const { from, available } = await someGiver(world, wallet);
  const others = people.memberships.filter(({ account }) => account !== from || random.chance(3));
  const { account: to = from } = random.pick(others) ?? {};
  const most = random.chance(70) && available > 40n ? 40n : available;
  const some = random.points(1, most > 0n ? Number(most) : 1);
  const points = random.chance(8) ? (available > 0n ? available : 0n) + random.points(1, 3) : some;
  const key = newId(world, 'gift');
  const asked = { from, to, wallet, points, actor: EVE, idempotencyKey: key, fingerprint: ports.fingerprint(key) };
  const answer = await transferPoints(asked, ports);
  if ('out' in answer) world.gifts.push({ transfer: answer.out.transfer });
  if ('held' in answer) world.gifts.push({ transfer: answer.held.hold, review: answer.review.opened.review });
  return {
    verb: 'give',
    asked,
    answer,
    gift: { kind: 'give', giver: from, receiver: to, wallet, points, available },
    again: () => transferPoints(asked, ports),
  };
}

/** Whoever has something, if one is found soon. */
async function someGiver({ random, ports, people, now }: World, wallet: string) {
  for (let tries = 0; ; tries += 1) {
    const { account: from = '' } = random.pick(people.memberships) ?? {};
    const { state } = await ports.store.load(accountStream, accountStreamId(from));
    const available = availableAt(state, wallet, now);
    if (available > 0n || tries === 4) return { from, available };
  }
}

/** By whoever asked for it now and then, who may only say no; also what is decided or over already. */
export async function playDecide(world: World): Promise<Played | undefined> {
  const held = world.gifts.filter(({ review }) => review !== undefined);
  const gift = world.random.chance(70) ? held.at(-1) : world.random.pick(held);
  return gift && decide(world, gift);
}

export async function decide(world: World, { transfer, review = '' }: GivenGift): Promise<Played> {
  const { random, ports } = world;
  const verdict = random.chance(60) ? 'release' : 'reject';
  const isOwn = random.chance(30);
  const asked = { review, verdict, actor: isOwn ? EVE : MAX, reason: 'asked her' } as const;
  const answer = await decideHeld(asked, ports);
  const gift = { kind: 'decide', transfer, verdict, isOwn } as const;
  return { verb: 'decide', asked, answer, gift, again: () => decideHeld(asked, ports) };
}

export async function playUndo(world: World): Promise<Played | undefined> {
  const { random, ports, gifts } = world;
  const found = random.pick(gifts);
  if (!found) return undefined;
  const { transfer } = found;
  const key = newId(world, 'back');
  const asked = {
    transfer,
    reason: 'mistake',
    actor: EVE,
    idempotencyKey: key,
    fingerprint: ports.fingerprint(key),
  };
  const answer = await reverseTransfer(asked, ports);
  const gift = { kind: 'undo', transfer } as const;
  return { verb: 'take a gift back', asked, answer, gift, again: () => reverseTransfer(asked, ports) };
}

/** The jobs, which may come late: what is due, now and then, and what nobody has decided about. */
export async function playJobs(world: World): Promise<Played> {
  const { random, ports, people } = world;
  if (random.chance(30)) {
    const accounts = people.memberships.map(({ account }) => accountStreamId(account));
    const due = { dueAt: async () => accounts, nextDueAt: async () => undefined, caughtUp: async () => undefined };
    await bookAllDue(world.now, { store: ports.store, due });
  }
  const answer = await bookAllUndecided(world.now, ports);
  return { verb: 'jobs', asked: {}, answer, gift: { kind: 'book' } };
}
