import { accountStream, balanceAt } from '@loyalty/ledger';
import { accountStreamId } from '../application/account-book.js';
import { postPurchase } from '../application/purchases/post-purchase.js';
import { quotePurchase } from '../application/quotes/quote-purchase.js';
import type { SentPayment, SentPurchase } from '../domain/sent/sent-purchase.js';
import { buy, somePurchase } from './buying.js';
import { playChange } from './changing.js';
import type { Played } from './played.js';
import { redeem, type Redeemed } from './redeeming.js';
import type { World } from './world.js';

/** What a quote lets points pay is redeemed and paid at the same instant: nothing may be refused of it. */
export async function playQuoteAndPay(world: World): Promise<Played> {
  const sent = somePurchase(world);
  const { source: _source, externalId: _externalId, ...basket } = sent;
  const quote = await quotePurchase(basket, world.ports);
  const quoted = 'redeemable' in quote ? quote.redeemable.find(({ wallet }) => wallet === 'points') : undefined;
  const { rate, amount = 0n, available = 0n } = quoted?.pays ?? {};
  const card = cardOf(sent);
  if (!quoted || quoted.points === 0n || !rate || card === undefined) return buy(world, sent);
  const { step = 1n } = world.programme.paying ?? {};
  const more = quoted.points + step;
  if (world.random.chance(40) && more <= available) return payMore(world, sent, { card, points: more, rate });
  const redeemed = await redeem(world, { card, points: quoted.points, rate });
  if (!redeemed) throw new Error(`a quote said that ${quoted.points} points could be spent, and they could not`);
  const paid = { ...sent, payments: paymentsOf(sent, redeemed) };
  const { source: _till, externalId: _id, ...again } = paid;
  const withPayment = await quotePurchase(again, world.ports);
  const played = await buy(world, paid);
  return {
    ...played,
    verb: 'quote and pay',
    payable: { points: quoted.points, amount, available, rate, redemption: redeemed.id },
    ...('purchase' in withPayment && { quote: withPayment }),
  };
}

/** One step more than a quote lets points pay: it pays no more than that, or is refused. */
async function payMore(world: World, sent: SentPurchase, asked: Parameters<typeof redeem>[1]): Promise<Played> {
  const redeemed = await redeem(world, asked);
  if (!redeemed) throw new Error(`${asked.points} points were available, and could not be spent`);
  return { ...(await buy(world, { ...sent, payments: paymentsOf(sent, redeemed) })), verb: 'pay', paying: redeemed };
}

/** With points that were spent before, whatever their rate is now; some do not fit, and some are only held. */
export async function playPay(world: World): Promise<Played> {
  const { random, redeemed } = world;
  const found = random.pick(redeemed);
  if (!found) return buy(world, somePurchase(world));
  if (random.chance(85)) redeemed.splice(redeemed.indexOf(found), 1);
  // The rate that was frozen holds, whatever it is by now.
  if (random.chance(30)) await playChange(world);
  const sent = somePurchase(world, random.chance(90) ? { by: found.card } : {});
  const payments = paymentsOf(sent, found);
  const paid = { ...sent, payments };
  const played = await buy(world, paid);
  return { ...played, verb: 'pay', paying: found, again: () => postPurchase(paid, world.ports) };
}

/** Points are spent before it is known for what. */
export async function playRedeem(world: World): Promise<Played> {
  const { random, redeemed, people, ports } = world;
  const { account, card } = random.pick(people.withCards()) ?? { account: '', card: '' };
  const { state } = await ports.store.load(accountStream, accountStreamId(account));
  const available = balanceAt(state, world.now).find(({ wallet }) => wallet === 'points')?.available ?? 0n;
  const { minimum = 1n, step = 1n } = random.chance(85) ? (world.programme.paying ?? {}) : {};
  const some = BigInt(random.whole(1, available > 0n ? Number(available) : 1));
  const points = some < minimum ? minimum : some - (some % step);
  const done = await redeem(world, { card, points, isOpen: random.chance(8) });
  if (done) redeemed.push(done);
  return { verb: 'redeem', asked: { card, points }, answer: done ? 'done' : null };
}

const cardOf = ({ member }: SentPurchase) => (member && 'card' in member ? member.card : undefined);

/** What is left is paid by card; where points would pay more than all, they are all there is. */
function paymentsOf({ lines }: SentPurchase, { id, amount }: Redeemed): readonly SentPayment[] {
  const total = lines.reduce((sum, { amount: each }) => sum + Math.round(Number(each) * 100), 0);
  const paid = (minor: number) => (minor / 100).toFixed(2);
  const byPoints = { kind: 'points' as const, amount: paid(Number(amount)), redemption: id };
  const rest = total - Number(amount);
  return rest > 0 ? [byPoints, { kind: 'card', amount: paid(rest) }] : [byPoints];
}
