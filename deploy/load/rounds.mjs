/**
 * Runs both sides by turns and puts their ratios together: the median counts, the extremes show how far to trust it.
 *
 * @param {number} rounds
 * @param {(round: number) => Promise<{ ours: number, baseline: number }>} play
 */
export async function interleaved(rounds, play) {
  const played = [];
  for (let round = 1; round <= rounds; round += 1) played.push(await play(round));
  const ratios = played.map(({ ours, baseline }) => ours / baseline);
  return {
    ours: Math.round(median(played.map(({ ours }) => ours))),
    baseline: Math.round(median(played.map(({ baseline }) => baseline))),
    ratio: rounded(median(ratios)),
    min: rounded(Math.min(...ratios)),
    max: rounded(Math.max(...ratios)),
    rounds,
  };
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @param {number} value */
function rounded(value) {
  return Math.round(value * 1000) / 1000;
}
