import { beginSpan, inTrace, isTracing, linkBoth, readTraceparent, type Span } from '@loyalty/tracing';
import type { Incoming } from './handling.js';

/**
 * A batch of messages on its way through a handler: each goes on with the trace that its header names, or begins one. The
 * batch is a trace of its own, to which what a handler does for all of them at once belongs, its lines in the log too.
 */
export class MessageSpans {
  readonly #batch: Span | undefined;
  readonly #spans: readonly (Span | undefined)[] | undefined;

  constructor(
    topic: string,
    private readonly messages: readonly Incoming[],
  ) {
    if (!isTracing()) return;
    const attributes = { 'messaging.destination.name': topic };
    const size = { 'messaging.batch.message_count': messages.length };
    const batch = beginSpan(`process batch of ${topic}`, { attributes: { ...attributes, ...size } });
    this.#batch = batch;
    this.#spans = messages.map(({ headers }) => {
      const parent = readTraceparent(headers['traceparent']);
      const span = beginSpan(`process ${topic}`, { kind: 'CONSUMER', parent, attributes });
      if (batch?.isSampled === true && span?.isSampled === true) linkBoth(batch, span);
      return span;
    });
  }

  traceOf(index: number): string | undefined {
    const span = this.#spans?.[index];
    return span === undefined ? readTraceparent(this.messages[index]?.headers['traceparent']) : span.traceparent;
  }

  refused(index: number): void {
    this.#spans?.[index]?.failAs('refused');
  }

  async around(work: () => Promise<void>): Promise<void> {
    try {
      await inTrace(this.#batch?.traceparent, work);
      this.#end();
    } catch (error) {
      this.#end(error);
      throw error;
    }
  }

  #end(error?: unknown): void {
    for (const span of [...(this.#spans ?? []), this.#batch]) {
      if (error !== undefined) span?.fail(error);
      span?.end();
    }
  }
}
