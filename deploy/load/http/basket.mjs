import { postBatch } from '../../../services/cli/dist/client/batch.js';

/** Purchases of two lines by members who are known, each with an id of its own. */
export class Baskets {
  #sent = 0;

  /** @param {string} source @param {number} members @param {string} [programme] Absent: the only one. */
  constructor(source, members, programme) {
    this.source = source;
    this.members = members;
    this.programme = programme;
  }

  get sent() {
    return this.#sent;
  }

  next() {
    this.#sent += 1;
    return {
      ...(this.programme === undefined ? {} : { programme: this.programme }),
      source: this.source,
      externalId: `R-${this.#sent}`,
      occurredAt: '2026-01-05T10:15:00+01:00',
      store: 'berlin-1',
      channel: 'pos',
      member: { card: String(4_000_000 + (this.#sent % this.members)) },
      currency: 'EUR',
      lines: [
        { id: '1', sku: `A-${this.#sent % 97}`, quantity: '3', unitPrice: '33.33', categories: ['TEA'] },
        { id: '2', sku: `B-${this.#sent % 89}`, quantity: '1', unitPrice: '50.01' },
      ],
      total: '150.00',
      payments: [{ kind: 'card', amount: '150.00' }],
    };
  }
}

/**
 * Every member buys once, so that all are known before anything is measured: nobody joins at a till twice.
 *
 * @param {{ url: string, key: string }} shop @param {number} members @param {string} [programme]
 */
export async function enrolAll(shop, members, programme) {
  const baskets = new Baskets('enrol', members, programme);
  async function* lines() {
    while (baskets.sent < members) yield JSON.stringify({ purchase: baskets.next() });
  }
  for await (const { status, body } of postBatch(shop.url, shop.key, lines())) {
    if (status !== 201) throw new Error(`void: a member was not enrolled: ${JSON.stringify(body)}`);
  }
}
