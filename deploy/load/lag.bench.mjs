import { Baskets, enrolAll } from './http/basket.mjs';
import { loadBatch } from './http/batch-load.mjs';
import { lagDuring } from './http/lag-watch.mjs';
import { insistOnLedger, insistOnPurchases, purchasesIn } from './http/proof.mjs';
import { startShop } from './http/shop.mjs';
import { interleaved } from './rounds.mjs';

const MEMBERS = 5_000;
const ALLOWED_MS = 150;

/** @type {import('./bench.mjs').Bench} */
export default {
  shows: 'ms from commit to visible in the read model, p99 of events, at half of the peak load ÷ the 150 ms allowed',
  async run({ server, rounds, seconds, say }) {
    const shop = await startShop(server);
    try {
      await enrolAll(shop, MEMBERS);
      const baskets = new Baskets('lag', MEMBERS);
      await loadBatch(shop, baskets, 3);
      const figure = await interleaved(rounds, async () => {
        const peak = await loadBatch(shop, baskets, seconds / 2);
        const before = await purchasesIn(server);
        let answered = 0;
        const lags = await lagDuring(server.url, async () => {
          answered = (await loadBatch(shop, baskets, seconds, peak.perSecond / 2)).answered;
        });
        await insistOnPurchases(server, before, { answered, abandonedMax: 0 });
        const [p50, p99, worst] = [0.5, 0.99, 1].map((part) => lags.within(part));
        say(
          `peak ${Math.round(peak.perSecond)} purchases/s, then ${Math.round(answered / seconds)}; ` +
            `${lags.events} events: p50 ${p50?.toFixed(0)} ms, p99 ${p99?.toFixed(0)} ms, worst ${worst?.toFixed(0)} ms`,
        );
        return { ours: p99 ?? 0, baseline: ALLOWED_MS };
      });
      await insistOnLedger(server);
      return figure;
    } finally {
      await shop.stop();
    }
  },
};
