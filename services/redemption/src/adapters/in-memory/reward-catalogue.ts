import { isDeepStrictEqual } from 'node:util';
import type { RewardCatalogue } from '../../application/ports.js';
import type { Reward } from '../../domain/rewards/reward.js';

/** For simulations and specs of use cases; the other adapter keeps them in PostgreSQL. */
export function inMemoryRewards(): RewardCatalogue {
  const versions = new Map<string, Reward>();
  return {
    async find(id) {
      return versions.get(id);
    },
    async list(programme) {
      return [...versions.values()]
        .filter((reward) => programme === undefined || reward.programme === programme)
        .sort((one, other) => (one.id < other.id ? -1 : 1));
    },
    async put(id, sent) {
      const before = versions.get(id);
      const { version = 0 } = before ?? {};
      if (before && isDeepStrictEqual({ ...sent, id, version }, before)) return before;
      const reward = { ...sent, id, version: version + 1 };
      versions.set(id, reward);
      return reward;
    },
  };
}
