import { authorise } from '../application/authorise.js';
import { captureRedemption } from '../application/capture.js';
import { refundRedemption } from '../application/refund.js';
import { voidRedemption } from '../application/void.js';
import { pointsIn } from '../domain/points.js';
import type { SentRedemption } from '../domain/sent-redemption.js';
import { type Played, someOf } from './played.js';
import { LIMITED, SCARCE } from './rewards.js';
import { newId, type Placed, type World } from './world.js';

export async function playAuthorise(world: World): Promise<Played> {
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
      reward: answer.redemption.reward?.reward ?? null,
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
    ...(random.chance(30) ? { reward: { id: random.chance(70) ? SCARCE : LIMITED } } : { points: someOf(world, on) }),
    ...(random.chance(80) ? { lapsesAfter: after } : {}),
    ...(random.chance(50) ? { order: newId(world, 'W') } : {}),
    ...(random.chance(20) ? { partner: 'bakery' } : {}),
    ...(random.chance(25) ? { capture: true } : {}),
  };
}

/** Mostly one that may still be open. */
function somePlaced({ random, placed }: World): Placed | undefined {
  const open = placed.filter(({ voided, burned }) => !voided && !burned);
  return random.pick(random.chance(80) && open.length > 0 ? open : placed);
}

export async function playCapture(world: World): Promise<Played | undefined> {
  const found = somePlaced(world);
  if (!found) return undefined;
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

export async function playVoid(world: World): Promise<Played | undefined> {
  const { random, ports, voidedFirst } = world;
  const found = random.chance(85) ? somePlaced(world) : undefined;
  if (!found) {
    const never = toSend(world);
    const { source, externalId } = never;
    if (world.placed.some(({ sent }) => sent.externalId === externalId)) return undefined;
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

export async function playRefund(world: World): Promise<Played | undefined> {
  const { random, ports, placed, refunds } = world;
  const spent = placed.filter(({ burned }) => burned !== null);
  const found = random.pick(random.chance(90) && spent.length > 0 ? spent : placed);
  if (!found) return undefined;
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
