import { setTimeout as sleep } from 'node:timers/promises';
import { PURCHASES } from '../workload/courier.mjs';
/** @import { Fault } from '../faults.mjs' */
/** @import { Delivery, Parcel } from '../workload/courier.mjs' */

const LATE_MAX_MS = 3_000;
const GATHERED = 30;

/** What comes over the bus, and how. @type {readonly Fault[]} */
export const deliveries = [
  delivered('delivered-late', 'messages of purchases are up to three seconds late, and returns overtake them', late),
  delivered('delivered-twice', 'every message of a purchase comes twice or three times, at once and later', twice),
  delivered('delivered-in-disorder', 'messages of different members come in any order', inDisorder),
  {
    name: 'poison',
    says: 'messages that nobody can read, or that the programme refuses, among those of members',
    async strike({ installation, workload, random }) {
      for (let times = 0; times < 12; times += 1) {
        const { card, number } = random.pick(workload.sales.members);
        const partition = number % 8;
        await installation.bus.send(PURCHASES, partition, [
          {
            key: random.share() < 0.5 ? card : null,
            value: poison(random.whole(0, 3), `poison-${times}`, card),
            headers: {},
          },
        ]);
        workload.planted += 1;
        workload.plantedInTopic += 1;
        await sleep(random.whole(50, 250));
      }
    },
  },
];

/** @param {string} name @param {string} says @param {() => Delivery} delivery @returns {Fault} */
function delivered(name, says, delivery) {
  return {
    name,
    says,
    async strike({ workload }) {
      workload.delivery = delivery();
      await sleep(5_000);
    },
  };
}

/** @returns {Delivery} */
function late() {
  /** @type {{ dueAt: number, parcel: Parcel }[]} */
  let kept = [];
  return (parcels, { random, isOver }) => {
    const now = performance.now();
    for (const parcel of parcels) kept.push({ dueAt: now + random.whole(0, LATE_MAX_MS), parcel });
    const due = kept.filter(({ dueAt }) => isOver || dueAt <= now);
    kept = kept.filter((each) => !due.includes(each));
    return due.map(({ parcel }) => parcel);
  };
}

/** @returns {Delivery} */
function twice() {
  /** @type {Parcel[]} */
  let kept = [];
  return (parcels, { random, isOver }) => {
    const again = isOver ? kept : kept.filter(() => random.share() < 0.1);
    kept = [...kept.filter((each) => !again.includes(each)), ...parcels];
    return [...parcels, ...parcels.filter(() => random.share() < 0.5), ...again];
  };
}

/** Of each member the order is kept. @returns {Delivery} */
function inDisorder() {
  /** @type {Parcel[]} */
  let kept = [];
  return (parcels, { random, isOver }) => {
    kept.push(...parcels);
    if (kept.length < GATHERED && !isOver) return [];
    const byShopper = Map.groupBy(kept, ({ shopper }) => shopper);
    const order = random.shuffled(kept.map(({ shopper }) => shopper));
    kept = [];
    return order.flatMap((shopper) => byShopper.get(shopper)?.shift() ?? []);
  };
}

/** @param {number} kind @param {string} externalId @param {string} card */
function poison(kind, externalId, card) {
  const purchase = {
    source: 'till',
    externalId,
    occurredAt: '2026-01-05T10:15:00+01:00',
    member: { card },
    currency: 'EUR',
    lines: [{ id: '1', sku: 'TEA', quantity: '1', unitPrice: '1.00' }],
  };
  const contents = [
    '{"purchase":',
    JSON.stringify({ purchase: { ...purchase, note: 'not in the contract' } }),
    JSON.stringify({ purchase: { ...purchase, currency: 'JPY' } }),
    '\0\0\0',
  ];
  return Buffer.from(contents[kind] ?? '');
}
