import type { TestClock } from '../time/test-clock.js';
import type { JobRun, Jobs } from './jobs.js';

/** A job that keeps saying that it is due, and does nothing about it, must not hold the clock for ever. */
const STOPS_MAX = 100_000;

/**
 * Moves the test clock to an instant, stopping where a job falls due on the way, so that what would have happened one
 * after the other does. Answers what the jobs did; after a failure the clock still arrives, as real time would.
 */
export async function advance(clock: TestClock, jobs: Jobs, to: number): Promise<readonly JobRun[]> {
  const ran: JobRun[] = [];
  for (let stops = 0; stops < STOPS_MAX; stops++) {
    const stop = await nextStop(jobs, clock.now(), to);
    if (stop === undefined) break;
    await clock.moveTo(stop);
    ran.push(...(await jobs.runTimed(stop)));
  }
  await clock.moveTo(to);
  ran.push(...(await jobs.runAll(to)));
  return ran;
}

/** The first instant after now, and before the end, at which a job has something to do. */
async function nextStop(jobs: Jobs, now: number, to: number): Promise<number | undefined> {
  const stops = (await jobs.nextDueAts()).filter((at) => at > now && at < to);
  return stops.length === 0 ? undefined : Math.min(...stops);
}
