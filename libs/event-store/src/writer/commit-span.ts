import { beginSpan, isTracing, linkBoth, type Span } from '@loyalty/tracing';
import type { Batch } from './batch.js';

/**
 * A commit carries commands of many traces, so it can be a child of none: it is a trace of its own, and links lead from
 * it to each command that it carried and back.
 */
export class CommitSpan {
  private constructor(private readonly span: Span) {}

  /** Undefined when nobody records, or records none of its commands. */
  static begin(batch: Batch): CommitSpan | undefined {
    if (!isTracing() || !batch.decided.some(({ job }) => job.span?.isSampled === true)) return undefined;
    const attributes = { 'db.system.name': 'postgresql', 'db.operation.name': 'append' };
    const span = beginSpan('commit to log', { kind: 'CLIENT', attributes });
    return span && new CommitSpan(span);
  }

  /** The batch may have grown on its way, so what it carries is known now. */
  end(batch: Batch, error?: unknown): void {
    for (const { job } of batch.decided) if (job.span?.isSampled === true) linkBoth(this.span, job.span);
    this.span.set({ 'db.operation.batch.size': batch.decided.length });
    if (error !== undefined) this.span.fail(error);
    this.span.end();
  }
}
