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

export interface VoucherPoolRow {
  readonly id: string;
  readonly programme: string;
  readonly usesMax: number;
  readonly validFrom: Date;
  readonly validUntil: Date | null;
  readonly generated: number;
  readonly setBy: string;
  readonly setAt: Date;
}

export const voucherPoolRows = new EntitySchema<VoucherPoolRow>({
  name: 'VoucherPoolRow',
  tableName: 'voucher_pools',
  columns: {
    id: { type: 'text', primary: true, primaryKeyConstraintName: 'voucher_pools_pk' },
    programme: { type: 'text' },
    usesMax: { name: 'uses_max', type: 'integer' },
    validFrom: { name: 'valid_from', type: 'timestamptz', precision: 3 },
    validUntil: { name: 'valid_until', type: 'timestamptz', precision: 3, nullable: true },
    generated: { type: 'integer' },
    setBy: { name: 'set_by', type: 'text' },
    setAt: { name: 'set_at', type: 'timestamptz', precision: 3 },
  },
});

export interface VoucherCodeRow {
  readonly hash: Buffer;
  readonly pool: string;
  readonly member: string | null;
}

export const voucherCodeRows = new EntitySchema<VoucherCodeRow>({
  name: 'VoucherCodeRow',
  tableName: 'voucher_codes',
  columns: {
    hash: { type: 'bytea', primary: true, primaryKeyConstraintName: 'voucher_codes_pk' },
    pool: { type: 'text' },
    member: { type: 'text', nullable: true },
  },
});

export interface FollowedRow {
  readonly shard: number;
  /** A bigint, which the driver reads as text. */
  readonly position: string;
}

export const followedRows = new EntitySchema<FollowedRow>({
  name: 'FollowedRow',
  tableName: 'followed',
  columns: {
    shard: { type: 'integer', primary: true, primaryKeyConstraintName: 'followed_pk' },
    position: { type: 'bigint' },
  },
});

export const entities = [rewardRows, voucherPoolRows, voucherCodeRows, followedRows];
