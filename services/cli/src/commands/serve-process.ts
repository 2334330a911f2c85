import { runProcess } from '../serve/process/run-process.js';
import { readSettings } from '../serve/process/settings.js';
import { untilSignalled } from '../until-signalled.js';

export interface ServeProcessFlags {
  readonly service: string;
  readonly port: number;
  readonly host: string;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** One service, told by its environment, until SIGINT or SIGTERM; what is under way then is finished first. */
export async function serveProcessUntilStopped(flags: ServeProcessFlags): Promise<void> {
  const stopping = new AbortController();
  const signalled = untilSignalled().then(() => stopping.abort());
  const running = await runProcess({ ...flags, settings: readSettings(process.env), stopping: stopping.signal }).catch(
    (error: unknown) => {
      if (stopping.signal.aborted) return undefined;
      throw error;
    },
  );
  if (!running) return;
  try {
    say(`rpc ${running.rpcAddress}`);
    say(`ready ${running.url}`);
    await Promise.race([signalled, running.failed]);
    say('stopping: finishing what is under way');
  } finally {
    await running.close();
  }
  process.stdout.write('stopped\n', () => {
    // Everything was closed in order. The Kafka client may have left a timer of a connection that broke, and it must not
    // hold the process.
    process.exit();
  });
}
