import { lagRounds } from './http/lag-rounds.mjs';
import { startShop } from './http/shop.mjs';

const ALLOWED_MS = 150;

/** @type {import('./bench.mjs').Bench} */
export default {
  shows: 'ms from commit to visible in the read model, p99 of events, at half of the peak load ÷ the 150 ms allowed',
  async run(context) {
    const shop = await startShop(context.server);
    try {
      return await lagRounds(shop, context, ALLOWED_MS);
    } finally {
      await shop.stop();
    }
  },
};
