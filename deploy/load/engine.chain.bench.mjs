import { pair } from './engine/pair.mjs';

/** @type {import('./bench.mjs').Bench} */
export default {
  shows: 'with the hash chain ÷ without it',
  run: (context) =>
    pair(context, { ours: { schema: 'chained' }, baseline: { schema: 'plain', options: { chained: false } } }),
};
