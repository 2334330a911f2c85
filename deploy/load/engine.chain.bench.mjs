import { pair } from './engine/pair.mjs';

/** @type {import('./bench.mjs').Bench} */
export default {
  shows: 'with the hash chain ÷ without it',
  // The two differ by a few per cent and a machine by more from one minute to the next: many short turns.
  run: (context) =>
    pair(
      { ...context, rounds: context.rounds * 7, seconds: context.seconds / 5 },
      { ours: { schema: 'chained' }, baseline: { schema: 'plain', options: { chained: false } } },
    ),
};
