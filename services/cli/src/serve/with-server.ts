import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { joinHome } from '../home/home.js';
import { runServer } from './run-server.js';

export interface ServerAccess {
  readonly url: string;
  readonly key: string;
}

/** The server that runs on the home, or one brought up for the time of the work. */
export async function withServer<Result>(
  directory: string,
  command: string,
  work: (access: ServerAccess) => Promise<Result>,
): Promise<Result> {
  const home = await joinHome(directory, command, process.env);
  if (home.server !== undefined) {
    const key = (await readFile(join(directory, 'admin.key'), 'utf8')).trim();
    return work({ url: home.server.url, key });
  }
  try {
    const server = await runServer(home, { port: 0, host: '127.0.0.1', environment: process.env });
    try {
      return await work({ url: server.url, key: server.adminKey.token });
    } finally {
      await server.close();
    }
  } finally {
    await home.close();
  }
}
