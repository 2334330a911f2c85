/** @import { Random } from './random.mjs' */

const HOUR_MS = 3_600_000;
const MEMBERS = 40;
const SOURCE = 'till';

/**
 * @typedef {{ number: number, card: string, account: string | undefined }} Shopper
 * @typedef {{ id: string, sku: string, quantity: number, price: number }} Line
 */

/**
 * One purchase as the shop knows it, whatever ids it was sent with. Prices are whole euros and every euro is a point, so
 * what it earns and what a return takes back need no rounding, and whoever adds them up needs none of the product's code.
 *
 * @typedef {object} Purchase
 * @property {string} name the number on its receipt: no other has it
 * @property {Shopper} shopper
 * @property {readonly Line[]} lines
 * @property {string} occurredAt
 * @property {Set<string>} externalIds those it was sent with
 * @property {string | undefined} id the product's, from the first answer
 * @property {boolean} isAcknowledged somebody was told that it is kept: by an answer, or by the broker
 * @property {Map<string, number>} left units that were not returned yet, by line
 */

/**
 * @typedef {object} Return
 * @property {string} name
 * @property {Purchase} purchase
 * @property {Line} line
 * @property {number} quantity
 * @property {string} occurredAt
 * @property {boolean} isAcknowledged
 */

/** What was sold to whom, and what came back: what the ledger has to say. */
export class Sales {
  /** @type {Map<string, Purchase>} */
  purchases = new Map();
  /** @type {Map<string, Return>} */
  returns = new Map();
  /** Known from the beginning. @type {Shopper[]} */
  members = [];
  /** Have a card and have not joined yet. @type {Shopper[]} */
  strangers = [];
  /** @type {Map<string, Shopper>} by account */
  owners = new Map();
  #shoppers = 0;

  constructor() {
    for (let at = 0; at < MEMBERS; at += 1) this.members.push(this.#newShopper());
  }

  /** @returns {Shopper} */
  stranger() {
    const stranger = this.#newShopper();
    this.strangers.push(stranger);
    return stranger;
  }

  /** @param {Shopper} shopper @param {string} account */
  joined(shopper, account) {
    shopper.account = account;
    this.owners.set(account, shopper);
  }

  /** @param {Random} random @param {Shopper} shopper @returns {Purchase} */
  sell(random, shopper) {
    const name = random.name();
    const lines = Array.from({ length: random.whole(1, 3) }, (_, at) => ({
      id: String(at + 1),
      sku: `SKU-${random.whole(1, 50)}`,
      quantity: random.whole(1, 4),
      price: random.whole(1, 30),
    }));
    const purchase = {
      name,
      shopper,
      lines,
      occurredAt: this.#past(random),
      externalIds: new Set([name]),
      id: undefined,
      isAcknowledged: false,
      left: new Map(lines.map(({ id, quantity }) => [id, quantity])),
    };
    this.purchases.set(name, purchase);
    return purchase;
  }

  /** Some units of a line, or undefined when all are back. @param {Random} random @param {Purchase} purchase */
  takeBack(random, purchase) {
    const lines = purchase.lines.filter(({ id }) => (purchase.left.get(id) ?? 0) > 0);
    if (lines.length === 0) return undefined;
    const line = random.pick(lines);
    const left = purchase.left.get(line.id) ?? 0;
    const quantity = random.whole(1, left);
    purchase.left.set(line.id, left - quantity);
    /** @type {Return} */
    const made = {
      name: `back-${random.name()}`,
      purchase,
      line,
      quantity,
      occurredAt: new Date(Date.parse(purchase.occurredAt) + 60_000).toISOString(),
      isAcknowledged: false,
    };
    this.returns.set(made.name, made);
    return made;
  }

  /** Two to five hours ago: earlier than any clock of the suite can be wrong. @param {Random} random */
  #past(random) {
    return new Date(Date.now() - random.whole(2 * HOUR_MS, 5 * HOUR_MS)).toISOString();
  }

  #newShopper() {
    const number = ++this.#shoppers;
    return { number, card: `card-${number}`, account: undefined };
  }
}

/** What it earns in all. @param {Purchase} purchase */
export const pointsOf = ({ lines }) => lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);

/** As it is sent, over any road. @param {Purchase} purchase @param {string} [externalId] */
export function purchaseBody({ name, shopper, lines, occurredAt }, externalId = name) {
  return {
    source: SOURCE,
    externalId,
    occurredAt,
    store: 'berlin-1',
    receipt: { terminal: '1', number: name },
    member: { card: shopper.card },
    currency: 'EUR',
    lines: lines.map(({ id, sku, quantity, price }) => ({
      id,
      sku,
      quantity: String(quantity),
      unitPrice: `${price}.00`,
    })),
  };
}

/** Of a purchase that was sent over the bus its own id is all that is known. @param {Return} back */
export function returnBody({ name, purchase, line, quantity, occurredAt }) {
  return {
    source: SOURCE,
    externalId: name,
    occurredAt,
    purchase: purchase.id === undefined ? { source: SOURCE, externalId: purchase.name } : { id: purchase.id },
    lines: [{ id: line.id, quantity: String(quantity) }],
  };
}
