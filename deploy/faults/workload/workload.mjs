import { setTimeout as sleep } from 'node:timers/promises';
import { atOnce, Courier } from './courier.mjs';
import { Door } from './door.mjs';
import { Random } from './random.mjs';
import { Sales } from './sales.mjs';
import { enrol, Till } from './tills.mjs';
/** @import { Installation } from '../processes/installation.mjs' */
/** @import { Delivery } from './courier.mjs' */

const TILLS = 6;
/** After the fault everything has to be answered in this time; a person would have been called before. */
const ANSWERED_WITHIN_MS = 60_000;

/** Shops and tills of one installation: what they did before, and what they do while a fault strikes. */
export class Workload {
  sales = new Sales();
  /** @type {string[]} answers that cannot be true */
  wrong = [];
  /** Messages that cannot be taken, put into the topic on purpose. */
  plantedInTopic = 0;
  /** Dead letters that there should be: one for each time that such a message was read. */
  planted = 0;
  /** @type {Delivery} */
  delivery = atOnce;

  /** @param {Installation} installation @param {number} seed */
  constructor(installation, seed) {
    this.installation = installation;
    this.random = new Random(seed);
    const door = (/** @type {string[]} */ ...names) =>
      new Door({
        key: installation.key,
        urls: () => names.map((name) => installation.process(name).url),
      });
    this.accrual = door('accrual-1', 'accrual-2');
    this.enrollment = door('enrollment');
    this.balance = door('balance');
  }

  /** Before the first fault: a programme, and members of it. @param {string} programme */
  async open(programme) {
    const applied = await this.accrual.ask('PUT', '/v1/programmes/tea-shop', programme, {
      'content-type': 'application/yaml',
    });
    if (applied === undefined || applied.status >= 300) throw new Error(`programme: ${JSON.stringify(applied?.body)}`);
    await this.#untilKnown('/v1/programmes/tea-shop');
    const parts = { ...this.#parts(() => false), random: this.random.of('members') };
    for (const member of this.sales.members) await enrol(member, parts);
    if (this.wrong.length > 0) throw new Error(this.wrong[0]);
  }

  /**
   * Everybody works while the fault strikes, at least for so long; then what is under way is brought to its end.
   *
   * @param {string} fault @param {{ seconds: number, strike: () => Promise<unknown> }} work
   */
  async during(fault, { seconds, strike }) {
    let isOver = false;
    let giveUpAt = Number.POSITIVE_INFINITY;
    const parts = { ...this.#parts(() => performance.now() > giveUpAt), isOver: () => isOver };
    const random = this.random.of(fault);
    const tills = Array.from({ length: TILLS }, (_, at) => new Till(random.of(`till${at}`), parts).run());
    const courier = new Courier(random.of('bus'), {
      ...parts,
      bus: this.installation.bus,
      delivery: () => this.delivery,
    });
    const working = Promise.all([...tills, courier.run()]);
    // Whatever ends it early is told at the end.
    working.catch(() => undefined);
    const leastMs = sleep(seconds * 1_000);
    try {
      await sleep(500);
      await strike();
      await Promise.all([leastMs, sleep(500)]);
    } finally {
      isOver = true;
      giveUpAt = performance.now() + ANSWERED_WITHIN_MS;
      await working;
      this.delivery = atOnce;
    }
    if (performance.now() > giveUpAt)
      this.wrong.push(`some had no answer ${ANSWERED_WITHIN_MS / 1_000} s after the fault`);
  }

  get counts() {
    const purchases = [...this.sales.purchases.values()];
    const returns = [...this.sales.returns.values()];
    return {
      purchases: purchases.length,
      acknowledged: purchases.filter(({ isAcknowledged }) => isAcknowledged).length,
      returns: returns.length,
      members: this.sales.owners.size,
      answers: Object.fromEntries(this.accrual.counts),
    };
  }

  /** What one process has applied, another knows when it looks again. @param {string} path */
  async #untilKnown(path) {
    const headers = { authorization: `Bearer ${this.installation.key}` };
    for (const { url } of this.installation.accruals()) {
      while ((await fetch(url + path, { headers })).status !== 200) await sleep(100);
    }
  }

  /** @param {() => boolean} giveUpAt */
  #parts(giveUpAt) {
    const { sales, accrual, enrollment } = this;
    return { sales, accrual, enrollment, giveUpAt, wrong: (/** @type {string} */ what) => void this.wrong.push(what) };
  }
}
