import { randomUUID } from 'node:crypto';
import { inTrace } from '@loyalty/tracing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Adapter } from './event-store.features.js';
import { add, settable } from './tally.features.js';

/** What the port promises of traces, held against an adapter. */
export function describeTraces(adapter: Adapter): void {
  describe(`event store: ${adapter.name}, traced`, () => {
    beforeAll(() => adapter.start());
    afterAll(() => adapter.stop());

    it('keeps with each event the trace in which it was appended, and none where there was none', async () => {
      const store = await adapter.create(settable(1_000_000));
      const stream = randomUUID();
      const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
      const traced = inTrace(trace, () => store.execute(add(stream, 1)));
      await Promise.all([traced, store.execute(add(stream, 2))]);
      expect((await store.readStream(stream)).map((event) => event.trace)).toEqual([trace, undefined]);
      expect((await store.verify()).ok).toBe(true);
      await store.close();
    });
  });
}
