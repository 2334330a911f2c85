import pg from 'pg';
import { cpuMs, postgresCpuMs } from './bus/cpu.mjs';
import { Baskets, enrolAll } from './http/basket.mjs';
import { insistOnLedger, insistOnPurchases, purchasesIn } from './http/proof.mjs';
import { CONNECTIONS, purchaseLoad, requestOf } from './http/purchase-load.mjs';
import { startEcho, startShop } from './http/shop.mjs';
import { interleaved } from './rounds.mjs';

const MEMBERS = 5_000;

/** @type {import('./bench.mjs').Bench} */
export default {
  shows:
    'POST /v1/purchases over 64 connections, read models on ÷ an echo with the same guards, schema and answer size',
  async run({ server, rounds, seconds, say }) {
    const shop = await startShop(server);
    await enrolAll(shop, MEMBERS);
    const baskets = new Baskets('till', MEMBERS);
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    const { rows } = await client.query('select pg_backend_pid() as pid');
    const spent = () => ({ ...cpuMs({ server: shop.pid }), ...postgresCpuMs(rows[0].pid) });
    const sample = await fetch(`${shop.url}/v1/purchases`, requestOf(baskets, shop.key));
    const echo = await startEcho(server, await sample.text());
    try {
      await purchaseLoad(shop, baskets, 3);
      await purchaseLoad({ url: echo.url, key: shop.key }, baskets, 2);
      const figure = await interleaved(rounds, async () => {
        const before = await purchasesIn(server);
        const spentBefore = spent();
        const ours = await purchaseLoad(shop, baskets, seconds);
        const each = Object.entries(spent()).map(
          ([name, ms]) => `${name} ${Math.round(((ms - (spentBefore[name] ?? 0)) * 1000) / ours.answered)}`,
        );
        await insistOnPurchases(server, before, { answered: ours.answered, abandonedMax: CONNECTIONS });
        const baseline = await purchaseLoad({ url: echo.url, key: shop.key }, baskets, seconds);
        say(`CPU, µs a purchase: ${each.join(', ')}`);
        say(`${Math.round(ours.perSecond)} purchases/s, echo ${Math.round(baseline.perSecond)}; p99 ${ours.p99} ms`);
        return { ours: ours.perSecond, baseline: baseline.perSecond };
      });
      await insistOnLedger(server);
      return figure;
    } finally {
      await client.end();
      await echo.stop();
      await shop.stop();
    }
  },
};
