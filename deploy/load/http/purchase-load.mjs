import autocannon from 'autocannon';

/** As many at once as a chain of shops has tills that pay. */
export const CONNECTIONS = 64;

/** @param {import('./basket.mjs').Baskets} baskets @param {string} key */
export function requestOf(baskets, key) {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  return { method: /** @type {const} */ ('POST'), headers, body: JSON.stringify(baskets.next()) };
}

/**
 * Purchases one after the other over each connection, for so many seconds. Throws where one was refused.
 *
 * @param {{ url: string, key: string }} shop @param {import('./basket.mjs').Baskets} baskets @param {number} seconds
 */
export async function purchaseLoad({ url, key }, baskets, seconds) {
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
