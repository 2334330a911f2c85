import { putReward } from '../application/rewards/put-reward.js';
import { readReward } from '../application/rewards/read-reward.js';
import type { SentReward } from '../domain/rewards/reward.js';
import type { SentRedemption } from '../domain/sent-redemption.js';
import { anOrder, type Shop, TEA } from './shop.fixture.js';

/** A mug for 10 points; whatever a test needs besides is given. */
export function aMug(change: Partial<SentReward> = {}): SentReward {
  return {
    programme: TEA,
    kind: 'item',
    name: { en: 'A mug', ru: 'Кружка' },
    prices: [{ points: [{ wallet: 'points', points: 10 }] }],
    ...change,
  };
}

/** One that is expected to be taken. */
export async function put(shop: Shop, sent: SentReward, id = 'mug') {
  const answer = await putReward(id, { sent, actor: 'key_marketer' }, shop);
  if ('rejected' in answer) throw new Error(JSON.stringify(answer.rejection));
  return answer;
}

/** Of the card 4007, for one mug. */
export function aMugFor(change: Partial<SentRedemption> = {}, reward = 'mug'): SentRedemption {
  const { points: _none, ...order } = anOrder(1, change);
  return { ...order, reward: { id: reward } };
}

/** Left, held and kept. */
export async function stockOf(shop: Shop, id = 'mug') {
  const view = await readReward(id, shop);
  if (!view?.stock) throw new Error(`${id} has no stock`);
  const { left, held, kept } = view.stock;
  return { left, held, kept };
}
