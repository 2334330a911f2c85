import { afterEach, describe, expect, it } from '@jest/globals';
import { Jobs } from './jobs.js';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** A machine that does much else is late. */
async function until(isSo: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 30_000; !isSo() && Date.now() < deadline;) await pause(5);
}

describe('Jobs', () => {
  const logged: unknown[] = [];
  const newJobs = () => new Jobs({ now: () => 1_000 }, { error: (facts) => logged.push(facts) });
  let jobs = newJobs();

  afterEach(async () => {
    await jobs.stop();
    logged.length = 0;
    jobs = newJobs();
  });

  it('run again and again, at the time that the clock shows', async () => {
    const nows: number[] = [];
    jobs.register({ name: 'brew', everyMs: 5, run: async (now) => nows.push(now) });
    jobs.start();
    await until(() => nows.length > 2);
    expect(nows.length).toBeGreaterThan(2);
    expect(new Set(nows)).toEqual(new Set([1_000]));
  });

  it('run when they are registered after the start', async () => {
    let ran = 0;
    jobs.start();
    jobs.register({ name: 'late', everyMs: 5, run: async () => ++ran });
    await until(() => ran > 0);
    expect(ran).toBeGreaterThan(0);
  });

  it('never overlap themselves, whoever runs them', async () => {
    let under = 0;
    let most = 0;
    jobs.register({
      name: 'slow',
      everyMs: 1,
      async run() {
        most = Math.max(most, ++under);
        await pause(10);
        under--;
        return 1;
      },
    });
    jobs.start();
    await Promise.all([jobs.runAll(1), jobs.runAll(2), pause(50)]);
    expect(most).toBe(1);
  });

  it('are run in the order in which they were registered', async () => {
    const order: string[] = [];
    for (const name of ['mature', 'expire', 'remind']) {
      jobs.register({ name, everyMs: 1_000, run: async () => order.push(name) });
    }
    expect(await jobs.runAll(5)).toEqual([
      { job: 'mature', done: 1 },
      { job: 'expire', done: 2 },
      { job: 'remind', done: 3 },
    ]);
    expect(order).toEqual(['mature', 'expire', 'remind']);
  });

  it('are tried again after a failure, which is logged', async () => {
    let turn = 0;
    jobs.register({
      name: 'shaky',
      everyMs: 5,
      async run() {
        if (++turn === 1) throw new Error('the kettle is off');
        return 1;
      },
    });
    jobs.start();
    await pause(60);
    expect(turn).toBeGreaterThan(1);
    expect(logged).toEqual([{ job: 'shaky', err: expect.objectContaining({ message: 'the kettle is off' }) }]);
  });

  it('end before the process does, and do not start again', async () => {
    let ended = false;
    let starts = 0;
    jobs.register({
      name: 'long',
      everyMs: 1,
      async run() {
        starts++;
        await pause(40);
        ended = true;
        return 1;
      },
    });
    jobs.start();
    await pause(15);
    await jobs.stop();
    expect(ended).toBe(true);
    await pause(20);
    expect(starts).toBe(1);
  });

  it('have a name each', () => {
    const job = { name: 'twin', everyMs: 1, run: async () => 0 };
    jobs.register(job);
    expect(() => jobs.register({ ...job })).toThrow('the job twin is registered already');
  });
});
