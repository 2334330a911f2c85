import autocannon from 'autocannon';
import { Baskets, enrolAll } from './http/basket.mjs';
import { insistOnLedger, insistOnPurchases, purchasesIn } from './http/proof.mjs';
import { startEcho, startShop } from './http/shop.mjs';
import { interleaved } from './rounds.mjs';

const CONNECTIONS = 64;
const MEMBERS = 5_000;

/** @type {import('./bench.mjs').Bench} */
export default {
  shows:
    'POST /v1/purchases over 64 connections, read models on ÷ an echo with the same guards, schema and answer size',
  async run({ server, rounds, seconds, say }) {
    const shop = await startShop(server);
    await enrolAll(shop, MEMBERS);
    const baskets = new Baskets('till', MEMBERS);
    const sample = await fetch(`${shop.url}/v1/purchases`, requestOf(baskets, shop.key));
    const echo = await startEcho(server, await sample.text());
    try {
      await load(shop.url, shop.key, baskets, 3);
      await load(echo.url, shop.key, baskets, 2);
      const figure = await interleaved(rounds, async () => {
        const before = await purchasesIn(server);
        const ours = await load(shop.url, shop.key, baskets, seconds);
        await insistOnPurchases(server, before, { answered: ours.answered, abandonedMax: CONNECTIONS });
        const baseline = await load(echo.url, shop.key, baskets, seconds);
        say(`${Math.round(ours.perSecond)} purchases/s, echo ${Math.round(baseline.perSecond)}; p99 ${ours.p99} ms`);
        return { ours: ours.perSecond, baseline: baseline.perSecond };
      });
      await insistOnLedger(server);
      return figure;
    } finally {
      await echo.stop();
      await shop.stop();
    }
  },
};

/** @param {Baskets} baskets @param {string} key */
function requestOf(baskets, key) {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  return { method: /** @type {const} */ ('POST'), headers, body: JSON.stringify(baskets.next()) };
}

/**
 * @param {string} url @param {string} key @param {Baskets} baskets @param {number} seconds
 */
async function load(url, key, baskets, seconds) {
  let answered = 0;
  const startedAt = performance.now();
  const run = autocannon({
    url: `${url}/v1/purchases`,
    connections: CONNECTIONS,
    duration: seconds,
    requests: [
      {
        ...requestOf(baskets, key),
        setupRequest: (request) => ({ ...request, body: JSON.stringify(baskets.next()) }),
        onResponse: (status) => {
          if (status >= 200 && status < 300) answered += 1;
        },
      },
    ],
  });
  const result = await run;
  const elapsed = (performance.now() - startedAt) / 1000;
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`void: ${result.non2xx} refusals, ${result.errors} errors`);
  return { answered, perSecond: answered / elapsed, p99: result.latency.p99 };
}
