import { PURCHASES } from '../workload/courier.mjs';
/** @import { Installation } from '../processes/installation.mjs' */

/**
 * What is still under way: messages that were not taken, events that were not sent, events that the read model does not
 * have. All zero when the installation is at rest.
 *
 * @param {Installation} installation
 * @param {readonly number[]} sent positions that are in the ledger's topic, by shard
 */
export async function lagOf({ bus, pool }, sent) {
  const places = await pool.query('select partition, next from accrual_intake.places where topic = $1', [PURCHASES]);
  const taken = new Map(places.rows.map(({ partition, next }) => [Number(partition), Number(next)]));
  const partitions = Array.from({ length: await bus.partitions(PURCHASES) }, (_, partition) => partition);
  const ends = await Promise.all(partitions.map((partition) => bus.bounds(PURCHASES, partition)));
  const toTake = ends.map(({ next }, partition) => Math.max(0, next - (taken.get(partition) ?? 0)));
  const heads = await pool.query('select shard, position from ledger.heads order by shard');
  const read = await pool.query('select shard, position from balance.checkpoints');
  const checkpoints = new Map(read.rows.map(({ shard, position }) => [Number(shard), Number(position)]));
  const behind = (/** @type {(shard: number) => number} */ position) =>
    sum(heads.rows.map(({ shard, position: head }) => Math.max(0, Number(head) - position(Number(shard)))));
  return {
    toTake: sum(toTake),
    toSend: behind((shard) => sent[shard] ?? 0),
    toRead: behind((shard) => checkpoints.get(shard) ?? 0),
  };
}

/** @param {readonly number[]} numbers */
const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);
