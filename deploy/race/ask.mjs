import { setTimeout } from 'node:timers/promises';
/** @import { Doors, Outcome } from './race.mjs' */

const READY_MS_MAX = 10_000;

/**
 * What a door answers; undefined as code where it does what it is asked.
 *
 * @typedef {{ status: number, code: string | undefined, body: any }} Answer
 * @param {string} key @param {string} url @param {object} [body] @param {string} [method]
 * @returns {Promise<Answer>}
 */
export async function ask(key, url, body, method = 'POST') {
  const answer = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const said = /** @type {{ code?: string }} */ (await answer.json());
  return { status: answer.status, code: answer.ok ? undefined : (said.code ?? String(answer.status)), body: said };
}

/**
 * All at once, at the doors by turns; counted by what they were answered.
 *
 * @param {Doors} doors
 * @param {Pick<Outcome, 'name' | 'asked' | 'expected'> & { one: (url: string, at: number) => Promise<Answer> }} race
 * @returns {Promise<Outcome>}
 */
export async function atOnce({ urls }, { name, asked, expected, one }) {
  const answers = await Promise.all(Array.from({ length: asked }, (_, at) => one(String(urls[at % urls.length]), at)));
  /** @type {Record<string, number>} */
  const refused = {};
  for (const { code } of answers) if (code !== undefined) refused[code] = (refused[code] ?? 0) + 1;
  const succeeded = answers.filter(({ status }) => status === 201).length;
  return { name, asked, expected, succeeded, refused };
}

/** A process hears within a second of a programme that another has taken. @param {() => Promise<Answer>} question */
export async function untilReady(question) {
  const giveUpAt = Date.now() + READY_MS_MAX;
  for (let { code } = await question(); code !== undefined; { code } = await question()) {
    if (Date.now() > giveUpAt) throw new Error(`void: not ready: ${code}`);
    await setTimeout(50);
  }
}
