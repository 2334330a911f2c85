import type { MovePoints } from '../application/accounts/move-points.js';
import type { Membership } from '../application/ports.js';
import { openShop, type Shop, TEA, teaProgramme } from './shop.fixture.js';

export interface Two {
  readonly shop: Shop;
  readonly ann: Membership;
  readonly bob: Membership;
}

export const [ANN, BOB] = [{ card: '4007' }, { card: '4008' }];

export async function two(change: Parameters<typeof teaProgramme>[0] = {}): Promise<Two> {
  const shop = await openShop(teaProgramme(change));
  const ann = shop.members.join(TEA, { kind: 'card', value: ANN.card });
  const bob = shop.members.join(TEA, { kind: 'card', value: BOB.card });
  return { shop, ann, bob };
}

export const merge = ({ ann, bob }: Two, move = 'mov_1'): MovePoints => ({
  move,
  programme: TEA,
  from: ann.account,
  to: bob.account,
  members: [ann.member],
  whole: true,
});
export const part = ({ ann, bob }: Two, move = 'mov_2', undoes = 'mov_1'): MovePoints => ({
  move,
  programme: TEA,
  from: bob.account,
  to: ann.account,
  members: [ann.member],
  whole: false,
  undoes,
});

export const nothing = { available: 0n, held: 0n, pending: 0n, owed: 0n, gone: 0n };
export const points = async ({ shop, ann, bob }: Two) => [
  (await shop.balance(ann.account)).available,
  (await shop.balance(bob.account)).available,
];
