import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runningServer } from '../home/home.js';
import { CommandFailed } from '../output.js';

export interface ServerAccess {
  readonly url: string;
  readonly key: string;
}

const MAIN = fileURLToPath(new URL('../main.js', import.meta.url));

/** The server that runs on the home, or one brought up for the time of the work. */
export async function withServer<Result>(
  directory: string,
  work: (access: ServerAccess) => Promise<Result>,
): Promise<Result> {
  const running = await runningServer(directory);
  if (running !== undefined) return work(await accessTo(directory, running.url));
  const server = await startServer(directory);
  try {
    return await work(await accessTo(directory, server.url));
  } finally {
    await server.stop();
  }
}

async function accessTo(directory: string, url: string): Promise<ServerAccess> {
  return { url, key: (await readFile(join(directory, 'admin.key'), 'utf8')).trim() };
}

/**
 * A process of its own, so that reading a file and deciding what is in it do not wait for each other. It holds on to
 * our channel: when that closes, because we are done or because we are no more, it finishes what is under way and ends.
 */
async function startServer(directory: string): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const child = fork(MAIN, ['serve', '--home', directory, '--port', '0'], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const [ready] = await Promise.race([once(child, 'message'), ended.then(() => [])]);
  // It has said on standard error why.
  if (ready === undefined) throw new CommandFailed('');
  const { url } = ready as { readonly url: string };
  return {
    url,
    async stop() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
