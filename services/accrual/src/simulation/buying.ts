import { postPurchase } from '../application/purchases/post-purchase.js';
import { quotePurchase } from '../application/quotes/quote-purchase.js';
import type { SentLine, SentPayment, SentPurchase } from '../domain/sent/sent-purchase.js';
import type { Played } from './played.js';
import { CATEGORIES } from './random-programme.js';
import { CARDS, day, LATE_CARD, minute, newId, type World } from './world.js';

export async function playBuy(world: World): Promise<Played> {
  const { random, bought } = world;
  const known = random.pick(bought);
  const sent = known && random.chance(4) ? known.sent : somePurchase(world);
  return buy(world, sent);
}

/** At one instant, with nothing between them. */
export async function playQuote(world: World): Promise<Played> {
  const sent = somePurchase(world);
  const { source: _source, externalId: _externalId, ...basket } = sent;
  const quote = await quotePurchase(basket, world.ports);
  const played = await buy(world, sent);
  return { ...played, verb: 'quote and buy', ...('purchase' in quote && { quote }) };
}

export async function buy(world: World, sent: SentPurchase): Promise<Played> {
  const answer = await postPurchase(sent, world.ports);
  if ('first' in answer && !answer.repeated) world.bought.push({ id: answer.first.purchase, sent });
  return { verb: 'buy', asked: sent, answer, again: () => postPurchase(sent, world.ports) };
}

/** Some of them say that points paid, as a programme takes it that says nothing of it. */
export function somePurchase(
  world: World,
  { pays = !world.programme.paying, by }: { pays?: boolean; by?: string } = {},
): SentPurchase {
  const { random, now, announced } = world;
  const buyer = random.weighted({ member: 86, late: 6, nobody: 8 });
  const card = by ?? (buyer === 'late' ? LATE_CARD : (random.pick(CARDS) ?? CARDS[0]));
  const dated = random.weighted({ now: 60, hours: 20, days: 15, months: 5 });
  const ago = {
    now: 0,
    hours: random.whole(1, 23) * 60,
    days: random.whole(1, 20) * 24 * 60,
    months: random.whole(30, 200) * 24 * 60,
  }[dated];
  const early = random.chance(40) ? announced.pop() : undefined;
  const lines = Array.from({ length: random.whole(1, 3) }, (_, at) => someLine(world, String(at)));
  const total = lines.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0);
  return {
    source: 'till',
    externalId: early ?? newId(world, 'buy'),
    occurredAt: new Date(now - ago * minute - (now % (day / 24 / 60))).toISOString(),
    ...(random.chance(30) && { store: random.pick(['lisbon', 'berlin']) ?? 'berlin' }),
    ...(random.chance(30) && { channel: 'web' }),
    ...((by ?? buyer) !== 'nobody' && { member: { card } }),
    currency: 'EUR',
    lines,
    ...(pays && random.chance(10) && total > 100 && { payments: partlyInPoints(total, random.whole(1, total)) }),
  };
}

function partlyInPoints(total: number, points: number): readonly SentPayment[] {
  const paid = (kind: SentPayment['kind'], minor: number) => ({ kind, amount: (minor / 100).toFixed(2) });
  const rest = total - points;
  return rest > 0 ? [paid('points', points), paid('card', rest)] : [paid('points', points)];
}

function someLine({ random }: World, id: string): SentLine {
  const category = random.pick(CATEGORIES) ?? 'TEA';
  const size = random.weighted({ small: 50, middle: 35, large: 10, nothing: 5 });
  const minor = {
    small: random.whole(50, 1500),
    middle: random.whole(1500, 6000),
    large: random.whole(6000, 20_000),
    nothing: 0,
  }[size];
  return {
    id,
    sku: `${category}-1`,
    quantity: String(random.whole(1, 4)),
    amount: (minor / 100).toFixed(2),
    ...(random.chance(75) && { categories: [category] }),
    ...(random.chance(6) && { kind: random.pick(['delivery', 'gift_card', 'service'] as const) ?? 'service' }),
  };
}
