import { pair } from './engine/pair.mjs';

/** @type {import('./bench.mjs').Bench} */
export default {
  shows: 'all commands on one account, whose lots grow ÷ the same on all accounts',
  run: (context) => pair(context, { ours: { schema: 'hot', isHot: true }, baseline: { schema: 'uniform' } }),
};
