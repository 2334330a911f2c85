import { pair } from './engine/pair.mjs';

const SHARDS = Number(process.env['BENCH_SHARDS'] ?? 16);

/** @type {import('./bench.mjs').Bench} */
export default {
  shows: `a log of ${SHARDS} shards (BENCH_SHARDS) ÷ one of 8`,
  onRequestOnly: true,
  run: (context) =>
    pair(
      { ...context, rounds: context.rounds * 3, seconds: context.seconds / 3 },
      { ours: { schema: 'other', options: { shards: SHARDS } }, baseline: { schema: 'eight' } },
    ),
};
