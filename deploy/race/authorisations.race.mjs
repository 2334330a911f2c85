import { setTimeout } from 'node:timers/promises';
/** @import { Doors, Outcome } from './race.mjs' */

const ASKED = 200;
const EXPECTED = 10;
const READY_MS_MAX = 10_000;
/** What the one member has: a purchase of 150.00 EUR. */
const POINTS = 150;

/** 200 orders of one member at once, with points for 10. @param {Doors} doors @returns {Promise<Outcome>} */
export async function authorisations({ urls, key }) {
  const points = [{ wallet: 'points', points: POINTS / EXPECTED }];
  /** @param {string | undefined} url @param {string} externalId @param {string} query */
  const ask = async (url, externalId, query = '') => {
    const answer = await fetch(`${url}/v1/redemptions${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ source: 'race', externalId, member: { card: '4000000' }, points }),
    });
    const { code } = /** @type {{ code?: string }} */ (await answer.json());
    return answer.status === 201 ? undefined : (code ?? String(answer.status));
  };
  for (const url of urls) await untilReady(() => ask(url, 'ready', '?dryRun=true'));

  const answers = await Promise.all(Array.from({ length: ASKED }, (_, at) => ask(urls[at % urls.length], `O-${at}`)));
  /** @type {Record<string, number>} */
  const refused = {};
  for (const code of answers) if (code !== undefined) refused[code] = (refused[code] ?? 0) + 1;
  const succeeded = answers.filter((code) => code === undefined).length;
  return { name: 'redemption.authorise', asked: ASKED, expected: EXPECTED, succeeded, refused };
}

/** A process hears within a second of a programme that another has taken. @param {() => Promise<string | undefined>} ask */
async function untilReady(ask) {
  const giveUpAt = Date.now() + READY_MS_MAX;
  for (let refusal = await ask(); refusal !== undefined; refusal = await ask()) {
    if (Date.now() > giveUpAt) throw new Error(`void: not ready: ${refusal}`);
    await setTimeout(50);
  }
}
