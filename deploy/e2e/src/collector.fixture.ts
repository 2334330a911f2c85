import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CollectedSpan, readExport } from './otlp.fixture.js';
import { until } from './until.fixture.js';

const SPANS_MS_MAX = 30_000;

/** Takes spans as a collector of OpenTelemetry does, by OTLP over HTTP, from however many processes. */
export class TestCollector {
  readonly spans: CollectedSpan[] = [];
  /** As they came. */
  readonly bodies: Buffer[] = [];
  private readonly server = createServer((request, response) => {
    this.take(request).then(
      () => response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end(),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });

  static async start(): Promise<TestCollector> {
    const collector = new TestCollector();
    await new Promise<void>((resolve) => collector.server.listen(0, '127.0.0.1', resolve));
    return collector;
  }

  /** What a process is told, so that its spans come here, and soon. */
  get environment(): NodeJS.ProcessEnv {
    const { port } = this.server.address() as AddressInfo;
    return { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, OTEL_BSP_SCHEDULE_DELAY: '50' };
  }

  /** Of one trace, in the order in which they began. */
  trace(id: string): readonly CollectedSpan[] {
    return this.spans.filter(({ traceId }) => traceId === id).sort((one, other) => one.startedAt - other.startedAt);
  }

  /** Waits until the trace has a span of each of these names, and says which it never got. */
  async complete(id: string, names: readonly string[]): Promise<readonly CollectedSpan[]> {
    const deadline = performance.now() + SPANS_MS_MAX;
    await until(async () => {
      const got = new Set(this.trace(id).map(({ name }) => name));
      const missing = names.filter((name) => !got.has(name));
      if (missing.length > 0 && performance.now() > deadline) {
        throw new Error(`the trace has ${[...got].join(', ') || 'no span'}, and never got ${missing.join(', ')}`);
      }
      return missing.length === 0;
    });
    return this.trace(id);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(request: IncomingMessage): Promise<void> {
    if (request.url !== '/v1/traces') throw new Error(`nobody takes ${request.url}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    this.bodies.push(body);
    this.spans.push(...readExport(body));
  }
}
