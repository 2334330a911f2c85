import { fromId } from '@loyalty/service-host';
import { decidePayout } from '../application/payouts/decide-payout.js';
import { drivePayout } from '../application/payouts/drive-payout.js';
import { loadPayout } from '../application/payouts/payout-row.js';
import { requestPayout } from '../application/payouts/request-payout.js';
import { redemptionStream } from '../domain/redemption-stream.js';
import type { Findings } from './findings.js';
import { CASH, CASH_POINTS } from './rewards.js';
import type { Played } from './played.js';
import { newId, type Placed, type World } from './world.js';

/** Whole multiples of what a cent costs, mostly fewer points than there are. */
export async function playPayOut(world: World): Promise<Played> {
  const { random, sides, ports, placed } = world;
  const on = random.chance(70) ? 0 : 1;
  const found = sides[on].account.wallets.find(({ wallet }) => wallet === 'points');
  const most = Math.floor(Number(found ? found.inLots - found.owed : 0n) / CASH_POINTS);
  const sent = {
    source: 'simulation',
    externalId: newId(world, 'payout'),
    member: { card: sides[on].card },
    reward: { id: CASH },
    points: [
      { wallet: 'points', points: random.whole(1, Math.max(1, most + (random.chance(10) ? 1 : 0))) * CASH_POINTS },
    ],
  };
  const asked = { ...sent, destination: 'tok_one' };
  const ask = () => requestPayout(asked, 'key_app', ports);
  const answer = await ask();
  if ('rejected' in answer) return { verb: 'pay out', asked, answer };
  const { id } = answer.payout;
  const { facts, reward } = await known(world, id);
  const { points, lapsesAt } = facts;
  const remembered: Placed = {
    sent,
    id,
    on,
    points,
    lapsesAt,
    reward: null,
    voided: false,
    burned: null,
    refunded: [],
  };
  placed.push({ ...remembered, reward: reward?.reward ?? null });
  return { verb: 'pay out', asked, answer, again: ask };
}

/** The job, or a word of the provider: whichever comes, one payout goes as far as it goes now. */
export async function playDrive(world: World): Promise<Played | undefined> {
  const found = somePayout(world);
  if (!found) return undefined;
  const answer = await drivePayout(found.id, { ...world.ports, payouts: world.payouts });
  await remember(world, found, answer.outcome);
  return { verb: 'drive', asked: found.id, answer };
}

export async function playDecide(world: World): Promise<Played | undefined> {
  const { random, ports } = world;
  const found = somePayout(world);
  if (!found) return undefined;
  const verdict = random.chance(70) ? ('approve' as const) : ('refuse' as const);
  const by = { verdict, actor: random.chance(85) ? 'key_eve' : 'key_app', reason: 'looked at' };
  const answer = await decidePayout(found.id, by, ports);
  if ('rejected' in answer) return { verb: verdict, asked: [found.id, by], answer };
  if (verdict === 'refuse') found.voided = true;
  return { verb: verdict, asked: [found.id, by], answer, again: () => decidePayout(found.id, by, ports) };
}

/** Mostly one of which something is still to come. */
function somePayout({ random, placed }: World): Placed | undefined {
  const all = placed.filter(({ reward }) => reward === CASH);
  const open = all.filter(({ voided, burned }) => !voided && !burned);
  return random.pick(random.chance(85) && open.length > 0 ? open : all);
}

async function remember(world: World, found: Placed, outcome: string): Promise<void> {
  if (outcome === 'failed' || outcome === 'expired') found.voided = true;
  if (outcome === 'settled') found.burned = (await known(world, found.id)).captured?.slices ?? null;
}

async function known({ ports }: World, id: string) {
  const { state } = await ports.store.load(redemptionStream, fromId('red', id) ?? '');
  if (state.status !== 'known') throw new Error(`${id} is not known`);
  return state;
}

/** Money and points never go both ways: spent is paid, given back is not paid and never will be; each amount is its points' worth. */
export async function checkPayouts(findings: Findings, world: World): Promise<void> {
  const { provider, ports, placed } = world;
  findings.same('an id means one payout', [], provider.contradicted);
  for (const { id, points, reward } of placed) {
    if (reward !== CASH) continue;
    const row = await loadPayout(id, ports);
    const taken = provider.taken.get(id);
    const state = taken?.state ?? 'never sent';
    findings.same(`${id}: is a payout`, true, row !== undefined);
    if (row?.status === 'settled') findings.same(`${id}: what is spent was paid`, 'settled', state);
    else if (row && ['failed', 'refused', 'voided', 'lapsed'].includes(row.status))
      findings.same(`${id}: what was given back is not paid`, true, ['failed', 'never sent'].includes(state));
    if (taken) {
      const cents = (points[0]?.points ?? 0n) / BigInt(CASH_POINTS);
      const amount = `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
      findings.same(
        `${id}: pays what its points are worth`,
        [amount, 'EUR'],
        [taken.order.amount, taken.order.currency],
      );
    }
  }
}
