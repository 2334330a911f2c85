import type { VoucherPool, VoucherPools } from '../../application/ports.js';

/** For simulations and specs of use cases; the other adapter keeps them in PostgreSQL. */
export function inMemoryPools(): VoucherPools {
  const pools = new Map<string, VoucherPool>();
  const codes = new Map<string, { readonly pool: string; readonly member: string | null }>();
  const known = (id: string): VoucherPool => {
    const pool = pools.get(id);
    if (!pool) throw new Error(`there is no pool ${id}`);
    return pool;
  };
  return {
    async find(id) {
      return pools.get(id);
    },
    async put(pool) {
      const { generated = 0 } = pools.get(pool.id) ?? {};
      pools.set(pool.id, { ...pool, generated });
      return known(pool.id);
    },
    async generate({ id, generated }, hashes) {
      const before = known(id);
      if (before.generated !== generated) return before;
      for (const hash of hashes) codes.set(hash, { pool: id, member: null });
      pools.set(id, { ...before, generated: generated + hashes.length });
      return known(id);
    },
    async add(pool, added) {
      const fresh = added.filter(({ hash }) => !codes.has(hash));
      for (const { hash, member } of fresh) codes.set(hash, { pool, member });
      return fresh.length;
    },
    async codeOf(hash) {
      const code = codes.get(hash);
      return code && { pool: known(code.pool), member: code.member };
    },
  };
}
