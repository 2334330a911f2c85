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
import { authorise } from '../application/authorise.js';
import { captureRedemption } from '../application/capture.js';
import { refundRedemption } from '../application/refund.js';
import { voidRedemption } from '../application/void.js';
import { pointsIn } from '../domain/points.js';
import type { SentPoints, SentRedemption } from '../domain/sent-redemption.js';
import { day, minute, newId, type Placed, wallets, type World } from './world.js';

export type Verb = 'authorise' | 'capture' | 'void' | 'refund' | 'earn' | 'return' | 'transfer' | 'book due';

/** What was asked, in words, and what was answered. */
export interface Played {
  readonly verb: Verb;
  readonly asked: unknown;
  readonly answer: unknown;
  /** Asks the same again, where that must change nothing. */
  readonly again?: () => Promise<unknown>;
}

const WEIGHTS = { authorise: 26, capture: 16, void: 9, refund: 14, earn: 16, return: 6, transfer: 5, 'book due': 4 };

export async function play(world: World): Promise<Played> {
  const verb = world.random.weighted<Verb>(WEIGHTS);
  switch (verb) {
    case 'authorise':
      return playAuthorise(world);
    case 'capture':
      return playCapture(world);
    case 'void':
      return playVoid(world);
    case 'refund':
      return playRefund(world);
    case 'earn':
      return playEarn(world);
    case 'return':
      return playReturn(world);
    case 'transfer':
      return playTransfer(world);
    case 'book due':
      return playBookDue(world);
  }
}

async function playAuthorise(world: World): Promise<Played> {
  const { random, ports, placed } = world;
  const sent = toSend(world);
  const answer = await authorise(sent, ports);
  if ('rejected' in answer) return { verb: 'authorise', asked: sent, answer };
  const { facts, captured } = answer.redemption;
  if (!answer.repeated) {
    placed.push({
      sent,
      id: facts.redemption,
      on: sent.member.card === world.sides[0].card ? 0 : 1,
      points: facts.points,
      lapsesAt: facts.lapsesAt,
      voided: false,
      burned: captured?.slices ?? null,
      refunded: [],
    });
  }
  return { verb: 'authorise', asked: sent, answer, again: () => authorise(sent, ports, { dryRun: random.chance(20) }) };
}

function toSend(world: World): SentRedemption {
  const { random, placed, voidedFirst } = world;
  const known = random.pick(placed);
  const late = random.pick(voidedFirst);
  if (late && random.chance(4)) return late;
  if (known && random.chance(6)) return known.sent;
  if (known && random.chance(4)) return { ...known.sent, order: 'another' };
  const on = random.chance(70) ? 0 : 1;
  const lasts = random.weighted({ short: 20, hours: 40, days: 40 });
  const after = { short: 'PT5M', hours: `PT${random.whole(1, 20)}H`, days: `P${random.whole(1, 10)}D` }[lasts];
  return {
    source: 'simulation',
    externalId: newId(world, 'order'),
    member: { card: world.sides[on].card },
    points: someOf(world, on),
    ...(random.chance(80) ? { lapsesAfter: after } : {}),
    ...(random.chance(50) ? { order: newId(world, 'W') } : {}),
    ...(random.chance(25) ? { capture: true } : {}),
  };
}

/** Mostly what is there, sometimes a little too much. */
function someOf({ random, sides }: World, on: 0 | 1): SentPoints[] {
  const from = random.chance(15) ? wallets : [random.chance(75) ? wallets[0] : wallets[1]];
  return from.map((wallet) => {
    const found = sides[on].account.wallets.find((each) => each.wallet === wallet);
    const available = Number(found ? found.inLots - found.owed : 0n);
    return { wallet, points: random.whole(1, Math.max(1, random.chance(20) ? available + 20 : available)) };
  });
}

/** Mostly one that may still be open. */
function somePlaced({ random, placed }: World): Placed | undefined {
  const open = placed.filter(({ voided, burned }) => !voided && !burned);
  return random.pick(random.chance(80) && open.length > 0 ? open : placed);
}

async function playCapture(world: World): Promise<Played> {
  const found = somePlaced(world);
  if (!found) return playEarn(world);
  const { random, ports } = world;
  const share = random.weighted({ all: 45, part: 45, over: 10 });
  const [first] = found.points;
  const most = Number(first?.points ?? 1n);
  const count = share === 'over' ? most + 1 : random.whole(1, most);
  const part = share === 'all' || !first ? {} : { points: [{ wallet: first.wallet, points: count }] };
  const answer = await captureRedemption(found.id, part, ports);
  if ('redemption' in answer) found.burned = answer.redemption.captured?.slices ?? null;
  const again = () => captureRedemption(found.id, part, ports);
  return { verb: 'capture', asked: [found.id, part], answer, ...('redemption' in answer ? { again } : {}) };
}

async function playVoid(world: World): Promise<Played> {
  const { random, ports, voidedFirst } = world;
  const found = random.chance(85) ? somePlaced(world) : undefined;
  if (!found) {
    const never = toSend(world);
    const { source, externalId } = never;
    if (world.placed.some(({ sent }) => sent.externalId === externalId)) return playEarn(world);
    const answer = await voidRedemption({ source, externalId }, ports);
    voidedFirst.push(never);
    const again = () => voidRedemption({ source, externalId }, ports);
    return { verb: 'void', asked: externalId, answer, again };
  }
  const { source, externalId } = found.sent;
  const named = random.chance(50) ? { id: found.id } : { source, externalId };
  const answer = await voidRedemption(named, ports);
  if ('standing' in answer) found.voided = answer.standing.status === 'voided';
  const again = () => voidRedemption(named, ports);
  return { verb: 'void', asked: named, answer, ...('standing' in answer && found.voided ? { again } : {}) };
}

async function playRefund(world: World): Promise<Played> {
  const { random, ports, placed, refunds } = world;
  const spent = placed.filter(({ burned }) => burned !== null);
  const found = random.pick(random.chance(90) && spent.length > 0 ? spent : placed);
  if (!found) return playEarn(world);
  const [first] = found.burned ?? [];
  const left = first ? Number(pointsIn(found.burned ?? [], first.wallet) - pointsIn(found.refunded, first.wallet)) : 1;
  const count = random.chance(10) ? left + 1 : random.whole(1, Math.max(1, left));
  const points = random.chance(45) || !first ? undefined : [{ wallet: first.wallet, points: count }];
  const earlier = random.pick(refunds);
  const key = earlier && random.chance(5) ? earlier.key : newId(world, 'key');
  const asked = { id: found.id, idempotencyKey: key, ...(points && { points }) };
  const answer = await refundRedemption(asked, ports);
  if ('redemption' in answer && !answer.repeated) {
    found.refunded = answer.redemption.refunded;
    refunds.push({ of: found, key, points: answer.redemption.refunded });
  }
  const again = () => refundRedemption(asked, ports);
  return { verb: 'refund', asked, answer, ...('redemption' in answer ? { again } : {}) };
}

async function playEarn(world: World): Promise<Played> {
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

async function playReturn(world: World): Promise<Played> {
  const { random } = world;
  const found = random.pick(world.earned.filter(({ points }) => points > 0n));
  if (!found) return playEarn(world);
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
async function playTransfer(world: World): Promise<Played> {
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

async function playBookDue(world: World): Promise<Played> {
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
