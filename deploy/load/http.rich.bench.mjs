import { RICH } from './programme/offers.mjs';
import { Baskets, enrolAll } from './http/basket.mjs';
import { insistOnLedger, insistOnPurchases, purchasesIn } from './http/proof.mjs';
import { CONNECTIONS, purchaseLoad, requestOf } from './http/purchase-load.mjs';
import { applyProgramme, startShop } from './http/shop.mjs';
import { interleaved } from './rounds.mjs';

const MEMBERS = 5_000;
const RICH_ID = 'bench-rich';

/** Twenty offers, and three tiers of which members reach the upper ones while it runs. */
const DOCUMENT = `${RICH.replace('id: chain', `id: ${RICH_ID}`)}
tiers:
  period: calendar_year
  ladder:
    - { id: bronze, name: Bronze }
    - { id: silver, name: Silver, needs: { points: 400 }, benefits: { multiply: 1.1 } }
    - { id: gold, name: Gold, needs: { points: 1000 }, benefits: { multiply: 1.25 } }
autoEnrolment: { when: always, earns: true }
`;

/** @type {import('./bench.mjs').Bench} */
export default {
  shows: 'POST /v1/purchases under 20 offers and tiers ÷ under the base rule alone, on one server, read models on',
  async run({ server, rounds, seconds, say }) {
    const shop = await startShop(server);
    try {
      await applyProgramme(shop, { id: RICH_ID, document: DOCUMENT });
      const [rich, base] = [RICH_ID, 'bench-shop'].map((id) => new Baskets(`till-${id}`, MEMBERS, id));
      for (const { programme } of [rich, base]) await enrolAll(shop, MEMBERS, programme);
      await insistOnOffers(shop, rich);
      for (const baskets of [rich, base]) await purchaseLoad(shop, baskets, 3);
      const figure = await interleaved(rounds, async () => {
        const [ours, baseline] = [await counted(rich), await counted(base)];
        say(`${Math.round(ours.perSecond)} ÷ ${Math.round(baseline.perSecond)} purchases/s; p99 ${ours.p99} ms`);
        return { ours: ours.perSecond, baseline: baseline.perSecond };
      });
      await insistOnOffers(shop, rich);
      await insistOnLedger(server);
      return figure;

      /** @param {Baskets} baskets */
      async function counted(baskets) {
        const before = await purchasesIn(server);
        const load = await purchaseLoad(shop, baskets, seconds);
        // Both sides are one server: what the side before it had abandoned may still arrive.
        const abandonedMax = 2 * CONNECTIONS;
        await insistOnPurchases(server, before, { answered: load.answered, abandonedMax });
        return load;
      }
    } finally {
      await shop.stop();
    }
  },
};

/**
 * Base 150; category-0 doubles the 99.99 of line 1; middle-basket 10. What a tier adds is told by an offer of its own, before
 * it: all is rounded once, so with 37.5 of a tier the category gives 100.
 *
 * @param {{ url: string, key: string }} shop @param {Baskets} baskets
 */
async function insistOnOffers(shop, baskets) {
  const answer = await fetch(`${shop.url}/v1/purchases`, requestOf(baskets, shop.key));
  const { explanation = [] } = /** @type {{ explanation?: { offer: string, points: number }[] }} */ (
    await answer.json()
  );
  const said = Object.fromEntries(explanation.map(({ offer, points }) => [offer, points]));
  const ofCategory = 'tier-gold' in said ? 100 : 99;
  if (said['base'] !== 150 || said['category-0'] !== ofCategory || said['middle-basket'] !== 10)
    throw new Error(`void: the offers did not give what they give: ${JSON.stringify(said)}`);
}
