import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { RequireScopes } from '../auth/decorators.js';
import { hostProblem } from '../errors/host-problem-codes.js';
import { advance } from '../jobs/advance.js';
import { type JobRun, Jobs } from '../jobs/jobs.js';
import { IsInstant } from '../validation/decorators.js';
import { formatInstant, parseInstant } from './instant.js';
import type { TestClock } from './test-clock.js';

export const TEST_CLOCK = Symbol('TestClock');

export class MoveTestClock {
  @IsInstant()
  readonly now!: string;
}

/** Only part of the app when it was started on a test clock. */
@Controller('v1/test-clock')
@RequireScopes('admin')
export class TestClockController {
  /** One journey at a time, or one would run jobs at instants that the other has left behind. */
  private arrival: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(TEST_CLOCK) private readonly clock: TestClock,
    private readonly jobs: Jobs,
  ) {}

  /** Answers when everything that falls due until then has been done. */
  @Post()
  @HttpCode(200)
  async move(@Body() { now }: MoveTestClock) {
    const to = parseInstant(now);
    if (to === undefined) throw new Error('the pipe lets only instants through');
    const journey = this.arrival.then(() => this.travel(to));
    this.arrival = journey.catch(() => undefined);
    return journey;
  }

  private async travel(to: number) {
    const from = this.clock.now();
    if (to < from) {
      throw hostProblem('clock_cannot_go_back', {
        detail: `The clock stands at ${formatInstant(from)}, after ${formatInstant(to)}.`,
        extensions: { now: formatInstant(from) },
      });
    }
    const runs = await advance(this.clock, this.jobs, to);
    const failed = [...new Set(runs.filter(({ error }) => error !== undefined).map(({ job }) => job))];
    const now = formatInstant(this.clock.now());
    if (failed.length > 0) {
      throw hostProblem('job_failed', { detail: `Failed: ${failed.join(', ')}.`, extensions: { now, failed } });
    }
    return { now, jobs: sumByJob(runs) };
  }
}

function sumByJob(runs: readonly JobRun[]) {
  const done = new Map<string, number>();
  for (const run of runs) done.set(run.job, (done.get(run.job) ?? 0) + run.done);
  return [...done].map(([job, count]) => ({ job, done: count }));
}
