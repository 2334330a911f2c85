import type { DueQueries } from './due-accounts.js';
import type { DueTable } from './due-reader.js';

/** For a store that is in memory too; read from the beginning at each start. */
export function dueTableInMemory(): DueTable & DueQueries {
  const due = new Map<string, number>();
  const read = new Map<number, number>();
  const byTime = () => [...due].sort(([, one], [, other]) => one - other);
  return {
    checkpoints: async (shards) => Array.from({ length: shards }, (_, shard) => read.get(shard) ?? 0),
    async save(news, { shard, after, until }) {
      if ((read.get(shard) ?? 0) !== after) return false;
      read.set(shard, until);
      for (const [account, at] of news) {
        if (at === null) due.delete(account);
        else due.set(account, at);
      }
      return true;
    },
    dueAt: async (now, limit) =>
      byTime()
        .filter(([, at]) => at <= now)
        .slice(0, limit)
        .map(([account]) => account),
    nextDueAt: async () => byTime()[0]?.[1],
  };
}
