import { interleaved } from '../rounds.mjs';
import { Baskets, enrolAll } from './basket.mjs';
import { loadBatch } from './batch-load.mjs';
import { lagDuring } from './lag-watch.mjs';
import { insistOnLedger, insistOnPurchases, purchasesIn } from './proof.mjs';

const MEMBERS = 5_000;

/**
 * How late the read model is at half of what the batch door takes at its best: of each round the 99th of a hundred events,
 * and what is allowed.
 *
 * @param {{ url: string, key: string }} shop
 * @param {import('../bench.mjs').Context} context
 * @param {number} allowedMs
 */
export async function lagRounds(shop, { server, rounds, seconds, say }, allowedMs) {
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
    return { ours: p99 ?? 0, baseline: allowedMs };
  });
  await insistOnLedger(server);
  return figure;
}
