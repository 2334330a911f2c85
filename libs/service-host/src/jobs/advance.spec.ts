import { describe, expect, it } from '@jest/globals';
import type { TestClock } from '../time/test-clock.js';
import { advance } from './advance.js';
import { Jobs } from './jobs.js';

function newClock(now: number): TestClock {
  return {
    now: () => now,
    async moveTo(at) {
      now = Math.max(now, at);
    },
    close: async () => undefined,
  };
}

/** Does each thing once, at the first run at or after the instant at which it is due. */
function timetable(name: string, dueAts: readonly number[], journal: string[]) {
  let waiting = [...dueAts];
  return {
    name,
    everyMs: 1_000,
    nextDueAt: async () => waiting[0],
    async run(now: number) {
      const due = waiting.filter((at) => at <= now);
      waiting = waiting.filter((at) => at > now);
      journal.push(...due.map((at) => `${name} of ${at} at ${now}`));
      return due.length;
    },
  };
}

describe('Moving the test clock', () => {
  it('lets everything happen at its time and in order, whichever job does it', async () => {
    const journal: string[] = [];
    const clock = newClock(0);
    const jobs = new Jobs(clock, { error: () => undefined });
    jobs.register(timetable('expiry', [10, 30], journal));
    jobs.register(timetable('message', [20, 100, 101], journal));
    jobs.register({ name: 'sweep', everyMs: 1, run: async (now) => journal.push(`sweep at ${now}`) });

    await advance(clock, jobs, 100);
    expect(journal).toEqual([
      'expiry of 10 at 10',
      'message of 20 at 20',
      'expiry of 30 at 30',
      'message of 100 at 100',
      'sweep at 100',
    ]);
    expect(clock.now()).toBe(100);
  });

  it('runs what is due already, even if it does not move', async () => {
    const journal: string[] = [];
    const clock = newClock(50);
    const jobs = new Jobs(clock, { error: () => undefined });
    jobs.register(timetable('expiry', [40], journal));
    await advance(clock, jobs, 50);
    expect(journal).toEqual(['expiry of 40 at 50']);
  });

  it('arrives in spite of a job that fails at every stop, and says which it was', async () => {
    const clock = newClock(0);
    const jobs = new Jobs(clock, { error: () => undefined });
    const broken = new Error('no ink');
    jobs.register({ name: 'statement', everyMs: 1, nextDueAt: async () => 5, run: () => Promise.reject(broken) });
    jobs.register({ name: 'lost', everyMs: 1, nextDueAt: () => Promise.reject(broken), run: async () => 1 });
    const runs = await advance(clock, jobs, 10);
    expect(clock.now()).toBe(10);
    expect(runs).toEqual([
      { job: 'statement', done: 0, error: broken },
      { job: 'lost', done: 1 },
      { job: 'statement', done: 0, error: broken },
      { job: 'lost', done: 1 },
    ]);
  });
});
