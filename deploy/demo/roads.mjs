import { postBatch } from '../../services/cli/dist/client/batch.js';
/** @import { Shape } from './shapes.mjs' */
/** @import { Sale } from './history.mjs' */

const TOPIC = 'loyalty.accrual.purchases.v1';

/** @param {Shape} shape @param {readonly Sale[]} sales */
export async function overHttp({ doors, key }, sales) {
  async function* lines() {
    for (const { item } of sales) yield JSON.stringify(item);
  }
  for await (const { status, body } of postBatch(doors.accrual.url, key, lines())) {
    if (status !== 200 && status !== 201) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
  }
}

/** What a member does stays in order: it has one key, and with it one partition. @param {import('@loyalty/messaging').Bus} bus @param {readonly Sale[]} sales */
export async function overKafka(bus, sales) {
  const partitions = await bus.partitions(TOPIC);
  const byPartition = Map.groupBy(sales, ({ member }) => member % partitions);
  const sends = [...byPartition].map(([partition, some]) =>
    bus.send(
      TOPIC,
      partition,
      some.map(({ item, member }) => ({
        key: String(member),
        value: Buffer.from(JSON.stringify(item)),
        headers: { 'content-type': 'application/json' },
      })),
    ),
  );
  await Promise.all(sends);
}
