import autocannon from 'autocannon';
import { Baskets, enrolAll } from './http/basket.mjs';
import { insistOnLedger, insistOnPurchases, purchasesIn } from './http/proof.mjs';
import { startShop } from './http/shop.mjs';
import { createPool } from '@loyalty/postgres';
import { interleaved } from './rounds.mjs';

const CONNECTIONS = 64;
const MEMBERS = 5_000;

/** @type {import('./bench.mjs').Bench} */
export default {
  shows: 'authorise + capture pairs/s ÷ POST /v1/purchases per second, 64 connections each, read models on',
  async run({ server, rounds, seconds, say }) {
    const shop = await startShop(server);
    try {
      await enrolAll(shop, MEMBERS);
      const baskets = new Baskets('till', MEMBERS);
      const orders = { sent: 0 };
      await purchases(shop, baskets, 3);
      await pairs(shop, orders, 2);
      const figure = await interleaved(rounds, async () => {
        const before = await purchasesIn(server);
        const bought = await purchases(shop, baskets, seconds);
        await insistOnPurchases(server, before, { answered: bought.answered, abandonedMax: CONNECTIONS });
        const captured = await capturesIn(server);
        const paid = await pairs(shop, orders, seconds);
        const found = (await capturesIn(server)) - captured;
        if (found < paid.answered || found > paid.answered + CONNECTIONS)
          throw new Error(`void: ${paid.answered} captures were answered for, ${found} are in the ledger`);
        say(`${Math.round(paid.perSecond)} pairs/s, ${Math.round(bought.perSecond)} purchases/s`);
        return { ours: paid.perSecond, baseline: bought.perSecond };
      });
      await insistOnLedger(server);
      return figure;
    } finally {
      await shop.stop();
    }
  },
};

/** @typedef {{ url: string, key: string }} Shop */

/** @param {string} key */
const headersFor = (key) => ({ authorization: `Bearer ${key}`, 'content-type': 'application/json' });

/** @param {Shop} shop @param {Baskets} baskets @param {number} seconds */
async function purchases({ url, key }, baskets, seconds) {
  let answered = 0;
  return measured(
    () =>
      autocannon({
        url: `${url}/v1/purchases`,
        connections: CONNECTIONS,
        duration: seconds,
        requests: [
          {
            method: 'POST',
            headers: headersFor(key),
            setupRequest: (request) => ({ ...request, body: JSON.stringify(baskets.next()) }),
            onResponse: (status) => {
              if (status < 300) answered += 1;
            },
          },
        ],
      }),
    () => answered,
  );
}

/** Each connection authorises one point and captures it, then the next. @param {Shop} shop @param {{ sent: number }} orders @param {number} seconds */
async function pairs({ url, key }, orders, seconds) {
  let answered = 0;
  return measured(
    () =>
      autocannon({
        url,
        connections: CONNECTIONS,
        duration: seconds,
        requests: [
          {
            method: 'POST',
            path: '/v1/redemptions',
            headers: headersFor(key),
            setupRequest: (request) => ({ ...request, body: JSON.stringify(order((orders.sent += 1))) }),
            onResponse: (_status, body, context) => {
              context.redemption = JSON.parse(body).redemption?.id;
            },
          },
          {
            method: 'POST',
            headers: headersFor(key),
            body: '{}',
            setupRequest: (request, context) => ({
              ...request,
              path: `/v1/redemptions/${context.redemption}/capture`,
            }),
            onResponse: (status) => {
              if (status < 300) answered += 1;
            },
          },
        ],
      }),
    () => answered,
  );
}

/** @param {number} number */
function order(number) {
  return {
    source: 'web',
    externalId: `W-${number}`,
    order: `W-${number}`,
    member: { card: String(4_000_000 + (number % MEMBERS)) },
    points: [{ wallet: 'points', points: 1 }],
  };
}

/** @param {() => ReturnType<typeof autocannon>} run @param {() => number} answered */
async function measured(run, answered) {
  const startedAt = performance.now();
  const result = await run();
  const elapsed = (performance.now() - startedAt) / 1000;
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`void: ${result.non2xx} refusals, ${result.errors} errors`);
  return { answered: answered(), perSecond: answered() / elapsed };
}

/** @param {{ url: string }} database */
async function capturesIn(database) {
  const pool = createPool(database.url, { max: 1 });
  try {
    const { rows } = await pool.query(
      "select count(*)::int as count from ledger.events where type like 'RedemptionCaptured%'",
    );
    return Number(rows[0].count);
  } finally {
    await pool.end();
  }
}
