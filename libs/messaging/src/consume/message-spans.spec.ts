import { currentTrace, traceWith } from '@loyalty/tracing';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Incoming } from './handling.js';
import { MessageSpans } from './message-spans.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const cup = (headers: Record<string, string>): Incoming => {
  return { topic: 'tea.cups', partition: 0, offset: 0, key: null, value: new Uint8Array(), headers };
};
const traced = cup({ traceparent: `00-${TRACE}-b7ad6b7169203331-01` });

describe('Messages on their way through a handler', () => {
  afterEach(() => traceWith(undefined));

  it('are in the traces that they name, where nobody records spans', async () => {
    const spans = new MessageSpans('tea.cups', [traced, cup({}), cup({ traceparent: 'made up' })]);
    await spans.around(async () => {
      expect([0, 1, 2, 3].map((index) => spans.traceOf(index))).toEqual([
        traced.headers['traceparent'],
        undefined,
        undefined,
        undefined,
      ]);
    });
  });

  it('are a span each, and their batch a trace of its own, to which what is done for all of them belongs', async () => {
    const exporter = new InMemorySpanExporter();
    traceWith(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }).getTracer('test'));
    const spans = new MessageSpans('tea.cups', [traced, cup({})]);
    let around: string | undefined;
    const failing = spans.around(async () => {
      around = currentTrace();
      spans.refused(1);
      expect(spans.traceOf(0)).toMatch(new RegExp(`^00-${TRACE}-(?!b7ad6b7169203331)`));
      throw new RangeError('no tea for the card 4007');
    });
    await expect(failing).rejects.toThrow('4007');
    const [first, second, batch] = exporter.getFinishedSpans();
    expect([first?.name, second?.name, batch?.name]).toEqual([
      'process tea.cups',
      'process tea.cups',
      'process batch of tea.cups',
    ]);
    expect(first?.parentSpanContext?.spanId).toBe('b7ad6b7169203331');
    expect(second?.parentSpanContext).toBeUndefined();
    expect(around).toContain(batch?.spanContext().traceId);
    expect(batch?.links).toHaveLength(2);
    expect(batch?.attributes).toMatchObject({ 'error.type': 'RangeError', 'messaging.batch.message_count': 2 });
    expect(JSON.stringify([first?.attributes, first?.events, batch?.attributes])).not.toContain('4007');
  });
});
