import { auditStore } from '@loyalty/accrual';
import { createPostgresStore } from '@loyalty/event-store';
import { readAll } from './engine/read-all.mjs';
import { Baskets, enrolAll } from './http/basket.mjs';
import { loadBatch } from './http/batch-load.mjs';
import { startShop } from './http/shop.mjs';
import { interleaved } from './rounds.mjs';

const MEMBERS = 5_000;

/** @type {import('./bench.mjs').Bench} */
export default {
  shows: 'purchases audited per second of processor time ÷ purchases whose rows are only read',
  async run({ server, rounds, seconds, say }) {
    await fill(server, seconds);
    const store = await createPostgresStore({ clock: Date, url: server.url });
    const heads = await store.heads();
    // The first pass teaches the compiler; a night's log is longer than that.
    await auditStore(store);
    const figure = await interleaved(rounds, async () => {
      const { purchases, cpuSeconds: auditing } = await timed(async () => {
        const { different, purchases: audited } = await auditStore(store);
        if (different !== 0) throw new Error(`void: ${different} differences in a log that nobody has changed`);
        return audited;
      });
      const { cpuSeconds: reading } = await timed(() => readAll(server.url, heads));
      say(
        `${purchases} purchases: audited in ${auditing.toFixed(2)} s, only read in ${reading.toFixed(2)} s of processor`,
      );
      return { ours: purchases / auditing, baseline: purchases / reading };
    });
    await store.close();
    return figure;
  },
};

/** A log as the batch door writes it. @param {{ url: string }} server @param {number} seconds */
async function fill(server, seconds) {
  const shop = await startShop(server);
  try {
    await enrolAll(shop, MEMBERS);
    await loadBatch(shop, new Baskets('batch', MEMBERS), seconds);
  } finally {
    await shop.stop();
  }
}

/** Of this process, since the machine may be shared. @param {() => Promise<number>} work */
async function timed(work) {
  const startedAt = process.cpuUsage();
  const purchases = await work();
  const { user, system } = process.cpuUsage(startedAt);
  return { purchases, cpuSeconds: (user + system) / 1_000_000 };
}
