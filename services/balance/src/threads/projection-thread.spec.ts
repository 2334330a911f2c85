import { describe, expect, it } from '@jest/globals';
import { ProjectionThread } from './projection-thread.js';

const PROGRAM = { file: new URL('./breaking-worker.fixture.mjs', import.meta.url) };

/** Remembers what came, and lets a test wait for it. */
class Heard {
  readonly errors: string[] = [];
  readonly written: string[] = [];
  private rouse: () => void = () => undefined;

  // An error of another thread is of another realm than a spec is: no `instanceof` knows it.
  onError = (error: unknown) => {
    this.errors.push(String(Object(error).message));
    this.rouse();
  };
  onWritten = (accounts: readonly string[]) => {
    this.written.push(...accounts);
    this.rouse();
  };
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => (this.rouse = resolve));
  }
}

describe('The thread of the projection', () => {
  const startThread = (breaksBy: string, heard: Heard) => {
    const thread = new ProjectionThread({
      program: PROGRAM,
      // What the fixture is told in place of a database.
      data: { databaseUrl: '', ledger: { url: '' }, ...{ breaksBy } },
      onCommit: () => () => undefined,
      onWritten: heard.onWritten,
      onError: heard.onError,
      restartMs: 1,
      stopMsMax: 50,
    });
    thread.start();
    return thread;
  };

  const untilItAnswers = async (thread: ProjectionThread, heard: Heard) => {
    thread.hurry();
    await heard.until(() => heard.written.length > 0);
  };

  it.each([
    ['throwing', ['out of order', 'the thread of the projection ended with 1']],
    ['leaving', ['the thread of the projection ended with 3']],
  ])('is told of, and started again, when it ends by %s', async (breaksBy, errors) => {
    const heard = new Heard();
    const thread = startThread(breaksBy, heard);
    thread.hurry();
    await heard.until(() => heard.errors.length === errors.length);
    expect(heard.errors).toEqual(errors);
    expect(thread.trouble()).toBe('its thread has ended and will be started again');
    while (thread.trouble() !== undefined) await new Promise((resolve) => setImmediate(resolve));
    await thread.stop();
    expect(heard.errors).toEqual(errors);
  });

  it('passes on what was written, and is not missed when it is stopped', async () => {
    const heard = new Heard();
    const thread = startThread('nothing', heard);
    await untilItAnswers(thread, heard);
    expect(heard.written).toEqual(['asked 1']);
    await thread.stop();
    await thread.stop();
    expect(heard.errors).toEqual([]);
  });

  it('is ended when it does not stop by itself', async () => {
    const heard = new Heard();
    const thread = startThread('hanging', heard);
    await untilItAnswers(thread, heard);
    await thread.stop();
    expect(heard.errors).toEqual([]);
  });
});
