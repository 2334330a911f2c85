import { setTimeout as sleep } from 'node:timers/promises';
/** @import { Door } from '../workload/door.mjs' */
/** @import { LedgerCopy } from './ledger.mjs' */

const REBUILD = '/v1/projections/balance/rebuild';
const REBUILT_WITHIN_MS = 60_000;

/** What balance answers for every account is what the ledger's fold says. @param {Door} balance @param {LedgerCopy} ledger @returns {Promise<string[]>} */
export async function differingBalances(balance, ledger) {
  const problems = [];
  const seen = new Set();
  for (let after = ''; ;) {
    const page = await balance.ask('GET', `/v1/balances?limit=1000${after}`);
    if (page?.status !== 200) return [`balances are answered by ${page?.status ?? 'nothing'}`];
    for (const { account, version, wallets } of page.body.items) {
      seen.add(account);
      const found = { version, available: wallets[0]?.available ?? 0 };
      const due = ledger.standing(account);
      if (found.version !== due.version || found.available !== due.available)
        problems.push(
          `${account} is answered as ${JSON.stringify(found)}, the ledger's fold is ${JSON.stringify(due)}`,
        );
    }
    if (page.body.next === null) break;
    after = `&after=${encodeURIComponent(page.body.next)}`;
  }
  for (const account of ledger.accounts.keys())
    if (!seen.has(account)) problems.push(`${account} is not in the read model`);
  return problems;
}

/**
 * Every table of the read model, row by row: it is read anew from the ledger beside the one that serves, and both are
 * compared at the same positions.
 *
 * @param {Door} balance @returns {Promise<string[]>}
 */
export async function differingRebuild(balance) {
  const begun = await balance.ask('POST', REBUILD, {});
  if (begun?.status !== 202) return [`a rebuild cannot be begun: ${begun?.status ?? 'no answer'}`];
  for (const deadline = performance.now() + REBUILT_WITHIN_MS; performance.now() < deadline; await sleep(100)) {
    const asked = await balance.ask('GET', REBUILD);
    if (asked?.status !== 200) continue;
    const { state, differences } = asked.body;
    if (state === 'running') continue;
    return state === 'switched'
      ? []
      : [`the read model is not the ledger's fold: ${state} ${JSON.stringify(differences ?? '').slice(0, 500)}`];
  }
  return [`the read model is not rebuilt within ${REBUILT_WITHIN_MS / 1_000} s`];
}
