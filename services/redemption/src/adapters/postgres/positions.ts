import type { DataSource } from 'typeorm';
import type { Positions } from '../../application/ports.js';
import { followedRows } from './entities.js';

/** Of all processes: each reads what is new and settles it; the second finds nothing to do. */
export function postgresPositions({ manager }: Pick<DataSource, 'manager'>): Positions {
  return {
    async read() {
      const rows = await manager.find(followedRows);
      return rows.length === 0 ? undefined : new Map(rows.map(({ shard, position }) => [shard, Number(position)]));
    },

    async moved(positions) {
      await manager.query(
        `insert into redemption.followed (shard, position) select * from unnest($1::integer[], $2::bigint[])
         on conflict (shard) do update set position = greatest(followed.position, excluded.position)`,
        [[...positions.keys()], [...positions.values()]],
      );
    },
  };
}
