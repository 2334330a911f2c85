import { createPostgresStore } from '@loyalty/event-store';
import { drive, seed } from './engine/drive.mjs';
import { insist } from './engine/invariants.mjs';
import { accountsOf, mixed } from './engine/workload.mjs';
import { Baskets, enrolAll } from './http/basket.mjs';
import { loadBatch } from './http/batch-load.mjs';
import { insistOnLedger, insistOnPurchases, purchasesIn } from './http/proof.mjs';
import { startShop } from './http/shop.mjs';
import { interleaved } from './rounds.mjs';

const MEMBERS = 5_000;

/** @type {import('./bench.mjs').Bench} */
export default {
  shows: 'purchases/s through the batch door, read models on ÷ commands/s of the engine alone (engine.uniform)',
  async run({ server, rounds, seconds, accounts: count, say }) {
    const shop = await startShop(server);
    const engine = await createPostgresStore({ clock: Date, url: server.url, schema: 'engine' });
    try {
      const accounts = accountsOf(count);
      await seed(engine, accounts);
      const next = mixed({ accounts, writer: 'a' });
      await enrolAll(shop, MEMBERS);
      const baskets = new Baskets('batch', MEMBERS);
      await loadBatch(shop, baskets, 3);
      await drive(engine, next, { seconds: 2 });
      const figure = await interleaved(rounds, async () => {
        const before = await purchasesIn(server);
        const ours = await loadBatch(shop, baskets, seconds);
        await insistOnPurchases(server, before, { answered: ours.answered, abandonedMax: 0 });
        const since = await engine.heads();
        const run = await drive(engine, next, { seconds });
        await insist(engine, { since, ...run });
        say(`${Math.round(ours.perSecond)} purchases/s, engine ${Math.round(run.commandsPerSecond)} commands/s`);
        return { ours: ours.perSecond, baseline: run.commandsPerSecond };
      });
      await insistOnLedger(server);
      return figure;
    } finally {
      await engine.close();
      await shop.stop();
    }
  },
};
