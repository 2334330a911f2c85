import { isDeepStrictEqual } from 'node:util';
import { errorCode } from '@loyalty/postgres';
import type { DataSource } from 'typeorm';
import type { RewardCatalogue } from '../../application/ports.js';
import type { Reward, SentReward } from '../../domain/rewards/reward.js';
import { type RewardRow, rewardRows } from './entities.js';

const UNIQUE_VIOLATION = '23505';

/** Rewards, version by version. Two who put the same reward at once get two versions, one after the other. */
export function typeormRewards({ manager }: Pick<DataSource, 'manager'>): RewardCatalogue {
  const find = async (id: string): Promise<Reward | undefined> => {
    const row = await manager.findOne(rewardRows, { where: { id }, order: { version: 'DESC' } });
    return row ? rewardOf(row) : undefined;
  };
  return {
    find,

    async list(programme) {
      const all = manager
        .createQueryBuilder(rewardRows, 'reward')
        .distinctOn(['reward.id'])
        .orderBy({ 'reward.id': 'ASC', 'reward.version': 'DESC' });
      const rows = await (programme === undefined ? all : all.where({ programme })).getMany();
      return rows.map(rewardOf);
    },

    async put(id, sent, { actor, at }) {
      for (;;) {
        const before = await find(id);
        if (before && isDeepStrictEqual(documentOf(before), sent)) return before;
        const version = (before?.version ?? 0) + 1;
        const { programme } = sent;
        const row = { id, version, programme, document: sent, setBy: actor, setAt: new Date(at) };
        if (await insert(row)) return { ...sent, id, version };
      }
    },
  };

  /** Whether nobody else has made this version meanwhile. */
  async function insert(row: RewardRow): Promise<boolean> {
    try {
      await manager.insert(rewardRows, row);
      return true;
    } catch (error) {
      if (errorCode(error) === UNIQUE_VIOLATION) return false;
      throw error;
    }
  }
}

function rewardOf({ id, version, document }: RewardRow): Reward {
  return { ...document, id, version };
}

function documentOf({ id: _id, version: _version, ...document }: Reward): SentReward {
  return document;
}
