import type { Positions } from '../../application/ports.js';

export function inMemoryPositions(): Positions {
  let known: Map<number, number> | undefined;
  return {
    async read() {
      return known;
    },
    async moved(positions) {
      known ??= new Map();
      for (const [shard, at] of positions) known.set(shard, Math.max(at, known.get(shard) ?? 0));
    },
  };
}
