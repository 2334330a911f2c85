import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { currentTrace, inTrace, traceOfLine } from './current-trace.js';

const ONE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const OTHER = '00-1af7651916cd43dd8448eb211c80319c-c7ad6b7169203331-00';

describe('The current trace', () => {
  it('is that of the request for which the code runs, however long it waits, and of no other', async () => {
    const seen = await Promise.all(
      [ONE, OTHER, undefined].map((trace) =>
        inTrace(trace, async () => {
          await turn();
          return currentTrace();
        }),
      ),
    );
    expect(seen).toEqual([ONE, OTHER, undefined]);
    expect(currentTrace()).toBeUndefined();
  });

  it('stands in every line of a log, and lines of one request are found together though nobody traces it', () => {
    expect(inTrace(ONE, traceOfLine)).toEqual({
      trace_id: '0af7651916cd43dd8448eb211c80319c',
      span_id: 'b7ad6b7169203331',
    });
    const [first, second] = inTrace(undefined, () => [traceOfLine(), traceOfLine()]);
    expect(first).toEqual({ trace_id: expect.stringMatching(/^[0-9a-f]{32}$/), span_id: expect.any(String) });
    expect(second).toEqual(first);
    expect(inTrace(undefined, traceOfLine)).not.toEqual(first);
    expect(traceOfLine()).toEqual({});
  });
});
