import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { Api } from '../client/api.js';
import { playShopDay } from '../demo/shop-day.js';
import { takeHome } from '../home/home.js';
import { runServer, type RunningServer } from '../serve/run-server.js';
import { untilSignalled } from '../until-signalled.js';
import { putProgramme } from './programme.js';

export interface ServeFlags {
  readonly home: string;
  readonly port: number;
  readonly host: string;
  readonly testClock?: number;
  /** Whether an empty home gets the example programme. */
  readonly example: boolean;
  /** Whether it is then shown a shop day. */
  readonly demo: boolean;
}

const EXAMPLE = { id: 'tea-shop', file: new URL('../../../../examples/programmes/tea-shop.yaml', import.meta.url) };
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/**
 * Runs until SIGINT or SIGTERM, or until the command that brought it up is gone; what is under way then is finished
 * first.
 */
export async function serveUntilStopped(flags: ServeFlags): Promise<void> {
  const stopped = Promise.race([untilSignalled(), once(process, 'disconnect')]);
  const database = process.env['DATABASE_URL'] ? 'the PostgreSQL of DATABASE_URL' : 'an embedded PostgreSQL';
  say(`home ${flags.home}: bringing up ${database}`);
  const home = await takeHome(flags.home, 'loyalty serve', process.env);
  try {
    const server = await runServer(home, { ...flags, environment: process.env });
    try {
      if (flags.example && server.isNew) await applyExample(server, flags.demo);
      announce(server);
      await stopped;
      say('stopping: finishing what is under way');
    } finally {
      await server.close();
    }
  } finally {
    await home.close();
  }
  if (process.connected) process.disconnect();
  say('stopped; everything is kept in the home');
}

async function applyExample(server: RunningServer, demo: boolean): Promise<void> {
  const api = new Api(server.url, server.adminKey.token);
  say(`an empty home: applying the example programme ${EXAMPLE.id}`);
  await putProgramme(api, EXAMPLE.id, await readFile(EXAMPLE.file, 'utf8'));
  if (!demo) return;
  say('and playing a short shop day');
  await playShopDay(api, { now: server.now(), write: say });
}

function announce(server: RunningServer): void {
  say('');
  say(`API        ${server.url}/v1`);
  say(`reference  ${server.url}/docs (OpenAPI 3.1: ${server.url}/openapi.json)`);
  say(`admin key  ${server.adminKey.file}`);
  say(`ready ${server.url}`);
  process.send?.({ url: server.url });
}
