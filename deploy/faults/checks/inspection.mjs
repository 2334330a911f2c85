import { setTimeout as sleep } from 'node:timers/promises';
import { lagOf } from './lag.mjs';
import { LedgerCopy } from './ledger.mjs';
import { differingBalances, differingRebuild } from './read-model.mjs';
import { TopicCopy } from './topic.mjs';
/** @import { Installation } from '../processes/installation.mjs' */
/** @import { Workload } from '../workload/workload.mjs' */

const AT_REST_WITHIN_MS = 45_000;
/**
 * Enrollment brings the claim of somebody who has joined to the ledger a moment later; one that was in the hand of a process
 * that died after 30 s; and it looks after 60 s for purchases that were under way when they joined.
 */
const CLAIMED_WITHIN_MS = 100_000;
const LOOK_EVERY_MS = 150;
const SHOWN_MAX = 5;
/** One relay sends each event once, besides what a hand-over sends again; two that both hold a shard send all of it twice. */
const REPEATS_SHARE_MAX = 0.25;
const REPEATS_FREE = 100;

/** @typedef {{ check: string, details: readonly string[] }} Violation */

/** Looks an installation through after each fault: what was promised, and whether it is kept. */
export class Inspection {
  /** Messages of the ledger's topic since the look before: news, and what was there before. */
  sent = { fresh: 0, repeats: 0 };

  /** @param {Installation} installation @param {Workload} workload */
  constructor(installation, workload) {
    this.installation = installation;
    this.workload = workload;
    this.ledger = new LedgerCopy(installation);
    this.topic = new TopicCopy(installation);
  }

  /** How far the ledger was read, in events. */
  get events() {
    return this.ledger.shards.reduce((sum, rows) => sum + rows.length, 0);
  }

  /** Reads what is there, before somebody takes it away. */
  async readOn() {
    this.workload.wrong.push(...(await this.ledger.readOn()), ...(await this.topic.readOn(this.ledger)));
  }

  /** Comes back when nothing is under way any more. @param {{ mayRepeat: boolean }} fault @returns {Promise<readonly Violation[]>} */
  async look({ mayRepeat }) {
    const { workload, ledger, topic } = this;
    /** @type {Violation[]} */
    const violations = [];
    const found = (/** @type {string} */ check, /** @type {readonly string[]} */ problems) => {
      if (problems.length === 0) return;
      const more = problems.length > SHOWN_MAX ? [`and ${problems.length - SHOWN_MAX} more`] : [];
      violations.push({ check, details: [...problems.slice(0, SHOWN_MAX), ...more] });
    };
    const before = { repeats: topic.repeats, fresh: topic.fresh };

    found('answers', [...workload.wrong.splice(0), ...this.#unexpected()]);
    const rest = await this.#untilAtRest();
    found('the topic is the ledger', rest.topic);
    found('the ledger has no gaps', rest.ledger);
    found('lag returns to zero', rest.lag);
    found('what was sold is in the ledger, once', rest.sales);
    found('points are conserved', ledger.imbalances());
    const [verified, rebuilt, balances, people] = await Promise.all([
      this.#verified(),
      differingRebuild(workload.balance),
      differingBalances(workload.balance, ledger),
      this.#needsAPerson(),
    ]);
    found('the hash chain verifies', verified);
    found('the read model is the fold of the ledger', [...balances, ...rebuilt]);
    found('nothing needs a person', people);
    const [fresh, repeats] = [topic.fresh - before.fresh, topic.repeats - before.repeats];
    this.sent = { fresh, repeats };
    const most = REPEATS_FREE + REPEATS_SHARE_MAX * fresh;
    if (!mayRepeat && repeats > most)
      found('one relay sends a shard', [`${repeats} messages were there before; at most ${most} may`]);
    return violations;
  }

  /** Reads on until everything has arrived where it belongs; what has not in time is what is wrong. */
  async #untilAtRest() {
    const { ledger, topic, installation, workload } = this;
    const wrong = { ledger: /** @type {string[]} */ ([]), topic: /** @type {string[]} */ ([]) };
    let stillSince = Number.POSITIVE_INFINITY;
    let wasStill = false;
    for (let movingSince = performance.now(); ; await sleep(LOOK_EVERY_MS)) {
      const now = performance.now();
      const isLate = now > movingSince + AT_REST_WITHIN_MS;
      try {
        wrong.ledger.push(...(await ledger.readOn()));
        wrong.topic.push(...(await topic.readOn(ledger)));
        const { toTake, toSend, toRead } = await lagOf(installation, topic.positions);
        const isStill = toTake + toSend + toRead === 0;
        stillSince = isStill ? Math.min(stillSince, now) : Number.POSITIVE_INFINITY;
        if (isStill) movingSince = now;
        const isBroken = wrong.ledger.length + wrong.topic.length > 0;
        // What came after the ledger was read and before the lag was looked at is in the next reading.
        const isAtRest = isStill && wasStill;
        wasStill = isStill;
        if (!isAtRest && !isLate && !isBroken) continue;
        const { wrong: sales, unclaimed } = ledger.differences(workload.sales);
        const mayBeClaimed = unclaimed.length > 0 && now < stillSince + CLAIMED_WITHIN_MS;
        if (isStill && mayBeClaimed && sales.length === 0 && !isBroken) continue;
        const lag = `${toTake} messages to take, ${toSend} events to send, ${toRead} to read into the balances`;
        return { ...wrong, lag: isAtRest ? [] : [lag], sales: [...sales, ...unclaimed] };
      } catch (error) {
        // A broker or a database that has just come back may still break a connection.
        if (isLate) return { ...wrong, lag: [String(error)], sales: [] };
      }
    }
  }

  async #verified() {
    try {
      const { ok } = await this.installation.verify();
      return ok === true ? [] : ['it does not'];
    } catch (error) {
      return [String(/** @type {any} */ (error)?.stdout ?? error).trim() || String(error)];
    }
  }

  #unexpected() {
    const { accrual, enrollment, balance } = this.workload;
    return [accrual, enrollment, balance].flatMap((door) => door.unexpected.splice(0));
  }

  async #needsAPerson() {
    const { pool, processes } = this.installation;
    const problems = [];
    const parked = await pool.query('select topic, partition, reason from accrual_intake.parked_keys');
    for (const { partition, reason } of parked.rows)
      problems.push(`a key of partition ${partition} is parked: ${reason}`);
    const dead = await pool.query('select count(*) as count from accrual_intake.dead_letters');
    const more = Number(dead.rows[0].count) - this.workload.planted;
    if (more !== 0) problems.push(`${more} dead letters more than were planted: ${await this.#lastDeadLetters()}`);
    for (const process of processes()) {
      for (const how of process.surprises.splice(0))
        problems.push(`${process.name} ended by itself: ${how}; ${await process.lastWords()}`);
      if (!process.isRunning) problems.push(`${process.name} does not run`);
      else await process.untilReady(20_000).catch((error) => problems.push(String(error)));
    }
    return problems;
  }

  /** They are sealed; accrual opens them. */
  async #lastDeadLetters() {
    const { accrual } = this.workload;
    const list = await accrual.ask('GET', '/v1/dead-letters?limit=1000');
    const last = list?.body.items.slice(-3) ?? [];
    const letters = await Promise.all(
      last.map((/** @type {any} */ { id }) => accrual.ask('GET', `/v1/dead-letters/${id}`)),
    );
    return letters.map((letter) => JSON.stringify(letter?.body)).join('; ');
  }
}
