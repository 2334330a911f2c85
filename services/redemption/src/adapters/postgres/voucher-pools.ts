import type { DataSource } from 'typeorm';
import type { VoucherPool, VoucherPools } from '../../application/ports.js';
import { voucherCodeRows, type VoucherPoolRow, voucherPoolRows } from './entities.js';

/** Rows of codes come in thousands, so they are written as arrays in one statement each. */
export function postgresPools(source: DataSource): VoucherPools {
  const { manager } = source;
  const find = async (id: string) => {
    const row = await manager.findOne(voucherPoolRows, { where: { id } });
    return row ? poolOf(row) : undefined;
  };
  return {
    find,

    async put({ id, programme, usesMax, validFrom, validUntil }, { actor, at }) {
      await manager.query(
        `insert into redemption.voucher_pools (id, programme, uses_max, valid_from, valid_until, generated, set_by, set_at)
         values ($1, $2, $3, $4, $5, 0, $6, $7)
         on conflict (id) do update set uses_max = excluded.uses_max, valid_from = excluded.valid_from,
           valid_until = excluded.valid_until, set_by = excluded.set_by, set_at = excluded.set_at`,
        [id, programme, usesMax, new Date(validFrom), dateOf(validUntil), actor, new Date(at)],
      );
      return known(id);
    },

    async generate({ id, generated }, hashes) {
      await source.transaction(async (transaction) => {
        const [, advanced] = await transaction.query<[unknown, number]>(
          'update redemption.voucher_pools set generated = generated + $3 where id = $1 and generated = $2',
          [id, generated, hashes.length],
        );
        if (advanced === 0) return;
        await transaction.query(
          'insert into redemption.voucher_codes (hash, pool) select hash, $1 from unnest($2::bytea[]) as code (hash)',
          [id, hashes.map((hash) => Buffer.from(hash, 'hex'))],
        );
      });
      return known(id);
    },

    async add(pool, codes) {
      const rows = await manager.query<unknown[]>(
        `insert into redemption.voucher_codes (hash, pool, member)
         select hash, $1, member from unnest($2::bytea[], $3::text[]) as code (hash, member)
         on conflict do nothing returning 1`,
        [pool, codes.map(({ hash }) => Buffer.from(hash, 'hex')), codes.map(({ member }) => member)],
      );
      return rows.length;
    },

    async codeOf(hash) {
      const code = await manager.findOne(voucherCodeRows, { where: { hash: Buffer.from(hash, 'hex') } });
      return code ? { pool: await known(code.pool), member: code.member } : undefined;
    },
  };

  async function known(id: string): Promise<VoucherPool> {
    const pool = await find(id);
    if (!pool) throw new Error(`the pool ${id} is gone`);
    return pool;
  }
}

function poolOf({ id, programme, usesMax, validFrom, validUntil, generated }: VoucherPoolRow): VoucherPool {
  const until = validUntil === null ? null : validUntil.getTime();
  return { id, programme, usesMax, validFrom: validFrom.getTime(), validUntil: until, generated };
}

const dateOf = (at: number | null): Date | null => (at === null ? null : new Date(at));
