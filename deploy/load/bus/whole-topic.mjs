/**
 * Everything that stands in a partition, in order.
 *
 * @param {import('@loyalty/messaging').Bus} bus @param {string} topic @param {number} partition
 */
export async function wholeTopic(bus, topic, partition) {
  const { first, next } = await bus.bounds(topic, partition);
  /** @type {import('@loyalty/messaging').Received[]} */
  const all = [];
  for (let from = first; from < next;) {
    const some = await bus.read(topic, partition, from, 2_000);
    all.push(...some);
    from = (some.at(-1)?.offset ?? next) + 1;
  }
  return all;
}
