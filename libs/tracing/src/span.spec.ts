import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BatchSpans } from './batch-spans.js';
import { beginSpan, isTracing, spanning, traceWith } from './span.js';

const SAMPLED = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const OTHER = '00-1af7651916cd43dd8448eb211c80319c-c7ad6b7169203331-01';
const UNSAMPLED = '00-2af7651916cd43dd8448eb211c80319c-d7ad6b7169203331-00';
const names = { batch: { name: 'send' }, each: { name: 'create' } };

describe('While nobody records spans', () => {
  it('none is made, alone or for a batch, and what is waited for is waited for', async () => {
    expect(isTracing()).toBe(false);
    expect(beginSpan('tea', { parent: SAMPLED })).toBeUndefined();
    expect(BatchSpans.begin([{ trace: SAMPLED }], names)).toBeUndefined();
    expect(await spanning('tea', {}, async (span) => span ?? 'none')).toBe('none');
  });
});

describe('Spans', () => {
  const exporter = new InMemorySpanExporter();
  beforeEach(() => {
    exporter.reset();
    traceWith(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }).getTracer('test'));
  });
  afterEach(() => traceWith(undefined));
  const made = () => exporter.getFinishedSpans();

  it('go on with the trace of whoever asked, or begin one', () => {
    beginSpan('tea', { parent: SAMPLED, kind: 'SERVER' })?.end();
    beginSpan('milk')?.end();
    const [tea, milk] = made();
    expect(tea?.spanContext().traceId).toBe('0af7651916cd43dd8448eb211c80319c');
    expect(tea?.parentSpanContext?.spanId).toBe('b7ad6b7169203331');
    expect(milk?.parentSpanContext).toBeUndefined();
  });

  it('leave to whoever asked whether it is recorded, and pass that on', () => {
    const span = beginSpan('tea', { parent: UNSAMPLED });
    expect(span?.traceparent).toMatch(/^00-2af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-00$/);
    span?.end();
    expect(made()).toEqual([]);
  });

  it('say of an error of which kind it was, and not what it quoted', async () => {
    const failing = spanning('tea', {}, () => Promise.reject(new TypeError('the card 4007')));
    await expect(failing).rejects.toThrow('4007');
    expect(made()[0]?.attributes).toEqual({ 'error.type': 'TypeError' });
    expect(JSON.stringify(made()[0]?.events)).not.toContain('4007');
    expect(made()[0]?.status).toEqual({ code: 2 });
  });

  it('of a batch are one for each trace that it carries, and links lead both ways', () => {
    const carried = [SAMPLED, OTHER, SAMPLED, UNSAMPLED, undefined].map((trace) => ({ trace }));
    const spans = BatchSpans.begin(carried, names);
    expect(spans?.traceFor(UNSAMPLED)).toBe(UNSAMPLED);
    expect(spans?.traceFor(undefined)).toBeUndefined();
    expect(spans?.traceFor(SAMPLED)).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)/);
    spans?.end();
    const [batch] = made().filter(({ name }) => name === 'send');
    const created = made().filter(({ name }) => name === 'create');
    expect(created).toHaveLength(2);
    expect(batch?.parentSpanContext).toBeUndefined();
    expect(batch?.links.map(({ context }) => context.spanId)).toEqual(created.map((each) => each.spanContext().spanId));
    for (const { links } of created) expect(links[0]?.context.spanId).toBe(batch?.spanContext().spanId);
  });
});
