import type { TakingEvent } from '@loyalty/contracts';
import { reject, type Rejected } from '../../domain/rejections.js';
import { problemsOf } from '../../domain/rewards/check-reward.js';
import { asksForStanding, type Reward, type SentReward } from '../../domain/rewards/reward.js';
import { stockStream } from '../../domain/rewards/stock-stream.js';
import type { RedemptionPorts } from '../ports.js';
import { type RewardView, viewOf } from './read-reward.js';
import { stockStreamId } from './reward-book.js';

export type PutAnswer = RewardView & { readonly isNew: boolean };
type PutPorts = Pick<RedemptionPorts, 'store' | 'programmes' | 'rewards' | 'clock' | 'standing'>;

/**
 * A reward as it is to be from now on. Its supply goes to the ledger before its texts go to the catalogue: where a process
 * ends between the two, a new reward is not there yet, and an old one has its new supply; the same put again ends it.
 */
export async function putReward(
  id: string,
  { sent, actor }: { readonly sent: SentReward; readonly actor: string },
  ports: PutPorts,
): Promise<PutAnswer | Rejected> {
  const programme = (await ports.programmes()).find((each) => each.id === sent.programme);
  if (!programme) return reject({ reason: 'programme_not_found', programme: sent.programme });
  const before = await ports.rewards.find(id);
  const errors = [...problemsOf(id, sent, programme), ...ofAnother(before, sent)];
  if (errors.length > 0) return reject({ reason: 'invalid_reward', errors });
  if (asksForStanding({ ...sent, id }, programme) && !ports.standing) {
    return reject({ reason: 'not_provided', missing: ['tiers', 'segments'] });
  }
  await supply({ programme: programme.id, reward: id, supply: sent.stock ?? null, actor }, ports);
  const reward = await ports.rewards.put(id, sent, { actor, at: ports.clock.now() });
  return { ...(await viewOf(reward, ports)), isNew: before === undefined };
}

/** Points that are held for it are of its programme's wallets. */
function ofAnother(before: Reward | undefined, { programme }: SentReward) {
  if (!before || before.programme === programme) return [];
  return [{ pointer: '/programme', code: 'not_possible', expected: before.programme, found: programme }];
}

type Supply = Pick<TakingEvent & { type: 'StockSupplied' }, 'programme' | 'reward' | 'supply' | 'actor'>;

async function supply(asked: Supply, { store }: Pick<PutPorts, 'store'>): Promise<void> {
  const stream = stockStreamId(asked.reward);
  await store.execute({
    on: stream,
    decide(view) {
      const { state } = view.state(stockStream, stream);
      if (state.supply === asked.supply) return { answer: undefined, appends: [] };
      const occurredAt = view.now;
      const event: TakingEvent = { type: 'StockSupplied', ...asked, occurredAt };
      return { answer: undefined, appends: [{ category: stockStream, stream, events: [{ event, occurredAt }] }] };
    },
  });
}
