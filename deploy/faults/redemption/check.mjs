import { setTimeout as sleep } from 'node:timers/promises';
import { LedgerCopy } from '../checks/ledger.mjs';
import { STOCK } from './shop.mjs';
/** @import { Violation } from '../checks/inspection.mjs' */
/** @import { Flows } from './flows.mjs' */
/** @import { Installation } from './installation.mjs' */

/** One that was asked for in vain time and again is asked for after a minute at last, and in vain again three times of ten. */
const ENDED_WITHIN_MS = 300_000;
const FREED_WITHIN_MS = 20_000;
const SHOWN_MAX = 5;
const OPEN = ['awaiting_approval', 'requested', 'sent', 'accepted'];

/** Everything that was promised, when nothing is under way any more. @param {Installation} installation @param {Flows} flows @returns {Promise<readonly Violation[]>} */
export async function look(installation, flows) {
  /** @type {Violation[]} */
  const violations = [];
  const found = (/** @type {string} */ check, /** @type {readonly string[]} */ problems) => {
    if (problems.length > 0) violations.push({ check, details: problems.slice(0, SHOWN_MAX) });
  };
  const doors = [flows.accrual, flows.enrollment, flows.redemption, flows.boss];
  found('answers', [...flows.wrong, ...doors.flatMap((door) => door.unexpected)]);
  found('every payout ends', await untilEnded(flows));
  found('what was paid is what is settled, once', await payments(installation, flows));
  found('nothing is held for ever, and everybody has what they must have', await balances(flows));
  found('stock is right', await stock(flows));
  const ledger = new LedgerCopy(/** @type {any} */ (installation));
  found('the ledger has no gaps', await ledger.readOn());
  found('points are conserved', ledger.imbalances());
  found('the hash chain verifies', await ok(installation.verify()));
  found('redemptions and accounts say the same', await ok(installation.reconcile()));
  found('no destination is kept of what has ended', await destinations(installation));
  found('nothing needs a person', await people(installation));
  return violations;
}

/** @param {Flows} flows */
async function untilEnded(flows) {
  for (const giveUpAt = performance.now() + ENDED_WITHIN_MS; ; await sleep(200)) {
    const open = [];
    for (const status of OPEN) open.push(...(await flows.read(`/v1/payouts?limit=1000&status=${status}`)).items);
    if (open.length === 0) return [];
    if (performance.now() > giveUpAt) return open.map(({ id, status }) => `${id} is ${status}`);
  }
}

/** @param {Installation} installation @param {Flows} flows */
async function payments(installation, flows) {
  const problems = [];
  const { payments: paid, refusedRequests } = await installation.provider();
  const times = new Map();
  for (const { id } of paid) times.set(id, (times.get(id) ?? 0) + 1);
  for (const [id, count] of times) {
    if (count > 1) problems.push(`${id} was paid ${count} times`);
    if (!flows.payouts.has(id)) problems.push(`${id} was paid, and nobody was told that it was taken`);
  }
  for (const [id, { spender, points }] of flows.payouts) {
    const { payout } = await flows.read(`/v1/payouts/${id}`);
    const isPaid = times.has(id);
    if ((payout.status === 'settled') !== isPaid) problems.push(`${id} is ${payout.status}, and paid: ${isPaid}`);
    const amount = paid.find((each) => each.id === id)?.amount;
    if (amount !== undefined && amount !== payout.amount)
      problems.push(`${id} is ${payout.amount}, and ${amount} was paid`);
    if (isPaid) spender.points -= points;
  }
  return [...problems, ...refusedRequests];
}

/** Holds of the last flows lapse by themselves a moment later. @param {Flows} flows */
async function balances(flows) {
  for (const giveUpAt = performance.now() + FREED_WITHIN_MS; ; await sleep(500)) {
    const problems = [];
    for (const spender of flows.spenders) {
      const { available, held } = await flows.balanceOf(spender);
      if (available === spender.points && held === 0) continue;
      problems.push(`${spender.card} has ${available} and ${held} held, and must have ${spender.points}`);
    }
    if (problems.length === 0 || performance.now() > giveUpAt) return problems;
  }
}

/** @param {Flows} flows */
async function stock(flows) {
  const told = (await flows.read('/v1/rewards/mug')).reward.stock;
  const must = { supply: STOCK, left: STOCK - flows.mugs, held: 0, kept: flows.mugs };
  return JSON.stringify(told) === JSON.stringify(must)
    ? []
    : [`${JSON.stringify(told)} and not ${JSON.stringify(must)}`];
}

/** What was never authorised is swept later; what has ended is not kept. @param {Installation} installation */
async function destinations({ pool }) {
  const { rows } = await pool.query('select id from redemption.payout_destinations join redemption.payouts using (id)');
  return rows.map(({ id }) => `${id} has ended, and where it went is still kept`);
}

/** @param {Promise<any>} command */
async function ok(command) {
  const said = await command.catch((error) => ({ ok: false, error: String(error.stdout ?? error) }));
  return said.ok ? [] : [JSON.stringify(said).slice(0, 2_000)];
}

/** @param {Installation} installation */
async function people({ processes }) {
  const problems = [];
  for (const each of processes()) {
    for (const how of each.surprises) problems.push(`${each.name} ended by itself: ${how}; ${await each.lastWords()}`);
    if (!each.isRunning) problems.push(`${each.name} does not run`);
  }
  return problems;
}
