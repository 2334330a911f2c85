/**
 * What must be true after a run, or its figure is void: as many events as were answered for, points that add up, and
 * a log that verifies.
 *
 * @param {import('@loyalty/event-store').EventStore} store
 * @param {{ since: readonly number[], events: number, moved: number }} run
 */
export async function insist(store, { since, events, moved }) {
  let found = 0;
  let sum = 0n;
  for (let shard = 0; shard < store.shards; shard += 1) {
    for (let after = since[shard] ?? 0; ;) {
      const some = await store.readShard(shard, after, 5000);
      if (some.length === 0) break;
      for (const event of some) {
        after += 1;
        if (event.position !== after) throw new Error(`void: position ${after} of shard ${shard} is missing`);
        for (const { available = 0 } of JSON.parse(event.payload).changes) sum += BigInt(available);
      }
      found += some.length;
    }
  }
  if (found !== events) throw new Error(`void: ${events} events were answered for, ${found} are there`);
  if (sum !== BigInt(moved)) throw new Error(`void: ${moved} points were answered for, ${sum} were booked`);
}

/** @param {import('@loyalty/event-store').EventStore} store */
export async function insistOnProof(store) {
  const verified = await store.verify();
  if (!verified.ok)
    throw new Error(`void: shard ${verified.shard}, position ${verified.position}: ${verified.problem}`);
  return verified;
}
