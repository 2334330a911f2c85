import { accountStream, booksOf, imbalances } from '@loyalty/ledger';
import { toId } from '@loyalty/service-host';
import { pointsOf } from '../workload/sales.mjs';
/** @import { Installation } from '../processes/installation.mjs' */
/** @import { Sales } from '../workload/sales.mjs' */

const PAGE = 5_000;

/** @typedef {{ shard: number, position: number, stream: string, version: number, type: string, category: string, payload: string }} Row */

/** The ledger as it stands in the database, read on from where it was read before. */
export class LedgerCopy {
  /** @type {Row[][]} by shard, then by position less one */
  shards = [];
  /** @type {Map<string, { id: string, externalId: string, account: string | null }[]>} recorded purchases, by receipt */
  recorded = new Map();
  /** @type {Map<string, { state: any, version: number, events: any[] }>} by account */
  accounts = new Map();

  /** @param {Installation} installation */
  constructor(installation) {
    this.installation = installation;
  }

  /** @returns {Promise<string[]>} what is wrong with its order */
  async readOn() {
    const { pool } = this.installation;
    const heads = await pool.query('select shard, position from ledger.heads order by shard');
    const problems = [];
    for (const { shard, position } of heads.rows) {
      const rows = (this.shards[shard] ??= []);
      while (rows.length < Number(position)) {
        const page = await pool.query(
          `select position, stream, version, category, type, payload from ledger.events
           where shard = $1 and position > $2 order by position limit ${PAGE}`,
          [shard, rows.length],
        );
        for (const row of page.rows) {
          if (Number(row.position) !== rows.length + 1) {
            problems.push(`shard ${shard} has position ${row.position} after ${rows.length}`);
            return problems;
          }
          const read = { ...row, shard, position: Number(row.position) };
          rows.push(read);
          this.#take(read);
        }
        if (page.rows.length === 0) return [`shard ${shard} ends at ${rows.length}, its head says ${position}`];
      }
    }
    return problems;
  }

  /**
   * What differs from what was sold: what can never come right, and who does not have yet what they bought before they
   * joined. Both empty when all is as it should be.
   *
   * @param {Sales} sales
   */
  differences(sales) {
    const problems = [];
    for (const [receipt, found] of this.recorded) {
      const purchase = sales.purchases.get(receipt);
      if (purchase === undefined) problems.push(`purchase ${receipt} was never made`);
      else if (found.length > 1)
        problems.push(
          `applied twice: ${receipt} is ${found.map(({ id, externalId }) => `${id} (${externalId})`).join(' and ')}`,
        );
      else if (purchase.id !== undefined && purchase.id !== found[0]?.id)
        problems.push(`purchase ${receipt} was answered as ${purchase.id} and is ${found[0]?.id}`);
    }
    for (const { name, isAcknowledged, id } of sales.purchases.values()) {
      if (isAcknowledged && !this.recorded.has(name))
        problems.push(`lost: acknowledged purchase ${name} (${id ?? 'by the bus'})`);
    }
    const { wrong, unclaimed } = this.#points(sales);
    return { wrong: [...problems, ...wrong], unclaimed };
  }

  /** Points neither appear nor vanish, in any account. @returns {string[]} */
  imbalances() {
    return [...this.accounts].flatMap(([account, { state, events }]) =>
      imbalances(booksOf(events), state).map(
        ({ wallet, book, posted, found }) =>
          `${account}: ${posted} ${wallet} were posted to ${book}, which has ${found}`,
      ),
    );
  }

  /** @param {string} account */
  standing(account) {
    const found = this.accounts.get(account);
    const wallet = found?.state.wallets.find((/** @type {any} */ each) => each.wallet === 'points');
    return { version: found?.version ?? 0, available: wallet === undefined ? 0 : Number(wallet.inLots - wallet.owed) };
  }

  /** Every account has what its purchases earned less what its returns took. @param {Sales} sales */
  #points(sales) {
    /** @type {Map<string, number>} */
    const due = new Map([...sales.owners.keys()].map((account) => [account, 0]));
    const add = (/** @type {string | undefined} */ account, /** @type {number} */ points) => {
      if (account !== undefined) due.set(account, (due.get(account) ?? 0) + points);
    };
    for (const purchase of sales.purchases.values()) {
      if (this.recorded.has(purchase.name)) add(purchase.shopper.account, pointsOf(purchase));
    }
    for (const { purchase, line, quantity, isAcknowledged } of sales.returns.values()) {
      if (isAcknowledged) add(purchase.shopper.account, -line.price * quantity);
    }
    const problems = { wrong: /** @type {string[]} */ ([]), unclaimed: /** @type {string[]} */ ([]) };
    for (const [account, points] of due) {
      const { available } = this.standing(account);
      if (available === points) continue;
      const owner = sales.owners.get(account);
      const list = owner && sales.strangers.includes(owner) ? problems.unclaimed : problems.wrong;
      list.push(`${account} has ${available} points, its purchases and returns make ${points}`);
    }
    for (const account of this.accounts.keys())
      if (!due.has(account)) problems.wrong.push(`${account} belongs to nobody`);
    return problems;
  }

  /** @param {Row} row */
  #take({ stream, version, category, type, payload }) {
    if (type.startsWith('PurchaseRecorded.')) {
      const { purchase, externalId, account, receipt } = JSON.parse(payload);
      const found = this.recorded.get(receipt?.number) ?? [];
      this.recorded.set(receipt?.number, [...found, { id: purchase, externalId, account }]);
    } else if (category === accountStream.name) {
      const before = this.accounts.get(idOf(stream)) ?? { state: accountStream.initial(), version: 0, events: [] };
      const event = accountStream.decode({ type, payload });
      before.events.push(event);
      this.accounts.set(idOf(stream), { ...before, state: accountStream.evolve(before.state, event), version });
    }
  }
}

/** @param {string} stream */
const idOf = (stream) => toId('acc', stream);
