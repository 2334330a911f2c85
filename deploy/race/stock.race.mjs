import { ask, atOnce } from './ask.mjs';
/** @import { Doors, Outcome } from './race.mjs' */

const SUPPLY = 8;
const SOLD_BEFORE = 3;

/** 200 members at once, each with points enough, for the last 5 mugs. @param {Doors} doors @returns {Promise<Outcome>} */
export async function stock(doors) {
  const { urls, key } = doors;
  const [first] = urls;
  const mug = {
    programme: 'bench-shop',
    kind: 'item',
    name: { en: 'A mug' },
    prices: [{ points: [{ wallet: 'points', points: 10 }] }],
    stock: SUPPLY,
  };
  const put = await ask(key, `${first}/v1/rewards/mug?reason=the+race`, mug, 'PUT');
  if (put.code !== undefined) throw new Error(`void: the reward was not taken: ${put.code}`);
  /** @param {string} url @param {string} externalId @param {number} member */
  const take = (url, externalId, member) =>
    ask(key, `${url}/v1/redemptions`, {
      source: 'race-stock',
      externalId,
      member: { card: String(4_000_001 + member) },
      reward: { id: 'mug' },
    });
  for (let at = 0; at < SOLD_BEFORE; at += 1) await take(String(first), `before-${at}`, at);

  const expected = SUPPLY - SOLD_BEFORE;
  const one = /** @param {string} url @param {number} at */ (url, at) => take(url, `O-${at}`, at);
  const outcome = await atOnce(doors, { name: 'reward.stock', asked: 200, expected, one });
  const { body } = await ask(key, `${first}/v1/rewards/mug`, undefined, 'GET');
  if (body.reward.stock.left !== 0) throw new Error(`void: ${body.reward.stock.left} are left of the mugs`);
  return outcome;
}
