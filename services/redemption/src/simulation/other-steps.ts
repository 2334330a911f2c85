import type { View } from '@loyalty/event-store';
import {
  type Account,
  accountStream,
  bookDue,
  type Decision,
  earn,
  reverse,
  transferIn,
  transferOut,
} from '@loyalty/ledger';
import { accountStreamId } from '../application/account-book.js';
import { type Played, someOf } from './played.js';
import { day, minute, newId, wallets, type World } from './world.js';

export async function playEarn(world: World): Promise<Played> {
  const { random, now, earned } = world;
  const on = random.chance(70) ? 0 : 1;
  const wallet = random.chance(75) ? wallets[0] : wallets[1];
  const points = random.points(1, 200);
  const availableAt = random.chance(80) ? now : now + random.whole(1, 5) * day;
  const lives = random.weighted({ minutes: 15, days: 60, never: 25 });
  const expiresAt =
    lives === 'never'
      ? null
      : availableAt + (lives === 'minutes' ? random.whole(2, 90) * minute : random.whole(1, 30) * day);
  const lot = newId(world, 'lot');
  const { member } = world.sides[on].owner;
  const lots = [{ lot, wallet, points, availableAt, expiresAt }];
  const answer = await decide(world, on, (account, at) => earn({ member, occurredAt: at, now: at, lots }, account));
  earned.push({ on, lot, wallet, points });
  return { verb: 'earn', asked: lots, answer };
}

export async function playReturn(world: World): Promise<Played | undefined> {
  const { random } = world;
  const found = random.pick(world.earned.filter(({ points }) => points > 0n));
  if (!found) return undefined;
  const { on, lot, wallet } = found;
  const points = random.points(1, Number(found.points));
  found.points -= points;
  const policy = random.weighted({ unlimited: 40, within_balance: 40, only_pending: 20 });
  const { member } = world.sides[on].owner;
  const made = [{ lot, wallet, points }];
  const terms = { member, return: newId(world, 'ret'), policy, made };
  const answer = await decide(world, on, (account, now) => reverse({ ...terms, occurredAt: now, now }, account));
  return { verb: 'return', asked: terms, answer };
}

/** Both accounts in one commit, as transfers and merges are. */
export async function playTransfer(world: World): Promise<Played> {
  const { random, ports } = world;
  const on = random.chance(50) ? 0 : 1;
  const [from, to] = [world.sides[on].owner, world.sides[on === 0 ? 1 : 0].owner];
  const points = someOf(world, on).map((part) => ({ ...part, points: BigInt(part.points) }));
  const transfer = newId(world, 'trf');
  const [out, into] = [accountStreamId(from.account), accountStreamId(to.account)];
  const { answer } = await ports.store.execute({
    on: out,
    decide(view) {
      const { now } = view;
      const terms = {
        transfer,
        member: from.member,
        account: from.account,
        to: to.account,
        occurredAt: now,
        now,
        points,
      };
      const left = transferOut(terms, view.state(accountStream, out).state);
      if (!left.accepted) return { answer: left.rejection.reason, appends: [] };
      const moved = left.events.find((event) => event.type === 'PointsTransferredOut');
      const { occurredAt = now, slices = [] } = moved?.type === 'PointsTransferredOut' ? moved : {};
      const arriving = {
        transfer,
        member: to.member,
        account: to.account,
        from: from.account,
        occurredAt,
        now,
        slices,
      };
      const arrived = transferIn(arriving, view.state(accountStream, into).state);
      if (!arrived.accepted) return { answer: arrived.rejection.reason, appends: [] };
      return { answer: 'done', appends: [appendOf(out, left), appendOf(into, arrived)] };
    },
  });
  return { verb: 'transfer', asked: { on, points }, answer };
}

export async function playBookDue(world: World): Promise<Played> {
  const answers = [];
  for (const on of [0, 1] as const) answers.push(await decide(world, on, (account, now) => bookDue(now, account)));
  return { verb: 'book due', asked: {}, answer: answers };
}

/** As accrual does: the ledger's decision, in a commit of its own. */
async function decide(world: World, on: 0 | 1, verb: (account: Account, now: number) => Decision): Promise<string> {
  const stream = accountStreamId(world.sides[on].owner.account);
  const { answer } = await world.ports.store.execute({
    on: stream,
    decide(view: View) {
      const decision = verb(view.state(accountStream, stream).state, view.now);
      if (!decision.accepted) return { answer: decision.rejection.reason, appends: [] };
      return { answer: 'done', appends: decision.events.length === 0 ? [] : [appendOf(stream, decision)] };
    },
  });
  return answer;
}

function appendOf(stream: string, { events }: Decision & { readonly accepted: true }) {
  return {
    category: accountStream,
    stream,
    events: events.map((event) => ({ event, occurredAt: event.occurredAt })),
  };
}
