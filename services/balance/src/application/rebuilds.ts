import type { Projector } from './projector.js';
import type { RebuildOutcome, RebuildProgress } from './rebuild.js';

/** The last rebuild of this process, as far as it is. */
export interface RebuildReport {
  readonly id: string;
  readonly state: 'running' | 'switched' | 'refused' | 'failed';
  readonly progress: RebuildProgress;
  readonly seconds: number;
  readonly outcome?: RebuildOutcome;
  /** Why it failed. */
  readonly failure?: unknown;
}

export interface RebuildsOptions {
  readonly projector: Pick<Projector, 'rebuild'>;
  readonly newId: () => string;
  /** Another build serves from now on. */
  readonly onSwitched: () => void;
  readonly onFailed: (error: unknown) => void;
}

interface Run {
  report: RebuildReport;
  readonly ended: Promise<RebuildReport>;
}

/** One rebuild at a time; who asks for another meanwhile is told of the one that is under way. */
export class Rebuilds {
  private last: Run | undefined;
  private readonly stopping = new AbortController();

  constructor(private readonly options: RebuildsOptions) {}

  begin(): RebuildReport {
    return this.current().report;
  }

  latest(): RebuildReport | undefined {
    return this.last?.report;
  }

  /** Resolves when the one that is under way, or begins now, is over. */
  ended(): Promise<RebuildReport> {
    return this.current().ended;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.last?.ended;
  }

  private current(): Run {
    if (this.last?.report.state !== 'running') this.last = this.run();
    return this.last;
  }

  private run(): Run {
    const startedAt = performance.now();
    const progress: RebuildProgress = { phase: 'building', events: 0, of: 0 };
    let report: RebuildReport = { id: this.options.newId(), state: 'running', progress, seconds: 0 };
    const update = (more: Partial<RebuildReport>) => {
      const seconds = Math.round(performance.now() - startedAt) / 1_000;
      report = { ...report, seconds, ...more };
      run.report = report;
      return report;
    };
    const work = async () => {
      try {
        const outcome = await this.options.projector.rebuild((progress) => {
          update({ progress });
          if (progress.phase === 'switched') this.options.onSwitched();
        }, this.stopping.signal);
        if (outcome.outcome === 'under_way_elsewhere') throw new Error('another process rebuilds at the moment');
        return update({ state: outcome.outcome, outcome });
      } catch (failure) {
        if (!this.stopping.signal.aborted) this.options.onFailed(failure);
        return update({ state: 'failed', failure });
      }
    };
    const ended = Promise.resolve().then(work);
    const run: Run = { report, ended };
    return run;
  }
}
