import { adjustAccount } from '../application/accounts/adjust-account.js';
import { postAction } from '../application/actions/post-action.js';
import { postClaim } from '../application/strangers/post-claim.js';
import { postReturn } from '../application/returns/post-return.js';
import { postVoid } from '../application/voids/post-void.js';
import { playBuy, playQuote } from './buying.js';
import { playChange } from './changing.js';
import { playPay, playQuoteAndPay, playRedeem } from './paying.js';
import { playDecide, playGive, playJobs, playUndo } from './giving.js';
import type { Played, Verb } from './played.js';
import { CARDS, day, LATE_CARD, newId, type World } from './world.js';
import { PROGRAMME } from './random-programme.js';

const WEIGHTS = {
  buy: 24,
  'quote and buy': 22,
  'quote and pay': 12,
  pay: 16,
  redeem: 12,
  return: 30,
  'return blindly': 5,
  void: 5,
  'announce a void': 2,
  'announce a return': 2,
  claim: 5,
  act: 8,
  adjust: 3,
  change: 2,
  'move segments': 3,
  give: 28,
  decide: 14,
  'take a gift back': 4,
  jobs: 12,
};

const PAYS: readonly Verb[] = ['quote and pay', 'pay', 'redeem'];
const GIVES: readonly Verb[] = ['give', 'decide', 'take a gift back', 'jobs'];

/** What needs a purchase, and finds none yet, is a purchase instead. */
export async function play(world: World): Promise<Played> {
  const drawn = world.random.weighted<Verb>(WEIGHTS);
  const { paying, gifts } = world.programme;
  const isPlayed = (paying || !PAYS.includes(drawn)) && (gifts || !GIVES.includes(drawn));
  const verb = isPlayed ? drawn : 'buy';
  switch (verb) {
    case 'buy':
      return playBuy(world);
    case 'quote and buy':
      return playQuote(world);
    case 'quote and pay':
      return playQuoteAndPay(world);
    case 'pay':
      return playPay(world);
    case 'redeem':
      return playRedeem(world);
    case 'return':
      return (await playReturn(world)) ?? playBuy(world);
    case 'return blindly':
      return playBlindReturn(world);
    case 'void':
      return (await playVoid(world)) ?? playBuy(world);
    case 'announce a void':
      return playAnnouncedVoid(world);
    case 'announce a return':
      return playAnnouncedReturn(world);
    case 'claim':
      return (await playClaim(world)) ?? playBuy(world);
    case 'act':
      return playAction(world);
    case 'adjust':
      return playAdjustment(world);
    case 'change':
      return playChange(world);
    case 'give':
      return playGive(world);
    case 'decide':
      return (await playDecide(world)) ?? playGive(world);
    case 'take a gift back':
      return (await playUndo(world)) ?? playGive(world);
    case 'jobs':
      return playJobs(world);
    case 'move segments':
      world.people.moveSegments(world.random);
      return { verb, asked: {}, answer: 'done' };
  }
}

const instant = (at: number) => new Date(at).toISOString();

async function playReturn(world: World): Promise<Played | undefined> {
  const { random, ports, bought } = world;
  const paid = bought.filter(({ sent }) => sent.payments?.some(({ redemption }) => redemption !== undefined));
  const found = (random.chance(40) ? random.pick(paid) : undefined) ?? random.pick(bought);
  if (!found) return undefined;
  const lines = found.sent.lines
    .filter(() => random.chance(60))
    .map(({ id, quantity, amount = '0' }) => {
      if (random.chance(15))
        return { id, amount: (random.whole(1, Math.round(Number(amount) * 100) || 1) / 100).toFixed(2) };
      const units = random.chance(50) ? Number(quantity) : random.whole(1, Number(quantity) || 1);
      return { id, quantity: String(units) };
    });
  if (lines.length === 0) return undefined;
  const sent = {
    source: 'till',
    externalId: newId(world, 'return'),
    occurredAt: instant(world.now - random.whole(0, 3) * day),
    purchase: { id: found.id },
    lines,
  };
  const answer = await postReturn(sent, ports);
  return { verb: 'return', asked: sent, answer, again: () => postReturn(sent, ports) };
}

async function playBlindReturn(world: World): Promise<Played> {
  const { random, ports } = world;
  const sent = {
    source: 'till',
    externalId: newId(world, 'return'),
    occurredAt: instant(world.now),
    member: { card: random.pick(CARDS) ?? CARDS[0] },
    lines: [{ sku: random.pick(['TEA-1', 'MUG-1', 'WINE-1']) ?? 'TEA-1', quantity: String(random.whole(1, 3)) }],
  };
  const answer = await postReturn(sent, ports);
  return { verb: 'return blindly', asked: sent, answer };
}

async function playVoid({ random, ports, bought }: World): Promise<Played | undefined> {
  const found = random.pick(bought);
  if (!found) return undefined;
  const { source, externalId } = found.sent;
  const sent = random.chance(50) ? { id: found.id } : { source, externalId };
  const answer = await postVoid(sent, ports);
  return { verb: 'void', asked: sent, answer };
}

async function playAnnouncedVoid(world: World): Promise<Played> {
  const externalId = newId(world, 'buy');
  world.announced.push(externalId);
  const answer = await postVoid({ source: 'till', externalId }, world.ports);
  return { verb: 'announce a void', asked: externalId, answer };
}

async function playAnnouncedReturn(world: World): Promise<Played> {
  const { ports, random } = world;
  const externalId = newId(world, 'buy');
  world.announced.push(externalId);
  const sent = {
    source: 'till',
    externalId: newId(world, 'return'),
    occurredAt: instant(world.now),
    purchase: { source: 'till', externalId },
    lines: [{ id: '0', quantity: String(random.whole(1, 2)) }],
  };
  const answer = await postReturn(sent, ports);
  return { verb: 'announce a return', asked: sent, answer };
}

async function playClaim({ random, ports, bought }: World): Promise<Played | undefined> {
  const found = random.pick(random.chance(80) ? bought.filter(({ sent }) => !sent.member) : bought);
  if (!found) return undefined;
  const sent = { id: found.id, member: { card: random.pick([...CARDS, LATE_CARD]) ?? CARDS[0] } };
  return { verb: 'claim', asked: sent, answer: await postClaim(sent, ports) };
}

async function playAction(world: World): Promise<Played> {
  const { random, ports, programme, bought } = world;
  const named = random.chance(40) ? random.pick(bought) : undefined;
  const action = named ? 'shipped' : (random.pick(programme.actions) ?? 'nothing');
  const sent = {
    programme: PROGRAMME,
    source: 'shop',
    externalId: newId(world, 'act'),
    occurredAt: instant(world.now - random.whole(0, 2) * day),
    action,
    ...(named ? { purchase: { id: named.id } } : { member: { card: random.pick(CARDS) ?? CARDS[0] } }),
  };
  const answer = await postAction(sent, ports);
  return { verb: 'act', asked: sent, answer, again: () => postAction(sent, ports) };
}

async function playAdjustment(world: World): Promise<Played> {
  const { random, ports, people } = world;
  world.adjusted = true;
  const { account = '' } = random.pick(people.memberships) ?? {};
  const points = random.points(1, 80) * (random.chance(65) ? -1n : 1n);
  const key = newId(world, 'key');
  const asked = {
    account,
    wallet: 'points',
    points,
    reason: 'by hand',
    actor: 'key_simulation',
    allowNegative: false,
    idempotencyKey: key,
    fingerprint: ports.fingerprint(key),
  };
  return { verb: 'adjust', asked, answer: await adjustAccount(asked, ports) };
}
