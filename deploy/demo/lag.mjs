import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const LOOK_EVERY_MS = 250;

/**
 * Comes back when nothing is under way any more: every message was taken from its topic, every event of the ledger was
 * sent to its own, and is in the read model.
 *
 * @param {{ bus: import('@loyalty/messaging').Bus, databaseUrl: string }} shape
 * @param {(text: string) => void} say
 */
export async function untilNoLag({ bus, databaseUrl }, say) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const sum = async (/** @type {string} */ query) => Number((await client.query(query)).rows[0]?.sum ?? 0);
  try {
    for (let said = ''; ; await sleep(LOOK_EVERY_MS)) {
      const purchases = await sizeOf(bus, 'loyalty.accrual.purchases.v1');
      const taken = await sum('select sum(next) from accrual_intake.places');
      const ledger = await sum('select sum(position) from ledger.heads');
      const sent = await sizeOf(bus, 'loyalty.ledger.events.v1');
      const read = await sum('select sum(position) from balance.checkpoints');
      const lags = [purchases - taken, ledger - sent, ledger - read].map((lag) => Math.max(0, lag));
      const text = `lag: ${lags[0]} messages to take, ${lags[1]} events to send, ${lags[2]} to be read into the balances`;
      if (text !== said) say(text);
      said = text;
      if (lags.every((lag) => lag === 0)) break;
    }
    const dead = await sum('select count(*) as sum from accrual_intake.dead_letters');
    if (dead > 0) throw new Error(`${dead} messages became dead letters`);
  } finally {
    await client.end();
  }
}

/** Messages that were sent to a topic. @param {import('@loyalty/messaging').Bus} bus @param {string} topic */
async function sizeOf(bus, topic) {
  const partitions = Array.from({ length: await bus.partitions(topic) }, (_, partition) =>
    bus.bounds(topic, partition),
  );
  return (await Promise.all(partitions)).reduce((sum, { next }) => sum + next, 0);
}
