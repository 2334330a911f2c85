import { ask, atOnce, untilReady } from './ask.mjs';
/** @import { Doors, Outcome } from './race.mjs' */

const EXPECTED = 10;
/** What the one member has: a purchase of 150.00 EUR. */
const POINTS = 150;

/** 200 orders of one member at once, with points for 10. @param {Doors} doors @returns {Promise<Outcome>} */
export async function authorisations({ urls, key }) {
  const points = [{ wallet: 'points', points: POINTS / EXPECTED }];
  /** @param {string} url @param {string} externalId @param {string} query */
  const authorise = (url, externalId, query = '') =>
    ask(key, `${url}/v1/redemptions${query}`, { source: 'race', externalId, member: { card: '4000000' }, points });
  for (const url of urls) await untilReady(() => authorise(url, 'ready', '?dryRun=true'));
  return atOnce(
    { urls, key },
    { name: 'redemption.authorise', asked: 200, expected: EXPECTED, one: (url, at) => authorise(url, `O-${at}`) },
  );
}
