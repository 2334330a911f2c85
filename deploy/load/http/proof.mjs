import { createPostgresStore } from '@loyalty/event-store';
import { createPool } from '@loyalty/postgres';
import { insistOnProof } from '../engine/invariants.mjs';

/** How many purchases the ledger holds. @param {{ url: string }} database */
export async function purchasesIn(database) {
  const pool = createPool(database.url, { max: 1 });
  try {
    const { rows } = await pool.query(
      "select count(*)::int as count from ledger.events where type like 'PurchaseRecorded%'",
    );
    return Number(rows[0].count);
  } finally {
    await pool.end();
  }
}

/**
 * Every answered purchase is there, and no more than those whose answer the load generator did not wait for at its end.
 *
 * @param {{ url: string }} database @param {number} before @param {{ answered: number, abandonedMax: number }} load
 */
export async function insistOnPurchases(database, before, { answered, abandonedMax }) {
  const found = (await purchasesIn(database)) - before;
  if (found < answered || found > answered + abandonedMax) {
    throw new Error(`void: ${answered} purchases were answered for, ${found} are in the ledger`);
  }
}

/** @param {{ url: string }} database */
export async function insistOnLedger(database) {
  const store = await createPostgresStore({ clock: Date, url: database.url });
  await insistOnProof(store);
  await store.close();
}
