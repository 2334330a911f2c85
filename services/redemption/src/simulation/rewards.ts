import { putReward } from '../application/rewards/put-reward.js';
import { viewOf } from '../application/rewards/read-reward.js';
import type { SentReward } from '../domain/rewards/reward.js';
import { less } from '../domain/points.js';
import type { Findings } from './findings.js';
import { type Placed, programme, wallets, type World } from './world.js';

/** One that runs out, and one that a member may have so often, and that a voucher proves. */
export const SCARCE = 'scarce';
export const LIMITED = 'limited';
/** Money, a cent for so many points; above 10 cents a second person approves. */
export const CASH = 'cash';
export const CASH_POINTS = 3;
const SUPPLY = 1;
const PER_MEMBER_MAX = 1;

const base = { programme: programme.id, name: { en: 'A reward' } };
const REWARDS: Readonly<Record<string, SentReward>> = {
  [SCARCE]: {
    ...base,
    kind: 'item',
    prices: [{ points: [{ wallet: wallets[0], points: 7 }] }],
    stock: SUPPLY,
  },
  [LIMITED]: {
    ...base,
    kind: 'voucher',
    prices: [{ points: wallets.map((wallet) => ({ wallet, points: 5 })) }],
    limit: { times: PER_MEMBER_MAX },
  },
  [CASH]: {
    ...base,
    kind: 'cash_out',
    prices: [{ points: [{ wallet: wallets[0], points: CASH_POINTS }] }],
    gives: { amount: '0.01', currency: 'EUR' },
    payout: { approvalAbove: '0.10', approveWithin: 'P3D' },
  },
};

export async function putRewards({ ports }: World): Promise<void> {
  for (const [id, sent] of Object.entries(REWARDS)) {
    const answer = await putReward(id, { sent, actor: 'key_simulation' }, ports);
    if ('rejected' in answer) throw new Error(`the reward ${id} of the simulation is refused`);
  }
}

/** What is left is what nobody has, by what callers remember; and nobody has more than there is, or than they may. */
export async function checkStock(findings: Findings, { ports, placed, sides, now }: World): Promise<void> {
  const reward = await ports.rewards.find(SCARCE);
  if (!reward) return findings.same('the reward is in the catalogue', SCARCE, 'nothing');
  const { stock } = await viewOf(reward, ports);
  const kept = placed.filter((each) => each.reward === SCARCE && isKept(each)).length;
  const held = placed.filter((each) => each.reward === SCARCE && isHeld(each, now)).length;
  findings.same('stock', { supply: SUPPLY, left: SUPPLY - kept - held, held, kept }, stock);
  findings.same('no more is taken than there is', true, kept + held <= SUPPLY);
  for (const on of sides.keys()) {
    const own = placed.filter((each) => each.reward === LIMITED && each.on === on);
    const taken = own.filter((each) => isKept(each) || isHeld(each, now)).length;
    findings.same('no member has more than the limit', true, taken <= PER_MEMBER_MAX);
  }
}

const isKept = ({ burned, refunded }: Placed): boolean => burned !== null && less(burned, refunded).length > 0;

const isHeld = ({ voided, burned, lapsesAt }: Placed, now: number): boolean =>
  !voided && burned === null && lapsesAt !== null && lapsesAt > now;
