import { afterAll, afterEach, beforeAll, beforeEach, describe } from '@jest/globals';
import { describeConsuming } from './contract/consuming.features.js';
import { describeFailing } from './contract/failing.features.js';
import { describeGroups } from './contract/groups.features.js';
import { describeSending } from './contract/sending.features.js';
import { describeTopics } from './contract/topics.features.js';
import { inBuses, type BusAdapter, type Buses } from './contract/adapter.features.js';

export type { BusAdapter } from './contract/adapter.features.js';

/** Everything that the port promises, held against an adapter. Each test has topics and groups of its own. */
export function describeBus(adapter: BusAdapter): void {
  describe(`bus: ${adapter.name}`, () => {
    let buses: Buses | undefined;
    beforeAll(() => adapter.start(), 120_000);
    afterAll(() => adapter.stop(), 60_000);
    beforeEach(() => {
      buses = inBuses(adapter);
    });
    afterEach(() => buses?.close());

    const now = (): Buses => {
      if (buses === undefined) throw new Error('outside a test');
      return buses;
    };
    describe('topics', () => describeTopics(now));
    describe('sending and reading', () => describeSending(now, adapter));
    describe('consuming', () => describeConsuming(now, adapter));
    describe('when handling fails', () => describeFailing(now));
    describe('groups', () => describeGroups(now));
  });
}
