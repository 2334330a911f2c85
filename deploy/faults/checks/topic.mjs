import { fromLedgerMessage } from '@loyalty/contracts';
/** @import { Installation } from '../processes/installation.mjs' */
/** @import { LedgerCopy } from './ledger.mjs' */

export const LEDGER = 'loyalty.ledger.events.v1';
const PAGE = 5_000;

/**
 * The ledger's topic, read from its start and then on: whoever drops the positions that he has already seen must have the
 * ledger, in order and without a gap.
 */
export class TopicCopy {
  /** @type {{ next: number, position: number }[]} by partition */
  #places = [];
  /** Messages that were there before. */
  repeats = 0;
  fresh = 0;

  /** @param {Installation} installation */
  constructor(installation) {
    this.installation = installation;
  }

  /** How far it was read, by partition. */
  get positions() {
    return this.#places.map(({ position }) => position);
  }

  /** @param {LedgerCopy} ledger as it was read last @returns {Promise<string[]>} what is wrong in it */
  async readOn(ledger) {
    const problems = await Promise.all(ledger.shards.map((_, shard) => this.#readPartition(shard, ledger)));
    return problems.flat();
  }

  /** @param {number} shard @param {LedgerCopy} ledger */
  async #readPartition(shard, ledger) {
    const { bus } = this.installation;
    const place = (this.#places[shard] ??= { next: 0, position: 0 });
    const { first, next } = await bus.bounds(LEDGER, shard);
    const problems = [];
    place.next = Math.max(place.next, first);
    while (place.next < next) {
      const messages = await bus.read(LEDGER, shard, place.next, Math.min(PAGE, next - place.next));
      for (const { value, offset } of messages) {
        place.next = offset + 1;
        const event = fromLedgerMessage(value);
        if (event.position <= place.position) {
          this.repeats += 1;
          continue;
        }
        this.fresh += 1;
        if (event.position !== place.position + 1)
          problems.push(
            `partition ${shard} goes from position ${place.position} to ${event.position} at offset ${offset}`,
          );
        place.position = event.position;
        const row = ledger.shards[shard]?.[event.position - 1];
        // What was committed since the ledger was read is compared the next time.
        if (row !== undefined && !isSame(row, event))
          problems.push(`partition ${shard}, offset ${offset}: position ${event.position} is not the ledger's`);
      }
      if (messages.length === 0) break;
    }
    return problems;
  }
}

/** @param {import('./ledger.mjs').Row} row @param {ReturnType<typeof fromLedgerMessage>} event */
function isSame(row, event) {
  return (
    row.stream === event.stream &&
    row.version === event.version &&
    row.type === event.type &&
    row.payload === event.payload
  );
}
