import { EntitySchema } from 'typeorm';
import type { SentReward } from '../../domain/rewards/reward.js';

/** The tables that are edited row by row. `migrations/*.sql` makes them; a test holds both to the same shape. */

export interface RewardRow {
  readonly id: string;
  readonly version: number;
  readonly programme: string;
  readonly document: SentReward;
  readonly setBy: string;
  readonly setAt: Date;
}

const KEY = 'rewards_pk';

export const rewardRows = new EntitySchema<RewardRow>({
  name: 'RewardRow',
  tableName: 'rewards',
  columns: {
    id: { type: 'text', primary: true, primaryKeyConstraintName: KEY },
    version: { type: 'integer', primary: true, primaryKeyConstraintName: KEY },
    programme: { type: 'text' },
    document: { type: 'jsonb' },
    setBy: { name: 'set_by', type: 'text' },
    setAt: { name: 'set_at', type: 'timestamptz', precision: 3 },
  },
  indices: [{ name: 'rewards_by_programme', columns: ['programme', 'id'] }],
});

export const entities = [rewardRows];
