import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { Controller, Get, Module, Post } from '@nestjs/common';
import { currentTrace, traceWith } from '@loyalty/tracing';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Public } from '../auth/decorators.js';
import { openShop, type Shop } from '../testing/open-shop.fixture.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const TILL = 'b7ad6b7169203331';
const headers = { traceparent: `00-${TRACE}-${TILL}-01` };

@Controller('/v1/traces')
@Public()
class TracesController {
  @Get(':id')
  async read() {
    await new Promise((resolve) => setTimeout(resolve, 1));
    return { trace: currentTrace() ?? null };
  }

  /** With a body, which is read from a socket. */
  @Post()
  write() {
    return this.read();
  }
}

@Module({ controllers: [TracesController] })
class TracesModule {}

/** A body that the server waits for twice. */
async function postInParts(url: string, headers: Record<string, string>): Promise<string> {
  const sending = request(url, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' } });
  const answered = once(sending, 'response') as Promise<[IncomingMessage]>;
  for (const part of ['{"a":', '[1,2', ',3]}']) {
    sending.write(part);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  sending.end();
  const [answer] = await answered;
  let text = '';
  for await (const chunk of answer.setEncoding('utf8')) text += String(chunk);
  return text;
}

describe('A request', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await openShop({}, TracesModule);
  });
  afterEach(async () => {
    traceWith(undefined);
    await shop.close();
  });
  const lines = () => shop.logged.filter(({ msg }) => msg === 'request');

  it('passes its caller’s trace on as it came, where nobody records spans', async () => {
    expect((await shop.call('GET', '/v1/traces/1', { headers })).body).toEqual({ trace: headers.traceparent });
    expect((await shop.call('POST', '/v1/traces', { headers, body: { a: 1 } })).body).toEqual({
      trace: headers.traceparent,
    });
    expect((await shop.call('GET', '/v1/traces/1')).body).toEqual({ trace: null });
    const madeUp = { traceparent: '00-made-up-01' };
    expect((await shop.call('GET', '/v1/traces/1', { headers: madeUp })).body).toEqual({ trace: null });
  });

  it('is still itself when its body came in parts, between those of others on other connections', async () => {
    const traces = ['1', '2', '3'].map((digit) => `00-${digit.repeat(32)}-${TILL}-01`);
    const answers = await Promise.all(
      traces.map((traceparent) => postInParts(`${shop.url}/v1/traces`, { traceparent })),
    );
    expect(answers.map((answer) => JSON.parse(answer))).toEqual(traces.map((trace) => ({ trace })));
  });

  it('has its trace in every line that is written for it, one of its own where it was given none', async () => {
    await shop.call('GET', '/v1/traces/1', { headers });
    await shop.call('GET', '/v1/traces/1');
    await shop.call('GET', '/no/such/path', { headers });
    expect(lines()).toMatchObject([
      { trace_id: TRACE, span_id: TILL },
      { trace_id: expect.stringMatching(/^[0-9a-f]{32}$/), span_id: expect.stringMatching(/^[0-9a-f]{16}$/) },
      { trace_id: TRACE, span_id: TILL },
    ]);
    expect(lines()[1]).not.toMatchObject({ trace_id: TRACE });
  });

  it('is a span by its route where spans are recorded, and never by its path', async () => {
    const exporter = new InMemorySpanExporter();
    traceWith(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }).getTracer('test'));
    const { body } = await shop.call('GET', '/v1/traces/secret-17?card=4007', { headers });
    await shop.call('GET', '/no/such/path');
    const [span, other] = exporter.getFinishedSpans();
    expect(body).toEqual({ trace: `00-${TRACE}-${span?.spanContext().spanId}-01` });
    expect(span?.parentSpanContext?.spanId).toBe(TILL);
    expect([span?.name, other?.name]).toEqual(['GET /v1/traces/:id', 'GET']);
    expect(span?.attributes).toEqual({
      'http.request.method': 'GET',
      'http.route': '/v1/traces/:id',
      'http.response.status_code': 200,
      'url.scheme': 'http',
    });
    expect(lines()[0]).toMatchObject({ trace_id: TRACE, span_id: span?.spanContext().spanId });
  });
});
