import { pair } from './engine/pair.mjs';

/** @type {import('./bench.mjs').Bench} */
export default {
  shows: 'accounts that are not in memory ÷ accounts that are',
  run: (context) =>
    pair(context, {
      // So small a memory that hardly any account is still there when it is needed again.
      ours: { schema: 'cold', options: { cachedStreamsMax: Math.max(1000, Math.round(context.accounts / 50)) } },
      baseline: { schema: 'warm' },
    }),
};
