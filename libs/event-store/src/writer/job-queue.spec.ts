import { beforeEach, describe, expect, it } from '@jest/globals';
import { JobQueue } from './job-queue.js';
import { Job } from './job.js';

describe('JobQueue', () => {
  let queue: JobQueue;
  beforeEach(() => {
    queue = new JobQueue();
  });
  const names = new Map<Job, string>();
  const job = (name: string): Job => {
    const nothing = () => undefined;
    const command = { on: name.slice(0, 1), decide: () => ({ answer: name, appends: [] }) };
    const made = new Job(command, false, { resolve: nothing, reject: nothing }, nothing);
    names.set(made, name);
    return made;
  };
  const takeAll = (): string[] => {
    const taken: string[] = [];
    for (let next = queue.take(); next !== undefined; next = queue.take()) taken.push(names.get(next) ?? '');
    return taken;
  };
  const push = (...of: string[]): Job[] => {
    const jobs = of.map(job);
    for (const each of jobs) queue.push(each);
    return jobs;
  };

  it('gives out in the order in which they came, also by the thousands', () => {
    const all = Array.from({ length: 10_000 }, (_, index) => `a${index}`);
    push(...all);
    expect(takeAll()).toEqual(all);
    expect(queue.isEmpty).toBe(true);
  });

  it('lets those on other streams overtake a parked one, and keeps the order of its own', () => {
    push('a1', 'b1', 'a2', 'b2', 'a3');
    const first = queue.take();
    if (first !== undefined) queue.park(first);
    expect(takeAll()).toEqual(['b1', 'b2']);
    push('a4', 'b3');
    queue.unpark(['a']);
    expect(takeAll()).toEqual(['a1', 'a2', 'a3', 'a4', 'b3']);
  });

  it('keeps the order of a stream whose first is parked again before the others were taken again', () => {
    const [a1] = push('a1', 'a2', 'a3');
    queue.take();
    if (a1 === undefined) throw new Error('there is none');
    queue.park(a1);
    expect(takeAll()).toEqual([]);
    queue.unpark(['a']);
    expect(queue.take()).toBe(a1);
    queue.park(a1);
    queue.unpark(['a']);
    expect(takeAll()).toEqual(['a1', 'a2', 'a3']);
  });

  it('starts over with what was decided, then what was parked, then the rest', () => {
    const [a1, b1] = push('a1', 'b1', 'a2', 'c1');
    queue.take();
    queue.take();
    if (b1 !== undefined) queue.park(b1);
    queue.startOver(a1 === undefined ? [] : [a1]);
    expect(takeAll()).toEqual(['a1', 'b1', 'a2', 'c1']);
  });

  it('hands everything over when it is drained', () => {
    const [, b1] = push('a1', 'b1', 'a2');
    queue.take();
    queue.take();
    if (b1 !== undefined) queue.park(b1);
    expect(queue.drain().map((each) => names.get(each))).toEqual(['b1', 'a2']);
    expect(takeAll()).toEqual([]);
  });
});
