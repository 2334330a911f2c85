import type { Reward } from '../../domain/rewards/reward.js';
import { heldOf, leftOf, stockStream } from '../../domain/rewards/stock-stream.js';
import type { RedemptionPorts } from '../ports.js';
import { stockStreamId } from './reward-book.js';

export interface RewardView {
  readonly reward: Reward;
  /** Null: as many as are asked for. */
  readonly stock: StockView | null;
}

export interface StockView {
  readonly supply: number;
  readonly left: number;
  readonly held: number;
  readonly kept: number;
}

type ReadPorts = Pick<RedemptionPorts, 'store' | 'rewards' | 'clock'>;

export async function readReward(id: string, ports: ReadPorts): Promise<RewardView | undefined> {
  const reward = await ports.rewards.find(id);
  return reward && viewOf(reward, ports);
}

export async function listRewards(programme: string | undefined, ports: ReadPorts): Promise<readonly RewardView[]> {
  return Promise.all((await ports.rewards.list(programme)).map((reward) => viewOf(reward, ports)));
}

/** With its stock as the ledger has it now. */
export async function viewOf(reward: Reward, { store, clock }: Omit<ReadPorts, 'rewards'>): Promise<RewardView> {
  const { state } = await store.load(stockStream, stockStreamId(reward.id));
  const now = clock.now();
  const { supply, kept } = state;
  if (supply === null) return { reward, stock: null };
  return { reward, stock: { supply, left: leftOf(state, now) ?? 0, held: heldOf(state, now), kept } };
}
