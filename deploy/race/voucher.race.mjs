import { ask, atOnce } from './ask.mjs';
/** @import { Doors, Outcome } from './race.mjs' */

/** One code at 50 tills at once. @param {Doors} doors @returns {Promise<Outcome>} */
export async function voucher(doors) {
  const { urls, key } = doors;
  const [first] = urls;
  const put = await ask(
    key,
    `${first}/v1/voucher-pools/race?reason=the+race`,
    { programme: 'bench-shop', size: 1 },
    'PUT',
  );
  if (put.code !== undefined) throw new Error(`void: the pool was not taken: ${put.code}`);
  const { body } = await ask(key, `${first}/v1/voucher-pools/race/codes`, undefined, 'GET');
  const [code] = body.items;
  const one = /** @param {string} url @param {number} at */ (url, at) =>
    ask(key, `${url}/v1/vouchers/use`, { code, source: `till-${at}`, externalId: 'U' });
  return atOnce(doors, { name: 'voucher.use', asked: 50, expected: 1, one });
}
