import { setTimeout as sleep } from 'node:timers/promises';
import { purchaseBody, returnBody } from './sales.mjs';
/** @import { Bus, Message } from '@loyalty/messaging' */
/** @import { Random } from './random.mjs' */
/** @import { Purchase, Sales, Shopper } from './sales.mjs' */
/** @import { Door } from './door.mjs' */

export const PURCHASES = 'loyalty.accrual.purchases.v1';
const PARTITIONS = 8;
const FLUSH_EVERY_MS = 40;

/** @typedef {{ message: Message, shopper: Shopper, taken: () => void }} Parcel */
/**
 * How messages come to their topic: a strike may deliver some late, twice, or in another order. It answers what to send
 * now; what it keeps it has to hand over when `isOver`.
 *
 * @typedef {(parcels: readonly Parcel[], about: { random: Random, isOver: boolean }) => readonly Parcel[]} Delivery
 */

/** @type {Delivery} */
export const atOnce = (parcels) => parcels;

/**
 * The road over the bus: what nobody waits for. It counts as acknowledged what the broker has taken; what the broker did
 * not take, or may have, is sent again, as any sender must.
 */
export class Courier {
  /** @type {Purchase[]} */
  #sold = [];
  /** @type {Map<number, Parcel[]>} what was not taken, by partition; nothing overtakes it */
  #unsent = new Map();
  #isDone = false;

  /**
   * @param {Random} random
   * @param {{ bus: Bus, sales: Sales, accrual: Door, delivery: () => Delivery, isOver: () => boolean, giveUpAt: () => boolean }} parts
   */
  constructor(random, parts) {
    this.random = random;
    this.parts = parts;
  }

  async run() {
    const { isOver, delivery } = this.parts;
    const sending = Array.from({ length: PARTITIONS }, (_, partition) => this.#sendAll(partition));
    while (!isOver()) {
      const parcels = Array.from({ length: this.random.whole(0, 2) }, () => this.#next()).flat();
      this.#hand(delivery()(parcels, { random: this.random, isOver: false }));
      await sleep(FLUSH_EVERY_MS);
    }
    this.#hand(delivery()([], { random: this.random, isOver: true }));
    this.#isDone = true;
    await Promise.all(sending);
  }

  /** @param {readonly Parcel[]} parcels */
  #hand(parcels) {
    for (const parcel of parcels) {
      const partition = parcel.shopper.number % PARTITIONS;
      this.#unsent.set(partition, [...(this.#unsent.get(partition) ?? []), parcel]);
    }
  }

  /** @param {number} partition */
  async #sendAll(partition) {
    const { bus, giveUpAt } = this.parts;
    for (;;) {
      const parcels = this.#unsent.get(partition) ?? [];
      if (parcels.length === 0 && this.#isDone) return;
      if (parcels.length === 0) {
        await sleep(FLUSH_EVERY_MS);
        continue;
      }
      try {
        await bus.send(
          PURCHASES,
          partition,
          parcels.map(({ message }) => message),
        );
        for (const { taken } of parcels) taken();
        this.#unsent.set(partition, (this.#unsent.get(partition) ?? []).slice(parcels.length));
      } catch (error) {
        if (giveUpAt()) throw error;
        await sleep(200);
      }
    }
  }

  /** @returns {Parcel[]} */
  #next() {
    const { random, parts } = this;
    const share = random.share();
    if (share < 0.2 && this.#sold.length > 0) return this.#back(random.pick(this.#sold));
    const isStranger = share >= 0.85 && parts.sales.strangers.length > 0;
    const shopper = isStranger ? random.pick(parts.sales.strangers) : random.pick(parts.sales.members);
    const purchase = parts.sales.sell(random, shopper);
    this.#sold.push(purchase);
    // A till that is not sure sends the same over the other road as well.
    if (random.share() < 0.1) void parts.accrual.ask('POST', '/v1/purchases', purchaseBody(purchase));
    return [parcel(shopper, { purchase: purchaseBody(purchase) }, () => (purchase.isAcknowledged = true))];
  }

  /** @param {Purchase} purchase @returns {Parcel[]} */
  #back(purchase) {
    const made = this.parts.sales.takeBack(this.random, purchase);
    if (made === undefined) return [];
    return [parcel(purchase.shopper, { return: returnBody(made) }, () => (made.isAcknowledged = true))];
  }
}

/** @param {Shopper} shopper @param {object} content @param {() => void} taken @returns {Parcel} */
function parcel(shopper, content, taken) {
  const message = {
    key: shopper.card,
    value: Buffer.from(JSON.stringify(content)),
    headers: { 'content-type': 'application/json' },
  };
  return { message, shopper, taken };
}
