import { setTimeout as sleep } from 'node:timers/promises';
import { pointsOf, purchaseBody, returnBody } from './sales.mjs';
/** @import { Door } from './door.mjs' */
/** @import { Random } from './random.mjs' */
/** @import { Purchase, Return, Sales, Shopper } from './sales.mjs' */

/**
 * @typedef {object} TillParts
 * @property {Sales} sales
 * @property {Door} accrual
 * @property {Door} enrollment
 * @property {(what: string) => void} wrong told of an answer that cannot be true
 * @property {() => boolean} isOver no new work
 * @property {() => boolean} giveUpAt what has no answer by now will never have one
 */

/** One till: a thing after another, each until it is answered. The same random gives the same things. */
export class Till {
  /** Those that may be returned. @type {Purchase[]} */
  #sold = [];
  /** Strangers who bought here. @type {Shopper[]} */
  #strangers = [];

  /** @param {Random} random @param {TillParts} parts */
  constructor(random, parts) {
    this.random = random;
    this.parts = parts;
  }

  async run() {
    while (!this.parts.isOver()) {
      await this.#next();
      await sleep(this.random.whole(0, 60));
    }
  }

  /** @returns {Promise<unknown>} */
  #next() {
    const { random, parts } = this;
    const share = random.share();
    if (share < 0.5) return this.#sell(random.pick(parts.sales.members));
    if (share < 0.65) return this.#sellToStranger();
    if (share < 0.8 && this.#sold.length > 0) return this.#takeBack(random.pick(this.#sold));
    if (share < 0.88 && this.#sold.length > 0) return this.#repeat(random.pick(this.#sold));
    if (share < 0.93 && this.#strangers.length > 0) return this.#enrol();
    if (share < 0.97) return this.#walkAway(random.pick(parts.sales.members));
    return this.#sell(random.pick(parts.sales.members));
  }

  /** @param {Shopper} shopper */
  async #sell(shopper) {
    const purchase = this.parts.sales.sell(this.random, shopper);
    if (await this.#send(purchase)) this.#sold.push(purchase);
  }

  async #sellToStranger() {
    const isKnown = this.#strangers.length > 0 && this.random.share() < 0.6;
    const stranger = isKnown ? this.random.pick(this.#strangers) : this.parts.sales.stranger();
    if (!isKnown) this.#strangers.push(stranger);
    await this.#sell(stranger);
  }

  /** A till that is not sure sends it again, sometimes under a new id. @param {Purchase} purchase */
  async #send(purchase) {
    const { random } = this;
    const body = (/** @type {number} */ tries) => {
      if (tries === 0 || random.share() < 0.6) return purchaseBody(purchase);
      const externalId = `${purchase.name}-again-${tries}`;
      purchase.externalIds.add(externalId);
      return purchaseBody(purchase, externalId);
    };
    const { answered, tries } = await this.#insist('/v1/purchases', body);
    if (answered === undefined) return false;
    this.#read(purchase, answered, tries === 0);
    return purchase.isAcknowledged;
  }

  /** @param {Purchase} purchase @param {{ status: number, body: any }} answered @param {boolean} isFirst */
  #read(purchase, { status, body }, isFirst) {
    const { wrong } = this.parts;
    if (status !== 200 && status !== 201) return wrong(`purchase ${purchase.name}: ${status} ${JSON.stringify(body)}`);
    if (purchase.id !== undefined && purchase.id !== body.purchase.id)
      wrong(`purchase ${purchase.name} is ${body.purchase.id}, and was ${purchase.id}`);
    if (isFirst && !purchase.isAcknowledged && body.repeated) wrong(`purchase ${purchase.name} is a repeat of nothing`);
    const points = body.totals.reduce((/** @type {number} */ sum, /** @type {any} */ { earned }) => sum + earned, 0);
    if (body.account !== null && points !== pointsOf(purchase))
      wrong(`purchase ${purchase.name} earned ${points} instead of ${pointsOf(purchase)}`);
    purchase.id = body.purchase.id;
    purchase.isAcknowledged = true;
  }

  /** What was answered long ago comes again. @param {Purchase} purchase */
  async #repeat(purchase) {
    const isNewId = this.random.share() < 0.5;
    const externalId = isNewId ? `${purchase.name}-later-${purchase.externalIds.size}` : purchase.name;
    purchase.externalIds.add(externalId);
    const { answered } = await this.#insist('/v1/purchases', () => purchaseBody(purchase, externalId));
    if (answered === undefined) return;
    this.#read(purchase, answered, false);
    if (answered.status < 300 && answered.body.repeated !== true)
      this.parts.wrong(`purchase ${purchase.name} came again as ${externalId} and was taken for a new one`);
  }

  /** A customer who does not wait: one try, and whether it was taken nobody knows. @param {Shopper} shopper */
  async #walkAway(shopper) {
    const purchase = this.parts.sales.sell(this.random, shopper);
    const answered = await this.parts.accrual.ask('POST', '/v1/purchases', purchaseBody(purchase));
    if (answered !== undefined && answered.status < 300) this.#read(purchase, answered, true);
  }

  /** @param {Purchase} purchase */
  async #takeBack(purchase) {
    const made = this.parts.sales.takeBack(this.random, purchase);
    if (made === undefined) return;
    const { answered } = await this.#insist('/v1/returns', () => returnBody(made));
    if (answered === undefined) return;
    if (answered.status < 300) made.isAcknowledged = true;
    else this.parts.wrong(`return ${made.name}: ${answered.status} ${JSON.stringify(answered.body)}`);
  }

  async #enrol() {
    const at = this.random.whole(0, this.#strangers.length - 1);
    const [shopper] = this.#strangers.splice(at, 1);
    if (shopper !== undefined) await enrol(shopper, { ...this.parts, random: this.random });
  }

  /** @param {string} path @param {(tries: number) => unknown} body */
  #insist(path, body) {
    return this.parts.accrual.insist({ path, body, random: this.random, giveUpAt: this.parts.giveUpAt });
  }
}

/** @param {Shopper} shopper @param {Pick<TillParts, 'sales' | 'enrollment' | 'wrong' | 'giveUpAt'> & { random: Random }} parts */
export async function enrol(shopper, { sales, enrollment, wrong, giveUpAt, random }) {
  const body = { source: 'crm', externalId: `shopper-${shopper.number}`, card: shopper.card };
  const { answered } = await enrollment.insist({ path: '/v1/members', random, giveUpAt, body: () => body });
  if (answered === undefined) return;
  if (answered.status >= 300)
    return wrong(`member ${shopper.number}: ${answered.status} ${JSON.stringify(answered.body)}`);
  sales.joined(shopper, answered.body.account.id);
}
