/** @import { Played, Send } from './partners-month.mjs' */

export const PROGRAMME_ID = 'three-partners';
export const BEGINS = '2026-03-01T00:00:00Z';
const ENDS = '2026-04-02T09:00:00Z';
const MEMBERS = 12;
const HOUR_MS = 3_600_000;

/** The bank only gives, the spa only takes, the grocer does both and gets the money of what nobody spends back. */
export const PROGRAMME = `id: ${PROGRAMME_ID}
name: Three partners
currency: EUR
timeZone: Europe/Vienna
wallets:
  points:
    earn: { points: 1, per: 10.00 }
partners:
  - { id: bank, name: The bank, issues: { rate: 0.010 } }
  - { id: grocer, name: The grocer, issues: { rate: 0.0085, expired: returned }, redeems: { rate: 0.008 } }
  - { id: spa, name: The spa, redeems: { rate: 0.0075, currency: CHF } }
offers:
  - { id: card, give: { points: 1, per: 1.00 }, when: "'card' in purchase.paidWith", partner: bank, expiry: { after: P2Y } }
  - { id: groceries, give: { points: 2, per: 1.00 }, only: { stores: ['grocer-*'] }, partner: grocer, expiry: { after: P9D } }
`;

/** @param {Send} send @param {{ readonly seed?: number, readonly steps?: number }} [options] @returns {Promise<Played>} */
export async function playMonth(send, { seed = 1, steps = 150 } = {}) {
  const random = seeded(seed);
  const below = (/** @type {number} */ most) => Math.floor(random() * most);
  const played = { purchases: 0, returns: 0, redemptions: 0, refunds: 0, refused: 0 };
  await moveTo(send, BEGINS);
  await send('PUT', `/v1/programmes/${PROGRAMME_ID}`, PROGRAMME, { 'content-type': 'application/yaml' });
  for (let each = 0; each < MEMBERS; each += 1) {
    await send('POST', '/v1/members', { source: 'crm', externalId: `M-${each}`, card: card(each) });
  }
  /** @type {{ id: string, amount: string }[]} */
  const bought = [];
  /** @type {{ id: string, points: number }[]} */
  const spent = [];
  const stepMs = (Date.parse(ENDS) - Date.parse(BEGINS) - 40 * HOUR_MS) / steps;
  for (let step = 0; step < steps; step += 1) {
    const now = new Date(Date.parse(BEGINS) + Math.floor((step + 1) * stepMs)).toISOString();
    await moveTo(send, now);
    const member = { card: card(below(MEMBERS)) };
    const what = below(10);
    if (what === 0 && bought.length > 0) {
      const [back] = bought.splice(below(bought.length), 1);
      const lines = [{ id: '1', quantity: '1' }];
      const named = { source: 'till', externalId: `B-${step}`, occurredAt: now };
      await send('POST', '/v1/returns', { ...named, purchase: { id: back?.id }, lines });
      played.returns += 1;
    } else if (what === 1 && spent.length > 0) {
      const [back] = spent.splice(below(spent.length), 1);
      const points = [{ wallet: 'points', points: 1 + below(back?.points ?? 1) }];
      const key = { 'idempotency-key': `refund-${step}` };
      await send('POST', `/v1/redemptions/${back?.id}/refund`, { points }, key);
      played.refunds += 1;
    } else if (what < 4) {
      const points = 5 + below(60);
      const partner = ['spa', 'grocer', undefined][below(3)];
      const named = { source: 'till', externalId: `R-${step}`, member, ...(partner !== undefined && { partner }) };
      const answer = await send('POST', '/v1/redemptions', {
        ...named,
        points: [{ wallet: 'points', points }],
        capture: true,
      });
      if (answer.status === 201 || answer.status === 200) {
        spent.push({ id: textAt(answer.body, 'redemption'), points });
        played.redemptions += 1;
      } else {
        played.refused += 1;
      }
    } else {
      const amount = `${3 + below(90)}.${10 + below(90)}`;
      const answer = await send('POST', '/v1/purchases', {
        ...{ source: 'till', externalId: `P-${step}`, occurredAt: now, currency: 'EUR', member },
        store: below(2) === 0 ? 'grocer-1' : 'kiosk-1',
        lines: [{ id: '1', sku: 'A', quantity: '1', amount }],
        payments: [{ kind: below(2) === 0 ? 'card' : 'cash', amount }],
      });
      bought.push({ id: textAt(answer.body, 'purchase'), amount });
      played.purchases += 1;
    }
  }
  await moveTo(send, ENDS);
  return played;
}

/** @param {unknown} body @param {string} noun */
function textAt(body, noun) {
  const found = /** @type {Record<string, { readonly id: string }>} */ (body)[noun];
  if (!found) throw new Error(`there is no ${noun} in ${JSON.stringify(body)}`);
  return found.id;
}

/** @param {Send} send @param {string} now */
const moveTo = (send, now) => send('POST', '/v1/test-clock', { now });

/** @param {number} member */
const card = (member) => `40${String(member).padStart(2, '0')}`;

/** Numbers from 0 to below 1, the same for the same seed. @param {number} seed */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
