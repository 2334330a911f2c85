import { describe, expect, it } from '@jest/globals';
import { RelayThread } from './relay-thread.js';

const program = new URL('./breaking-relay.fixture.mjs', import.meta.url);

describe('The thread of the relay', () => {
  const start = (breaksBy: string) => {
    const nobody: (shard: number) => void = () => undefined;
    const heard = { errors: [] as string[], sent: [] as number[], commit: nobody };
    const thread = new RelayThread({
      // What the fixture is told in place of a database.
      data: { databaseUrl: breaksBy, brokers: [] },
      program,
      restartMs: 1,
      onCommit(listener) {
        heard.commit = listener;
        return () => (heard.commit = nobody);
      },
      // An error of another thread is of another realm than a spec is: no `instanceof` knows it.
      onError: (error) => heard.errors.push(String(Object(error).message)),
      onSent: ({ shard }) => heard.sent.push(shard),
      onSend: () => undefined,
      onLag: () => undefined,
    });
    return { thread, heard };
  };
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  it('is told of commits, those of one turn together, and tells what was sent', async () => {
    const { thread, heard } = start('nothing');
    for (const shard of [1, 3, 1]) heard.commit(shard);
    await until(() => heard.sent.length === 2);
    expect(heard.sent).toEqual([1, 3]);
    await thread.stop();
    expect(heard.errors).toEqual([]);
  });

  it.each([
    ['throwing', ['out of order', 'the thread of the relay ended with 1']],
    ['leaving', ['the thread of the relay ended with 3']],
  ])('is started again when it ends by %s', async (breaksBy, errors) => {
    const { thread, heard } = start(breaksBy);
    heard.commit(0);
    await until(() => heard.errors.length >= errors.length);
    expect(heard.errors).toEqual(errors);
    // By the next one, which is told again.
    await until(() => {
      heard.commit(7);
      return heard.sent.length > 0;
    });
    await thread.stop();
    expect(heard.sent.every((shard) => shard === 7)).toBe(true);
  });
});
